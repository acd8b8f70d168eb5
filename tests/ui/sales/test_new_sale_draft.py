"""The thinking of Nova venda, without a window."""

from dataclasses import replace
from datetime import date

import pytest

from crediario.domain.calendar import HolidayCalendar
from crediario.domain.customers import Standing
from crediario.domain.money import Money, Rate
from crediario.domain.schedule import Every
from crediario.domain.settings import PlanOffer, ShopSettings
from crediario.domain.tender import Method, Tender
from crediario.services.core import payload_hash
from crediario.services.sales import Buyer, SaleDesk
from crediario.ui.approval import Approval
from crediario.ui.sales import draft_checks, draft_dates, draft_entrada, draft_loads, draft_order, draft_plans
from crediario.ui.sales.draft import UNNAMED_ITEM, Draft, OtherPlan
from crediario.ui.sales.draft_checks import Place

TODAY = date(2026, 6, 9)
COMPLETE = Standing(True, "52998224725", date(1980, 3, 14), True, True)
ROSANGELA = Buyer(7, "Rosângela Lima", "52998224725", date(2023, 1, 10), 5, Money(2_400_00), COMPLETE)


def desk(buyer: Buyer | None = ROSANGELA, **changes: object) -> SaleDesk:
    made = SaleDesk(ShopSettings(), TODAY, HolidayCalendar("MG"), (), buyer, ())
    return replace(made, **changes)  # type: ignore[arg-type]


def draft(**changes: object) -> Draft:
    typed = replace(
        draft_dates.first_draft(TODAY, 2), price=Money(1_290_00), down_payment=Money(200_00), chosen=0
    )
    return replace(typed, **changes)  # type: ignore[arg-type]


def place_lacking(typed: Draft, at: SaleDesk | None = None) -> Place | None:
    at = at or desk()
    found = draft_checks.obstacle(typed, at, draft_plans.options(typed, at))
    return found.place if found else None


def test_the_form_opens_a_month_from_today_on_the_same_day() -> None:
    opened = draft_dates.first_draft(date(2026, 1, 31), 2)
    assert (opened.first_due, opened.anchor_day) == (date(2026, 2, 28), 31)
    assert not opened.is_touched


@pytest.mark.parametrize(
    ("every", "due"),
    [
        (Every.WEEK, date(2026, 6, 16)),
        (Every.FORTNIGHT, date(2026, 6, 24)),
        (Every.MONTH, date(2026, 7, 9)),
        (Every.TWO_MONTHS, date(2026, 8, 9)),
    ],
)
def test_the_first_due_date_is_a_whole_period_away(every: Every, due: date) -> None:
    assert draft_dates.default_first_due(TODAY, every) == due


def test_a_day_the_month_has_not_is_its_last() -> None:
    assert draft_dates.on_day(date(2026, 6, 10), 31) == date(2026, 6, 30)
    assert draft_dates.on_day(date(2026, 7, 10), 31) == date(2026, 7, 31)


def test_the_anchored_day_comes_back_in_longer_months() -> None:
    typed = draft(first_due=date(2026, 6, 30), anchor_day=31)
    plan = draft_plans.chosen_plan(typed, draft_plans.options(typed, desk()))
    assert plan is not None
    assert [line.due_date.day for line in plan.installments[:3]] == [30, 31, 31]


def test_three_plans_stand_side_by_side() -> None:
    shown = draft_plans.options(draft(), desk())
    assert [option.offer.count for option in shown] == [6, 10, 12]
    assert all(option.applies for option in shown)
    assert shown[0].plan is not None
    assert shown[0].plan.interest == Money.ZERO


def test_before_a_price_nothing_is_computed() -> None:
    shown = draft_plans.options(draft(price=None), desk())
    assert not any(option.applies or option.refusal for option in shown)


def test_a_plan_that_does_not_apply_says_which_minimum_fails() -> None:
    six, ten, twelve = draft_plans.options(draft(price=Money(250_00), down_payment=Money(25_00)), desk())
    assert six.applies
    assert ten.applies
    assert (twelve.least_price, twelve.least_down_payment) == (Money(300_00), Money(37_50))


def test_what_the_rules_refuse_stands_in_the_card() -> None:
    (six, *_) = draft_plans.options(draft(first_due=date(2026, 6, 1), anchor_day=1), desk())
    assert six.refusal is not None
    assert six.refusal.code == "first_due_before_sale"


