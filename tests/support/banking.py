"""Statements brought in and decided about, through the use cases."""

from datetime import date

from crediario.domain.bank_statement import (
    StatementFile,
    StatementFormat,
    WrittenLine,
    identified,
)
from crediario.domain.money import Money
from crediario.services import bank, bank_decisions
from crediario.services.bank_decisions import DecisionKind, LineConfirmed, LineDecision, LineOrder
from crediario.services.core import Context
from tests.support.shop import TODAY, new_id

ACCOUNT = "12345-6"


def came_in(cents: int, words: str = "PIX RECEBIDO", day: date = TODAY, number: str = "") -> WrittenLine:
    """Money that came in, or left when negative."""
    return WrittenLine(day, Money(cents), words, number)


def a_file(*lines: WrittenLine, account: str = ACCOUNT, sha256: str | None = None) -> StatementFile:
    """A statement of these lines."""
    days = [line.day for line in lines] or [TODAY]
    return StatementFile(
        "extrato.ofx", sha256 or new_id(), StatementFormat.OFX, "Banco Exemplo", account, min(days),
        max(days), identified(lines),
    )  # fmt: skip


def bring_in(ctx: Context, *lines: WrittenLine) -> tuple[bank.DeskLine, ...]:
    """Brings these lines in, and gives back everything that waits."""
    bank.import_statement(ctx, bank.StatementOrder.of(new_id(), a_file(*lines), new_account=True))
    return bank.bank_desk(ctx).lines


def decision_of(line: bank.DeskLine) -> LineDecision:
    """The decision that confirms what was proposed."""
    proposal = line.proposal
    assert proposal is not None
    return LineDecision(
        line_id=line.line_id,
        kind=DecisionKind(proposal.kind.value),
        customer_id=proposal.customer_id,
        payment_id=proposal.payment_id,
        installment_ids=proposal.installment_ids,
        credited=proposal.credited,
        down_payments=proposal.down_payments,
    )


def ignoring(line: bank.DeskLine, reason: str = "Venda no cartão") -> LineDecision:
    """The decision that leaves a line aside."""
    return LineDecision(line.line_id, DecisionKind.IGNORED, reason=reason)


def confirm(ctx: Context, decision: LineDecision) -> LineConfirmed:
    """Confirms one line."""
    return bank_decisions.confirm_line(ctx, LineOrder(new_id(), decision))
