"""Charges on a late installment: the fine once, simple interest by the day, both inside the law's caps."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from crediario.domain.calendar import HolidayCalendar
from crediario.domain.errors import Refusal
from crediario.domain.money import CALCULATION, Money, Rate
from crediario.domain.rates import DAYS_OF_MONTH

# CDC art. 52 § 1º.
LATE_FINE_CAP = Rate.percent(2)
# CC art. 406 with CTN art. 161 § 1º, Decreto 22.626/1933 art. 5º.
LATE_INTEREST_CAP = Rate.percent(1)
GRACE_LIMIT_DAYS = 30


@dataclass(eq=False)
class FineAboveLegalCap(Refusal):
    """The fine (multa) would be above 2%, or below zero."""

    rate: Rate
    cap: Rate


@dataclass(eq=False)
class LateInterestAboveCap(Refusal):
    """Late interest (juros de mora) would be above 1% a month, or below zero."""

    rate: Rate
    cap: Rate


@dataclass(eq=False)
class GraceOutOfRange(Refusal):
    """The shop's own tolerance is 0 to 30 days."""

    days: int
    limit: int


class CountFrom(StrEnum):
    """Where late days start when the due date was no business day and the next one passed unpaid."""

    ORIGINAL = "original"
    NEXT_BUSINESS_DAY = "next_business_day"


class Rounding(StrEnum):
    """What happens to fractions of a centavo of a charge."""

    TRUNCATE = "truncate"
    HALF_UP = "half_up"


@dataclass(frozen=True, slots=True)
class ChargeRules:
    """How a shop charges a late installment.

    Attributes:
        fine: multa, once, on what was open when the due date passed.
        interest: juros de mora, monthly, simple, by the day of a thirty-day month.
        grace_days: the shop's own tolerance after the due date; within it nothing is charged.
        count_from: see ``CountFrom``; the STJ counts from the original due date.
        rounding: the law's ceilings are never passed when fractions are cut off.
        grace_is_retroactive: past the tolerance the days inside it count too.

    Raises:
        FineAboveLegalCap, LateInterestAboveCap, GraceOutOfRange.

    Rule: law.md §2. See docs/regras.md#multa and docs/regras.md#mora.
    """

    fine: Rate = LATE_FINE_CAP
    interest: Rate = LATE_INTEREST_CAP
    grace_days: int = 0
    count_from: CountFrom = CountFrom.ORIGINAL
    rounding: Rounding = Rounding.TRUNCATE
    grace_is_retroactive: bool = True

    def __post_init__(self) -> None:
        check_fine(self.fine)
        check_late_interest(self.interest)
        if not 0 <= self.grace_days <= GRACE_LIMIT_DAYS:
            raise GraceOutOfRange(self.grace_days, GRACE_LIMIT_DAYS)


@dataclass(frozen=True, slots=True)
class PastPayment:
    """What one payment already settled of one installment.

    Attributes:
        on: day of the payment.
        fine: multa paid.
        interest: mora paid.
        principal: face value settled, discount for early payment included.
        waived_fine: multa forgiven with it.
        waived_interest: mora forgiven with it.
    """

    on: date
    fine: Money
    interest: Money
    principal: Money
    waived_fine: Money = Money.ZERO
    waived_interest: Money = Money.ZERO


@dataclass(frozen=True, slots=True)
class OpenInstallment:
    """An installment with the payments that stand (reversed ones left out), in any order.

    Attributes:
        id: whatever tells it from the others.
        amount: face value (valor da parcela).
        due_date: vencimento as printed, or the one agreed on since.
        history: payments so far.
        original_due: where it was first due, when it was moved since; None else.
        charges_from: from when charges count, where moving kept them counting; None: from ``due_date``.
    """

    id: int
    amount: Money
    due_date: date
    history: tuple[PastPayment, ...] = ()
    original_due: date | None = None
    charges_from: date | None = None

    @property
    def open(self) -> Money:
        """Face value still open (valor em aberto), without charges."""
        return self.amount - Money.total(payment.principal for payment in self.history)