def test_another_number_of_installments_takes_the_last_card() -> None:
    typed = draft(other=OtherPlan(8, Rate.percent("0.90")))
    assert [option.offer.count for option in draft_plans.options(typed, desk())] == [6, 10, 8]


def test_the_shops_own_plan_keeps_its_minimums_when_asked_by_number() -> None:
    typed = draft(other=OtherPlan(15, Rate.percent("0.90")))
    assert draft_plans.options(typed, desk())[2].least_down_payment == Money(258_00)


def test_where_the_shop_offers_few_plans_the_other_one_is_added() -> None:
    few = desk(settings=ShopSettings(plans=(PlanOffer(3, Rate.ZERO, Rate.ZERO, Money.ZERO),)))
    shown = draft_plans.options(draft(other=OtherPlan(5, Rate.ZERO)), few)
    assert [option.offer.count for option in shown] == [3, 5]


@pytest.mark.parametrize(("count", "percent"), [(4, "0"), (6, "0"), (8, "0.90"), (24, "0.90")])
def test_the_usual_rate_is_that_of_the_next_longer_plan(count: int, percent: str) -> None:
    assert draft_plans.usual_rate(count, ShopSettings()) == Rate.percent(percent)


def test_before_anybody_chose_the_first_plan_that_applies_is_shown() -> None:
    typed = draft(chosen=None)
    assert draft_plans.chosen_place(typed, draft_plans.options(typed, desk())) == 0


def test_a_chosen_plan_that_stops_applying_is_not_replaced_by_another() -> None:
    typed = draft(chosen=2, down_payment=Money(150_00))
    shown = draft_plans.options(typed, desk())
    assert shown[0].applies
    assert draft_plans.chosen_place(typed, shown) is None
    assert place_lacking(typed) is Place.PLAN


def test_months_show_this_sale_over_what_is_already_due() -> None:
    at = desk(dues=((date(2026, 7, 20), Money(112_50)), (date(2026, 7, 2), Money(10_00))))
    typed = draft()
    plan = draft_plans.chosen_plan(typed, draft_plans.options(typed, at))
    assert plan is not None
    july, august, *_ = draft_loads.loads(plan, at)
    assert (july.month, july.new, july.already) == (date(2026, 7, 9), Money(181_66), Money(122_50))
    assert july.share == Rate(Money(304_16).reais / Money(2_400_00).reais)
    assert august.already == Money.ZERO


def test_weeks_add_up_to_months_and_every_month_is_shown() -> None:
    weekly = draft(every=Every.WEEK, first_due=date(2026, 6, 16), anchor_day=None)
    plan = draft_plans.chosen_plan(weekly, draft_plans.options(weekly, desk()))
    assert plan is not None
    months = draft_loads.loads(plan, desk())
    assert Money.total(load.new for load in months) == plan.total
    assert [load.month for load in months] == [date(2026, 6, 1), date(2026, 7, 1)]
    second = draft(every=Every.TWO_MONTHS)
    plan = draft_plans.chosen_plan(second, draft_plans.options(second, desk()))
    assert plan is not None
    assert [bool(load.new) for load in draft_loads.loads(plan, desk())][:4] == [True, False, True, False]


def test_the_heaviest_month_is_what_the_card_compares_with_the_income() -> None:
    weekly = draft(every=Every.WEEK, first_due=date(2026, 6, 16), anchor_day=None)
    plan = draft_plans.chosen_plan(weekly, draft_plans.options(weekly, desk()))
    assert plan is not None
    heaviest = max(load.new for load in draft_loads.loads(plan, desk()))
    assert draft_loads.heaviest_share(plan, Money(2_400_00)) == draft_loads.share_of(
        heaviest, Money(2_400_00)
    )
    assert draft_loads.heaviest_share(plan, None) is None


def test_overdue_counts_from_the_moved_due_date() -> None:
    corpus_christi = date(2026, 6, 4)
    dues = ((corpus_christi, Money(1)), (date(2026, 6, 8), Money(1)), (TODAY, Money(1)))
    assert draft_loads.late_count(desk(dues=dues)) == 2


