"""A shop in which a little of everything happened."""

from datetime import date, timedelta

from crediario.domain.money import Money, Rate
from crediario.domain.tender import Method
from crediario.services import settings
from crediario.services.core import Context
from crediario.services.customers import PhoneDraft
from crediario.services.day import RollOrder, roll_day
from tests.support.builders import a_customer, a_payment, a_reversal, a_sale
from tests.support.shop import TODAY, new_id, on_day


def work_a_while(ctx: Context) -> Context:
    """Two customers, three sales, payments early, late, whole and in part; two undone, one with points."""
    phones = (PhoneDraft("(34) 9 9123-4567"),)
    maria = a_customer(ctx, "Maria das Dores Silva", document="11144477735", phones=phones)
    jose = a_customer(ctx, "José Antônio Souza", document="52998224725", phones=phones)
    a_sale(ctx, maria, Money(1_000_01), pieces=7, rate=Rate.percent("0.90"), down_payment=Money(100_00))
    a_sale(ctx, maria, Money(99_99), pieces=3)
    a_sale(ctx, jose, Money(350_00), pieces=2, rate=Rate.percent("0.90"))
    a_payment(ctx, jose, 2, method=Method.PIX)
    in_time = a_payment(ctx, maria, 1)
    a_reversal(ctx, in_time.payment_id)
    on_day(ctx, TODAY + timedelta(days=60))
    roll_day(ctx, RollOrder(new_id()))
    a_payment(ctx, maria, 2)
    part = a_payment(ctx, maria, 1, Money(20_00))
    a_reversal(ctx, part.payment_id)
    settings.add_holiday(ctx, settings.HolidayOrder(new_id(), date(2026, 12, 8), "Padroeira"))
    return ctx
