"""Bank statements: read, brought in once, and every line that waits with what it likely is.

The screen goes this way::

    file = read_bank_statement(ctx, path)                          # nothing is written yet
    done = import_statement(ctx, StatementOrder.of(request_id, file))
    desk = bank_desk(ctx)                                          # what waits, with its proposals

What a person says of the lines goes through ``bank_decisions``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Self

from crediario.db import bank, bank_settling, down_payments, receivables, shop
from crediario.db.bank import ImportedStatement, StatementHead
from crediario.db.down_payments import OpenDownPayment
from crediario.db.receivables import OpenRow, Quoter
from crediario.domain.bank_matching import MatchReason, Proposal, ProposalKind, propose
from crediario.domain.bank_matter import IncomingLine, PayablePiece, matter
from crediario.domain.bank_statement import (
    StatementFile,
    StatementFormat,
    StatementLine,
    slips_of,
    unknown_lines,
)
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.domain.receiving import PartOfSale
from crediario.gateways.bank_statement import read_statement
from crediario.services.core import Context, attached, query, reading, use_case

#: A desk with more lines is worked off piece by piece.
DESK_LINES = 500
LISTED = 12

#: What screens use from here, the rules' own words included.
__all__ = [
    "AccountNotKnown",
    "BankDesk",
    "DeskLine",
    "DeskPiece",
    "DeskProposal",
    "ImportedStatement",
    "MatchReason",
    "ProposalKind",
    "StatementFile",
    "StatementImported",
    "StatementOrder",
    "bank_desk",
    "import_statement",
    "read_bank_statement",
]


@dataclass(eq=False)
class AccountNotKnown(Refusal):
    """The first statement of an account: is it the shop's? ``known`` are the accounts read so far."""

    bank: str
    account: str
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementOrder:
    """A statement to bring in.

    Attributes:
        sha256: tells the file; the lines are told by it.
        lines: all of the file; only those of money that came in are kept.
        new_account: a person said that the account is the shop's.
    """

    request_id: str
    name: str
    sha256: str
    format: StatementFormat
    bank: str
    account: str
    first_day: date
    last_day: date
    new_account: bool = False
    lines: tuple[StatementLine, ...] = attached(default=())

    @classmethod
    def of(cls, request_id: str, file: StatementFile, *, new_account: bool = False) -> Self:
        """The order that brings this file in."""
        return cls(
            request_id, file.name, file.sha256, file.format, file.bank, file.account, file.first_day,
            file.last_day, new_account, file.incoming,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatementImported:
    """What a statement brought.

    Attributes:
        added: lines that are new.
        known: lines that were there already.
        ahead: lines of days to come, which are no money yet.
        again: this very file was brought in before.
    """

    statement_id: int
    added: int
    known: int
    ahead: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True)
class DeskPiece(PartOfSale):
    """An installment, or a down payment owed again, that a proposal would pay."""

    contract_number: int
    number: int
    count: int
    due_date: date


