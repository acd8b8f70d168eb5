"""Where in the form of Nova venda something is: what lacks, what was refused, what was typed wrong."""

from crediario.domain.errors import KnownFailure
from crediario.ui.sales.credit_card import CreditCard
from crediario.ui.sales.draft_checks import Obstacle, Place
from crediario.ui.sales.sale_form import SaleForm
from crediario.ui.widgets.edits import Edit
from crediario.ui.widgets.keyboard import go_to
from crediario.ui.widgets.release_box import ReleaseBox

REFUSED_AT = {
    Place.PRICE: {"amount_not_positive", "amount_too_large", "items_do_not_add_up"},
    Place.DOWN_PAYMENT: {"down_payment_too_large", "negative_down_payment", "down_payment_not_covered"},
    Place.FIRST_DUE: {
        "first_due_before_sale",
        "first_due_too_far",
        "anchor_day_mismatch",
        "date_out_of_range",
    },
    Place.PIX: {"pix_not_confirmed"},
    Place.HANDED: {"change_only_in_cash"},
    Place.SECOND: {"store_credit_short", "store_credit_beyond_due"},
}


def lead_to(form: SaleForm, lacking: Obstacle, *, has_customer: bool) -> None:
    """Take the person to what lacks, said beside its field where it has one."""
    match lacking.place:
        case Place.CUSTOMER:
            go_to(form.buyer.complete if has_customer else form.pick.search)
        case Place.PLAN:
            go_to(next((card for card in form.plans.cards if card.isEnabled()), form.plans.other_link))
        case Place.APPROVER:
            release_place(form).go_to_missing()
        case Place.CREDIT:
            go_to(form.purchase.down_payment)
        case place:
            edit = _edits(form)[place]
            edit.set_error(lacking.words)
            go_to(edit)


def field_of(form: SaleForm, failure: KnownFailure) -> Edit | None:
    """The field a refusal is about; None for what is about the whole sale."""
    edits = _edits(form)
    return next((edits[place] for place, codes in REFUSED_AT.items() if failure.code in codes), None)


def wrong_field(form: SaleForm) -> Edit | None:
    """The first field in which something wrong was typed."""
    purchase, entrada = form.purchase, form.ticket.entrada
    listed = form.items.wrong_field()
    if listed is not None:
        return listed
    typed = (purchase.price, purchase.down_payment, form.due.first_due, entrada.handed, entrada.second.amount)
    return next((edit for edit in typed if not edit.check()), None)


def release_place(form: SaleForm) -> CreditCard | ReleaseBox:
    """Where the figures of who releases are typed now."""
    return form.release if form.release.isVisible() else form.credit


def _edits(form: SaleForm) -> dict[Place, Edit]:
    entrada = form.ticket.entrada
    return {
        Place.PRICE: form.purchase.price,
        Place.DOWN_PAYMENT: form.purchase.down_payment,
        Place.FIRST_DUE: form.due.first_due,
        Place.HANDED: entrada.handed,
        Place.PIX: entrada.pix_end,
        Place.SECOND: entrada.second.amount,
        Place.SECOND_PIX: entrada.second.pix_end,
    }
