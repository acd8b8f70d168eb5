"""From a draft to the order that is registered. No Qt here."""

from crediario.domain.settings import PlanOffer
from crediario.services.sales import Item, SaleDesk, SaleOrder
from crediario.ui.sales.draft import UNNAMED_ITEM, Draft
from crediario.ui.sales.draft_entrada import tenders
from crediario.ui.sales.draft_plans import terms


def sale_order(
    draft: Draft, desk: SaleDesk, offer: PlanOffer, request_id: str, release_id: int | None = None
) -> SaleOrder:
    """The order to register; without a name the purchase is *mercadorias diversas*."""
    agreed = terms(draft, offer, desk)
    return SaleOrder(
        request_id=request_id,
        terms=agreed,
        items=draft.items or (Item(draft.item or UNNAMED_ITEM, 1, agreed.price),),
        down_payment_tenders=tenders(draft, desk.store_credit),
        seller_id=draft.seller_id,
        note=str(draft.note.number) if draft.note else None,
        note_key=draft.note.key if draft.note else None,
        release_id=release_id,
    )
