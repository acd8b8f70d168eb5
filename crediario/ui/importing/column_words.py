"""What the columns of a spreadsheet may mean, in the words of a shop. Imports no Qt."""

from crediario.domain.importing.mapping import Meaning

#: In the order of the list: the customer, the purchase, the installment; first of all, nothing.
MEANINGS: tuple[tuple[Meaning, str], ...] = (
    (Meaning.IGNORED, "Não entra"),
    (Meaning.NAME, "Cliente"),
    (Meaning.DOCUMENT, "CPF ou CNPJ"),
    (Meaning.OLD_CODE, "Código"),
    (Meaning.PHONE, "Telefone"),
    (Meaning.WORK_PHONE, "Tel. do trabalho"),
    (Meaning.MESSAGE_PHONE, "Tel. de recado"),
    (Meaning.AREA_CODE, "DDD"),
    (Meaning.BIRTH_DATE, "Nascimento"),
    (Meaning.EMAIL, "E-mail"),
    (Meaning.STREET, "Rua"),
    (Meaning.STREET_NUMBER, "Nº da rua"),
    (Meaning.COMPLEMENT, "Complemento"),
    (Meaning.DISTRICT, "Bairro"),
    (Meaning.CITY, "Cidade"),
    (Meaning.UF, "UF"),
    (Meaning.CEP, "CEP"),
    (Meaning.INCOME, "Renda"),
    (Meaning.RG, "RG"),
    (Meaning.LIMIT, "Limite"),
    (Meaning.NOTES, "Observação"),
    (Meaning.OLD_NUMBER, "Nº da compra"),
    (Meaning.NUMBER_AND_ITEM, "Nº e produto"),
    (Meaning.ITEM, "Produto"),
    (Meaning.SOLD_ON, "Data da compra"),
    (Meaning.INSTALLMENT, "Parcela"),
    (Meaning.COUNT, "Nº de parcelas"),
    (Meaning.DUE_DATE, "Vencimento"),
    (Meaning.AMOUNT, "Valor"),
    (Meaning.PAID_ON, "Pago em"),
    (Meaning.PAID_AMOUNT, "Valor pago"),
    (Meaning.BALANCE, "Falta pagar"),
    (Meaning.STATUS, "Situação"),
)
WORDS = dict(MEANINGS)
LETTERS = 26


def column_letter(place: int) -> str:
    """How spreadsheets name a column: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
