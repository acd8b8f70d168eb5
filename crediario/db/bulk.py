"""A large shop in minutes: rows written straight to the tables, so that the invariants hold all the same.

For measuring only. What a use case would write is written here too, operation, audit and ledger included;
indexes are dropped before the load and made anew after it, the append-only guards stay.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from peewee import Database, SqliteDatabase

from crediario.db import audit_chain, limits, standing
from crediario.db.fields import instant_text
from crediario.db.journal import Stamp
from crediario.db.search import word_rows
from crediario.db.statements import fetch, run
from crediario.domain.audit_chain import DEMO_KEY, AuditHead, AuditRow, chain_hash, subject_hash
from crediario.domain.br import fold
from crediario.domain.calendar import HolidayCalendar, add_months
from crediario.domain.charges import ChargeRules, OpenInstallment, charges_on
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Plan, PlanTerms, plan

BATCH = 2_000
YEARS = 3
#: How many sales a customer made, and how often.
SALES = ((0, 8), (1, 30), (2, 28), (3, 18), (5, 12), (8, 4))
COUNTS = (2, 3, 4, 5, 6, 8, 10, 12)
RATE = Rate.percent("0.90")
#: How people pay, and how many of a hundred do so: days after the due date on which an installment is paid,
#: and how often; None is never. All together seven in ten are paid in time and four in a hundred never.
HABITS = (
    (((0, 92), (3, 5), (9, 2), (25, 1)), 45),
    (((0, 71), (3, 14), (9, 8), (25, 4), (80, 1), (None, 2)), 30),
    (((0, 43), (3, 16), (9, 14), (25, 13), (80, 6), (None, 8)), 17),
    (((0, 20), (3, 12), (9, 14), (25, 18), (80, 14), (None, 22)), 8),
)
#: Limits given at the first purchase, in reais, and how often.
LIMITS = ((500, 25), (800, 20), (1_000, 20), (1_500, 15), (2_500, 12), (4_000, 8))


@dataclass(slots=True)
class Filled:
    """What was written."""

    customers: int = 0
    sales: int = 0
    installments: int = 0
    payments: int = 0


@dataclass(frozen=True, slots=True)
class _Kept:
    """An index set aside during the load."""

    name: str
    sql: str


def fill(stamp: Stamp, cast: dict[str, Any], customer_count: int, seed: int, today: date) -> Filled:
    """Fills an empty shop with customers, their sales and payments.

    Args:
        stamp: who writes, where.
        cast: names, streets and goods, as ``resources/demo`` has them.
        customer_count: how many customers.
        seed: the same seed gives the same shop.
        today: nothing happens after it.
    """
    database = stamp.database
    if not isinstance(database, SqliteDatabase):
        raise TypeError("a large shop is made on SQLite")
    indexes = _drop_indexes(database)
    # Nothing waits for the disk, and references are right by the way the rows are made (I15 says so later).
    database.execute_sql("PRAGMA synchronous = OFF")
    database.execute_sql("PRAGMA foreign_keys = OFF")
    filler = _Filler(stamp, cast, seed, today)
    for first in range(1, customer_count + 1, BATCH):
        with database.atomic():
            filler.write_batch(range(first, min(first + BATCH, customer_count + 1)))
    with database.atomic():
        filler.finish()
    for index in indexes:
        database.execute_sql(index.sql)
    with database.atomic():
        limits.rebuild(database)
        standing.roll(database, today)
    database.execute_sql("PRAGMA synchronous = FULL")
    database.execute_sql("PRAGMA foreign_keys = ON")
    analyse(database)
    return filler.filled


def analyse(database: Database) -> None:
    """Tells the engine how rows are spread, without samples: with them it prepares every statement anew."""
    database.execute_sql("ANALYZE")
    if fetch(database, "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat4'"):
        run(database, "DELETE FROM sqlite_stat4")


def _drop_indexes(database: Database) -> list[_Kept]:
    rows = fetch(database, "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    for name, _ in rows:
        database.execute_sql(f'DROP INDEX "{name}"')
    return [_Kept(name, sql) for name, sql in rows]


@cache
def _planned(price_cents: int, count: int, with_interest: bool) -> Plan:
    """Monthly on the day of the sale, whatever the month: the amounts are always the same."""
    terms = PlanTerms(
        price=Money(price_cents),
        down_payment=Money.ZERO,
        count=count,
        rate=RATE if with_interest else Rate.ZERO,
        sold_on=date(2024, 1, 10),
        first_due=date(2024, 2, 10),
    )
    return plan(terms)


class _Filler:
    """Makes the rows of one customer after the other, and writes them batch by batch."""

    def __init__(self, stamp: Stamp, cast: dict[str, Any], seed: int, today: date) -> None:
        self.filled = Filled()
        self._stamp, self._cast, self._today = stamp, cast, today
        self._chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
        self._calendar, self._rules = HolidayCalendar("MG"), ChargeRules()
        self._habit = HABITS[0][0]
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._first = datetime.combine(today - timedelta(days=366 * YEARS), time(11), UTC)
        self._session = self._open_session()
        head = audit_chain.locked_head(stamp.database)
        if head is None:
            raise ValueError("a large shop is made in one whose audit is sealed with the public key")
        self._last = head.last

    def _open_session(self) -> int:
        stamp = self._stamp
        run(
            stamp.database,
            "INSERT INTO cash_session (store_id, till_id, operator_id, opened_on, opened_at, float_cents)"
            " VALUES (?, ?, ?, ?, ?, 0)",
            (stamp.store_id, stamp.till_id, stamp.operator_id, self._first.date(), instant_text(self._first)),
        )
        return int(fetch(stamp.database, "SELECT MAX(id) FROM cash_session")[0][0])

    # -- customers -------------------------------------------------------------------------------------------

    def write_batch(self, numbers: Iterable[int]) -> None:
        """The customers of one batch, what finds them, and what they bought and paid."""
        for number in numbers:
            self._customer(number)
        self._flush()

    def _add(self, table: str, *row: Any) -> None:
        self._rows.setdefault(table, []).append(row)

    def _customer(self, number: int) -> None:
        chance, cast, stamp = self._chance, self._cast, self._stamp
        name = self._name()
        document, phone = _cpf(number), f"+55349{chance.randint(80000000, 99999999)}"
        since = self._today - timedelta(days=chance.randint(30, 365 * YEARS))
        self._add(
            "customer", number, stamp.store_id, stamp.operator_id, "person", name, fold(name), document,
            date(1950 + number % 55, 1 + number % 12, 1 + number % 28), "38700002",
            f"{chance.choice(cast['streets'])}, {chance.randint(10, 1990)}", chance.choice(cast["districts"]),
            "Patos de Minas", "MG", since, self._instant(since),
        )  # fmt: skip
        self._add("customer_phone", number, 1, phone, "own")
        for table, row in word_rows(number, name, document, (phone,)):
            self._add(table, *row)
        self.filled.customers += 1
        self._account(number, since)
        self._habit = _drawn(chance, HABITS)
        day = since
        for _ in range(_drawn(chance, SALES)):
            if day <= self._today:
                self._sale(number, day)
            day += timedelta(days=chance.randint(20, 300))

    def _account(self, customer: int, day: date) -> None:
        """Approved with a limit, by somebody's decision."""
        stamp, moment = self._stamp, self._instant(day)
        cents = _drawn(self._chance, LIMITS) * 100
        self._add("credit_account", customer, "approved", cents, 0, moment)
        place = (stamp.store_id, stamp.till_id, stamp.operator_id)
        self._add("limit_entry", *place, customer, "set", cents, "", moment)

    def _name(self) -> str:
        chance, cast = self._chance, self._cast
        middle = chance.choice(cast["middle_names"]) + " " if chance.random() < 0.5 else ""
        return f"{chance.choice(cast['first_names'])} {middle}{' '.join(chance.sample(cast['surnames'], 2))}"

    def _instant(self, day: date) -> str:
        return f"{day.isoformat()}T12:00:00.000000+00:00"

    # -- sales and payments ----------------------------------------------------------------------------------

    def _sale(self, customer: int, day: date) -> None:
        chance, stamp = self._chance, self._stamp
        text, price = chance.choice(self._cast["items"])
        made = _planned(price, chance.choice(COUNTS), with_interest=chance.random() < 0.5)
        self.filled.sales += 1
        sale = self.filled.sales
        operation = f"bulk-sale-{sale}"
        self._add(
            "sale", sale, stamp.store_id, stamp.till_id, stamp.operator_id, stamp.operator_id, customer, sale,
            day, price, 0, made.financed.cents, made.interest.cents, made.terms.rate.text, "month",
            len(made.installments), add_months(day, 1), made.rate_year.text,
            made.total_effective_cost.text, operation, self._instant(day),
        )  # fmt: skip
        self._add("sale_item", stamp.store_id, sale, 1, text, 1, price)
        entries = {"receivable": made.total, "sales": -made.terms.price, "sale_interest": -made.interest}
        self._journal(operation, "register_sale", day, entries, sale=sale)
        for line in made.installments:
            due = add_months(day, line.number)
            self._installment(sale, customer, day, line.number, due, line.principal, line.interest)

    def _installment(
        self,
        sale: int,
        customer: int,
        sold_on: date,
        number: int,
        due: date,
        principal: Money,
        interest: Money,
    ) -> None:
        self.filled.installments += 1
        installment, amount = self.filled.installments, principal + interest
        paid_on = self._paid_on(due, sold_on)
        self._add(
            "installment", installment, self._stamp.store_id, sale, customer, number, due, amount.cents,
            principal.cents, interest.cents, 0 if paid_on else amount.cents,
        )  # fmt: skip
        if paid_on:
            self._payment(sale, customer, OpenInstallment(installment, amount, due), paid_on)

    def _paid_on(self, due: date, sold_on: date) -> date | None:
        delay = _drawn(self._chance, self._habit)
        if delay is None:
            return None
        day = max(due + timedelta(days=delay), sold_on)
        return day if day <= self._today else None

    def _payment(self, sale: int, customer: int, installment: OpenInstallment, day: date) -> None:
        stamp = self._stamp
        fine, interest, days_late = self._charged(installment, day)
        self.filled.payments += 1
        payment = self.filled.payments
        total = installment.amount + fine + interest
        operation, cents = f"bulk-payment-{payment}", total.cents
        method = "cash" if payment % 3 else "pix"
        self._add(
            "payment", payment, stamp.store_id, stamp.till_id, stamp.operator_id, self._session, customer,
            "receipt", payment, day, cents, 0, cents, operation, self._instant(day),
        )  # fmt: skip
        self._add("tender", stamp.store_id, payment, 1, method, cents, None if method == "cash" else "9F3A")
        self._add(
            "allocation", stamp.store_id, payment, sale, installment.id, 1, day, days_late, cents,
            installment.amount.cents, fine.cents, interest.cents, 0, 0, 0, "payment",
        )  # fmt: skip
        self._add(
            "cash_movement", stamp.store_id, stamp.till_id, stamp.operator_id, self._session, "receipt",
            method, cents, payment, self._instant(day),
        )  # fmt: skip
        entries = {
            method: total,
            "receivable": -installment.amount,
            "late_fine": -fine,
            "late_interest": -interest,
        }
        self._journal(operation, "receive_payment", day, entries, payment=payment)

    def _charged(self, installment: OpenInstallment, day: date) -> tuple[Money, Money, int]:
        """Fine, interest and days late; most are paid in time and need no sums."""
        if day <= installment.due_date:
            return Money.ZERO, Money.ZERO, 0
        charged = charges_on(installment, day, self._rules, self._calendar)
        return charged.fine, charged.interest, charged.days_late

    def _journal(
        self,
        operation: str,
        use_case: str,
        day: date,
        entries: dict[str, Money],
        *,
        sale: int | None = None,
        payment: int | None = None,
    ) -> None:
        stamp = self._stamp
        place = (stamp.store_id, stamp.till_id, stamp.operator_id)
        moment, subject = self._instant(day), f'{{"bulk":"{operation}"}}'
        self._add("operation", operation, *place, use_case, operation, "{}", moment)
        self._audit(use_case, operation, subject, moment)
        for account, amount in entries.items():
            if amount:
                self._add("ledger_entry", *place, operation, day, account, amount.cents, sale, payment)

    def _audit(self, use_case: str, operation: str, subject: str, moment: str) -> None:
        stamp, previous = self._stamp, self._last
        place = (stamp.store_id, stamp.till_id, stamp.operator_id)
        row = AuditRow(previous.seq + 1, *place, use_case, operation, subject_hash(subject), moment)
        self._last = AuditHead(row.seq, chain_hash(DEMO_KEY, previous.hash, row))
        self._add(
            "audit", row.seq, *place, use_case, operation, subject, row.subject_hash, moment, previous.hash,
            self._last.hash,
        )  # fmt: skip

    # -- writing ---------------------------------------------------------------------------------------------

    def _flush(self) -> None:
        for table, columns in _COLUMNS.items():
            rows = self._rows.pop(table, None)
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                ignore = "OR IGNORE " if table == "search_word" else ""
                sql = f"INSERT {ignore}INTO {table} ({columns}) VALUES ({marks})"
                self._stamp.database.connection().executemany(sql, rows)
        audit_chain.move_head(self._stamp.database, self._last)

    def finish(self) -> None:
        """The number series stand where the last numbers given left them."""
        for series, last in (("contract", self.filled.sales), ("receipt", self.filled.payments)):
            sql = "UPDATE number_series SET last_number = ? WHERE store_id = ? AND series = ?"
            run(self._stamp.database, sql, (last, self._stamp.store_id, series))


