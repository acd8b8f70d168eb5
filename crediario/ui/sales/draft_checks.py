"""What still keeps a draft sale from being registered, in the order of the form. No Qt here."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from crediario.domain.credit.signal import Colour
from crediario.domain.money import Money
from crediario.domain.schedule import FirstDueBeforeSale, FirstDueTooFar, Plan
from crediario.domain.tender import PIX_REFERENCE, Method
from crediario.services.sales import SaleDesk
from crediario.ui.messages import words
from crediario.ui.sales.credit_draft import Credit, Exit, Remote
from crediario.ui.sales.draft import Draft
from crediario.ui.sales.draft_entrada import main_due, second_amount
from crediario.ui.sales.draft_loads import missing
from crediario.ui.sales.draft_plans import Option, chosen_plan, credit

#: Whatever the plan, it does not begin on such a day.
WRONG_DUES = (FirstDueBeforeSale, FirstDueTooFar)


class Place(Enum):
    """Where something still lacks: the screen leads the person there."""

    CUSTOMER = "customer"
    PRICE = "price"
    DOWN_PAYMENT = "down_payment"
    PLAN = "plan"
    FIRST_DUE = "first_due"
    HANDED = "handed"
    PIX = "pix"
    SECOND = "second"
    SECOND_PIX = "second_pix"
    APPROVER = "approver"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps the sale from being registered: where, and in words."""

    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class Status:
    """A sentence above the blue button, with its tone and icon."""

    words: str
    tone: Literal["ok", "att", "late", "text2"]
    icon: str


def obstacle(draft: Draft, desk: SaleDesk, shown: tuple[Option, ...]) -> Obstacle | None:
    """The first thing that still lacks, in the order of the form; None when the sale can be registered."""
    if desk.buyer is None:
        return Obstacle(Place.CUSTOMER, "Falta escolher o cliente")
    if missing(desk):
        return Obstacle(Place.CUSTOMER, "Falta completar o cadastro")
    if not draft.price:
        return Obstacle(Place.PRICE, "Falta o valor da compra")
    if draft.entrada >= draft.price:
        return Obstacle(Place.DOWN_PAYMENT, "A entrada cobre a compra toda")
    if draft.first_due is None:
        return Obstacle(Place.FIRST_DUE, "Falta o 1º vencimento")
    plan = chosen_plan(draft, shown)
    if plan is None:
        return _without_plan(shown)
    return _unpaid(draft, desk) or _unapproved(draft, plan, credit(draft, desk, shown))


def _without_plan(shown: tuple[Option, ...]) -> Obstacle:
    if any(option.applies for option in shown):
        return Obstacle(Place.PLAN, "Falta escolher o plano")
    if any(option.least_price is None and option.least_down_payment for option in shown):
        return Obstacle(Place.DOWN_PAYMENT, "A entrada não chega para nenhum plano")
    refused = next((option.refusal for option in shown if isinstance(option.refusal, WRONG_DUES)), None)
    if refused is not None:
        return Obstacle(Place.FIRST_DUE, words(refused).title)
    return Obstacle(Place.PLAN, "Nenhum plano serve para esta compra")


def _unpaid(draft: Draft, desk: SaleDesk) -> Obstacle | None:
    """Each means of the entrada, in the order they stand."""
    if not draft.entrada:
        return None
    due = main_due(draft, desk.store_credit)
    if due.cents < 0:
        return Obstacle(Place.SECOND, "As formas juntas passam da entrada")
    found = _unpaid_main(draft, due) if due else None
    return found or _unpaid_second(draft)


def _unpaid_main(draft: Draft, due: Money) -> Obstacle | None:
    if draft.method is Method.PIX and not PIX_REFERENCE.fullmatch(draft.pix_end):
        return Obstacle(Place.PIX, "Falta o final do Pix da entrada")
    if draft.method is Method.CASH and draft.handed is not None and draft.handed < due:
        return Obstacle(Place.HANDED, "O recebido não cobre a entrada")
    return None


def _unpaid_second(draft: Draft) -> Obstacle | None:
    second = draft.second
    if second is None:
        return None
    if not second_amount(draft):
        return Obstacle(Place.SECOND, "Falta o valor da outra forma")
    if second.method is Method.PIX and not PIX_REFERENCE.fullmatch(second.pix_end):
        return Obstacle(Place.SECOND_PIX, "Falta o final do Pix da outra forma")
    return None


def _unapproved(draft: Draft, plan: Plan, found: Credit | None) -> Obstacle | None:
    if found is not None and found.signal.is_forbidden:
        return Obstacle(Place.CREDIT, "A política da loja não deixa")
    asks = found is not None and found.signal.needs_release
    if asks and draft.way is Exit.DISTANCE:
        return None
    if (asks or plan.is_above_cap) and not draft.approval.is_whole:
        return Obstacle(
            Place.APPROVER, "Depende da liberação" if asks else "Depende da liberação de responsável"
        )
    return None


def status(draft: Draft, lacking: Obstacle | None, found: Credit | None, remote: Remote | None) -> Status:
    """What stands above the blue button: what lacks, or that nothing does."""
    if lacking is not None:
        return _lacking_status(lacking)
    if found is None or found.signal.colour is Colour.GREEN:
        return Status("Tudo certo, pode concluir", "ok", "shield-check")
    if found.is_open:
        return Status("Pode concluir, com aviso", "att", "circle-alert")
    if draft.way is Exit.HERE or (remote is not None and remote.is_granted):
        return Status("Liberação pronta, pode concluir", "ok", "shield-check")
    return Status("Depende da liberação", "att", "lock")


def _lacking_status(lacking: Obstacle) -> Status:
    if lacking.place is Place.CREDIT:
        return Status(lacking.words, "late", "ban")
    if lacking.place in (Place.CUSTOMER, Place.APPROVER):
        return Status(lacking.words, "att", "lock")
    return Status(lacking.words, "text2", "info")
