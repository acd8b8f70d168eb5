"""What customers have open: installments, what was already paid of them, and their sales' schedules."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from msgspec import Struct
from peewee import Database

from crediario.db.statements import fetch, marks, row_lock
from crediario.domain.allocation import Quote
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import ChargeRules, Charges, OpenInstallment, PastPayment, charges_on
from crediario.domain.early import ScheduleFacts, quote_installment
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Every


class OpenRow(Struct, frozen=True):
    """An installment not yet settled, with what its slip and its charges need.

    Attributes:
        due_date: as it stands: the one agreed on where it was moved.
        amount: what it asks after goods that came back.
        imported: its sale came from another system, whose rate nobody knows.
        original_due: where it was first due, when it was moved since.
        charges_from: from when charges count, where moving kept them counting.
        store_id: where it was sold; 0 where nobody asked for it.
    """

    installment_id: int
    sale_id: int
    customer_id: int
    contract_number: int
    number: int
    count: int
    due_date: date
    amount: Money
    open: Money
    rate: Rate
    sold_on: date
    imported: bool = False
    original_due: date | None = None
    charges_from: date | None = None
    store_id: int = 0


#: What goods that came back took off the amount of ``i``; most sales have none.
RETURNED = (
    "COALESCE((SELECT SUM(l.reduction_cents) FROM sale_return AS b JOIN sale_return_line AS l"
    " ON l.sale_return_id = b.id WHERE b.sale_id = i.sale_id AND l.installment_id = i.id), 0)"
)
#: Whether goods that came back settled what was left of ``i``: nobody paid it, in time or late.
#: SQLite joins crosswise in the order written: most sales have no return, so that nothing else is read.
CLOSED_BY_RETURN = (
    "EXISTS (SELECT 1 FROM sale_return AS b CROSS JOIN allocation AS x"
    " WHERE b.sale_id = i.sale_id AND x.sale_return_id = b.id AND x.installment_id = i.id"
    " AND NOT EXISTS (SELECT 1 FROM allocation AS y WHERE y.installment_id = i.id AND y.id > x.id"
    " AND y.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM allocation AS z WHERE z.reverses_id = y.id)))"
)
_COLUMNS = (
    "SELECT i.id, i.sale_id, i.customer_id, s.number, i.number, s.installment_count, i.due_date,"
    f" i.amount_cents - {RETURNED}, i.open_cents, s.rate_month, s.sold_on,"
    " s.import_id IS NOT NULL, i.original_due, i.charges_from, i.store_id"
    " FROM installment AS i JOIN sale AS s ON s.id = i.sale_id"
)


#: Fewer than either engine takes parameters in one statement.
_AT_ONCE = 5_000


def open_installments(database: Database, customer_id: int) -> list[OpenRow]:
    """Every open installment of a customer, the oldest due first."""
    sql = _COLUMNS + " WHERE i.customer_id = ? AND i.open_cents > 0 ORDER BY i.due_date, s.number, i.number"
    return [_open_row(row) for row in fetch(database, sql, (customer_id,))]


def open_in_store(database: Database, store_id: int) -> list[OpenRow]:
    """Every open installment of a store, the oldest due first."""
    sql = _COLUMNS + " WHERE i.store_id = ? AND i.open_cents > 0 ORDER BY i.due_date, s.number, i.number"
    return [_open_row(row) for row in fetch(database, sql, (store_id,))]


def locked_installments(database: Database, ids: Sequence[int]) -> list[OpenRow]:
    """These installments, open or not, locked in the order of their ids so that two tills cannot embrace."""
    if not ids:
        return []
    sql = _locked_sql(len(ids), row_lock(database))
    return [_open_row(row) for row in fetch(database, sql, tuple(ids))]


@cache
def _locked_sql(count: int, lock: str) -> str:
    return f"{_COLUMNS} WHERE i.id IN ({marks(count)}) ORDER BY i.id{lock and lock + ' OF i'}"


def installments(database: Database, ids: Sequence[int]) -> list[OpenRow]:
    """These installments, open or not, the oldest due first."""
    sql = f"{_COLUMNS} WHERE i.id IN ({marks(len(ids))}) ORDER BY i.due_date, s.number, i.number"
    return [_open_row(row) for row in fetch(database, sql, tuple(ids))]


def histories(database: Database, ids: Sequence[int]) -> dict[int, tuple[PastPayment, ...]]:
    """What was paid of each installment, in order; reversed payments and their reversals left out.

    What came back was never owed: its part is out of the amount, and charges given back count as not paid.
    """
    found: dict[int, list[PastPayment]] = defaultdict(list)
    for installment_id, paid_on, *cents in fetch(database, _histories_sql(len(ids)), (*ids, *ids)):
        found[installment_id].append(PastPayment(as_date(paid_on), *(Money(each) for each in cents)))
    return {
        installment_id: tuple(sorted(past, key=lambda each: each.on))
        for installment_id, past in found.items()
    }


@cache
def _histories_sql(count: int) -> str:
    mine = marks(count)
    return (
        "SELECT a.installment_id, a.paid_on, a.fine_cents, a.interest_cents,"
        " a.principal_cents + a.discount_cents, a.waived_fine_cents, a.waived_interest_cents"
        f" FROM allocation AS a WHERE a.installment_id IN ({mine}) AND a.reverses_id IS NULL"
        " AND a.origin <> 'return' AND NOT EXISTS (SELECT 1 FROM allocation AS r WHERE r.reverses_id = a.id)"
        " UNION ALL SELECT l.installment_id, b.returned_on, -l.fine_cents, -l.late_interest_cents, 0, 0, 0"
        " FROM installment AS i JOIN sale_return AS b ON b.sale_id = i.sale_id"
        " JOIN sale_return_line AS l ON l.sale_return_id = b.id AND l.installment_id = i.id"
        f" WHERE i.id IN ({mine}) AND (l.fine_cents > 0 OR l.late_interest_cents > 0)"
    )


def schedules(database: Database, sale_ids: Iterable[int]) -> dict[int, ScheduleFacts]:
    """The whole schedule of each sale as first agreed on: early discounts are counted along it."""
    wanted = sorted(set(sale_ids))
    if not wanted:
        return {}
    sql = (
        "SELECT s.id, s.sold_on, s.rate_month, s.every, COALESCE(i.original_due, i.due_date) FROM sale AS s"
        f" JOIN installment AS i ON i.sale_id = s.id WHERE s.id IN ({marks(len(wanted))})"
        " ORDER BY s.id, i.number"
    )
    facts = {}
    for sale_id, lines in groupby(fetch(database, sql, wanted), key=lambda row: row[0]):
        rows = list(lines)
        _, sold_on, rate, every, _ = rows[0]
        dues = tuple(as_date(row[4]) for row in rows)
        facts[sale_id] = ScheduleFacts(as_date(sold_on), as_rate(rate), Every(every), dues)
    return facts


def quotes(
    database: Database, rows: Sequence[OpenRow], on: date, rules: ChargeRules, calendar: HolidayCalendar
) -> tuple[Quote, ...]:
    """What each of these installments costs on that day, in the order given."""
    past = histories(database, [row.installment_id for row in rows]) if rows else {}
    # Only an installment paid early needs the schedule it is discounted along.
    early = schedules(database, {row.sale_id for row in rows if _first_due(row) > on and row.rate})
    return tuple(_quote(row, past, early, on, rules, calendar) for row in rows)


def late_charges(
    database: Database, rows: Sequence[OpenRow], on: date, rules: ChargeRules, calendar: HolidayCalendar
) -> list[Charges]:
    """The charges of installments due before that day, in the order given."""
    past = histories(database, [row.installment_id for row in rows]) if rows else {}
    return [charges_on(_with_past(row, past), on, rules, calendar) for row in rows]


def _first_due(row: OpenRow) -> date:
    return row.original_due or row.due_date


def _quote(
    row: OpenRow,
    past: dict[int, tuple[PastPayment, ...]],
    early: dict[int, ScheduleFacts],
    on: date,
    rules: ChargeRules,
    calendar: HolidayCalendar,
) -> Quote:
    schedule = early.get(row.sale_id) or ScheduleFacts(
        row.sold_on, Rate.ZERO, Every.MONTH, (_first_due(row),)
    )
    return quote_installment(_with_past(row, past), row.number, schedule, on, rules, calendar)


def _with_past(row: OpenRow, past: dict[int, tuple[PastPayment, ...]]) -> OpenInstallment:
    return OpenInstallment(
        row.installment_id,
        row.amount,
        row.due_date,
        past.get(row.installment_id, ()),
        original_due=row.original_due,
        charges_from=row.charges_from,
    )


class Quoter:
    """What some installments cost on any day: their past is read once, schedules where one is paid early."""

    def __init__(
        self, database: Database, rows: Iterable[OpenRow], rules: ChargeRules, calendar: HolidayCalendar
    ) -> None:
        """Reads what was paid of ``rows``."""
        self.rows = {row.installment_id: row for row in rows}
        self._database, self._rules, self._calendar = database, rules, calendar
        self._past: dict[int, tuple[PastPayment, ...]] = {}
        ids = sorted(self.rows)
        for start in range(0, len(ids), _AT_ONCE):
            self._past |= histories(database, ids[start : start + _AT_ONCE])
        self._schedules: dict[int, ScheduleFacts] = {}

    def quote(self, installment_id: int, on: date) -> Quote:
        """What one of them costs on that day."""
        row = self.rows[installment_id]
        early: dict[int, ScheduleFacts] = {}
        if _first_due(row) > on and row.rate:
            if row.sale_id not in self._schedules:
                self._schedules |= schedules(self._database, [row.sale_id])
            early = self._schedules
        return _quote(row, self._past, early, on, self._rules, self._calendar)

    def paid_until(self, installment_id: int) -> date | None:
        """The day of the last payment of one of them; None while nothing was paid."""
        return max((past.on for past in self._past.get(installment_id, ())), default=None)

    def valued(self, installment_ids: Iterable[int], on: date) -> date:
        """``on``, but never a day before the last payment of any of these installments."""
        last = (past.on for id_ in installment_ids for past in self._past.get(id_, ()))
        return max((on, *last))


def installment_by_code(database: Database, store_code: int, contract: int, number: int) -> OpenRow | None:
    """The installment a slip's code names, in the store that issued it."""
    place = " JOIN store ON store.id = i.store_id WHERE store.code = ? AND s.number = ? AND i.number = ?"
    sql = _COLUMNS + place
    rows = fetch(database, sql, (store_code, contract, number))
    return _open_row(rows[0]) if rows else None