def test_obstacles_come_in_the_order_of_the_form() -> None:
    incomplete = replace(ROSANGELA, standing=replace(COMPLETE, has_address=False))
    assert place_lacking(draft(), desk(buyer=None)) is Place.CUSTOMER
    assert place_lacking(draft(), desk(buyer=incomplete)) is Place.CUSTOMER
    assert place_lacking(draft(price=None)) is Place.PRICE
    assert place_lacking(draft(down_payment=Money(1_290_00))) is Place.DOWN_PAYMENT
    assert place_lacking(draft(first_due=None)) is Place.FIRST_DUE
    assert place_lacking(draft(first_due=date(2026, 6, 8), anchor_day=8)) is Place.FIRST_DUE
    assert place_lacking(draft(first_due=date(2036, 6, 8), anchor_day=8)) is Place.FIRST_DUE
    assert place_lacking(draft(down_payment=None)) is Place.DOWN_PAYMENT
    assert place_lacking(draft(price=Money(50_00), down_payment=Money(10_00))) is Place.PLAN
    assert place_lacking(draft()) is None


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"method": Method.PIX}, Place.PIX),
        ({"method": Method.PIX, "pix_end": "9F3"}, Place.PIX),
        ({"method": Method.PIX, "pix_end": "9F3a"}, None),
        ({"handed": Money(100_00)}, Place.HANDED),
        ({"handed": Money(250_00)}, None),
        ({"method": Method.DEBIT}, None),
    ],
)
def test_the_entrada_must_be_paid(changes: dict[str, object], place: Place | None) -> None:
    assert place_lacking(draft(**changes)) is place


def test_above_the_cap_the_owner_must_have_typed_everything() -> None:
    dear = draft(other=OtherPlan(8, Rate.percent("2.5")), chosen=2)
    assert place_lacking(dear) is Place.APPROVER
    assert place_lacking(replace(dear, approval=Approval(1, "141421", "pois"))) is Place.APPROVER
    assert place_lacking(replace(dear, approval=Approval(1, "141421", "cliente antigo"))) is None
    assert "141421" not in repr(Approval(1, "141421", "cliente antigo"))


def test_the_entrada_is_exact_cash_unless_said_otherwise() -> None:
    assert draft_entrada.tenders(draft(down_payment=None)) == ()
    assert draft_entrada.tenders(draft()) == (Tender(Method.CASH, Money(200_00)),)
    handed = draft(handed=Money(250_00))
    assert draft_entrada.tenders(handed) == (Tender(Method.CASH, Money(250_00)),)
    assert draft_entrada.change(handed) == Money(50_00)
    pix = draft(method=Method.PIX, pix_end="9f3a", handed=Money(250_00))
    assert draft_entrada.tenders(pix) == (Tender(Method.PIX, Money(200_00), "9F3A"),)
    assert draft_entrada.change(pix) == Money.ZERO


def test_the_order_carries_the_form_and_names_what_nobody_named() -> None:
    offer = ShopSettings().plans[0]
    order = draft_order.sale_order(draft(), desk(), offer, "id-1", release_id=3)
    assert (order.request_id, order.release_id, order.seller_id) == ("id-1", 3, 2)
    assert order.terms == draft_plans.terms(draft(), offer, desk())
    assert [(item.description, item.quantity, item.unit_price) for item in order.items] == [
        (UNNAMED_ITEM, 1, Money(1_290_00))
    ]
    named = draft_order.sale_order(draft(item="Máquina de lavar"), desk(), offer, "id-1")
    assert named.items[0].description == "Máquina de lavar"


def test_weeks_have_no_day_of_the_month() -> None:
    weekly = draft(every=Every.WEEK, anchor_day=9)
    assert draft_plans.terms(weekly, ShopSettings().plans[0], desk()).anchor_day is None


def test_a_release_is_bound_to_these_very_terms() -> None:
    offer = ShopSettings().plans[0]
    before = payload_hash(draft_plans.terms(draft(), offer, desk()))
    assert before == payload_hash(draft_plans.terms(draft(item="Outra coisa"), offer, desk()))
    assert before != payload_hash(draft_plans.terms(draft(price=Money(1_290_01)), offer, desk()))
    assert before != payload_hash(draft_plans.terms(draft(buyer_id=7), offer, desk()))


def test_terms_need_a_price_and_a_date() -> None:
    with pytest.raises(ValueError, match="price"):
        draft_plans.terms(draft(price=None), ShopSettings().plans[0], desk())


def test_the_suggestion_follows_the_chosen_plan() -> None:
    assert draft_plans.suggested(draft(chosen=None), desk()).count == 6
    assert draft_plans.suggested(draft(chosen=2), desk()).count == 12
