"""Which installment a slip names, by its bars or by its Pix code."""

from dataclasses import dataclass

from crediario.db import payments, receivables, shop
from crediario.domain.errors import Refusal
from crediario.domain.slip_reading import SlipQrOfAnother, SlipRead, read_slip
from crediario.services.core import Context, query


@dataclass(eq=False)
class SlipNotFound(Refusal):
    """The code is a slip's, but no sale of this shop has that installment."""

    contract_number: int
    number: int


@dataclass(eq=False)
class SlipOfAnotherStore(Refusal):
    """The slip was issued by another store of the shop, whose data is not here."""

    store_code: int


@dataclass(frozen=True, slots=True)
class SlipFound:
    """The installment a slip's code names, and its customer."""

    customer_id: int
    installment_id: int
    contract_number: int
    number: int
    count: int


@query("receive")
def find_slip(ctx: Context, code: str) -> SlipFound:
    """The installment named by a slip's bars or Pix code, as read by the scanner or typed.

    Raises:
        the refusals of ``slip_reading.read_slip``: not a slip of ours, or misread.
        SlipOfAnotherStore, SlipNotFound: not an installment of this database.
        InstallmentAlreadyPaid: settled; says when and on which receipt.
        InstallmentInAgreement: an agreement closed it.
    """
    slip = _of_this_shop(ctx, read_slip(code))
    store = ctx.store_code if slip.store is None else slip.store
    row = receivables.installment_by_code(ctx.database, store, slip.contract, slip.number)
    if row is None and store != ctx.store_code:
        raise SlipOfAnotherStore(store)
    if row is None:
        raise SlipNotFound(slip.contract, slip.number)
    if not row.open:
        raise payments.settled_refusal(ctx.database, row)
    return SlipFound(row.customer_id, row.installment_id, row.contract_number, row.number, row.count)


def _of_this_shop(ctx: Context, slip: SlipRead) -> SlipRead:
    """Whose a Pix code is the chave tells; the store it names is one of the same shop."""
    profile = shop.shop_profile(ctx.database, ctx.store_id)
    if slip.pix_key is not None and (profile is None or slip.pix_key != profile.pix_key):
        raise SlipQrOfAnother(slip.pix_key)
    return slip
