"""Installment sales: what the sale screen needs to know, and registering a sale."""

from dataclasses import dataclass, field, replace
from datetime import date

from crediario.db import cash, credit, ledger, sales, shop, store_credit, users
from crediario.db.credit import BuyerNotAuthorised, JudgedSale
from crediario.db.payment_postings import AllocationPart, PaymentPosting, PostedPayment, post_payment
from crediario.db.relations import BuyerRow
from crediario.db.sale_postings import Item, SalePosting, post_sale
from crediario.db.sales import Buyer, SaleView
from crediario.domain import schedule
from crediario.domain.br.text import clean_text
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.credit.policy import STANDARD, Answer, CreditPolicy
from crediario.domain.credit.position import CreditAsk, CreditPosition
from crediario.domain.credit.release import SALE_RELEASES, release_needed
from crediario.domain.credit.signal import CreditSignal, FailedRule, decide
from crediario.domain.customers import check_may_buy
from crediario.domain.errors import Refusal
from crediario.domain.fiscal_note import KEY_LENGTH, NoteKeyWrong, is_key
from crediario.domain.money import Money
from crediario.domain.sale_terms import SaleTerms
from crediario.domain.schedule import Plan
from crediario.domain.settings import ShopSettings
from crediario.domain.tender import Handed, Method, Tender, hand_over, total_tendered
from crediario.services.core import Context, Topic, payload_hash, query, use_case

__all__ = [
    "Approver",
    "Buyer",
    "BuyerNotAuthorised",
    "BuyerRow",
    "CreditRefused",
    "CreditReleaseNeeded",
    "CustomerNotFound",
    "DownPaymentNotCovered",
    "Item",
    "ItemsDoNotAddUp",
    "NotASeller",
    "NothingSold",
    "SaleDesk",
    "SaleOrder",
    "SaleReceipt",
    "SaleView",
    "register_sale",
    "sale_desk",
    "sale_view",
]

ITEM_LENGTH = 120
NOTE_LENGTH = 500


@dataclass(eq=False)
class CustomerNotFound(Refusal):
    """No such customer (or merged into another)."""

    customer_id: int


@dataclass(eq=False)
class ItemsDoNotAddUp(Refusal):
    """The items' prices do not make the price of the sale."""

    items: Money
    price: Money


@dataclass(eq=False)
class NothingSold(Refusal):
    """A sale says what is being taken home."""


@dataclass(eq=False)
class DownPaymentNotCovered(Refusal):
    """What was handed over is not the down payment."""

    down_payment: Money
    tendered: Money


@dataclass(eq=False)
class NotASeller(Refusal):
    """Who is named as seller does not sell (any more)."""


@dataclass(eq=False)
class CreditRefused(Refusal):
    """The credit policy forbids this sale; ``failed`` says by which rules."""

    failed: tuple[FailedRule, ...]


@dataclass(eq=False)
class CreditReleaseNeeded(Refusal):
    """The credit policy asks for a release of this very sale.

    Attributes:
        failed: the rules that ask.
        excess: by how much the sale passes the limit; zero when it does not.
        permission: what who releases it must hold.
    """

    failed: tuple[FailedRule, ...]
    excess: Money
    permission: str


@dataclass(frozen=True, slots=True)
class SaleOrder:
    """A sale as the screen sends it.

    Attributes:
        request_id: made when the form opened; a retry carries the same.
        terms: customer, money and plan.
        items: what is being bought; their prices add up to ``terms.price``.
        down_payment_tenders: how the down payment was handed over; empty means exact cash.
        seller_id: who sold.
        note: number of the fiscal note, or anything else worth keeping.
        note_key: the 44 digits of the fiscal note whose items are sold; None where it was not read.
        release_id: a release of these terms, where the light or the rate ask for one.
    """

    request_id: str
    terms: SaleTerms
    items: tuple[Item, ...]
    down_payment_tenders: tuple[Tender, ...] = ()
    seller_id: int | None = None
    note: str | None = None
    release_id: int | None = field(default=None)
    note_key: str | None = None


