"""A shop's policies, all the pages together."""

from dataclasses import Field, dataclass, field, fields
from typing import Any

from crediario.domain.charges import LATE_FINE_CAP, LATE_INTEREST_CAP, ChargeRules, CountFrom, Rounding
from crediario.domain.money import Money, Rate
from crediario.domain.rates import RATE_CAP, month_from_year
from crediario.domain.settings import agreement, late, papers, points, privacy, receiving, sale
from crediario.domain.settings.agreement import AGREEMENT_DISCOUNT_CAP
from crediario.domain.settings.notes import SettingNote, check_range
from crediario.domain.settings.receiving import ChangeRounding
from crediario.domain.settings.sale import SEEDED_PLANS, PlanOffer, check_plans

NOTES: dict[str, SettingNote] = {
    **sale.NOTES,
    **late.NOTES,
    **agreement.NOTES,
    **receiving.NOTES,
    **papers.NOTES,
    **points.NOTES,
    **privacy.NOTES,
}


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """A shop's policies. Every field has a ``SettingNote`` on its page; making one checks every limit.

    Raises:
        SettingOutOfRange, NoPlanOffered, PlanOfferedTwice.

    Rule: law.md §1.3, §2, §4; ux.md §7. See docs/regras.md#ajustes.
    """

    plans: tuple[PlanOffer, ...] = SEEDED_PLANS
    late_fine: Rate = LATE_FINE_CAP
    late_interest: Rate = LATE_INTEREST_CAP
    grace_days: int = 0
    grace_is_retroactive: bool = True
    count_late_days_from: CountFrom = CountFrom.ORIGINAL
    charge_rounding: Rounding = Rounding.TRUNCATE
    remainder_first: bool = False
    rate_cap: Rate = RATE_CAP
    rate_warning_year: Rate = field(default=Rate.percent(12))
    discount_by_cashier: Rate = field(default=Rate.percent(3))
    discount_by_manager: Rate = field(default=Rate.percent(10))
    discount_by_owner: Rate = AGREEMENT_DISCOUNT_CAP
    cash_discount: Rate = field(default=Rate.percent(5))
    agreement_down_payment: Rate = field(default=Rate.percent(15))
    change_rounding: ChangeRounding = ChangeRounding.EXACT
    waiver_by_cashier: Money = field(default=Money(10_00))
    waiver_by_manager: Money = field(default=Money(200_00))
    cash_tolerance: Money = field(default=Money(5_00))
    blind_count: bool = True
    due_move_max_days: int = 45
    due_after_payday: int = 5
    print_carne: bool = True
    print_contract: bool = True
    print_receipt: bool = True
    print_notes: bool = False
    points_on: bool = True
    idle_lock_minutes: int = 5
    retention_years: int = 5
    small_agent: bool = True
    cep_online: bool = False

    def __post_init__(self) -> None:
        for setting in fields(self):
            note = note_of(setting)
            check_range(setting.name, getattr(self, setting.name), note.minimum, note.maximum)
        check_plans(self.plans)

    @property
    def offered_plans(self) -> tuple[PlanOffer, ...]:
        """The plans shown beside each other when selling."""
        return tuple(plan for plan in self.plans if plan.offered)

    @property
    def charge_rules(self) -> ChargeRules:
        """The shop's charges on late installments."""
        return ChargeRules(
            fine=self.late_fine,
            interest=self.late_interest,
            grace_days=self.grace_days,
            count_from=self.count_late_days_from,
            rounding=self.charge_rounding,
            grace_is_retroactive=self.grace_is_retroactive,
        )

    @property
    def rate_warning(self) -> Rate:
        """The monthly rate above which a plan carries a warning: ``PlanTerms.rate_warning``."""
        return month_from_year(self.rate_warning_year)


def note_of(setting: "Field[Any]") -> SettingNote:
    """The ``SettingNote`` of a field of ``ShopSettings``, as ``dataclasses.fields`` gives it."""
    return NOTES[setting.name]
