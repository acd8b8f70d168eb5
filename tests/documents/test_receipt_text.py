"""The receipt as a message."""

from dataclasses import replace

from crediario.documents.receipt_text import receipt_text
from crediario.domain.money import Money
from tests.documents.samples import receipt


def said(**changes: object) -> str:
    return receipt_text(replace(receipt(), **changes)).replace("\u00a0", " ")  # type: ignore[arg-type]


def test_the_whole_message() -> None:
    assert said() == "\n".join(
        (
            "*Casa Aurora*",
            "CNPJ 12.345.678/0001-95",
            "*Recibo 018.442*",
            "09/06/2026 14:34",
            "",
            "Recebemos de Maria das Graças Oliveira por pagamento:",
            "• Carnê 4812, parcela 5/10, vencimento 12/05/2026",
            "  139,80 + multa 2,79 + juros de 28 dias 1,30 = 143,89",
            "• Carnê 5107, parcela 2/6, vencimento 20/05/2026",
            "  68,78 + multa 1,37 + juros de 20 dias 0,45 = 70,60",
            "",
            "*Total R$ 214,49*",
            "Pix, final 9F3A: 100,00",
            "Dinheiro: 120,00",
            "Troco: 5,51",
            "",
            "Próxima parcela: 12/06/2026, R$ 139,80",
            "Em aberto: R$ 974,12",
            "Obrigado pela confiança!",
        )
    )


def test_no_document_leaves_the_shop() -> None:
    assert "456.789" not in said()
    assert "CPF" not in said()


def test_a_second_copy_says_so() -> None:
    assert "*Recibo 018.442 · 2ª via*" in said(second_copy=True)


def test_a_discount_and_a_part() -> None:
    zero, line = Money.ZERO, receipt().lines[0]
    early = replace(line, fine=zero, interest=zero, days_late=0, discount=Money(312), paid=Money(13668))
    assert "139,80 − desconto por antecipação 3,12 = 136,68" in said(lines=(early,))
    part = replace(early, discount=zero, amount=Money(5000), paid=Money(5000), remaining=Money(8980))
    assert "  Pago 50,00\n  Falta desta parcela: 89,80" in said(lines=(part,))


def test_a_down_payment_and_nothing_left() -> None:
    entry = replace(receipt().lines[0], number=0)
    text = said(lines=(entry,), down_payment=True, next_due=None, open_not_due=Money.ZERO)
    assert "por entrada:\n• Carnê 4812, entrada\n" in text
    assert "Nada em aberto nesta loja." in text


def test_names_stay_on_their_line_and_out_of_the_bold() -> None:
    assert "Recebemos de Ana Lima por" in said(customer_name="Ana*\n Lima")
