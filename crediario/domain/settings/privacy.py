"""Page Privacidade: how long data is kept, and what is seen and asked outside."""

from crediario.domain.settings.notes import SettingNote

NOTES = {
    "idle_lock_minutes": SettingNote(
        "Travar o caixa parado, em minutos",
        "Sem tecla nem mouse, a tela volta para a entrada e nada se perde. Em balcão com movimento, 2.",
        "LGPD, art. 46: cuidado com os dados à vista.",
        1,
        30,
    ),
    "cep_online": SettingNote(
        "Buscar o endereço do CEP na internet",
        "Quando nenhum cadastro da loja tem o CEP, pergunta ao ViaCEP. Vai só o CEP, sem nome nem CPF."
        " Sem internet nada espera: digita-se o endereço.",
        "LGPD, art. 6º: só o necessário sai da loja.",
    ),
    "retention_years": SettingNote(
        "Guardar os dados depois da quitação, em anos",
        "Só depois deste prazo, e sem nada em aberto, os dados de uma pessoa podem ser apagados.",
        "CC, art. 206, § 5º, e CDC, art. 27: 5 anos; CC, art. 205: até 10.",
        5,
        10,
    ),
    "small_agent": SettingNote(
        "Loja de pequeno porte para a LGPD",
        "Ligado, os prazos para comunicar um incidente são em dobro: 6 dias úteis em vez de 3.",
        "Res. CD/ANPD 2/2022 e 15/2024: microempresa e empresa de pequeno porte.",
    ),
}
