"""A shop of any size for measuring lists of late payments: rows written by SQL, as postings would leave them.

Everybody bought once, in twelve monthly installments of which six fell due; one in seven owes the last one to
five of those; one in four paid something down. So a page holds the same however large the shop is, and only
its size is measured.
"""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from crediario import demo, session
from crediario.db import bulk, shop, standing
from crediario.domain.br import fold
from crediario.domain.credit.policy import LENIENT
from crediario.services.core import Context

TODAY = date(2026, 6, 9)
BATCH = 20_000
PIECES = 12
#: One customer in so many is late.
LATE_SHARE = 7
#: One in so many put down as much as an installment.
DOWN_SHARE = 4

_CUSTOMER = (
    "INSERT INTO customer (id, store_id, operator_id, kind, name, name_folded, document, birth_date, street,"
    " district, city, uf, since, created_at) VALUES (?, 1, 1, 'person', ?, ?, ?, '1980-05-01',"
    " 'Rua das Flores, 12', 'Centro', 'Patos de Minas', 'MG', '2025-12-01', '2025-12-01T12:00:00+00:00')"
)
_PHONE = "INSERT INTO customer_phone (customer_id, position, e164, purpose) VALUES (?, 1, ?, 'own')"
# Beside each customer: the first due date, an installment, how many of six are paid, the down payment.
_STAGED = "INSERT INTO staged VALUES (?, ?, ?, ?, ?)"
_SALES = (
    "INSERT INTO sale (id, store_id, till_id, operator_id, customer_id, number, sold_on, price_cents,"
    " down_payment_cents, financed_cents, interest_cents, rate_month, every, installment_count, first_due,"
    " rate_year, total_effective_cost, operation, created_at)"
    " SELECT customer, 1, 1, 1, customer, customer, '2025-12-01', 12 * cents + down, down, 12 * cents, 0,"
    " '0', 'month', 12, first_due, '0', '0', 'bench', '2025-12-01T12:00:00+00:00' FROM staged"
)
_ITEMS = (
    "INSERT INTO sale_item (store_id, sale_id, position, description, quantity, unit_price_cents)"
    " SELECT 1, customer, 1, 'Máquina de lavar', 1, 12 * cents + down FROM staged"
)
_INSTALLMENTS = (
    "INSERT INTO installment (id, store_id, sale_id, customer_id, number, due_date, amount_cents,"
    " principal_cents, interest_cents, open_cents) SELECT 12 * (s.customer - 1) + n.number, 1, s.customer,"
    " s.customer, n.number, date(s.first_due, (30 * (n.number - 1)) || ' days'), s.cents, s.cents, 0,"
    " CASE WHEN n.number <= s.paid THEN 0 ELSE s.cents END FROM staged AS s CROSS JOIN numbers AS n"
)
# Those of the down payments have the numbers after.
_PAYMENTS = (
    "INSERT INTO payment (id, store_id, till_id, operator_id, session_id, customer_id, series, number,"
    " paid_on, tendered_cents, change_cents, amount_cents, operation, created_at)"
    " SELECT id, 1, 1, 1, 1, customer_id, 'receipt', id, due_date, amount_cents, 0, amount_cents, 'bench',"
    " '2026-01-01T12:00:00+00:00' FROM installment WHERE open_cents = 0"
    " UNION ALL SELECT m.last + customer, 1, 1, 1, 1, customer, 'receipt', m.last + customer, '2025-12-01',"
    " down, 0, down, 'bench', '2025-12-01T12:00:00+00:00'"
    " FROM staged, (SELECT MAX(id) AS last FROM installment) AS m WHERE down > 0"
)
_ALLOCATIONS = (
    "INSERT INTO allocation (store_id, payment_id, sale_id, installment_id, position, paid_on, days_late,"
    " amount_cents, principal_cents, fine_cents, interest_cents, discount_cents, waived_fine_cents,"
    " waived_interest_cents, origin) SELECT 1, p.id, COALESCE(i.sale_id, p.customer_id), i.id, 1, p.paid_on,"
    " 0, p.amount_cents, p.amount_cents, 0, 0, 0, 0, 0, 'payment'"
    " FROM payment AS p LEFT JOIN installment AS i ON i.id = p.id"
)
_TENDERS = (
    "INSERT INTO tender (store_id, payment_id, position, method, amount_cents) SELECT 1, id, 1, 'cash',"
    " amount_cents FROM payment"
)
# What postings leave beside: nothing reads it in lists, but whatever is posted next is put in among it.
_MOVEMENTS = (
    "INSERT INTO cash_movement (store_id, till_id, operator_id, session_id, kind, method, amount_cents,"
    " payment_id, created_at) SELECT 1, 1, 1, 1, 'receipt', 'cash', amount_cents, id, created_at FROM payment"
)
_ENTRIES = (
    "INSERT INTO ledger_entry (store_id, till_id, operator_id, operation, posted_on, account, amount_cents,"
    " sale_id, payment_id) SELECT 1, 1, 1, 'bench', sold_on, 'receivable', financed_cents, id, NULL FROM sale"
    " UNION ALL SELECT 1, 1, 1, 'bench', sold_on, 'sales', -price_cents, id, NULL FROM sale"
    " UNION ALL SELECT 1, 1, 1, 'bench', paid_on, 'cash', amount_cents, NULL, id FROM payment"
    " UNION ALL SELECT 1, 1, 1, 'bench', paid_on, 'receivable', -amount_cents, NULL, payment_id"
    " FROM allocation WHERE installment_id IS NOT NULL"
)
_OPERATIONS = (
    "INSERT INTO operation (id, store_id, till_id, operator_id, use_case, payload_hash, result, created_at)"
    " SELECT lower(hex(randomblob(16))), 1, 1, 1, 'receive_payment', '', '{}', created_at FROM payment"
)
_SERIES = "UPDATE number_series SET last_number = 13 * (SELECT MAX(id) FROM customer)"
_POSTED = (
    _SALES, _ITEMS, _INSTALLMENTS, _PAYMENTS, _TENDERS, _ALLOCATIONS, _MOVEMENTS, _ENTRIES, _OPERATIONS,
    _SERIES,
)  # fmt: skip


