"""An import written: customers, sales, installments and past payments, many rows at a time, and undone again.

Ids are taken beforehand, so that rows are linked without asking the database one by one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec
from peewee import Database, Model, SqliteDatabase

from crediario.db import standing
from crediario.db.importing import WrittenTotals, chunks
from crediario.db.journal import Stamp
from crediario.db.models import (
    Allocation,
    Customer,
    CustomerPhone,
    ImportBatch,
    Installment,
    LedgerEntry,
    Sale,
    SaleItem,
)
from crediario.db.search import save_words, word_rows
from crediario.db.statements import fetch, insert, insert_rows, run
from crediario.domain.br import fold
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import ChargeRules
from crediario.domain.importing.lines import Line
from crediario.domain.importing.matching import GrownSale, ImportPlan, grown_dates
from crediario.domain.importing.past import PastSettlement, settle_past
from crediario.domain.importing.persons import Person
from crediario.domain.importing.sales import FileSale
from crediario.domain.registration import address_key

#: What was bought, where the file does not say.
NO_ITEM = "Compra anterior"
ROWS = 400
WORDS_AT_ONCE = 2_000

_BATCH = (
    "store_id", "till_id", "operator_id", "file_name", "file_sha256", "imported_on", "totals", "operation",
    "created_at",
)  # fmt: skip
_CUSTOMER = (
    "id", "store_id", "operator_id", "kind", "name", "name_folded", "document", "birth_date", "cep",
    "street", "district", "city", "uf", "email", "income_cents", "notes", "since", "created_at",
    "import_id", "old_code", "address_key",
)  # fmt: skip
_PHONE = ("customer_id", "position", "e164", "purpose")
_SALE = (
    "id", "store_id", "till_id", "operator_id", "customer_id", "number", "sold_on", "price_cents",
    "down_payment_cents", "financed_cents", "interest_cents", "rate_month", "every", "installment_count",
    "first_due", "rate_year", "total_effective_cost", "operation", "created_at", "import_id", "old_number",
    "sold_on_assumed",
)  # fmt: skip
_ITEM = ("store_id", "sale_id", "position", "description", "quantity", "unit_price_cents")
_INSTALLMENT = (
    "id", "store_id", "sale_id", "customer_id", "number", "due_date", "amount_cents", "principal_cents",
    "interest_cents", "open_cents", "import_id",
)  # fmt: skip
_ALLOCATION = (
    "store_id", "sale_id", "installment_id", "position", "paid_on", "days_late", "amount_cents",
    "principal_cents", "fine_cents", "interest_cents", "discount_cents", "waived_fine_cents",
    "waived_interest_cents", "origin", "import_id",
)  # fmt: skip
_ENTRY = ("store_id", "till_id", "operator_id", "operation", "posted_on", "account", "amount_cents")


@dataclass(frozen=True, slots=True)
class ImportPosting:
    """A file compared with the shop, ready to be written.

    Attributes:
        operation: the request's id.
        file_name, sha256: the file's.
        day: business day.
        plan: what is new.
        rules: the shop's charges, for what is waived of the past.
        calendar: the shop's business days.
        totals: what the row of the import keeps.
    """

    operation: str
    file_name: str
    sha256: str
    day: date
    plan: ImportPlan
    rules: ChargeRules
    calendar: HolidayCalendar
    totals: WrittenTotals


def post_import(stamp: Stamp, posting: ImportPosting) -> int:
    """Writes everything the plan says is new; returns the import's id."""
    writer = _Writer(stamp, posting)
    writer.write()
    standing.refresh_many(stamp.database, writer.customers)
    return writer.import_id


@dataclass(slots=True)
class _Sums:
    """What the import comes to, for its ledger entries; in centavos."""

    by_account: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def sell(self, cents: int) -> None:
        """An installment came in."""
        self.by_account["receivable"] += cents
        self.by_account["sales"] -= cents

    def settle(self, past: PastSettlement) -> None:
        """A payment of the past took something off it."""
        self.by_account["receivable"] -= past.settled
        self.by_account["past_receipts"] += past.amount
        self.by_account["early_discount"] += past.discount
        self.by_account["late_fine"] -= past.fine
        self.by_account["late_interest"] -= past.interest


