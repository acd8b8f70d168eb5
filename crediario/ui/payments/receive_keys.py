"""What works in Receber while a customer's installments are on the screen."""

from collections.abc import Callable, Sequence

from crediario.domain.tender import Method
from crediario.ui.keys import Action
from crediario.ui.payments.receive_draft import ReceiveDraft
from crediario.ui.payments.receive_edits import ReceiveEdits
from crediario.ui.payments.receive_ways import ReceiveWays
from crediario.ui.words import METHODS, TILL_METHODS


def desk_keys(
    draft: ReceiveDraft,
    edits: ReceiveEdits,
    ways: ReceiveWays,
    *,
    choose_receipt: Callable[[], None],
    again: Callable[[], None] | None,
) -> Sequence[Action]:
    """The keys that mean something with what was typed so far, the most used first.

    ``again`` sends the receipt once more, where it failed.
    """
    return (
        Action("mark", run=edits.toggle, label="Marcar"),
        Action("method", pick=edits.pick, count=_method_count(draft), label="Forma"),
        Action("add_part", run=edits.add_part, label="Lançar"),
        *(action for is_real, action in _sometimes(draft, edits) if is_real),
        *((Action("reload", run=again, label="Tentar de novo"),) if again is not None else ()),
        Action("receipt_way", run=choose_receipt, label="Recibo"),
        Action("conclude", label="Receber"),
        Action("customer", run=ways.open_customer, in_bar=False),
        Action("sell", run=ways.sell, in_bar=False),
        Action("negotiate", run=ways.negotiate, in_bar=False),
        Action("receipts", run=ways.open_receipts, in_bar=False),
        *((Action("move_due", run=ways.move_due, in_bar=False),) if ways.may_move_due else ()),
    )


def _method_count(draft: ReceiveDraft) -> int:
    """Store credit, the last of them, only where there is some."""
    return len(TILL_METHODS) if draft.desk.store_credit else len(METHODS) + 1


def _sometimes(draft: ReceiveDraft, edits: ReceiveEdits) -> Sequence[tuple[bool, Action]]:
    is_pix = draft.method is Method.PIX
    waives = draft.waiver is not None
    may_keep = draft.keeps or draft.excess or draft.amount > draft.rest
    return (
        (bool(draft.late_left), Action("mark_late", run=edits.add_late)),
        (draft.can_undo, Action("undo", run=edits.undo_late, label="Desfazer")),
        (bool(draft.charges), Action("discount", run=edits.waive, label="Dispensar")),
        (waives, Action("reason", run=edits.to_reason, label="Motivo")),
        (bool(may_keep), Action("keep_change", run=edits.keep_change, label="Guardar")),
        (bool(draft.booked), Action("drop_part", run=edits.drop_part, label="Retirar")),
        (is_pix, Action("copy", run=edits.copy_payload, label="Copiar Pix")),
        (is_pix, Action("release_here", run=edits.confirm_without_code, label="Pix sem o código")),
    )
