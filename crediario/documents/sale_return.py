"""The paper of a return or cancellation (comprovante de devolução): A4, a copy for each side."""

from collections.abc import Sequence

from crediario.documents.flow import Column, Flow, height_of, spans_of
from crediario.documents.return_content import ReturnedItem, ReturnPaper
from crediario.documents.sheet import Sheet
from crediario.documents.two_party import (
    A4,
    GAP,
    ROOM,
    TABLE_GAP,
    TWO_COPIES,
    Foot,
    Head,
    NextHead,
    Party,
    Signatures,
    Signer,
    comma,
    draw_copies,
    new_flow,
    place_parties,
    signatures,
)
from crediario.documents.wording import document_label, issue_line, long_day, points_words
from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.money import Money
from crediario.domain.returns import RefundBy, ReturnLine

__all__ = ["TEMPLATE_VERSION", "ReturnPaper", "ReturnedItem", "render"]

TEMPLATE_VERSION = "devolucao-1"
_ITEMS = (
    Column("O que voltou", 86, wraps=True),
    Column("Quantidade", 30, "right"),
    Column("Preço", 28, "right"),
    Column("Valor", 28, "right"),
)
_SUMS = (Column("A conta", 132, wraps=True), Column("Valor", 40, "right"))
_LINES = (
    Column("Parcela", 24),
    Column("Vencimento", 32),
    Column("Era", 29, "right"),
    Column("Ficou", 29, "right"),
    Column("A pagar", 29, "right"),
    Column("De volta", 29, "right"),
)


def render(paper: ReturnPaper) -> bytes:
    """The comprovante as a PDF with both copies: the same content gives the same bytes.

    Args:
        paper: what to print; texts of any length and any characters are accepted.

    Raises:
        ValueError: an installment without its due date.

    Rule: CDC arts. 18, 49 and 53; law.md §7. See docs/regras.md#comprovante-de-devolucao.
    """
    if any(line.number is not None and line.number not in paper.due_dates for line in paper.result.lines):
        raise ValueError("every installment has a due date")
    sheet = Sheet(*A4, title=f"{_title(paper)} {paper.number} — {paper.customer_name}")
    draw_copies(sheet, _placed(paper), TWO_COPIES, _head(paper), _next_head(paper), _foot(paper))
    return sheet.pdf()


def _title(paper: ReturnPaper) -> str:
    return "Cancelamento de venda" if paper.result.is_whole else "Devolução de mercadoria"


def _placed(paper: ReturnPaper) -> Flow:
    flow = new_flow()
    place_parties(flow, (Party("Loja", _shop_lines(paper)), Party("Cliente", _customer_lines(paper))))
    if paper.items:
        flow.space(GAP)
        flow.table(_ITEMS, *_items(paper))
    flow.space(GAP)
    flow.table(_SUMS, _sums(paper), _refund_sum(paper))
    flow.space(TABLE_GAP)
    flow.words(spans_of(_how(paper), ROOM), ROOM)
    flow.space(GAP)
    flow.table(_LINES, *_lines(paper))
    _place_rest(flow, paper)
    return flow


def _place_rest(flow: Flow, paper: ReturnPaper) -> None:
    """Why, what was undone with it, and who signs; never parted from each other."""
    signed = _signatures(paper)
    spans = spans_of(_rest(paper), ROOM)
    flow.space(GAP)
    flow.words(spans, ROOM, needs=height_of(spans, ROOM) + signed.high + GAP)
    flow.space(GAP)
    flow.place(signed.high, signed.draw)


def _shop_lines(paper: ReturnPaper) -> tuple[str, ...]:
    shop = paper.shop
    return (shop.legal_name, shop.cnpj_text, shop.address, shop.best_phone)


def _customer_lines(paper: ReturnPaper) -> tuple[str, ...]:
    masked = paper.customer_document_masked
    document = f"{document_label(masked)} {masked}" if masked else ""
    sale = f"Compra de {format_date(paper.sold_on)}, carnê {paper.contract_number}"
    return (paper.customer_name, document, sale)


_Cells = tuple[Sequence[Sequence[str]], Sequence[str]]


def _items(paper: ReturnPaper) -> _Cells:
    rows = [
        [item.description, str(item.quantity), format_amount(item.unit_price), format_amount(item.total)]
        for item in paper.items
    ]
    return rows, ["Total, pelo preço à vista", "", "", format_amount(paper.result.value)]


