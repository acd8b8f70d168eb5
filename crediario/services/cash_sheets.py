"""The sheet of a closing (folha do caixa): issued once, kept byte for byte, printed again from the list."""

from dataclasses import dataclass
from datetime import datetime

from crediario.db import cash_desk, papers, shop
from crediario.db.cash_desk import ClosingView
from crediario.db.papers import IssuedPaper
from crediario.documents import cash_sheet
from crediario.documents.cash_sheet import CashSheetContent, MovementSum
from crediario.documents.shop import shop_header
from crediario.domain.errors import Refusal
from crediario.domain.issuing import PaperOrder, ProfileMissing
from crediario.services.core import Context, Topic, use_case

KIND = "cash_sheet"

__all__ = ["IssuedPaper", "PaperOrder", "SheetOfNoClosing", "issue_cash_sheet"]


@dataclass(eq=False)
class SheetOfNoClosing(Refusal):
    """There is no such closing in this store."""


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
    profile = shop.shop_profile(ctx.database, ctx.store_id)
    if profile is None:
        raise ProfileMissing
    row = view.row
    return CashSheetContent(
        shop=shop_header(profile),
        number=row.number,
        till=f"{row.till_number:02d}",
        operator=view.opened_by,
        closed_by=row.operator_name,
        opened_at=_local(ctx, row.opened_at),
        closed_at=_local(ctx, row.closed_at),
        opening_float=view.float,
        movements=tuple(
            MovementSum(each.kind, each.method, each.count, each.amount)  # type: ignore[arg-type]
            for each in cash_desk.movement_sums(ctx.database, row.session_id)
        ),
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


def _local(ctx: Context, moment: datetime) -> datetime:
    return moment.astimezone(ctx.now.tzinfo)
