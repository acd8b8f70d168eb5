"""The left side of the analysis: what the record says and lacks, the bureau's answer, the income taken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from crediario.documents import analysis_words as said
from crediario.documents.wording import month_name
from crediario.domain.br import format_date, format_money
from crediario.domain.credit.decided import (
    BUREAU_COUNT_LIMIT,
    BUREAU_SCORE_LIMIT,
    AnalysisAnswers,
    BureauReport,
    Household,
)
from crediario.domain.credit.points_table import BureauResult
from crediario.domain.credit.scorecard import Analysis
from crediario.domain.customer_details import Housing, IncomeProof
from crediario.domain.money import Money
from crediario.gateways.clock import Clock, at_shop
from crediario.services.analysis import AnalysisDesk
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.cards import Card, Note
from crediario.ui.widgets.charts import LoadBars, MonthLoad
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.edits import MoneyEdit, NumberEdit, ValueEdit
from crediario.ui.widgets.fields import Combo, Field
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import clear, column, grid, holder, row
from crediario.ui.widgets.since_edit import SinceEdit
from crediario.ui.words import counted

UNKNOWN = "—"
RESULTS = (
    (BureauResult.NOT_CONSULTED, "Sem consulta"),
    (BureauResult.CLEAN, "Nada consta"),
    (BureauResult.RESTRICTED, "Com restrição"),
)
NAMES = ("housing", "housing_since", "job_since", "income", "income_proof")
COMPANY = "Empresa: idade, moradia e trabalho não se aplicam e não somam pontos. A decisão é de quem analisa."


class RecordCard(Card):
    """What the record says already; Ctrl+E corrects it there."""

    def __init__(self) -> None:
        super().__init__("O que o cadastro diz")
        self.edit = LinkButton("Corrigir", "Ctrl+E")
        self.add_header(self.edit)
        self._facts = column()
        self.company = Note(COMPANY)
        self.company.hide()
        self.add(self._facts, self.company)

    def show_desk(self, desk: AnalysisDesk) -> None:
        """Every fact there is."""
        clear(self._facts)
        pairs = _facts(desk)
        half = (len(pairs) + 1) // 2
        lines = [
            [_pair(*pairs[place]), _pair(*pairs[place + half]) if place + half < len(pairs) else None]
            for place in range(half)
        ]
        self._facts.addLayout(grid(lines, gap=Gap.X24, line_gap=Gap.X4, stretches=(1, 1)))
        self.company.setVisible(desk.is_company)


def _pair(name: str, value: str) -> QWidget:
    shown = label(value, "office_bold", elide=True)
    shown.setToolTip(value)
    return holder(row(label(name, "office", "text2"), shown, 1, gap=Gap.X8))


def _facts(desk: AnalysisDesk) -> list[tuple[str, str]]:
    at, known = desk.applicant, desk.known
    score = str(at.score) if at.score is not None else "ainda sem história"
    found = [
        ("Idade", f"{at.age} anos" if at.age is not None else ""),
        ("Moradia", said.HOUSING[known.housing] if known.housing else ""),
        ("Mora ali desde", _month(known.housing_since)),
        ("Trabalha desde", _month(known.job_since)),
        ("Renda", format_money(known.income) if known.income else ""),
        ("Comprovante", said.PROOFS[known.income_proof] if known.income_proof else ""),
        ("Telefones", str(at.phones or 0)),
        ("Referências", str(at.references or 0)),
        ("Cliente desde", _month(desk.since)),
        ("Score", score),
        ("Em aberto aqui", format_money(desk.open)),
        ("Família", household_words(desk.household)),
    ]
    return [pair for pair in found if pair[1]]


def household_words(household: Household) -> str:
    """``2 pessoas, R$ 300,00 em aberto``."""
    if not household.others:
        return "ninguém mais"
    people = counted(household.others, "pessoa", "pessoas")
    return f"{people}, {format_money(household.open)} em aberto"


def _month(day: date | None) -> str:
    return f"{day:%m/%Y}" if day else ""


class MissingCard(Card):
    """What the record does not say; ``changed`` when something is answered."""

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("Falta responder")
        self.housing: Combo[Housing | None] = Combo(
            [(None, UNKNOWN), *((each, words.capitalize()) for each, words in said.HOUSING.items())]
        )
        self.housing_since, self.job_since = SinceEdit(today), SinceEdit(today)
        self.income = MoneyEdit()
        self.income_proof: Combo[IncomeProof | None] = Combo(
            [(None, UNKNOWN), *((each, words.capitalize()) for each, words in said.PROOFS.items())]
        )
        self.fields = {
            "housing": Field("Moradia", self.housing),
            "housing_since": Field("Mora ali desde", self.housing_since),
            "job_since": Field("Trabalha desde", self.job_since),
            "income": Field("Renda por mês", self.income),
            "income_proof": Field("Comprovante de renda", self.income_proof),
        }
        self.add(row(*self.fields.values(), gap=Gap.X10))
        for combo in (self.housing, self.income_proof):
            combo.currentIndexChanged.connect(self.changed)
        for edit in (self.housing_since, self.job_since, self.income):
            edit.value_changed.connect(self.changed)

    def show_desk(self, desk: AnalysisDesk) -> None:
        """Ask only what is not known."""
        asked = [name for name in NAMES if getattr(desk.known, name) is None and not desk.is_company]
        if desk.is_company and desk.known.income is None:
            asked = ["income"]
        for name, each in self.fields.items():
            each.setVisible(name in asked)
        self.setVisible(bool(asked))
        self.hint.setText("vai também para o cadastro" if desk.saves_answers else "")

    def answers(self) -> AnalysisAnswers:
        """As typed."""
        return AnalysisAnswers(
            housing=self.housing.value(),
            housing_since=self.housing_since.value(),
            job_since=self.job_since.value(),
            income=self.income.value() or None,
            income_proof=self.income_proof.value(),
        )

    @property
    def edits(self) -> tuple[ValueEdit[Any], ...]:
        """What may be typed wrong here."""
        return (self.housing_since, self.job_since, self.income)


class BureauCard(Card):
    """What the bureau answered, and the document that shows it; ``changed`` when something is typed."""

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("Consulta de crédito")
        self._today = today
        self.attach = LinkButton("Anexar consulta", "Ctrl+N")
        self.add_header(self.attach)
        self.result: Combo[BureauResult] = Combo(RESULTS)
        self.consulted_on = DateEdit(today, day_means="past")
        self.score = NumberEdit(0, BUREAU_SCORE_LIMIT)
        self.count = NumberEdit(1, BUREAU_COUNT_LIMIT)
        self.amount = MoneyEdit()
        self.document: Combo[int | None] = Combo([(None, "sem documento")])
        self._restricted = [Field("Restrições", self.count), Field("Soma", self.amount)]
        self._told = [
            Field("Dia da consulta", self.consulted_on),
            Field("Pontuação, se houver", self.score),
        ]
        self._document = Field("Documento", self.document)
        first = row(Field("Resultado", self.result), *self._told, gap=Gap.X10)
        self.add(first, row(*self._restricted, self._document, gap=Gap.X10))
        for combo in (self.result, self.document):
            combo.currentIndexChanged.connect(self._changed)
        for edit in self.edits:
            edit.value_changed.connect(self.changed)
        self._show()

    @property
    def edits(self) -> tuple[ValueEdit[Any], ...]:
        """What may be typed wrong here."""
        return (self.consulted_on, self.score, self.count, self.amount)

    def report(self) -> BureauReport:
        """As typed; of what its result does not ask nothing."""
        result = self.result.value()
        report = BureauReport(
            result=result,
            score=self.score.value(),
            consulted_on=self.consulted_on.value(),
            document_id=self.document.value(),
        )
        if result is BureauResult.NOT_CONSULTED:
            return BureauReport()
        if result is BureauResult.CLEAN:
            return report
        return replace(report, count=self.count.value() or 0, amount=self.amount.value() or Money.ZERO)

    def show_documents(self, desk: AnalysisDesk, clock: Clock) -> None:
        """The documents there are, each with its day; the chosen one stays, a new one is chosen."""
        chosen = self.document.value()
        ids = [each.attachment_id for each in desk.bureau_documents]
        with QSignalBlocker(self.document):
            self.document.set_choices(
                [
                    (None, "sem documento"),
                    *(
                        (each.attachment_id, f"{each.title}, {format_date(day)}")
                        for each in desk.bureau_documents
                        for day in (at_shop(clock, each.attached_at).date(),)
                    ),
                ]
            )
            self.document.set_value(chosen if chosen in ids else None)

    def choose_document(self, attachment_id: int) -> None:
        """The document just attached."""
        self.document.set_value(attachment_id)

    def _changed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        result = self.result.value()
        asked = result is not BureauResult.NOT_CONSULTED
        if asked and self.consulted_on.value() is None:
            with QSignalBlocker(self.consulted_on):
                self.consulted_on.set_value(self._today())
        for each in (*self._told, self._document):
            each.setVisible(asked)
        for each in self._restricted:
            each.setVisible(result is BureauResult.RESTRICTED)


class IncomeCard(Card):
    """What is due already in each month, and what part of the income it takes."""

    def __init__(self) -> None:
        super().__init__("Renda já comprometida, mês a mês")
        self.bars = LoadBars()
        self.bars.setMinimumHeight(px(Size.LOAD_CHART) * 3 // 4)
        self._none = label("Nenhuma parcela em aberto.", "office", "text2")
        self.add(self.bars, self._none)

    def show_analysis(self, analysis: Analysis, desk: AnalysisDesk) -> None:
        """The bars of the months with something due."""
        months = analysis.months
        self.bars.setVisible(bool(months))
        self._none.setVisible(not months)
        most = desk.policy.maximum_installment_over_income
        self.hint.setText(f"a loja vai até {most.percent_text(0)}% da renda" if months else "")
        self.bars.show_months(
            [
                MonthLoad(
                    month_name(load.month)[:3],
                    f"{load.share.percent_text(0)}%" if load.share is not None else "sem renda",
                    Money.ZERO,
                    load.already,
                )
                for load in months
            ]
        )
        self.bars.setAccessibleDescription(
            "; ".join(f"{load.month:%m/%Y}: {format_money(load.total)}" for load in months)
        )


class AnswersForm(QWidget):
    """The four cards one under another; ``changed`` when anything typed may be another."""

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.incomplete = Note(tone="att")
        self.complete = KeyButton("Completar", "Ctrl+E", size="small")
        self.incomplete.side.addWidget(self.complete)
        self.incomplete.hide()
        self.record, self.missing = RecordCard(), MissingCard(today)
        self.bureau, self.income = BureauCard(today), IncomeCard()
        cards = (self.incomplete, self.record, self.missing, self.bureau, self.income)
        self.setLayout(column(*cards, None, gap=Gap.X12))
        self.missing.changed.connect(self.changed)
        self.bureau.changed.connect(self.changed)

    @property
    def edits(self) -> tuple[ValueEdit[Any], ...]:
        """What may be typed wrong here, in order."""
        return (*self.missing.edits, *self.bureau.edits)

    def first_field(self) -> QWidget:
        """The first answer asked."""
        asked = [each.edit for each in self.missing.fields.values() if not each.isHidden()]
        return asked[0] if asked and not self.missing.isHidden() else self.bureau.result
