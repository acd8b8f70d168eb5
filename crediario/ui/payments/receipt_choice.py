"""Como sai o recibo: what Ctrl+R chooses from, for this receipt, and what is kept of it."""

from dataclasses import dataclass, replace

from crediario.domain.issuing import ReceiptForm
from crediario.ui.printers import Printers, ReceiptWay
from crediario.ui.words import RECEIPT_FORMS


@dataclass(frozen=True, slots=True)
class ReceiptChoice:
    """How one receipt leaves, and what it is drawn for when it is printed."""

    way: ReceiptWay
    form: ReceiptForm

    @property
    def words(self) -> str:
        """In a few words: ``tira de 80 mm``, ``WhatsApp``."""
        return WAYS.get(self.way) or f"impresso, {RECEIPT_FORMS[self.form]}"


WAYS = {ReceiptWay.MESSAGE: "por WhatsApp", ReceiptWay.ASKED: "só com F9"}


def usual(kept: Printers, *, has_phone: bool) -> ReceiptChoice:
    """What this till does; where a message cannot be sent, the receipt waits to be asked for."""
    way = kept.receipt_way
    if way is ReceiptWay.MESSAGE and not has_phone:
        way = ReceiptWay.ASKED
    return ReceiptChoice(way, kept.receipt_form)


def after(chosen: ReceiptChoice, kept: Printers, *, has_phone: bool) -> ReceiptChoice:
    """The next one in the round, what this till does being the first again after the last."""
    around = _round(kept, has_phone=has_phone)
    same = [n for n, each in enumerate(around) if each.words == chosen.words]
    return around[(same[0] + 1) % len(around)] if same else around[0]


def remembered(chosen: ReceiptChoice, kept: Printers) -> Printers:
    """What this computer keeps of the choice; only what is printed says which form."""
    form = chosen.form if chosen.way is ReceiptWay.PRINTED else kept.form
    return replace(kept, way=chosen.way, form=form)


def _round(kept: Printers, *, has_phone: bool) -> tuple[ReceiptChoice, ...]:
    """A receipt printer takes only the roll that is in it; sheets go to the other printer."""
    rolls = (ReceiptForm.ROLL_80, ReceiptForm.ROLL_58) if kept.roll is None else (kept.roll,)
    printed = [ReceiptChoice(ReceiptWay.PRINTED, form) for form in (*rolls, ReceiptForm.A5, ReceiptForm.A4)]
    message = [ReceiptChoice(ReceiptWay.MESSAGE, kept.receipt_form)] if has_phone else []
    return (*printed, *message, ReceiptChoice(ReceiptWay.ASKED, kept.receipt_form))
