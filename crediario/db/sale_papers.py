"""What of a sale its contract and notes say beyond the sale itself."""

from dataclasses import dataclass

from peewee import Database

from crediario.db.statements import fetch
from crediario.domain.permissions import Role


@dataclass(frozen=True, slots=True)
class SaleSigning:
    """Who sold, who took the goods, and whether the sale still stands.

    Attributes:
        operator_name: whole, as a signature says it.
        taken_by: the authorised buyer's name; empty when the customer took the goods.
        note_key: the 44 digits of the fiscal note; empty without one.
        receipt_number: of the down payment; None when nothing was received.
        is_imported: it was sold in another system.
        is_cancelled: everything of it came back.
    """

    operator_name: str
    operator_role: Role
    taken_by: str
    note_key: str
    receipt_number: int | None
    is_imported: bool
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class GuarantorRow:
    """Who answers for the customer today.

    Attributes:
        document: digits of the CPF or CNPJ; None without one.
    """

    name: str
    document: str | None


_SIGNING = (
    "SELECT o.name, o.role, b.name, s.note_key, p.number, s.import_id, s.cancelled_by FROM sale AS s"
    " JOIN shop_user AS o ON o.id = s.operator_id"
    " LEFT JOIN authorised_buyer AS b ON b.id = s.authorised_buyer_id"
    " LEFT JOIN payment AS p ON p.id = ? WHERE s.id = ?"
)
_GUARANTORS = (
    "SELECT c.name, c.document FROM guarantor AS g JOIN customer AS c ON c.id = g.guarantor_id"
    " WHERE g.customer_id = ? AND g.ended_at IS NULL ORDER BY g.id"
)


def sale_signing(database: Database, sale_id: int, down_payment_id: int | None) -> SaleSigning:
    """Who signs for the shop, and what stops a contract; ``down_payment_id`` is its payment, None without.

    Raises:
        LookupError: there is no such sale.
    """
    rows = fetch(database, _SIGNING, (down_payment_id, sale_id))
    if not rows:
        raise LookupError(f"sale {sale_id}")
    name, role, buyer, note_key, number, import_id, cancelled_by = rows[0]
    return SaleSigning(
        operator_name=name,
        operator_role=Role(role),
        taken_by=buyer or "",
        note_key=note_key or "",
        receipt_number=number,
        is_imported=import_id is not None,
        is_cancelled=cancelled_by is not None,
    )


def guarantors_today(database: Database, customer_id: int) -> tuple[GuarantorRow, ...]:
    """Who answers for the customer, the oldest guarantee first."""
    return tuple(GuarantorRow(*row) for row in fetch(database, _GUARANTORS, (customer_id,)))