def _sums(paper: ReturnPaper) -> list[tuple[str, str]]:
    """From the price of what came back to what the customer gets, step by step."""
    result = paper.result
    beyond = Money.total(line.beyond for line in result.lines)
    rows = [
        ("Preço à vista do que voltou", result.value),
        ("Juros da compra que saem junto", result.interest),
        ("A entrada e as parcelas diminuem, ao todo", result.value + result.interest),
        ("Tirado do que estava em aberto", -result.settled),
        ("Já estava pago a mais do que ficou", beyond),
        ("Desconto por antecipação, que não foi pago", -result.discount),
        ("Multa de atraso devolvida", result.fine),
        ("Juros de atraso devolvidos", result.late_interest),
    ]
    kept = {"A entrada e as parcelas diminuem, ao todo", "Já estava pago a mais do que ficou"}
    return [(label, format_amount(amount)) for label, amount in rows if amount or label in kept]


def _refund_sum(paper: ReturnPaper) -> tuple[str, str]:
    return ("Volta para o cliente", format_money(paper.result.refund))


def _how(paper: ReturnPaper) -> str:
    if paper.refund_by is RefundBy.NONE:
        return "Nada volta em dinheiro nem em crédito: do que saiu, nada tinha sido pago."
    if paper.refund_by is RefundBy.CASH:
        return f"{format_money(paper.result.refund)} em dinheiro, entregues nesta data."
    balance = paper.store_credit_balance
    now = f" Saldo de crédito na loja: {format_money(balance)}." if balance is not None else ""
    return f"{format_money(paper.result.refund)} ficam como crédito na loja, para usar quando quiser.{now}"


def _lines(paper: ReturnPaper) -> _Cells:
    lines = paper.result.lines
    total = [
        Money.total(line.before for line in lines),
        Money.total(line.after for line in lines),
        Money.total(line.open_after for line in lines),
        paper.result.refund,
    ]
    return [_cells(paper, line) for line in lines], ["Total", "", *(format_amount(each) for each in total)]


def _cells(paper: ReturnPaper, line: ReturnLine) -> list[str]:
    count = sum(1 for each in paper.result.lines if each.number is not None)
    name, day = "Entrada", format_date(paper.sold_on)
    if line.number is not None:
        name, day = f"{line.number}/{count}", format_date(paper.due_dates[line.number])
    amounts = (line.before, line.after, line.open_after, line.given_back)
    return [name, day, *(format_amount(amount) for amount in amounts)]


def _rest(paper: ReturnPaper) -> str:
    verb = "Sai" if paper.points_taken == 1 else "Saem"
    points = f" {verb} {points_words(paper.points_taken)} desta compra." if paper.points_taken else ""
    reason = f"Motivo: {paper.reason.strip().rstrip('.')}." if paper.reason.strip() else ""
    if paper.result.is_whole:
        after = (
            "A compra está cancelada e o carnê não vale mais. Se houver notas promissórias, a loja devolve"
            " todas."
        )
    else:
        after = (
            "As datas e a taxa de juros da compra não mudam. Valem os valores da coluna “Ficou”, no carnê e,"
            " se houver, nas notas promissórias."
        )
    return f"{reason} {after}{points}".strip()


def _signatures(paper: ReturnPaper) -> Signatures:
    customer = Signer(paper.customer_name, "Cliente")
    shop = Signer(paper.shop.legal_name, paper.signer)
    place = comma(paper.shop.town, long_day(paper.returned_on))
    return signatures(place, (customer, shop), witnesses=False)


def _head(paper: ReturnPaper) -> Head:
    what = "Toda a compra foi desfeita" if paper.result.is_whole else "Parte da compra voltou para a loja"
    lines = (f"Nº {paper.number}", f"Carnê {paper.contract_number}", format_date(paper.returned_on))
    return Head(_title(paper), what, lines)


def _next_head(paper: ReturnPaper) -> NextHead:
    return NextHead(f"{_title(paper)} nº {paper.number}, continuação", format_date(paper.returned_on))


def _foot(paper: ReturnPaper) -> Foot:
    return Foot(f"{_title(paper)} {paper.number}", issue_line(paper.issued_at, paper.issued_by))
