"""One number for all a shop holds: the same rows give the same digest, whatever the engine or the ids.

A row says who and what by natural keys (contract, receipt, document, a person's number) and leaves out
hashes, salts, ids and clocks. Tables are summed, not sorted: two engines order texts differently.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec
from peewee import Database

from crediario.db.statements import fetch

PAGE = 20_000
_MODULUS = 1 << 256
_encoder = msgspec.json.Encoder()

_PEOPLE = "JOIN till ON till.id = t.till_id JOIN shop_user AS o ON o.id = t.operator_id"
_PLACE = "till.number, o.number"
_CUSTOMER = "c.document, c.name_folded, c.since"


def _there(column: str) -> str:
    """Whether a reference is set, as the number both engines give."""
    return f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END"


#: For each table: what its rows say, and from where; ``t`` is the table itself.
TABLES: dict[str, tuple[str, str]] = {
    "store": ("t.code, t.name", "store AS t"),
    "till": ("s.code, t.number, t.name", "till AS t JOIN store AS s ON s.id = t.store_id"),
    "shop_user": ("t.number, t.name, t.short_name, t.role, t.active", "shop_user AS t"),
    "settings_version": (
        "t.topic, t.version, t.content, o.number",
        "settings_version AS t JOIN shop_user AS o ON o.id = t.operator_id",
    ),
    "holiday": ("t.day, t.name", "holiday AS t"),
    "release": (
        f"{_PLACE}, a.number, t.permission, t.reason, {_there('t.used_by')}",
        f"release AS t {_PEOPLE} JOIN shop_user AS a ON a.id = t.approver_id",
    ),
    "audit": (f"{_PLACE}, t.use_case", f"audit AS t {_PEOPLE}"),
    "customer": (
        "t.kind, t.name, t.name_folded, t.document, t.birth_date, t.cep, t.street, t.district, t.city, t.uf,"
        f" t.email, t.income_cents, t.payday, t.notes, t.since, {_there('t.replaced_by')}, o.number",
        "customer AS t JOIN shop_user AS o ON o.id = t.operator_id",
    ),
    "customer_phone": (
        f"{_CUSTOMER}, t.position, t.e164, t.purpose",
        "customer_phone AS t JOIN customer AS c ON c.id = t.customer_id",
    ),
    "sale": (
        f"{_PLACE}, v.number, {_CUSTOMER}, t.number, t.sold_on, t.price_cents, t.down_payment_cents,"
        " t.financed_cents, t.interest_cents, t.rate_month, t.every, t.installment_count, t.first_due,"
        f" t.rate_year, t.total_effective_cost, t.note, {_there('t.release_id')}, r.number",
        f"sale AS t {_PEOPLE} JOIN customer AS c ON c.id = t.customer_id LEFT JOIN shop_user AS v"
        " ON v.id = t.seller_id LEFT JOIN sale AS r ON r.id = t.reverses_id",
    ),
    "sale_item": (
        "s.number, t.position, t.description, t.quantity, t.unit_price_cents",
        "sale_item AS t JOIN sale AS s ON s.id = t.sale_id",
    ),
    "installment": (
        "s.number, t.number, t.due_date, t.amount_cents, t.principal_cents, t.interest_cents, t.open_cents,"
        f" {_there('t.replaced_by')}",
        "installment AS t JOIN sale AS s ON s.id = t.sale_id",
    ),
    "cash_session": (
        f"{_PLACE}, t.opened_on, t.float_cents, {_there('n.id')}",
        f"cash_session AS t {_PEOPLE} LEFT JOIN cash_closing AS n ON n.session_id = t.id",
    ),
    "payment": (
        f"{_PLACE}, {_CUSTOMER}, n.opened_on, t.series, t.number, t.paid_on, t.tendered_cents,"
        " t.change_cents, t.amount_cents, t.reason, r.number",
        f"payment AS t {_PEOPLE} JOIN customer AS c ON c.id = t.customer_id JOIN cash_session AS n"
        " ON n.id = t.session_id LEFT JOIN payment AS r ON r.id = t.reverses_id",
    ),
    "tender": (
        "p.series, p.number, t.position, t.method, t.amount_cents, t.reference",
        "tender AS t JOIN payment AS p ON p.id = t.payment_id",
    ),
    "allocation": (
        "p.series, p.number, s.number, i.number, t.position, t.paid_on, t.days_late, t.amount_cents,"
        " t.principal_cents, t.fine_cents, t.interest_cents, t.discount_cents, t.waived_fine_cents,"
        f" t.waived_interest_cents, {_there('t.reverses_id')}",
        "allocation AS t JOIN payment AS p ON p.id = t.payment_id JOIN sale AS s ON s.id = t.sale_id"
        " LEFT JOIN installment AS i ON i.id = t.installment_id",
    ),
    "cash_movement": (
        f"{_PLACE}, n.opened_on, t.kind, t.method, t.amount_cents, p.series, p.number",
        f"cash_movement AS t {_PEOPLE} JOIN cash_session AS n ON n.id = t.session_id"
        " LEFT JOIN payment AS p ON p.id = t.payment_id",
    ),
    "ledger_entry": (
        f"{_PLACE}, t.posted_on, t.account, t.amount_cents, s.number, p.series, p.number",
        f"ledger_entry AS t {_PEOPLE} LEFT JOIN sale AS s ON s.id = t.sale_id"
        " LEFT JOIN payment AS p ON p.id = t.payment_id",
    ),
    "document": (
        f"{_PLACE}, t.kind, t.template_version,"
        " CASE WHEN t.kind IN ('carne','contract','promissory_note') THEN s.number"
        " WHEN t.kind IN ('cash_sheet','sale_return') THEN 0 ELSE p.number END",
        f"document AS t {_PEOPLE} LEFT JOIN sale AS s ON s.id = t.subject_id"
        " LEFT JOIN payment AS p ON p.id = t.subject_id",
    ),
}


#: What came with later versions: told only by shops that have some, so that an older shop says what it said.
LATER: dict[str, tuple[str, str]] = {
    "import_batch": (
        f"{_PLACE}, t.file_name, t.file_sha256, t.imported_on, t.totals, {_there('t.undone_at')}",
        f"import_batch AS t {_PEOPLE}",
    ),
    "customer.imported": (
        f"t.name_folded, t.document, t.old_code, {_there('t.import_id')}",
        "customer AS t",
    ),
    "sale.other": (
        f"t.number, t.old_number, t.sold_on_assumed, {_there('t.import_id')}, g.number",
        "sale AS t LEFT JOIN agreement AS g ON g.id = t.agreement_id",
    ),
    "agreement": (
        f"{_PLACE}, {_CUSTOMER}, t.number, t.signed_on, t.offer, t.open_cents, t.fine_cents,"
        " t.interest_cents, t.waived_fine_cents, t.waived_interest_cents, t.early_discount_cents,"
        f" t.discount_cents, t.total_cents, {_there('t.release_id')}",
        f"agreement AS t {_PEOPLE} JOIN customer AS c ON c.id = t.customer_id",
    ),
    "allocation.other": (
        "t.origin, g.number, s.number, i.number, t.position, t.paid_on, t.days_late, t.amount_cents,"
        " t.principal_cents, t.fine_cents, t.interest_cents, t.discount_cents, t.waived_fine_cents,"
        " t.waived_interest_cents",
        "allocation AS t JOIN sale AS s ON s.id = t.sale_id JOIN installment AS i ON i.id = t.installment_id"
        " LEFT JOIN agreement AS g ON g.id = t.agreement_id",
    ),
    "point_entry": (
        f"{_PLACE}, {_CUSTOMER}, t.kind, t.points, p.series, p.number, s.number, i.number, t.entered_on",
        f"point_entry AS t {_PEOPLE} JOIN customer AS c ON c.id = t.customer_id"
        " JOIN payment AS p ON p.id = t.payment_id JOIN installment AS i ON i.id = t.installment_id"
        " JOIN sale AS s ON s.id = i.sale_id",
    ),
    "document.agreement": (
        f"{_PLACE}, t.template_version, g.number",
        f"document AS t {_PEOPLE} JOIN agreement AS g ON g.id = t.subject_id AND t.kind = 'agreement'",
    ),
    "document.cash_sheet": (
        f"{_PLACE}, t.template_version, c.number",
        f"document AS t {_PEOPLE} JOIN cash_closing AS c ON c.id = t.subject_id AND t.kind = 'cash_sheet'",
    ),
    "document.sale_return": (
        f"{_PLACE}, t.template_version, r.number",
        f"document AS t {_PEOPLE} JOIN sale_return AS r ON r.id = t.subject_id AND t.kind = 'sale_return'",
    ),
    "document_copy": (
        f"{_PLACE}, t.number, t.medium, d.kind, d.sha256",
        f"document_copy AS t {_PEOPLE} JOIN document AS d ON d.id = t.document_id",
    ),
    "cash_closing": (
        f"{_PLACE}, n.opened_on, t.number, t.closed_on, t.expected_cents, t.counted_cents,"
        " t.float_left_cents, t.counts, t.note",
        f"cash_closing AS t {_PEOPLE} JOIN cash_session AS n ON n.id = t.session_id",
    ),
    "cash_movement.other": (
        f"{_PLACE}, t.kind, t.method, t.amount_cents, t.reason",
        f"cash_movement AS t {_PEOPLE}",
    ),
    "payment.other": (
        "t.series, t.number, t.credited_cents, t.rounding_cents, t.valued_on, t.waiver_reason",
        "payment AS t",
    ),
    "store_credit_entry": (
        f"{_PLACE}, {_CUSTOMER}, t.kind, t.amount_cents, t.entered_on, p.series, p.number",
        f"store_credit_entry AS t {_PEOPLE} JOIN customer AS c ON c.id = t.customer_id"
        " LEFT JOIN payment AS p ON p.id = t.payment_id",
    ),
    "due_move": (
        f"{_PLACE}, s.number, i.number, t.from_due, t.to_due, t.keeps_charges, t.reason, t.moved_on",
        f"due_move AS t {_PEOPLE} JOIN installment AS i ON i.id = t.installment_id"
        " JOIN sale AS s ON s.id = i.sale_id",
    ),
    "sale_return": (
        f"{_PLACE}, s.number, t.number, t.returned_on, t.is_whole, t.value_cents, t.settled_cents,"
        " t.interest_cents, t.refund_cents, t.fine_cents, t.late_interest_cents, t.discount_cents,"
        " t.refund_by, t.reason",
        f"sale_return AS t {_PEOPLE} JOIN sale AS s ON s.id = t.sale_id",
    ),
    "sale_return_line": (
        "r.number, i.number, t.position, t.reduction_cents, t.settled_cents, t.beyond_cents, t.refund_cents",
        "sale_return_line AS t JOIN sale_return AS r ON r.id = t.sale_return_id"
        " LEFT JOIN installment AS i ON i.id = t.installment_id",
    ),
    "bank_line": (
        "t.account, t.identity, t.day, t.amount_cents, t.description, t.txid, t.end_to_end, d.kind, p.number",
        "bank_line AS t LEFT JOIN bank_decision AS d ON d.line_id = t.id"
        " LEFT JOIN payment AS p ON p.id = d.payment_id",
    ),
    "credit_analysis": (
        f"{_PLACE}, {_CUSTOMER}, t.analysed_on, t.policy_version, t.points, t.proposed,"
        " t.proposed_limit_cents, t.decision, t.limit_cents, t.reason",
        f"credit_analysis AS t {_PEOPLE} JOIN customer AS c ON c.id = t.customer_id",
    ),
    "limit_entry": (
        f"{_PLACE}, {_CUSTOMER}, t.kind, t.before_cents, t.after_cents, t.reason, p.series, p.number",
        f"limit_entry AS t {_PEOPLE} JOIN customer AS c ON c.id = t.customer_id"
        " LEFT JOIN payment AS p ON p.id = t.payment_id",
    ),
    "consent": (
        f"{_PLACE}, {_CUSTOMER}, t.purpose, t.given, t.channel, t.consented_on",
        f"consent AS t {_PEOPLE} JOIN customer AS c ON c.id = t.customer_id",
    ),
}
#: Which rows of a table are told: not the roll of the day, which says nothing new; and of a table that is
#: older than its part above those that came with it.
_ONLY = {
    "audit": "t.use_case <> 'roll_day'",
    "customer.imported": "t.import_id IS NOT NULL",
    "sale.other": "(t.import_id IS NOT NULL OR t.agreement_id IS NOT NULL)",
    "allocation.other": "t.payment_id IS NULL",
    "cash_movement.other": "t.payment_id IS NULL",
    "payment.other": (
        "(t.credited_cents <> 0 OR t.rounding_cents <> 0 OR t.valued_on IS NOT NULL"
        " OR t.waiver_reason IS NOT NULL)"
    ),
}


def digest(database: Database) -> str:
    """SHA-256 of what the shop holds, as 64 hexadecimal digits; call it inside a snapshot."""
    whole = hashlib.sha256()
    for table, (columns, source) in (TABLES | LATER).items():
        count, total = 0, 0
        for page in _pages(database, columns, source, _ONLY.get(table, "1 = 1")):
            count += len(page)
            lines = _encoder.encode_lines(page).splitlines()
            total += sum(int.from_bytes(hashlib.sha256(line).digest()) for line in lines)
        if count or table in TABLES:
            whole.update(_encoder.encode((table, count)) + (total % _MODULUS).to_bytes(32))
    return whole.hexdigest()


def _pages(database: Database, columns: str, source: str, only: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows page by page: a large table never stands in memory whole."""
    sql = f"SELECT t.id, {columns} FROM {source} WHERE {only} AND t.id > ? ORDER BY t.id LIMIT {PAGE}"
    last = 0
    while rows := fetch(database, sql, (last,)):
        last = rows[-1][0]
        yield [row[1:] for row in rows]
