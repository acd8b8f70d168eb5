"""Finding customers and carnês while somebody types, and who was attended last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from crediario.db import customers, receivables, search, shop
from crediario.db.customers import ListedCustomer
from crediario.db.receivables import OpenRow
from crediario.domain import carne_code
from crediario.domain.customers import missing_for_credit
from crediario.domain.money import Money
from crediario.domain.punctuality import last_overdue_day
from crediario.domain.registration import stored_document, stored_phone
from crediario.domain.search import SearchTerms, search_terms
from crediario.services.core import Context, query

PAGE = 20
RECENT = 8
LONGEST_TEXT = 120
CONTRACT_DIGITS = 7


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """A customer as one line of the search.

    Attributes:
        document_masked: CPF with its ends hidden; None without a document.
        phone: the first telephone, as people write it.
        late_count: overdue installments.
        open_total: face value of everything open, without charges.
        incomplete: the record lacks something a sale on credit needs.
    """

    id: int
    name: str
    document_masked: str | None
    phone: str | None
    district: str | None
    late_count: int
    open_total: Money
    incomplete: bool


@dataclass(frozen=True, slots=True)
class FoundCarne:
    """A carnê as one line of the search, with its slip that matters: the one read, or the next to pay.

    Attributes:
        installment_id: that slip's; None, like number and due date, when the whole carnê is paid.
        open: its face value still open; zero when the slip read was paid.
        total: what it costs today, fine and interest included.
    """

    sale_id: int
    customer_id: int
    customer_name: str
    contract_number: int
    count: int
    installment_id: int | None
    next_number: int | None
    due_date: date | None
    days_late: int
    open: Money
    total: Money


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a keystroke found.

    Attributes:
        terms: the folded words and numbers looked for, to be marked in what is shown.
        customers: best first.
        carnes: those the text names, and the best customer's next one.
        more: there are others; another letter narrows them.
    """

    terms: tuple[str, ...] = ()
    customers: tuple[FoundCustomer, ...] = ()
    carnes: tuple[FoundCarne, ...] = ()
    more: bool = False


@query("search")
def search_customers(ctx: Context, text: str, limit: int = PAGE) -> SearchPage:
    """Customers by any part of the name, CPF, CNPJ or telephone; carnês by number or by the slip's code.

    Args:
        ctx: where.
        text: as typed, words in any order, with or without accents and punctuation.
        limit: the most customers wanted.

    Raises:
        CarneCheckWrong: sixteen digits that are meant as a slip's code, with a digit wrong.

    Rule: product.md A5. See docs/adr/0006-one-search-for-both-engines.md.
    """
    text = text.strip()[:LONGEST_TEXT]
    if carne_code.looks_like_code(text):
        return _by_slip(ctx, text)
    terms = search_terms(text)
    found = search.find(ctx.database, terms, limit)
    return SearchPage(
        terms=(*terms.words, *terms.digits),
        customers=_listed(ctx, found.customer_ids),
        carnes=tuple(_carnes(ctx, terms, found.customer_ids)),
        more=found.more,
    )


@query("search")
def recent_customers(ctx: Context, limit: int = RECENT) -> tuple[FoundCustomer, ...]:
    """Who was at the counter last, the latest first: what the search shows before anything is typed."""
    return _listed(ctx, customers.latest_attended(ctx.database, ctx.store_id, limit))


def _listed(ctx: Context, ids: Sequence[int]) -> tuple[FoundCustomer, ...]:
    if not ids:
        return ()
    last_overdue = last_overdue_day(ctx.today, shop.calendar(ctx.database, ctx.store_id))
    listed = customers.listed_customers(ctx.database, ids, last_overdue)
    return tuple(_found_customer(each, ctx.today) for each in listed)


def _found_customer(listed: ListedCustomer, today: date) -> FoundCustomer:
    return FoundCustomer(
        id=listed.customer_id,
        name=listed.name,
        document_masked=stored_document(listed.document).masked if listed.document else None,
        phone=stored_phone(listed.phone).formatted if listed.phone else None,
        district=listed.district,
        late_count=listed.late_count,
        open_total=listed.open_total,
        incomplete=bool(missing_for_credit(listed.standing, today)),
    )


def _by_slip(ctx: Context, text: str) -> SearchPage:
    code = carne_code.decode(text)
    row = receivables.installment_by_code(ctx.database, code.store, code.contract, code.number)
    if row is None:
        return SearchPage()
    buyers = _listed(ctx, [row.customer_id])
    return SearchPage(customers=buyers, carnes=(_slip(ctx, row, buyers[0].name),))


def _carnes(ctx: Context, terms: SearchTerms, found: Sequence[int]) -> Iterator[FoundCarne]:
    """The carnês whose number was typed; then, for a name, the best customer's oldest open slip."""
    for digits in terms.digits:
        if len(digits) <= CONTRACT_DIGITS:
            yield from _by_number(ctx, int(digits))
    if terms.words and found:
        installment_id = customers.next_installment(ctx.database, found[0])
        if installment_id is not None:
            (row,) = receivables.installments(ctx.database, [installment_id])
            yield _slip(ctx, row, customers.name_of(ctx.database, found[0]))


def _by_number(ctx: Context, number: int) -> Iterator[FoundCarne]:
    carne = customers.carne_by_number(ctx.database, ctx.store_id, number)
    if carne is None:
        return
    if carne.installment_id is not None:
        (row,) = receivables.installments(ctx.database, [carne.installment_id])
        yield _slip(ctx, row, carne.customer_name)
        return
    yield FoundCarne(
        sale_id=carne.sale_id,
        customer_id=carne.customer_id,
        customer_name=carne.customer_name,
        contract_number=carne.number,
        count=carne.count,
        installment_id=None,
        next_number=None,
        due_date=None,
        days_late=0,
        open=Money.ZERO,
        total=Money.ZERO,
    )


def _slip(ctx: Context, row: OpenRow, customer_name: str) -> FoundCarne:
    rules = shop.shop_settings(ctx.database, ctx.store_id).charge_rules
    calendar = shop.calendar(ctx.database, ctx.store_id)
    (quote,) = receivables.quotes(ctx.database, [row], ctx.today, rules, calendar)
    return FoundCarne(
        sale_id=row.sale_id,
        customer_id=row.customer_id,
        customer_name=customer_name,
        contract_number=row.contract_number,
        count=row.count,
        installment_id=row.installment_id,
        next_number=row.number,
        due_date=row.due_date,
        days_late=quote.days_late,
        open=quote.open,
        total=quote.open + quote.charges,
    )