@dataclass(frozen=True, slots=True)
class Charges:
    """What a late installment costs on one day, charges already paid or waived left out.

    Attributes:
        days_late: dias em atraso, from the due date as it stands; 0 up to ``moved_due``.
        days_charged: days mora runs for; fewer than ``days_late`` under the shop's milder settings, more
            where a due date was moved and its charges go on counting.
        moved_due: vencimento prorrogado, the last day without delay.
        open: face value still open.
        fine: multa still due.
        interest: mora still due.
    """

    days_late: int
    days_charged: int
    moved_due: date
    open: Money
    fine: Money
    interest: Money

    @property
    def total(self) -> Money:
        """Open value and charges together."""
        return self.open + self.fine + self.interest


def late_fine(amount: Money, days_late: int, rate: Rate, rounding: Rounding = Rounding.TRUNCATE) -> Money:
    """Multa: the one-off fine on an installment paid late.

    Args:
        amount: open value when the due date passed.
        days_late: calendar days; 0 or less means no fine.
        rate: fraction of ``amount``; ``Rate.percent("2")`` is 2%.
        rounding: truncated unless the shop chose half up.

    Returns:
        Whole centavos.

    Raises:
        FineAboveLegalCap: ``rate`` is above 2%.

    Rule: CDC (Lei 8.078/1990), art. 52 § 1º; law.md §2 (M03 to M07). See docs/regras.md#multa.
    """
    check_fine(rate)
    if days_late <= 0:
        return Money.ZERO
    return _whole(CALCULATION.multiply(amount.reais, rate.fraction), rounding)


def late_interest(amount: Money, days: int, rate: Rate, rounding: Rounding = Rounding.TRUNCATE) -> Money:
    """Juros de mora: simple interest by the day of a thirty-day month, the daily rate never rounded.

    Args:
        amount: open value during those days.
        days: calendar days; 0 or less means none.
        rate: monthly; ``Rate.percent("1")`` is 1%.
        rounding: truncated unless the shop chose half up.

    Returns:
        Whole centavos.

    Raises:
        LateInterestAboveCap: ``rate`` is above 1% a month.

    Rule: CC art. 406, CTN art. 161 § 1º; law.md §2 (M03 to M07). See docs/regras.md#mora.
    """
    check_late_interest(rate)
    if days <= 0:
        return Money.ZERO
    of_a_day = CALCULATION.multiply(amount.reais, rate.fraction)
    return _whole(CALCULATION.divide(CALCULATION.multiply(of_a_day, days), DAYS_OF_MONTH), rounding)


def legal_interest(amount: Money, months: Iterable[tuple[Rate, Fraction]]) -> Money:
    """Juros pela taxa legal, for a contract that agreed on none: the published monthly rates are added up.

    Args:
        amount: value in arrears, corrected when correction applies.
        months: each month's published rate, and the share of the month that counts (1 for a whole one).

    Returns:
        Half up to the centavo, unlike contractual charges.

    Rule: CC art. 406, Resolução CMN 5.171/2024; law.md §1.2 and §2 (M13). See docs/regras.md#taxa-legal.
    """
    summed = sum((Fraction(rate.fraction) * share for rate, share in months), Fraction(0))
    return Money.rounded(Fraction(amount.cents, 100) * summed)


def check_fine(rate: Rate) -> None:
    """Refuse a fine above the ceiling of CDC art. 52 § 1º.

    Raises:
        FineAboveLegalCap: above 2%, or negative.
    """
    if not Rate.ZERO <= rate <= LATE_FINE_CAP:
        raise FineAboveLegalCap(rate, LATE_FINE_CAP)


def check_late_interest(rate: Rate) -> None:
    """Refuse late interest above 1% a month.

    Raises:
        LateInterestAboveCap: above 1%, or negative.
    """
    if not Rate.ZERO <= rate <= LATE_INTEREST_CAP:
        raise LateInterestAboveCap(rate, LATE_INTEREST_CAP)


def _whole(reais: Decimal, rounding: Rounding) -> Money:
    return Money.rounded(reais) if rounding == Rounding.HALF_UP else Money.truncated(reais)


