"""Amounts, dates, documents and telephones as they are typed."""

from crediario.ui.messages.wording import WHOLE_DATE, Message, Wording

WORDS: dict[str, Wording] = {
    "amount_not_positive": Message("O valor precisa ser maior que zero"),
    "amount_too_large": Message("Valor alto demais", "O máximo é {limit}."),
    "ambiguous_amount": Message(
        "Este valor tem duas leituras", "“{text}” pode ser mais de um valor.", "Escreva como 1.234,56."
    ),
    "invalid_amount": Message("Isto não é um valor", "“{text}”.", "Escreva como 1.234,56."),
    "invalid_rate": Message("Isto não é uma taxa", "“{text}”.", "Escreva como 0,90."),
    "invalid_date": Message("Esta data não existe", "“{text}”.", WHOLE_DATE),
    "date_out_of_range": Message("Data fora do alcance", "O ano vai de 1900 a 2199.", WHOLE_DATE),
    "number_out_of_range": Message("O número vai de {least} a {most}"),
    "text_too_long": Message("Texto longo demais", "Cabem {limit} letras.", "Encurte o texto."),
    "invalid_cpf": Message("CPF inválido", "Os números não conferem.", "Confira no documento."),
    "invalid_cnpj": Message("CNPJ inválido", "Os números não conferem.", "Confira no cartão do CNPJ."),
    "invalid_document": Message("CPF tem 11 números, CNPJ tem 14", "", "Confira no documento."),
    "invalid_cep": Message("O CEP tem 8 números"),
    "invalid_phone": Message("Isto não é um telefone", "“{text}”.", "Escreva como (34) 9 9812-4471."),
    "phone_incomplete": Message("Faltam números no telefone", "", "Escreva com o DDD: (34) 9 9812-4471."),
    "phone_missing_nine": Message("Falta o 9 do celular", "Seria {suggestion}?", "Confirme com o cliente."),
    "unknown_area_code": Message("Não existe o DDD {ddd}"),
    "unknown_state": Message("Não existe a UF {state}"),
}
