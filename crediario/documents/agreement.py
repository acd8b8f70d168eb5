"""The paper of an agreement (termo de acordo): A4, letters of twelve points, two copies in one file."""

from datetime import date
from functools import partial

from crediario.documents.agreement_content import AgreementPaper, ClosedRow, NewRow
from crediario.documents.agreement_words import clauses
from crediario.documents.flow import Column, Flow
from crediario.documents.sheet import Sheet
from crediario.documents.two_party import (
    A4,
    TWO_COPIES,
    Foot,
    Head,
    NextHead,
    Party,
    Signatures,
    Signer,
    Table,
    comma,
    draw_copies,
    placed,
    signatures,
    signer_role,
    written_document,
)
from crediario.documents.wording import issue_line, long_day, weekday
from crediario.domain.br import format_amount, format_date
from crediario.domain.negotiation import OfferKind

__all__ = ["TEMPLATE_VERSION", "AgreementPaper", "ClosedRow", "NewRow", "render"]

TEMPLATE_VERSION = "acordo-1"

_CLOSED = (
    Column("Carnê, parcela", 35),
    Column("Vencimento", 30),
    Column("Dias", 15, "right"),
    Column("Valor", 24, "right"),
    Column("Multa", 20, "right"),
    Column("Juros", 21, "right"),
    Column("Total", 27, "right"),
)
_CLOSED_EARLY = (
    Column("Carnê, parcela", 31),
    Column("Vencimento", 26),
    Column("Dias", 13, "right"),
    Column("Valor", 22, "right"),
    Column("Multa", 17, "right"),
    Column("Juros", 17, "right"),
    Column("Desconto", 23, "right"),
    Column("Total", 23, "right"),
)
_PAID = (Column("", 50), Column("Vencimento", 72), Column("Valor", 50, "right"))


def render(paper: AgreementPaper) -> bytes:
    """The termo as a PDF with both copies: the same content gives the same bytes.

    Args:
        paper: what to print; texts of any length and any characters are accepted.

    Raises:
        ValueError: nothing was closed.

    Rule: CPC art. 784 III; CDC arts. 42-A, 52 and 54 § 3º; law.md §7. See docs/regras.md#termo-de-acordo.
    """
    if not paper.closed:
        raise ValueError("an agreement closes at least one installment")
    sheet = Sheet(*A4, title=f"Termo de acordo {paper.number} — {paper.customer_name}")
    draw_copies(sheet, _placed(paper), TWO_COPIES, _head(paper), _next_head(paper), _foot(paper))
    return sheet.pdf()


def _placed(paper: AgreementPaper) -> Flow:
    """Everything between the head and the foot, on the pages it takes."""
    parties = (Party("Loja", _shop_lines(paper)), Party("Cliente", _customer_lines(paper)))
    return placed(parties, clauses(paper), partial(_table, paper), _signatures(paper))


def _table(paper: AgreementPaper, table: str) -> Table:
    if table == "paid":
        return _PAID, *_paid_cells(paper)
    return _CLOSED_EARLY if paper.early_discount else _CLOSED, *_closed_cells(paper)


def _shop_lines(paper: AgreementPaper) -> tuple[str, ...]:
    shop = paper.shop
    contact = comma(shop.best_phone, paper.shop_email)
    return (shop.legal_name, shop.cnpj_text, shop.address, contact, f"representada por {paper.signer}")


def _customer_lines(paper: AgreementPaper) -> tuple[str, ...]:
    whole = written_document(paper.customer_document)
    return (paper.customer_name, whole, paper.customer_address, paper.customer_phone)


def _closed_cells(paper: AgreementPaper) -> tuple[list[list[str]], list[str]]:
    """The rows of the calculation and their sums; a column for the law's discount where there is one."""
    early = bool(paper.early_discount)
    rows = [[*_slip(row), *_amounts(row, early=early)] for row in paper.closed]
    return rows, ["Total", "", "", *_amounts(paper, early=early)]


def _slip(row: ClosedRow) -> list[str]:
    days = str(row.days_late) if row.days_late else "–"
    return [f"{row.contract_number}, {row.number}/{row.count}", format_date(row.due_date), days]


def _amounts(row: ClosedRow | AgreementPaper, *, early: bool) -> list[str]:
    discount = [row.early_discount] if early else []
    return [format_amount(each) for each in (row.open, row.fine, row.interest, *discount, row.total_due)]


def _paid_cells(paper: AgreementPaper) -> tuple[list[list[str]], list[str]]:
    label = "Multa" if paper.kind is OfferKind.EXTENSION else "Entrada"
    first = [[label, _day(paper.signed_on), format_amount(paper.paid)]] if paper.paid else []
    rows = [[f"{row.number}ª parcela", _day(row.due_date), format_amount(row.amount)] for row in paper.lines]
    return [*first, *rows], ["Total", "", format_amount(paper.total)]


def _day(when: date) -> str:
    return f"{format_date(when)} {weekday(when)}"


def _signatures(paper: AgreementPaper) -> Signatures:
    customer = Signer(paper.customer_name, signer_role("Cliente", paper.customer_document))
    shop = Signer(paper.shop.legal_name, paper.signer)
    return signatures(comma(paper.shop.town, long_day(paper.signed_on)), (customer, shop), witnesses=True)


def _head(paper: AgreementPaper) -> Head:
    carne = f"Novo carnê {paper.contract_number}" if paper.contract_number else "Pago na assinatura"
    return Head(
        "Termo de acordo",
        "Reconhecimento de valores em aberto e novo pagamento",
        (f"Acordo nº {paper.number}", carne, format_date(paper.signed_on)),
    )


def _next_head(paper: AgreementPaper) -> NextHead:
    return NextHead(f"Termo de acordo nº {paper.number}, continuação", format_date(paper.signed_on))


def _foot(paper: AgreementPaper) -> Foot:
    return Foot(f"Acordo {paper.number}", issue_line(paper.issued_at, paper.issued_by))