_PLACE = "store_id, till_id, operator_id"
_COLUMNS = {
    "customer": "id, store_id, operator_id, kind, name, name_folded, document, birth_date, cep, street,"
    " district, city, uf, since, created_at",
    "customer_phone": "customer_id, position, e164, purpose",
    "credit_account": "customer_id, status, limit_cents, on_time_in_row, decided_at",
    "limit_entry": f"{_PLACE}, customer_id, kind, after_cents, reason, created_at",
    "customer_word": "word, name_folded, customer_id",
    "search_word": "part, word",
    "sale": f"id, {_PLACE}, seller_id, customer_id, number, sold_on, price_cents, down_payment_cents,"
    " financed_cents, interest_cents, rate_month, every, installment_count, first_due, rate_year,"
    " total_effective_cost, operation, created_at",
    "sale_item": "store_id, sale_id, position, description, quantity, unit_price_cents",
    "installment": "id, store_id, sale_id, customer_id, number, due_date, amount_cents, principal_cents,"
    " interest_cents, open_cents",
    "payment": f"id, {_PLACE}, session_id, customer_id, series, number, paid_on, tendered_cents,"
    " change_cents, amount_cents, operation, created_at",
    "tender": "store_id, payment_id, position, method, amount_cents, reference",
    "allocation": "store_id, payment_id, sale_id, installment_id, position, paid_on, days_late, amount_cents,"
    " principal_cents, fine_cents, interest_cents, discount_cents, waived_fine_cents, waived_interest_cents,"
    " origin",
    "cash_movement": f"{_PLACE}, session_id, kind, method, amount_cents, payment_id, created_at",
    "operation": f"id, {_PLACE}, use_case, payload_hash, result, created_at",
    "audit": f"seq, {_PLACE}, use_case, operation, subject, subject_hash, happened_at, previous_hash, hash",
    "ledger_entry": f"{_PLACE}, operation, posted_on, account, amount_cents, sale_id, payment_id",
}


def _drawn(chance: random.Random, weighted: Iterable[tuple[Any, int]]) -> Any:
    """One of the values, as often as its weight (of 100) says."""
    draw = chance.random() * 100
    for value, weight in weighted:
        if draw < weight:
            return value
        draw -= weight
    return value


def _cpf(number: int) -> str:
    """The number-th CPF of a made-up series, with right check digits."""
    digits = [int(digit) for digit in f"{100_000_000 + number * 7:09d}"]
    for length in (10, 11):
        total = sum(digit * weight for digit, weight in zip(digits, range(length, 1, -1), strict=True))
        digits.append(total * 10 % 11 % 10)
    return "".join(map(str, digits))
