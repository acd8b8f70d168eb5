"""What works in Receber while a customer's installments are on the screen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crediario.domain.tender import Method
from crediario.ui.keys import Action
from crediario.ui.payments.receive_draft import ReceiveDraft
from crediario.ui.words import METHODS, TILL_METHODS

if TYPE_CHECKING:
    from crediario.ui.payments.receive import ReceiveScreen


def desk_keys(screen: "ReceiveScreen", draft: ReceiveDraft) -> Sequence[Action]:
    """The keys that mean something with what was typed so far, the most used first."""
    return (
        Action("mark", run=screen.toggle, label="Marcar"),
        Action("method", pick=screen.pick, count=_method_count(draft), label="Forma"),
        Action("add_part", run=screen.add_part, label="Lançar"),
        *(action for is_real, action in _sometimes(screen, draft) if is_real),
        Action("receipt_way", run=screen.choose_receipt, label="Recibo"),
        Action("conclude", label="Receber"),
        Action("customer", run=screen.open_customer, in_bar=False),
        Action("sell", run=screen.sell, in_bar=False),
        Action("negotiate", run=screen.negotiate, in_bar=False),
        Action("receipts", run=screen.open_receipts, in_bar=False),
        *_moving(screen),
    )


def _moving(screen: "ReceiveScreen") -> Sequence[Action]:
    """Another day for an installment is given by whoever may."""
    may = screen.shell.ctx.operator.may("move_due_date")
    return (Action("move_due", run=screen.move_due, in_bar=False),) if may else ()


def _method_count(draft: ReceiveDraft) -> int:
    """Store credit, the last of them, only where there is some."""
    return len(TILL_METHODS) if draft.desk.store_credit else len(METHODS) + 1


def _sometimes(screen: "ReceiveScreen", draft: ReceiveDraft) -> Sequence[tuple[bool, Action]]:
    is_pix = draft.method is Method.PIX
    waives = draft.waiver is not None
    may_keep = draft.keeps or draft.excess or draft.amount > draft.rest
    return (
        (bool(draft.late_left), Action("mark_late", run=screen.add_late)),
        (draft.can_undo, Action("undo", run=screen.undo_late, label="Desfazer")),
        (bool(draft.charges), Action("discount", run=screen.waive, label="Dispensar")),
        (waives, Action("reason", run=screen.to_reason, label="Motivo")),
        (bool(may_keep), Action("keep_change", run=screen.keep_change, label="Guardar")),
        (bool(draft.booked), Action("drop_part", run=screen.drop_part, label="Retirar")),
        (is_pix, Action("copy", run=screen.panel.pix.copy_payload, label="Copiar Pix")),
        (is_pix, Action("release_here", run=screen.confirm_without_code, label="Pix sem o código")),
        (screen.failed, Action("reload", run=screen.send, label="Tentar de novo")),
    )