@dataclass(frozen=True, slots=True)
class SaleReceipt:
    """A sale registered: its contract number, and the receipt of the down payment, if any."""

    sale_id: int
    number: int
    customer_id: int
    total: Money
    down_payment_id: int | None
    down_payment_receipt: int | None
    change: Money


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody who may release a sale.

    Attributes:
        permissions: which of ``SALE_RELEASES``.
        is_here: it is the person at this keyboard.
    """

    person: users.Person
    permissions: frozenset[str]
    is_here: bool


@dataclass(frozen=True, slots=True)
class SaleDesk:
    """What the sale screen needs: the shop's rules, the customer, and what they already pay each month.

    Attributes:
        policy: the credit policy in force; with ``position`` the screen decides at every key.
        position: what is known of the customer's credit; None while there is no customer.
        authorised: who may buy on the customer's account.
        approvers: who may release a sale, with the permissions each holds.
        store_credit: what the customer may pay with of what the shop owes them.
    """

    settings: ShopSettings
    today: date
    calendar: HolidayCalendar
    sellers: tuple[users.Person, ...]
    buyer: Buyer | None
    dues: tuple[tuple[date, Money], ...]
    policy: CreditPolicy = STANDARD
    position: CreditPosition | None = None
    authorised: tuple[BuyerRow, ...] = ()
    approvers: tuple[Approver, ...] = ()
    store_credit: Money = Money.ZERO

    def signal(self, terms: SaleTerms) -> CreditSignal | None:
        """The light of these terms, decided here and now; None while there is no customer.

        Raises:
            the refusals of ``domain.schedule.plan``.
        """
        if self.position is None:
            return None
        found = (each for each in self.authorised if each.buyer_id == terms.authorised_buyer_id)
        buyer = next(found, None)
        limit = credit.buyer_limit(buyer, self.position, self.policy) if buyer else None
        position = replace(self.position, buyer=limit)
        return decide(position, CreditAsk(terms, self.settings), self.policy, self.today)

    def approvers_for(self, permission: str) -> tuple[Approver, ...]:
        """Who may release what needs that permission.

        Where only the person at the keyboard could, that person is the answer.
        """
        able = tuple(each for each in self.approvers if permission in each.permissions)
        others = tuple(each for each in able if not each.is_here)
        return others or able


@query("sell")
def sale_desk(ctx: Context, customer_id: int | None) -> SaleDesk:
    """Everything the sale screen shows before the first figure is typed.

    Raises:
        CustomerNotFound: no such customer.
    """
    buyer = _buyer(ctx, customer_id) if customer_id is not None else None
    rules = shop.rules_in_force(ctx.database, ctx.store_id)
    position = None
    if customer_id is not None:
        position = credit.position_of(ctx.database, customer_id, ctx.today, rules)
    return SaleDesk(
        settings=rules.settings,
        today=ctx.today,
        calendar=rules.calendar,
        sellers=users.sellers(ctx.database),
        buyer=buyer,
        dues=position.dues if position else (),
        policy=rules.policy,
        position=position,
        authorised=credit.buyers(ctx.database, customer_id) if customer_id is not None else (),
        approvers=_approvers(ctx),
        store_credit=_store_credit(ctx, customer_id),
    )


def _store_credit(ctx: Context, customer_id: int | None) -> Money:
    return store_credit.balance(ctx.database, customer_id) if customer_id is not None else Money.ZERO


def _approvers(ctx: Context) -> tuple[Approver, ...]:
    """Managers first: an owner is asked where a manager may not."""
    found = users.who_may(ctx.database, SALE_RELEASES)
    managers_first = sorted(found, key=lambda each: len(each[1]))
    return tuple(
        Approver(person, permissions, is_here=person.id == ctx.operator.id)
        for person, permissions in managers_first
    )


def _buyer(ctx: Context, customer_id: int) -> Buyer:
    buyer = sales.buyer(ctx.database, customer_id)
    if buyer is None:
        raise CustomerNotFound(customer_id)
    return buyer


@use_case("sell", changes={Topic.RECEIVABLES, Topic.CASH})
def register_sale(ctx: Context, order: SaleOrder) -> SaleReceipt:
    """Registers an installment sale (venda a crediário) and receives its down payment (entrada).

    Returns:
        The contract's number and, when something was paid down, the receipt's.

    Raises:
        CustomerNotFound, CustomerIncomplete: who buys.
        NotASeller: who sold.
        NothingSold, ItemsDoNotAddUp: what is bought.
        NoteKeyWrong, NoteAlreadySold: the fiscal note it was read from.
        RateAboveCap: above 1% a month without the owner's release of this very sale.
        CreditRefused: a rule of the policy forbids it; nobody releases that.
        CreditReleaseNeeded: a rule asks for a release, and none of this very sale was given.
        BuyerNotAuthorised: who takes the goods home may not buy on this account.
        DownPaymentNotCovered: the means of payment do not make the down payment.
        NoOpenSession, SessionOfAnother, ClockBehind: a down payment outside a session of the till.
        StoreCreditShort, StoreCreditBeyondDue: it is paid with credit the customer has not.
        the refusals of ``domain.schedule.plan`` and of ``users.use_release``.

    Rule: CDC art. 52 and 54-B; STJ REsp 1.720.656/MG; product.md B5, B6. See docs/regras.md#teto and
    docs/regras.md#semaforo.
    """
    stamp, terms = ctx.stamp, order.terms
    if not ledger.lock_customer(stamp, terms.customer_id):
        raise CustomerNotFound(terms.customer_id)
    check_may_buy(_buyer(ctx, terms.customer_id).standing, ctx.today)
    _check_seller(ctx, order.seller_id)
    items = _checked_items(order)
    _check_note(ctx, order.note_key)
    judged = credit.judge_sale(ctx.database, ctx.store_id, terms, ctx.today)
    plan, released = judged.plan, _check_release(ctx, order, judged)
    handed = _down_payment(ctx, order)
    posted = post_sale(stamp, _posting(order, plan, items))
    of_credit = released if judged.signal.needs_release else None
    credit.keep_decision(stamp, posted.sale_id, judged, of_credit)
    receipt = _receive_down_payment(ctx, order, posted.sale_id, handed)
    return SaleReceipt(
        sale_id=posted.sale_id,
        number=posted.number,
        customer_id=terms.customer_id,
        total=plan.total_with_down_payment,
        down_payment_id=receipt.payment_id if receipt else None,
        down_payment_receipt=receipt.number if receipt else None,
        change=handed.change + handed.rounding,
    )


def _check_seller(ctx: Context, seller_id: int | None) -> None:
    if seller_id is not None and all(person.id != seller_id for person in users.sellers(ctx.database)):
        raise NotASeller


def _checked_items(order: SaleOrder) -> tuple[Item, ...]:
    items = tuple(
        Item(clean_text(item.description, ITEM_LENGTH), item.quantity, item.unit_price)
        for item in order.items
    )
    if not items or any(not item.description or item.quantity < 1 for item in items):
        raise NothingSold
    total = Money.total(item.unit_price * item.quantity for item in items)
    if total != order.terms.price or any(item.unit_price < Money.ZERO for item in items):
        raise ItemsDoNotAddUp(total, order.terms.price)
    return items


def _check_note(ctx: Context, note_key: str | None) -> None:
    if note_key is None:
        return
    if not is_key(note_key):
        raise NoteKeyWrong(clean_text(note_key, KEY_LENGTH))
    sales.check_note_unsold(ctx.database, note_key)


def _check_release(ctx: Context, order: SaleOrder, judged: JudgedSale) -> int | None:
    """What the light or the rate ask for: one release of these very terms, used here, once.

    Returns:
        The release used; None where nothing had to be released.
    """
    signal = judged.signal
    if signal.is_forbidden:
        raise CreditRefused(_refusals(signal))
    needed = release_needed(signal, is_above_cap=judged.plan.is_above_cap)
    if needed is None:
        return None
    if order.release_id is None:
        schedule.check_cap(judged.plan, released=False)
        raise CreditReleaseNeeded(_refusals(signal), signal.excess, needed)
    subject = payload_hash(order.terms)
    users.use_release(ctx.stamp, order.release_id, needed, subject, order.request_id)
    return order.release_id


def _refusals(signal: CreditSignal) -> tuple[FailedRule, ...]:
    return tuple(one for one in signal.failed if one.answer is not Answer.WARN)


def _down_payment(ctx: Context, order: SaleOrder) -> Handed:
    """What becomes of what was handed over: the down payment, and the change, which only cash can give."""
    due, tenders = order.terms.down_payment, _tenders(order)
    gives_change = total_tendered(tenders) > due
    coin = shop.shop_settings(ctx.database, ctx.store_id).change_rounding.coin if gives_change else Money.ZERO
    handed = hand_over(due, tenders, coin=coin)
    if handed.applied < due:
        raise DownPaymentNotCovered(due, handed.applied)
    return handed


def _tenders(order: SaleOrder) -> tuple[Tender, ...]:
    """The means of the down payment; where none was said, exact cash."""
    due = order.terms.down_payment
    return order.down_payment_tenders or ((Tender(Method.CASH, due),) if due else ())


def _posting(order: SaleOrder, plan: Plan, items: tuple[Item, ...]) -> SalePosting:
    return SalePosting(
        operation=order.request_id,
        customer_id=order.terms.customer_id,
        seller_id=order.seller_id,
        plan=plan,
        items=items,
        note=clean_text(order.note, NOTE_LENGTH) if order.note else None,
        release_id=order.release_id if plan.is_above_cap else None,
        authorised_buyer_id=order.terms.authorised_buyer_id,
        note_key=order.note_key,
    )


def _receive_down_payment(
    ctx: Context, order: SaleOrder, sale_id: int, handed: Handed
) -> PostedPayment | None:
    if not order.terms.down_payment:
        return None
    part = AllocationPart(sale_id, None, days_late=0, principal=order.terms.down_payment)
    posting = PaymentPosting(
        operation=order.request_id,
        customer_id=order.terms.customer_id,
        session_id=cash.session_for(ctx.stamp),
        paid_on=ctx.today,
        tenders=_tenders(order),
        change=handed.change,
        parts=(part,),
        rounding=handed.rounding,
    )
    return post_payment(ctx.stamp, posting)


@query("see_customer")
def sale_view(ctx: Context, sale_id: int) -> SaleView:
    """A registered sale as the screen shows it after the fact: money, plan, items and installments.

    Raises:
        LookupError: no such sale, which only a programming mistake can ask for.
    """
    return sales.sale_view(ctx.database, sale_id)