# The same days come again and again.
@lru_cache(maxsize=8_192)
def as_date(value: Any) -> date:
    """A date column's value: ISO text on SQLite, a date on PostgreSQL."""
    return value if isinstance(value, date) else date.fromisoformat(value)


# Prices come out of one catalogue, and the installments of a sale are equal.
@lru_cache(maxsize=8_192)
def as_money(cents: int) -> Money:
    """A column of centavos."""
    return Money(cents)


# A shop sells at a few rates.
@lru_cache(maxsize=1_024)
def as_rate(text: str) -> Rate:
    """A rate column's value: the exact fraction, as text."""
    return Rate(Decimal(text))


def _open_row(row: tuple[Any, ...]) -> OpenRow:
    id_, sale_id, customer_id, contract, number, count, due_date, amount, open_cents, rate, *more = row
    sold_on, imported, original_due, charges_from, store_id = more
    return OpenRow(
        installment_id=id_,
        sale_id=sale_id,
        customer_id=customer_id,
        contract_number=contract,
        number=number,
        count=count,
        due_date=as_date(due_date),
        amount=Money(int(amount)),
        open=Money(open_cents),
        rate=as_rate(rate),
        sold_on=as_date(sold_on),
        imported=bool(imported),
        original_due=as_date(original_due) if original_due else None,
        charges_from=as_date(charges_from) if charges_from else None,
        store_id=store_id,
    )
