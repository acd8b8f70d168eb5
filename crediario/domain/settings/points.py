"""Page Pontos: loyalty points."""

from crediario.domain.settings.notes import SettingNote

NOTES = {
    "points_on": SettingNote(
        "Pontos para quem paga em dia",
        "Um ponto por real inteiro da parcela paga em dia; desligado, ninguém ganha nem vê pontos.",
        "Regra simples e à vista de todos; sem sorteio (Lei 5.768/1971).",
    ),
}