def is_overdue(due_date: date, on: date, calendar: HolidayCalendar) -> bool:
    """Vencida: ``on`` lies after the moved due date; the shop's tolerance does not change that.

    Rule: law.md §2. See docs/regras.md#dia-util.
    """
    # Most are looked at before they are due: no calendar is needed for those.
    return on > due_date and on > calendar.moved_due(due_date)


def days_late(due_date: date, on: date, calendar: HolidayCalendar) -> int:
    """Dias em atraso: calendar days since the original due date, 0 up to the moved one.

    Rule: CC art. 132; STJ, REsp 1.954.924; law.md §2 (M09, M11, M12). See docs/regras.md#dias-em-atraso.
    """
    if on <= due_date:
        return 0
    return (on - due_date).days if is_overdue(due_date, on, calendar) else 0


def charges_on(
    installment: OpenInstallment, on: date, rules: ChargeRules, calendar: HolidayCalendar
) -> Charges:
    """What the installment costs on a day, after what was already paid up to it.

    The fine is taken once, on what was open when the last day without charge ended. Interest runs on the open
    value; every payment ends a stretch, each stretch is cut to whole centavos, and charges left unpaid stay
    due without bearing interest.

    Args:
        installment: face value, due date and payments; those after ``on`` are left aside.
        on: day of the quote.
        rules: the shop's charges.
        calendar: the shop's business days.

    Returns:
        Fine and interest still due, never negative.

    Rule: CC arts. 352, 354, 355; law.md §2 (M15). See docs/regras.md#pagamento-parcial.
    """
    counted_from = installment.charges_from or installment.due_date
    moved = calendar.moved_due(counted_from)
    # The same day for all but the few whose date was moved: the calendar is asked once.
    due_moved = moved if counted_from == installment.due_date else calendar.moved_due(installment.due_date)
    if not installment.history and on <= counted_from <= installment.due_date:
        # Most are quoted so: nothing paid yet, and not due.
        return Charges(0, 0, due_moved, installment.amount, Money.ZERO, Money.ZERO)
    paid = sorted((past for past in installment.history if past.on <= on), key=lambda past: past.on)
    last_free_day = moved + timedelta(days=rules.grace_days)
    start = _counting_start(counted_from, moved, rules)
    due_fine, due_interest = Money.ZERO, Money.ZERO
    if on > last_free_day:
        stretches = list(_stretches(installment.amount, paid, start, last_free_day, on))
        due_fine = late_fine(stretches[0][0], (on - start).days, rules.fine, rules.rounding)
        due_interest = Money.total(
            late_interest(value, days, rules.interest, rules.rounding) for value, days in stretches
        )
    return Charges(
        days_late=(on - installment.due_date).days if on > due_moved else 0,
        days_charged=max((on - start).days, 0) if on > last_free_day else 0,
        moved_due=due_moved,
        open=installment.amount - Money.total(past.principal for past in paid),
        fine=_still_due(due_fine, (past.fine + past.waived_fine for past in paid)),
        interest=_still_due(due_interest, (past.interest + past.waived_interest for past in paid)),
    )


def _counting_start(due_date: date, moved: date, rules: ChargeRules) -> date:
    """The day mora counts from, itself left out."""
    start = moved if rules.count_from == CountFrom.NEXT_BUSINESS_DAY else due_date
    return start if rules.grace_is_retroactive else start + timedelta(days=rules.grace_days)


def _stretches(
    amount: Money, paid: Iterable[PastPayment], start: date, last_free_day: date, on: date
) -> Iterator[tuple[Money, int]]:
    """Open value and days between payments; what was paid by the last free day was never late."""
    value, since = amount, start
    for past in paid:
        if past.on > last_free_day:
            yield value, (past.on - since).days
            since = past.on
        value -= past.principal
    yield value, (on - since).days


def _still_due(charged: Money, settled: Iterable[Money]) -> Money:
    return max(charged - Money.total(settled), Money.ZERO) if charged else Money.ZERO