class _Writer:
    """Collects rows table by table and writes them in the order their references ask for."""

    def __init__(self, stamp: Stamp, posting: ImportPosting) -> None:
        self._stamp, self._posting, self._plan = stamp, posting, posting.plan
        self._database = stamp.database
        self._sums = _Sums()
        self._installments: list[tuple[object, ...]] = []
        self._allocations: list[tuple[object, ...]] = []
        self._ids = dict(posting.plan.customer_ids)
        self._pieces: Iterator[int] = iter(())
        self.import_id = 0
        #: Whose standing moves.
        self.customers: set[int] = set()

    def write(self) -> None:
        """All of it; numbers are taken first, so that they rise with the rows."""
        first_number = take_numbers(self._stamp, "contract", len(self._plan.new_sales))
        self.import_id = self._batch()
        self._write_customers()
        self._write_sales(first_number)
        self._grow_sales()
        self._settle()
        self._insert(Installment, _INSTALLMENT, self._installments)
        self._insert(Allocation, _ALLOCATION, self._allocations)
        self._write_entries()

    def _insert(self, model: type[Model], columns: tuple[str, ...], rows: Sequence[Sequence[object]]) -> None:
        for start in range(0, len(rows), ROWS):
            insert_rows(self._database, model, columns, rows[start : start + ROWS])

    def _batch(self) -> int:
        stamp, posting = self._stamp, self._posting
        totals = msgspec.structs.replace(posting.totals, grown=self._before_growing())
        row = (
            stamp.store_id, stamp.till_id, stamp.operator_id, posting.file_name[:255], posting.sha256,
            posting.day, msgspec.json.encode(totals).decode(), posting.operation, stamp.instant,
        )  # fmt: skip
        return insert(self._database, ImportBatch, _BATCH, row)

    # -- customers -------------------------------------------------------------------------------------------

    def _write_customers(self) -> None:
        persons = self._plan.new_persons
        rows, phones, words = [], [], []
        for customer_id, person in zip(
            take_ids(self._database, "customer", len(persons)), persons, strict=True
        ):
            self._ids[person] = customer_id
            numbers, incomplete = person.phones()
            rows.append(self._customer_row(customer_id, person, incomplete))
            for position, (e164, purpose) in enumerate(numbers, 1):
                phones.append((customer_id, position, e164, purpose.value))
            words.append((customer_id, person.name, person.document, tuple(e164 for e164, _ in numbers)))
        self._insert(Customer, _CUSTOMER, rows)
        self._insert(CustomerPhone, _PHONE, phones)
        for start in range(0, len(words), WORDS_AT_ONCE):
            some = words[start : start + WORDS_AT_ONCE]
            save_words(self._database, (row for each in some for row in word_rows(*each)))

    def _customer_row(
        self, customer_id: int, person: Person, incomplete: Sequence[str]
    ) -> tuple[object, ...]:
        stamp, address, name = self._stamp, person.address, person.name
        return (
            customer_id, stamp.store_id, stamp.operator_id, person.kind.value, name, fold(name),
            person.document, person.birth_date, address.cep, address.street, address.district, address.city,
            address.uf, person.first("email"), person.income_cents, person.notes(incomplete),
            self._posting.day, stamp.instant, self.import_id, next(iter(person.codes), None),
            address_key(address.cep, address.street),
        )  # fmt: skip

    # -- sales -----------------------------------------------------------------------------------------------

    def _write_sales(self, first_number: int) -> None:
        sales = self._plan.new_sales
        rows, items = [], []
        self._pieces = iter(take_ids(self._database, "installment", self._piece_count()))
        for place, (sale_id, sale) in enumerate(
            zip(take_ids(self._database, "sale", len(sales)), sales, strict=True)
        ):
            price = sum(line.cents for line in sale.lines)
            rows.append(self._sale_row(sale_id, sale, first_number + place, price))
            items.append((self._stamp.store_id, sale_id, 1, sale.item or NO_ITEM, 1, price))
            for line in sale.lines:
                self._add_piece(next(self._pieces), sale_id, self._ids[sale.person], line)
        self._insert(Sale, _SALE, rows)
        self._insert(SaleItem, _ITEM, items)

    def _piece_count(self) -> int:
        added = sum(len(grown.added) for grown in self._plan.grown.values())
        return sum(len(sale.lines) for sale in self._plan.new_sales) + added

    def _sale_row(self, sale_id: int, sale: FileSale, number: int, price: int) -> tuple[object, ...]:
        stamp = self._stamp
        return (
            sale_id, stamp.store_id, stamp.till_id, stamp.operator_id, self._ids[sale.person], number,
            sale.sold_on, price, 0, price, 0, "0", sale.every.value, sale.count, sale.first_due, "0", "0",
            self._posting.operation, stamp.instant, self.import_id, sale.old_number or None,
            int(sale.sold_on_assumed),
        )  # fmt: skip

    def _add_piece(self, piece_id: int, sale_id: int, customer_id: int, line: Line) -> None:
        self.customers.add(customer_id)
        self._sums.sell(line.cents)
        self._installments.append((
            piece_id, self._stamp.store_id, sale_id, customer_id, line.number, line.due, line.cents,
            line.cents, 0, line.open_cents, self.import_id,
        ))  # fmt: skip
        self._pay(piece_id, sale_id, line, line.cents)

    def _pay(self, piece_id: int, sale_id: int, line: Line, open_cents: int) -> None:
        past = settle_past(line, open_cents, self._posting.rules, self._posting.calendar)
        if past is None:
            return
        self._sums.settle(past)
        self._allocations.append((
            self._stamp.store_id, sale_id, piece_id, 1, line.paid_on, past.days_late, past.amount,
            past.principal, past.fine, past.interest, past.discount, past.waived_fine, past.waived_interest,
            "import", self.import_id,
        ))  # fmt: skip

    # -- sales that are here ---------------------------------------------------------------------------------

    def _before_growing(self) -> list[tuple[int, date, int, int, date, int | None]]:
        """How the sales that grow are now: undoing the import puts them back."""
        found = []
        for some in chunks(sorted(self._plan.grown)):
            sql = (
                "SELECT id, sold_on, price_cents, installment_count, first_due, sold_on_assumed FROM sale"
                f" WHERE id IN ({', '.join('?' * len(some))}) ORDER BY id"
            )
            found += fetch(self._database, sql, some)
        return found

    def _grow_sales(self) -> None:
        for grown in self._plan.grown.values():
            for line in grown.added:
                self._add_piece(next(self._pieces), grown.known.sale_id, grown.known.customer_id, line)
            self._rewrite_sale(grown)

    def _rewrite_sale(self, grown: GrownSale) -> None:
        known = grown.known
        sold_on, assumed = grown_dates(grown, self._posting.day)
        price = sum(piece.cents for piece in known.pieces.values())
        count = max([known.count, len(known.pieces), *(max(line.count, line.number) for line in grown.added)])
        first_due = min(piece.due for piece in known.pieces.values())
        restore_sale(self._database, known.sale_id, sold_on, price, count, first_due, int(assumed))

    def _settle(self) -> None:
        for known, piece, line in self._plan.settled:
            self.customers.add(known.customer_id)
            self._pay(piece.installment_id, known.sale_id, line, piece.open_cents)
            sql = "UPDATE installment SET open_cents = ? WHERE id = ?"
            run(self._database, sql, (line.open_cents, piece.installment_id))

    # -- ledger ----------------------------------------------------------------------------------------------

    def _write_entries(self) -> None:
        stamp, posting = self._stamp, self._posting
        place = (stamp.store_id, stamp.till_id, stamp.operator_id, posting.operation, posting.day)
        rows = [(*place, account, cents) for account, cents in self._sums.by_account.items() if cents]
        self._insert(LedgerEntry, _ENTRY, rows)