def build(place: Path, customers: int, seed: int = 1) -> None:
    """Makes the shop, its day rolled, in a new folder."""
    ctx = session.create_place(place, session.clock_for(TODAY), demo=True)
    with ctx.connected():
        # Every rule is looked at, none stops a sale.
        shop.save_version(ctx.stamp, "policy", LENIENT)
        for pragma in ("synchronous = OFF", "foreign_keys = OFF"):
            ctx.database.execute_sql(f"PRAGMA {pragma}")
        _fill(ctx, customers, seed)
        with ctx.database.atomic():
            standing.roll(ctx.database, TODAY)
        bulk.analyse(ctx.database)


def _fill(ctx: Context, customers: int, seed: int) -> None:
    raw = ctx.database.connection()
    indexes = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> ''").fetchall()
    for name, _ in indexes:
        raw.execute(f'DROP INDEX "{name}"')
    raw.execute("CREATE TEMP TABLE staged (customer INTEGER PRIMARY KEY, first_due, cents, paid, down)")
    raw.execute("CREATE TEMP TABLE numbers (number INTEGER PRIMARY KEY)")
    raw.executemany("INSERT INTO numbers VALUES (?)", [(number,) for number in range(1, PIECES + 1)])
    with ctx.database.atomic():
        raw.execute(
            "INSERT INTO cash_session (id, store_id, till_id, operator_id, opened_on, opened_at, float_cents)"
            " VALUES (1, 1, 1, 1, '2025-12-01', '2025-12-01T12:00:00+00:00', 0)"
        )
        _write_people(raw, customers, seed)
        for sql in _POSTED:
            raw.execute(sql)
        for _, sql in indexes:
            raw.execute(sql)


def _write_people(raw: Any, customers: int, seed: int) -> None:
    chance, cast = random.Random(seed), demo.cast_of()
    for start in range(1, customers + 1, BATCH):
        numbers = range(start, min(start + BATCH, customers + 1))
        names = [
            f"{chance.choice(cast['first_names'])} {' '.join(chance.sample(cast['surnames'], 3))}"
            for _ in numbers
        ]
        people = [
            (number, name, fold(name), f"{number:011d}") for number, name in zip(numbers, names, strict=True)
        ]
        raw.executemany(_CUSTOMER, people)
        raw.executemany(_PHONE, [(number, f"+55349{chance.randint(8, 9)}{number:07d}") for number in numbers])
        raw.executemany(_STAGED, [_staged(number, chance) for number in numbers])


def _staged(number: int, chance: random.Random) -> tuple[int, str, int, int, int]:
    """The sixth fell due one to thirty days ago, the seventh is still to come."""
    first_due = TODAY - timedelta(days=150 + chance.randint(1, 30))
    unpaid = chance.randint(1, 5) if number % LATE_SHARE == 0 else 0
    cents = chance.randint(20_00, 400_00)
    return number, first_due.isoformat(), cents, 6 - unpaid, 0 if number % DOWN_SHARE else cents
