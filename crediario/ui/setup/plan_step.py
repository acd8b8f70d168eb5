"""Step 3: how the shop sells on credit, and what it charges when somebody is late."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure
from crediario.domain.money import Rate
from crediario.domain.schedule import PlanWarning, WarningCode
from crediario.domain.settings import ShopSettings
from crediario.ui.messages import plan_warning, words
from crediario.ui.setup.late_form import LateExample, LateForm
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Note
from crediario.ui.widgets.edits import Edit
from crediario.ui.widgets.labels import bold
from crediario.ui.widgets.layout import column, holder
from crediario.ui.widgets.plan_table import PlanRow, PlanTable
from crediario.ui.widgets.required import say_refusal
from crediario.ui.wizard.step import Step

WHY = (
    " Loja que não é financeira costuma ficar em até 1% ao mês e 12% ao ano de juros no crediário."
    " Acima disso, peça a opinião do seu contador."
)


class PlanStep(Step):
    """Begins with what the law allows; a shop may go above with its eyes open, plan by plan."""

    rail_title = "Plano de crédito"
    rail_hint = "Juros, multa e parcelas"
    go_on = "Criar a loja"

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._settings = ShopSettings()
        self.plans, self.late = PlanTable(self._settings.plans), LateForm(self._settings)
        self.warning, self.example = Note(), LateExample(today())
        self.warning.hide()
        why = Note(bold("Por que 0,90%.", "pri"), WHY, tone="pri", icon="shield-check")
        self.lay_out(
            "Como a loja vende a prazo?",
            "Já deixamos um ponto de partida dentro do que a lei permite. Ajuste ao seu costume.",
            holder(column(self.plans, self.warning, self.late, gap=Gap.X14)),
            why,
            self.example,
        )
        self.plans.changed.connect(self._warn)
        self.late.changed.connect(self._compute)
        self._warn()
        self._compute()

    def _compute(self) -> None:
        rules = self.late.rules()
        if rules is not None:
            self.example.show_rules(rules)

    def _warn(self) -> None:
        """The gravest warning among the plans that are offered, naming them."""
        offered = [row for row in self.plans.rows if row.offered.isChecked()]
        for code in (WarningCode.RATE_ABOVE_CAP, WarningCode.RATE_ABOVE_12_YEAR):
            limit = self._limit(code)
            above = [row for row in offered if (rate := row.rate.value()) is not None and rate > limit]
            if above:
                self._show_warning(code, above)
                return
        self.warning.hide()

    def _limit(self, code: WarningCode) -> Rate:
        settings = self._settings
        return settings.rate_cap if code is WarningCode.RATE_ABOVE_CAP else settings.rate_warning

    def _show_warning(self, code: WarningCode, above: list[PlanRow]) -> None:
        said = plan_warning(PlanWarning(code, limit=self._limit(code)))
        names = ", ".join(row.name for row in above)
        self.warning.show_note(
            bold(f"{names}: "), said, tone="late" if code is WarningCode.RATE_ABOVE_CAP else "att"
        )

    # -- Step ------------------------------------------------------------------------------------------------

    def first_field(self) -> QWidget:
        """The first plan's check."""
        return self.plans.rows[0].offered

    def wrong_field(self) -> QWidget | None:
        """Every plan is whole, one at least is offered, and the law's ceilings are kept."""
        if not any(row.offered.isChecked() for row in self.plans.rows):
            self.plans.say("Ofereça pelo menos um plano")
            return self.plans.rows[0].offered
        wrong = self.plans.wrong_field()
        if wrong is not None:
            return wrong
        for edit in self.late.edits:
            if not edit.text().strip():
                edit.set_error("Falta este valor")
            elif edit.check():
                continue
            return edit
        return None

    def field_of(self, failure: KnownFailure) -> QWidget | None:
        """The field a refusal of the settings is about."""
        edits: dict[str, Edit] = {
            "fine_above_legal_cap": self.late.fine,
            "late_interest_above_cap": self.late.interest,
            "grace_out_of_range": self.late.grace,
        }
        edit = edits.get(failure.code)
        if edit is not None:
            return say_refusal(edit, failure)
        if failure.code in ("no_plan_offered", "plan_offered_twice", "setting_out_of_range"):
            self.plans.say(words(failure).title)
            return self.first_field()
        return None

    def settings(self) -> ShopSettings:
        """The shop's policies; what was not asked here is as the law and the program suggest."""
        plans = self.plans.offers() or self._settings.plans
        rules = self.late.rules()
        if rules is None:
            return replace(self._settings, plans=plans)
        return replace(
            self._settings,
            plans=plans,
            late_fine=rules.fine,
            late_interest=rules.interest,
            grace_days=rules.grace_days,
        )
