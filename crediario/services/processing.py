"""The record of processing operations of the shop, made when somebody asks for it."""

from dataclasses import dataclass

from crediario.db import privacy, shop
from crediario.documents import processing_record
from crediario.documents.processing_record import ProcessingRecord
from crediario.documents.shop import shop_header
from crediario.domain.settings import ShopProfile
from crediario.services.core import Context, query

__all__ = ["ProcessingPaper", "processing_paper"]

NAMELESS = ShopProfile("Loja")


@dataclass(frozen=True, slots=True)
class ProcessingPaper:
    """The record as a PDF."""

    content: bytes
    file_name: str


@query("see_privacy")
def processing_paper(ctx: Context) -> ProcessingPaper:
    """The simplified record of processing operations, as of today.

    Rule: LGPD art. 37; law.md §8. See docs/regras.md#lgpd.
    """
    settings = shop.shop_settings(ctx.database, ctx.store_id)
    people, anonymised = privacy.people_count(ctx.database)
    record = ProcessingRecord(
        shop=shop_header(shop.shop_profile(ctx.database, ctx.store_id) or NAMELESS),
        people=people,
        anonymised=anonymised,
        years=settings.retention_years,
        small=settings.small_agent,
        issued_at=ctx.now,
        issued_by=ctx.operator.short_name,
    )
    name = f"registro-de-operacoes-{ctx.today.isoformat()}.pdf"
    return ProcessingPaper(processing_record.render(record), name)
