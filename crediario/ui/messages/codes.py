"""The codes of slips, and of Pix."""

from crediario.ui.messages.wording import Message, Wording

WORDS: dict[str, Wording] = {
    # -- the slip
    "not_a_carne_code": Message(
        "Este código não é de um carnê nosso",
        "",
        "Leia o código de barras do carnê ou busque o cliente (F3).",
    ),
    "carne_check_wrong": Message(
        "O código foi lido com erro", "Os números não conferem.", "Leia de novo ou busque o cliente (F3)."
    ),
    "slip_not_found": Message(
        "Carnê {contract_number}, parcela {number}: não está nesta loja",
        "",
        "Busque o cliente pelo nome (F3).",
    ),
    "slip_of_another_store": Message(
        "Este carnê é da loja {store_code}", "Os dados dela não estão aqui.", "Oriente o cliente a pagar lá."
    ),
    "slip_qr_misread": Message(
        "O QR foi lido com erro",
        "Alguma letra se perdeu.",
        "Leia de novo, com o Caps Lock desligado, ou leia o código de barras.",
    ),
    "slip_qr_of_another": Message(
        "Este QR não é de um carnê desta loja",
        "A chave Pix é outra, ou não diz a parcela.",
        "Leia o código de barras do carnê ou busque o cliente (F3).",
    ),
    # -- Pix
    "invalid_pix_key": Message(
        "Chave Pix inválida", "“{text}”.", "Escreva a chave como no banco, sem pontos nem traços."
    ),
    "invalid_pix_name": Message("Falta o nome de quem recebe o Pix"),
    "invalid_pix_city": Message("Falta a cidade de quem recebe o Pix"),
    "invalid_txid": Message("Identificador do Pix inválido", "São de 1 a 25 letras e números, ou ***."),
    "invalid_pix_field": Message("Código Pix inválido", "“{text}” não cabe no formato."),
    "pix_info_too_long": Message("Texto longo demais no Pix", "São {length} letras e cabem {limit}."),
}