@dataclass(frozen=True, slots=True)
class DeskProposal:
    """A proposal as the screen shows it.

    Attributes:
        receipt_number: of the payment already received.
        applied: what would go to what is paid.
        credited: what would be kept as store credit.
        left: what would stay open of the installments' cost.
        down_payments: the sales whose down payment would be paid.
    """

    kind: ProposalKind
    score: int
    reasons: tuple[MatchReason, ...]
    customer_id: int
    customer_name: str
    payment_id: int | None
    receipt_number: int | None
    installment_ids: tuple[int, ...]
    pieces: tuple[DeskPiece, ...]
    applied: Money
    credited: Money
    left: Money
    down_payments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A line that waits, and what it likely is; ``reversed_receipt`` was made of it, and undone since."""

    line_id: int
    day: date
    amount: Money
    description: str
    proposal: DeskProposal | None
    reversed_receipt: int | None = None


@dataclass(frozen=True, slots=True)
class BankDesk:
    """Everything that waits, the oldest first, and the statements read last.

    Attributes:
        waiting: how many lines wait, those beyond ``lines`` included.
    """

    lines: tuple[DeskLine, ...]
    waiting: int
    statements: tuple[ImportedStatement, ...]


# -- bringing a statement in


@reading("match_statement")
def read_bank_statement(ctx: Context, path: Path) -> StatementFile:
    """The statement in a file; nothing is written.

    Raises:
        the refusals of ``gateways.bank_statement.read_statement``.
    """
    return read_statement(path)


@use_case("match_statement")
def import_statement(ctx: Context, order: StatementOrder) -> StatementImported:
    """Keeps the lines of a statement by which money came in; a second time adds nothing.

    Raises:
        AccountNotKnown: the first statement of this account, and nobody said that it is the shop's.

    Rule: product.md D9. See docs/regras.md#extrato.
    """
    before = bank.same_file(ctx.database, ctx.store_id, order.sha256)
    if before is not None:
        return StatementImported(before, 0, len(order.lines), again=True)
    known_accounts = bank.accounts(ctx.database, ctx.store_id)
    if order.account not in {account for _, account in known_accounts} and not order.new_account:
        raise AccountNotKnown(order.bank, order.account, tuple(account for _, account in known_accounts))
    arrived = [line for line in order.lines if line.day <= ctx.today]
    place = (ctx.database, ctx.store_id, order.account)
    days = [line.day for line in arrived] or [order.first_day]
    fresh = unknown_lines(arrived, bank.kept_lines(*place, min(days), max(days)))
    head = StatementHead(
        order.format.value, order.bank, order.account, order.sha256, order.first_day, order.last_day,
        len(order.lines), order.request_id,
    )  # fmt: skip
    statement_id = bank.write_statement(ctx.stamp, head, fresh)
    ahead = len(order.lines) - len(arrived)
    return StatementImported(statement_id, len(fresh), len(arrived) - len(fresh), ahead)


# -- what waits


@query("match_statement")
def bank_desk(ctx: Context) -> BankDesk:
    """The lines that wait, each with what it likely is.

    Rule: product.md D9. See docs/regras.md#conferencia-do-extrato.
    """
    lines = bank.waiting_lines(ctx.database, ctx.store_id, DESK_LINES)
    return BankDesk(
        lines=_proposed(ctx, lines) if lines else (),
        waiting=bank.waiting_count(ctx.database, ctx.store_id),
        statements=bank.statements(ctx.database, ctx.store_id, LISTED),
    )


def _proposed(ctx: Context, lines: Sequence[IncomingLine]) -> tuple[DeskLine, ...]:
    rows = receivables.open_in_store(ctx.database, ctx.store_id)
    downs = {
        down.quote.installment_id: down for down in down_payments.open_in_store(ctx.database, ctx.store_id)
    }
    quoter = bank_settling.quoter(ctx.database, ctx.store_id, rows)
    slips = (slip for line in lines for slip in slips_of(line.txid or "", ctx.store_code))
    settled = bank.settled_slips(ctx.database, ctx.store_id, slips)
    received = bank.received_pix(
        ctx.database, ctx.store_id, min(line.day for line in lines), max(line.day for line in lines)
    )
    owners = {row.customer_id for row in rows} | {each.customer_id for each in settled}
    owners |= {each.customer_id for each in received}
    owners |= {each.customer_id for each in downs.values()}
    people = bank.payers(ctx.database, owners)

    @cache
    def cost(installment_id: int, day: date) -> Money:
        return quoter.quote(installment_id, quoter.valued((installment_id,), day)).total

    rules = shop.shop_settings(ctx.database, ctx.store_id).charge_rules
    pieces = (*(_piece(row, quoter) for row in rows), *map(_down_payment, downs.values()), *settled)
    found = matter(received, pieces, people.values(), rules, cost, ctx.store_code)
    proposals = {proposal.line_id: proposal for proposal in propose(lines, found)}
    numbers = bank.pix_payments(ctx.database, ctx.store_id, [each.payment_id for each in received])
    names = {customer_id: person.name for customer_id, person in people.items()}
    receipts = {payment_id: payment.number for payment_id, payment in numbers.items()}
    return tuple(_desk_line(line, proposals.get(line.id), quoter, downs, names, receipts) for line in lines)


def _piece(row: OpenRow, quoter: Quoter) -> PayablePiece:
    return PayablePiece(
        row.installment_id,
        row.customer_id,
        row.contract_number,
        row.number,
        row.due_date,
        row.open,
        row.sold_on,
        charges_from=row.charges_from,
        paid_until=quoter.paid_until(row.installment_id),
        face=row.amount,
        discounted_until=(row.original_due or row.due_date) if row.rate else None,
        rate=row.rate,
    )


def _down_payment(down: OpenDownPayment) -> PayablePiece:
    quote = down.quote
    return PayablePiece(
        quote.installment_id,
        down.customer_id,
        down.contract_number,
        quote.number,
        quote.due_date,
        down.open,
        down.sold_on,
    )


def _desk_line(
    line: IncomingLine,
    proposal: Proposal | None,
    quoter: Quoter,
    downs: dict[int, OpenDownPayment],
    names: dict[int, str],
    receipts: dict[int, int],
) -> DeskLine:
    shown = None
    if proposal is not None:
        paid = [downs[each] for each in proposal.installment_ids if each in downs]
        rows = [quoter.rows[each] for each in proposal.installment_ids if each not in downs]
        applied, credited, left = _figures(line, proposal, quoter, rows, paid)
        shown = DeskProposal(
            kind=proposal.kind,
            score=proposal.score,
            reasons=proposal.reasons,
            customer_id=proposal.customer_id,
            customer_name=names[proposal.customer_id],
            payment_id=proposal.payment_id,
            receipt_number=receipts.get(proposal.payment_id or 0),
            installment_ids=tuple(row.installment_id for row in rows),
            pieces=(*map(_desk_piece_of_down_payment, paid), *map(_desk_piece, rows)),
            applied=applied,
            credited=credited,
            left=left,
            down_payments=tuple(each.sale_id for each in paid),
        )
    return DeskLine(line.id, line.day, line.amount, line.description, shown, line.reversed_receipt)


def _desk_piece(row: OpenRow) -> DeskPiece:
    return DeskPiece(row.contract_number, row.number, row.count, row.due_date)


def _desk_piece_of_down_payment(down: OpenDownPayment) -> DeskPiece:
    return DeskPiece(down.contract_number, down.quote.number, down.count, down.quote.due_date)


def _figures(
    line: IncomingLine,
    proposal: Proposal,
    quoter: Quoter,
    rows: Sequence[OpenRow],
    downs: Sequence[OpenDownPayment],
) -> tuple[Money, Money, Money]:
    """Applied, kept and left open, as confirming would make them."""
    if proposal.kind is not ProposalKind.RECEIVED:
        return Money.ZERO, proposal.credited, Money.ZERO
    settled = bank_settling.settle(line, quoter, [row.installment_id for row in rows], downs)
    credited = settled.allocated.left
    return line.amount - credited, credited, max(settled.cost - line.amount, Money.ZERO)