def restore_sale(
    database: Database,
    sale_id: int,
    sold_on: Any,
    price_cents: int,
    count: int,
    first_due: Any,
    assumed: int | None,
) -> None:
    """Writes the figures of an imported sale that its installments moved, and its one item's price."""
    run(
        database,
        "UPDATE sale SET sold_on = ?, price_cents = ?, financed_cents = ?, installment_count = ?,"
        " first_due = ?, sold_on_assumed = ? WHERE id = ?",
        (sold_on, price_cents, price_cents, count, first_due, assumed, sale_id),
    )
    run(database, "UPDATE sale_item SET unit_price_cents = ? WHERE sale_id = ?", (price_cents, sale_id))


def take_numbers(stamp: Stamp, series: str, count: int) -> int:
    """The first of so many numbers of the store's series, taken in the transaction."""
    sql = (
        "UPDATE number_series SET last_number = last_number + ? WHERE store_id = ? AND series = ?"
        " RETURNING last_number"
    )
    last = int(fetch(stamp.database, sql, (count, stamp.store_id, series))[0][0])
    return last - count + 1


def take_ids(database: Database, table: str, count: int) -> Sequence[int]:
    """So many ids of a table, rising, that nobody else gets."""
    if isinstance(database, SqliteDatabase):
        last = int(fetch(database, f"SELECT COALESCE(MAX(id), 0) FROM {table}")[0][0])
        return range(last + 1, last + 1 + count)
    sql = f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) FROM generate_series(1, ?)"
    return sorted(int(id_) for (id_,) in fetch(database, sql, (count,)))
