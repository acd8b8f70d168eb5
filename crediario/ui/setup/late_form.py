"""What a late installment costs: fine, interest, tolerance, and an example computed as the till will."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Signal

from crediario.domain.br import format_amount, format_money
from crediario.domain.calendar import HolidayCalendar
from crediario.domain.charges import (
    GRACE_LIMIT_DAYS,
    ChargeRules,
    OpenInstallment,
    charges_on,
    check_fine,
    check_late_interest,
)
from crediario.domain.money import Money, Rate
from crediario.domain.settings import ShopSettings
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Card, SumLine
from crediario.ui.widgets.edits import NumberEdit, PercentEdit
from crediario.ui.widgets.fields import Field
from crediario.ui.widgets.labels import Paragraph, label
from crediario.ui.widgets.layout import column, row, separator

SAMPLE = Money(100_00)
SAMPLE_DAYS = 30
NEXT_DAY = "Sábado, domingo e feriado passam para o próximo dia útil."


class CappedEdit(PercentEdit):
    """A rate under a ceiling of the law."""

    def __init__(self, check_rate: Callable[[Rate], None]) -> None:
        super().__init__()
        self._check_rate = check_rate

    def _parse(self, text: str) -> Rate:
        rate = super()._parse(text)
        self._check_rate(rate)
        return rate


@dataclass(frozen=True, slots=True)
class LateRules:
    """Fine, monthly interest and tolerance, as typed."""

    fine: Rate
    interest: Rate
    grace_days: int


class LateForm(Card):
    """Three fields and what they mean."""

    changed = Signal()

    def __init__(self, settings: ShopSettings) -> None:
        super().__init__()
        self.fine, self.interest = CappedEdit(check_fine), CappedEdit(check_late_interest)
        self.grace = NumberEdit(0, GRACE_LIMIT_DAYS, "dias")
        self.grace.advances = False
        self.fine.set_value(settings.late_fine)
        self.interest.set_value(settings.late_interest)
        self.grace.set_value(settings.grace_days)
        self._note = Paragraph(style="small", tone="text3")
        fields = row(
            Field("Multa", self.fine, "máximo 2%"), 1,
            Field("Juros ao mês", self.interest, "máximo 1%"), 1,
            Field("Tolerância", self.grace), 1,
            gap=Gap.X14,
        )  # fmt: skip
        self.add(label("Quando atrasa", "body_bold"), column(fields, self._note, gap=Gap.X8))
        for edit in self.edits:
            edit.value_changed.connect(self._follow)
        self._follow()

    @property
    def edits(self) -> tuple[CappedEdit, CappedEdit, NumberEdit]:
        """The three fields."""
        return self.fine, self.interest, self.grace

    def rules(self) -> LateRules | None:
        """What was typed; None while a field is wrong or empty."""
        fine, interest, grace = self.fine.value(), self.interest.value(), self.grace.value()
        if fine is None or interest is None or grace is None:
            return None
        return LateRules(fine, interest, grace)

    def _follow(self) -> None:
        days = self.grace.value()
        until = f"até {days} {'dia' if days == 1 else 'dias'} depois" if days else "até o vencimento"
        self._note.set_runs(f"Pagou {until}: sem multa e sem juros. {NEXT_DAY}")
        self.changed.emit()


class LateExample(Card):
    """An installment of R$ 100,00 thirty days late, as the rules of the till compute it."""

    def __init__(self, today: date) -> None:
        super().__init__()
        calendar = HolidayCalendar()
        self._calendar, self._due = calendar, calendar.next_business_day(today)
        self.fine, self.interest = SumLine("Multa"), SumLine(f"Juros, {SAMPLE_DAYS} dias")
        self.total = SumLine("Cliente paga", kind="total")
        said = f"Parcela de {format_money(SAMPLE)} paga com {SAMPLE_DAYS} dias de atraso"
        self.add(
            column(
                label("Exemplo na prática", "body_bold"),
                Paragraph(said),
                gap=Gap.X6,
            ),
            column(SumLine("Parcela", format_amount(SAMPLE)), self.fine, self.interest, gap=Gap.X6),
            separator(),
            self.total,
        )

    def show_rules(self, typed: LateRules) -> None:
        """Compute the example anew."""
        rules = ChargeRules(typed.fine, typed.interest, typed.grace_days)
        installment = OpenInstallment(1, SAMPLE, self._due)
        on = self._due + timedelta(days=SAMPLE_DAYS)
        charges = charges_on(installment, on, rules, self._calendar)
        self.fine.show_value(format_amount(charges.fine))
        self.interest.show_value(format_amount(charges.interest))
        self.total.value.announce(format_money(charges.total))
