"""The contract of sale on credit (contrato de compra e venda a prazo): A4, twelve points, a copy a side."""

from functools import partial

from crediario.documents.contract_content import (
    ContractGuarantor,
    ContractItem,
    ContractLine,
    ContractPaper,
)
from crediario.documents.contract_summary import summary_rows
from crediario.documents.contract_words import clauses
from crediario.documents.flow import Column, Flow
from crediario.documents.sheet import Sheet
from crediario.documents.two_party import (
    A4,
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

__all__ = [
    "TEMPLATE_VERSION",
    "ContractGuarantor",
    "ContractItem",
    "ContractLine",
    "ContractPaper",
    "render",
]

TEMPLATE_VERSION = "contrato-1"
_ITEMS = (
    Column("Item", 86, wraps=True),
    Column("Quantidade", 30, "right"),
    Column("Preço", 28, "right"),
    Column("Valor", 28, "right"),
)
_SUMMARY = (Column("Quadro-resumo", 62, wraps=True), Column("CDC, arts. 52 e 54-B", 110, wraps=True))
_HALF_TABLE = (Column("Parcela", 20.5), Column("Vencimento", 39.5), Column("Valor", 26, "right"))
#: Installments that stand in one column; more are set in two, beside each other.
ONE_COLUMN = 6
_WIDE_TABLE = (Column("Parcela", 50), Column("Vencimento", 72), Column("Valor", 50, "right"))


def render(paper: ContractPaper) -> bytes:
    """The contract as a PDF with all its copies: the same content gives the same bytes.

    Args:
        paper: what to print; texts of any length and any characters are accepted.

    Raises:
        ValueError: nothing was bought, or nothing is to be paid.

    Rule: CDC arts. 42-A, 46, 52, 54 § 3º, 54-B and 54-D; law.md §7. See docs/regras.md#contrato.
    """
    if not paper.items or not paper.lines:
        raise ValueError("a contract sells something, and has installments")
    sheet = Sheet(*A4, title=f"Contrato {paper.number} — {paper.customer_name}")
    draw_copies(sheet, _placed(paper), paper.copies, _head(paper), _next_head(paper), _foot(paper))
    return sheet.pdf()


def _placed(paper: ContractPaper) -> Flow:
    """Everything between the head and the foot, on the pages it takes."""
    parties = (Party("Loja", _shop_lines(paper)), Party("Cliente", _customer_lines(paper)))
    return placed(parties, clauses(paper), partial(_table, paper), _signatures(paper))


def _shop_lines(paper: ContractPaper) -> tuple[str, ...]:
    """Name, CNPJ and address, the electronic one too (CDC art. 54-B IV)."""
    shop = paper.shop
    contact = comma(shop.best_phone, paper.shop_email)
    return (shop.legal_name, shop.cnpj_text, shop.address, contact, f"representada por {paper.signer}")


def _customer_lines(paper: ContractPaper) -> tuple[str, ...]:
    whole = written_document(paper.customer_document)
    contact = comma(paper.customer_phone, paper.customer_email)
    return (paper.customer_name, whole, paper.customer_address, contact)


def _table(paper: ContractPaper, name: str) -> Table:
    if name == "items":
        return _items(paper)
    if name == "summary":
        return _SUMMARY, summary_rows(paper), ()
    return _lines(paper)


def _items(paper: ContractPaper) -> Table:
    rows = [
        [item.description, str(item.quantity), format_amount(item.unit_price), format_amount(item.total)]
        for item in paper.items
    ]
    return _ITEMS, rows, ["Preço à vista", "", "", format_amount(paper.summary.price)]


def _lines(paper: ContractPaper) -> Table:
    """Every installment with its date: down the left half first, then down the right one."""
    cells = [_cells(line) for line in paper.lines]
    total = ["Total", "", format_amount(paper.total)]
    if len(cells) <= ONE_COLUMN:
        return _WIDE_TABLE, cells, total
    half = -(-len(cells) // 2)
    right = [*cells[half:], *[["", "", ""]] * (2 * half - len(cells))]
    rows = [[*first, *second] for first, second in zip(cells[:half], right, strict=True)]
    return (*_HALF_TABLE, *_HALF_TABLE), rows, ["", "", "", *total]


def _cells(line: ContractLine) -> list[str]:
    day = f"{format_date(line.due_date)} {weekday(line.due_date)}"
    return [f"{line.number}ª", day, format_amount(line.amount)]


def _signatures(paper: ContractPaper) -> Signatures:
    customer = Signer(paper.customer_name, signer_role("Cliente", paper.customer_document))
    shop = Signer(paper.shop.legal_name, paper.signer)
    return signatures(comma(paper.shop.town, long_day(paper.sold_on)), (customer, shop), witnesses=False)


def _head(paper: ContractPaper) -> Head:
    return Head(
        "Contrato de venda a prazo",
        "Compra e venda com pagamento em parcelas",
        (f"Contrato nº {paper.number}", f"Carnê {paper.number}", format_date(paper.sold_on)),
    )


def _next_head(paper: ContractPaper) -> NextHead:
    return NextHead(f"Contrato de venda a prazo nº {paper.number}, continuação", format_date(paper.sold_on))


def _foot(paper: ContractPaper) -> Foot:
    return Foot(f"Contrato {paper.number}", issue_line(paper.issued_at, paper.issued_by))
