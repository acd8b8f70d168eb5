"""The paper of a return or cancellation (comprovante): issued once and kept."""

from crediario.db import papers, returns, shop
from crediario.db.papers import IssuedPaper
from crediario.db.returns import ReturnView
from crediario.documents import sale_return
from crediario.documents.return_content import ReturnedItem, ReturnPaper
from crediario.documents.shop import shop_header
from crediario.documents.wording import signer
from crediario.domain.issuing import PaperOrder, ProfileMissing
from crediario.domain.permissions import Role
from crediario.domain.registration import stored_document
from crediario.domain.settings import ShopProfile
from crediario.services.core import Context, Topic, use_case

__all__ = ["IssuedPaper", "PaperOrder", "issue_return"]


@use_case("print_papers", changes={Topic.DOCUMENTS})
def issue_return(ctx: Context, order: PaperOrder) -> IssuedPaper:
    """The paper of a return, a copy for each side: made and archived once, the same bytes ever after.

    Raises:
        ProfileMissing: the shop has no name yet.
        LookupError: no such return.

    Rule: CDC arts. 18, 49 and 53. See docs/regras.md#devolucao.
    """
    earlier = papers.issued(ctx.database, "sale_return", order.subject_id)
    if earlier:
        return earlier
    view = returns.return_view(ctx.database, order.subject_id)
    profile = shop.shop_profile(ctx.database, ctx.store_id)
    if profile is None:
        raise ProfileMissing
    content = sale_return.render(_paper(ctx, view, profile))
    return papers.archive(ctx.stamp, "sale_return", view.return_id, sale_return.TEMPLATE_VERSION, content)


def _paper(ctx: Context, view: ReturnView, profile: ShopProfile) -> ReturnPaper:
    document = view.customer_document
    return ReturnPaper(
        shop=shop_header(profile),
        number=view.number,
        contract_number=view.contract_number,
        sold_on=view.sold_on,
        returned_on=view.returned_on,
        customer_name=view.customer_name,
        customer_document_masked=stored_document(document).masked if document else "",
        items=tuple(ReturnedItem(each.description, each.quantity, each.unit_price) for each in view.items),
        result=view.result,
        due_dates=view.due_dates,
        refund_by=view.refund_by,
        store_credit_balance=view.credit_balance or None,
        points_taken=view.points_taken,
        reason=view.reason,
        signer=signer(view.operator_name, Role(view.operator_role)),
        issued_at=ctx.now,
        issued_by=ctx.operator.short_name,
    )
