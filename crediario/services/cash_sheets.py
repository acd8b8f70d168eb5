"""The sheet of a closing (folha do caixa): seen before it, issued once, kept byte for byte, printed again."""

from dataclasses import dataclass
from datetime import datetime

from crediario.db import blind_count, cash, cash_desk, papers, shop
from crediario.db.cash_desk import ClosingView, SessionRow
from crediario.db.papers import IssuedPaper
from crediario.documents import cash_sheet
from crediario.documents.cash_sheet import CashSheetContent, MovementSum
from crediario.documents.shop import ShopHeader, shop_header
from crediario.domain.br.text import clean_text
from crediario.domain.cash import NoOpenSession
from crediario.domain.cash_closing import (
    NOTE_LENGTH,
    Pieces,
    check_float,
    checked_pieces,
    compared,
    counted_total,
)
from crediario.domain.errors import Refusal
from crediario.domain.issuing import PaperOrder, ProfileMissing
from crediario.domain.money import Money
from crediario.domain.tender import Method
from crediario.services.core import Context, Topic, query, use_case

KIND = "cash_sheet"

__all__ = [
    "IssuedPaper",
    "PaperOrder",
    "SheetOfNoClosing",
    "SheetWanted",
    "issue_cash_sheet",
    "preview_cash_sheet",
]


@dataclass(eq=False)
class SheetOfNoClosing(Refusal):
    """There is no such closing in this store."""


@dataclass(frozen=True, slots=True)
class SheetWanted:
    """A closing as far as it was counted.

    Attributes:
        session_id: the session that was on the screen.
        others: what the card machine and the cheques come to.
        float_left: what is to stay in the drawer.
    """

    session_id: int
    pieces: tuple[Pieces, ...]
    others: tuple[tuple[Method, Money], ...]
    float_left: Money
    note: str = ""


@query("operate_till")
def preview_cash_sheet(ctx: Context, wanted: SheetWanted) -> bytes:
    """The sheet as closing now would make it, without number, signatures or seal; nothing is written.

    Raises:
        NoOpenSession, SessionOfAnother: the till, or another session than the one shown.
        CountNotKept: counting blind, before that very count was kept.
        ProfileMissing: the shop has no profile yet.
        FloatTooLarge, and the refusals of ``domain.cash_closing.compared``.

    Rule: product.md D8; reliability.md A7. See docs/regras.md#folha-do-caixa.
    """
    session = cash_desk.open_session(ctx.database, ctx.till_id)
    if session is None or session.session_id != wanted.session_id:
        raise NoOpenSession(ctx.till_number)
    cash.check_poster(ctx.stamp, session.operator_id, session.operator_name, session.opened_at)
    return cash_sheet.render(_content_now(ctx, session, wanted))


def _content_now(ctx: Context, session: SessionRow, wanted: SheetWanted) -> CashSheetContent:
    blind = shop.shop_settings(ctx.database, ctx.store_id).blind_count
    times = blind_count.times_counted(ctx.stamp, session, wanted.pieces, wanted.others, blind=blind)
    counted = counted_total(wanted.pieces)
    check_float(wanted.float_left, counted)
    found = dict(wanted.others) | {Method.CASH: counted}
    return CashSheetContent(
        shop=_header(ctx),
        number=None,
        till=f"{session.till_number:02d}",
        operator=session.operator_name,
        closed_by=ctx.operator.short_name,
        opened_at=_local(ctx, session.opened_at),
        closed_at=ctx.now,
        opening_float=session.float,
        movements=_movements(ctx, session.session_id),
        counts=compared(cash_desk.expected(ctx.database, session.session_id), found),
        pieces=checked_pieces(wanted.pieces),
        times_counted=times,
        float_left=wanted.float_left,
        collected=counted - wanted.float_left,
        note=clean_text(wanted.note, NOTE_LENGTH),
    )


@use_case("operate_till", changes={Topic.DOCUMENTS})
def issue_cash_sheet(ctx: Context, order: PaperOrder) -> IssuedPaper:
    """The sheet of a closing: made and archived the first time, the same bytes ever after.

    Raises:
        SheetOfNoClosing: no such closing in this store.
        ProfileMissing: the shop has no profile yet.

    Rule: product.md D8. See docs/regras.md#fechamento.
    """
    earlier = papers.issued(ctx.database, KIND, order.subject_id)
    if earlier:
        return earlier
    view = cash_desk.closing_view(ctx.database, ctx.store_id, order.subject_id)
    if view is None:
        raise SheetOfNoClosing
    content = cash_sheet.render(_content(ctx, view))
    return papers.archive(ctx.stamp, KIND, order.subject_id, cash_sheet.TEMPLATE_VERSION, content)


def _content(ctx: Context, view: ClosingView) -> CashSheetContent:
    row = view.row
    return CashSheetContent(
        shop=_header(ctx),
        number=row.number,
        till=f"{row.till_number:02d}",
        operator=view.opened_by,
        closed_by=row.operator_name,
        opened_at=_local(ctx, row.opened_at),
        closed_at=_local(ctx, row.closed_at),
        opening_float=view.float,
        movements=_movements(ctx, row.session_id),
        counts=view.lines,
        pieces=view.pieces,
        times_counted=view.counts,
        float_left=row.float_left,
        collected=row.counted - row.float_left,
        note=view.note,
        released_by=view.released_by,
        audit_number=view.audit_seq,
        audit_hash=view.audit_hash,
    )


def _header(ctx: Context) -> ShopHeader:
    profile = shop.shop_profile(ctx.database, ctx.store_id)
    if profile is None:
        raise ProfileMissing
    return shop_header(profile)


def _movements(ctx: Context, session_id: int) -> tuple[MovementSum, ...]:
    return tuple(
        MovementSum(each.kind, each.method, each.count, each.amount)  # type: ignore[arg-type]
        for each in cash_desk.movement_sums(ctx.database, session_id)
    )


def _local(ctx: Context, moment: datetime) -> datetime:
    return moment.astimezone(ctx.now.tzinfo)
