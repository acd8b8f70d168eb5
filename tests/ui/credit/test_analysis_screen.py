"""The analysis, driven by keys: only what is missing is asked, the proposal follows, F10 decides."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crediario.domain.credit.points_table import BureauResult
from crediario.domain.credit.position import CreditStatus
from crediario.domain.credit.scorecard import Proposal
from crediario.domain.customer_details import Housing
from crediario.domain.money import Money
from crediario.services import analysis, credit, customers
from crediario.ui.credit.analysis_screen import AnalysisScreen
from crediario.ui.navigation import CreditAnalysis, CustomerForm
from tests.support.analysing import STABLE, somebody_stable
from tests.support.builders import a_customer, a_sale
from tests.support.media import pdf
from tests.support.shop import new_id
from tests.ui.credit.desk import Desk
from tests.ui.windows import ALT, CTRL, Elsewhere


def opened(desk: Desk, customer: int) -> AnalysisScreen:
    return desk.open(CreditAnalysis(customer), AnalysisScreen)


def test_only_what_the_record_lacks_is_asked(desk: Desk) -> None:
    customer = somebody_stable(desk.ctx, details=replace(STABLE, housing_since=None))

    screen = opened(desk, customer)

    asked = [name for name, field in screen.form.missing.fields.items() if field.isVisible()]
    assert asked == ["housing_since"]
    assert desk.focused is screen.form.missing.housing_since
    assert "Maria das Dores Silva" in screen.title


def test_a_whole_record_is_asked_for_the_bureau_alone(desk: Desk) -> None:
    screen = opened(desk, somebody_stable(desk.ctx))

    assert not screen.form.missing.isVisible()
    assert desk.focused is screen.form.bureau.result


def test_by_keys_from_the_first_answer_to_the_decision(desk: Desk) -> None:
    customer = a_customer(desk.ctx)
    screen = opened(desk, customer)
    before = screen.panel.total.value.text()

    desk.press("Down", "Return")  # casa própria
    desk.type("032015\n")
    desk.type("082019\n")
    desk.type("2000\n")
    desk.press("Down", "Down", "Return")
    desk.press("Down")  # nada consta
    assert screen.panel.total.value.text() != before
    desk.press("F10")

    (row,) = analysis.analyses(desk.ctx, customer)
    assert (row.decision, row.facts is not None) == (Proposal.APPROVE, True)
    record = customers.customer_record(desk.ctx, customer).draft
    assert (record.details.housing, record.details.housing_since) == (Housing.OWN, date(2015, 3, 1))
    assert record.income == Money(2_000_00)
    assert credit.account_of(desk.ctx, customer).status is CreditStatus.APPROVED
    assert not isinstance(desk.window.current, AnalysisScreen)


def test_the_lines_add_up_to_the_total(desk: Desk) -> None:
    screen = opened(desk, somebody_stable(desk.ctx))
    made = screen._analysis
    assert made is not None

    assert screen.panel.total.value.text() == f"{sum(line.points for line in made.lines)} de 100"
    assert "10 de 10" in screen.panel.lines.accessibleName()
    assert "recusar abaixo de 40" in screen.panel.meter.accessibleName()


def test_another_decision_wants_a_reason_and_leads_to_it(desk: Desk) -> None:
    customer = somebody_stable(desk.ctx)
    screen = opened(desk, customer)

    desk.press("R", modifier=ALT)
    assert screen.panel.limit.value() == Money.ZERO
    desk.press("F10")

    assert desk.focused is screen.panel.reason
    assert "motivo" in screen.panel.failure.paragraph.text
    desk.type("sem espaco na renda")
    desk.press("F10")
    (row,) = analysis.analyses(desk.ctx, customer)
    assert (row.decision, row.reason) == (Proposal.REFUSE, "SEM ESPACO NA RENDA".lower())


def test_less_is_offered_and_may_be_typed_over(desk: Desk) -> None:
    customer = somebody_stable(desk.ctx)
    screen = opened(desk, customer)

    desk.press("M", modifier=ALT)
    assert screen.panel.limit.value() == Money(750_00)
    screen.panel.limit.setFocus()
    screen.panel.limit.selectAll()
    desk.type("600\n")
    desk.type("comecamos com menos")
    desk.press("F10")

    assert credit.account_of(desk.ctx, customer).limit == Money(600_00)


def test_a_restriction_asks_how_many_and_how_much(desk: Desk) -> None:
    screen = opened(desk, somebody_stable(desk.ctx))
    bureau = screen.form.bureau

    bureau.result.set_value(BureauResult.RESTRICTED)
    assert bureau.count.isVisible()
    desk.press("F10")

    assert "consulta" in screen.panel.failure.paragraph.text
    assert desk.focused is bureau.count


def test_the_document_of_the_bureau_is_attached_here(desk: Desk, tmp_path: Path) -> None:
    customer = somebody_stable(desk.ctx)
    screen = opened(desk, customer)
    screen.form.bureau.result.set_value(BureauResult.CLEAN)
    desk.dialogs.path = tmp_path / "consulta.pdf"
    desk.dialogs.path.write_bytes(pdf())

    desk.press("N", modifier=CTRL)

    assert screen.form.bureau.document.currentText().startswith("consulta")
    desk.press("F10")
    (row,) = analysis.analyses(desk.ctx, customer)
    assert row.facts is not None
    assert row.facts.bureau.document_id is not None


def test_an_incomplete_record_says_what_lacks_and_leads_there(desk: Desk) -> None:
    screen = opened(desk, a_customer(desk.ctx, document="", street=""))

    assert "CPF ou CNPJ e endereço" in screen.form.incomplete.paragraph.text
    assert not screen.panel.primary.isEnabled()
    desk.press("E", modifier=CTRL)
    assert isinstance(desk.window.current, Elsewhere)
    assert isinstance(desk.window.current.where, CustomerForm)


def test_months_with_something_due_are_shown(desk: Desk) -> None:
    customer = somebody_stable(desk.ctx)
    a_sale(desk.ctx, customer)

    screen = opened(desk, customer)

    assert screen.form.income.bars.accessibleDescription().count("100,00") == 3


def test_a_record_changed_meanwhile_is_told_and_nothing_typed_is_lost(desk: Desk) -> None:
    customer = somebody_stable(desk.ctx)
    screen = opened(desk, customer)
    desk.press("R", modifier=ALT)
    screen.panel.reason.setFocus()
    desk.type("pediu")
    before = customers.customer_record(desk.ctx, customer).draft
    after = replace(before, income=Money(900_00))
    customers.change_customer(desk.ctx, customers.ChangeCustomerOrder(new_id(), customer, before, after))

    desk.press("F10")

    assert "cadastro mudou" in screen.panel.failure.paragraph.text
    assert screen.panel.reason.text() == "pediu"
    assert analysis.analyses(desk.ctx, customer) == ()
    desk.press("F10")
    assert len(analysis.analyses(desk.ctx, customer)) == 1


def test_leaving_asks_once_when_something_was_typed(desk: Desk) -> None:
    screen = opened(desk, somebody_stable(desk.ctx))
    assert screen.can_leave()
    desk.press("R", modifier=ALT)
    desk.dialogs.answer = False

    desk.press("Escape")

    assert desk.window.current is screen
    assert len(desk.dialogs.asked) == 1


def test_who_may_not_analyse_is_told(counter: Desk) -> None:
    customer = somebody_stable(counter.ctx)
    screen = opened(counter, customer)
    assert screen.panel.isVisible() is False


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 700)])
def test_the_button_is_always_in_sight(desk: Desk, width: int, height: int) -> None:
    desk.window.resize(width, height)
    screen = opened(desk, somebody_stable(desk.ctx))
    desk.press("R", modifier=ALT)
    desk.press("F10")

    button = screen.panel.primary
    bottom = button.mapTo(desk.window, button.rect().bottomLeft()).y()
    assert bottom < height - desk.window.keys.height()


def test_with_nothing_answered_it_is_asked_once_before_it_decides(desk: Desk) -> None:
    customer = a_customer(desk.ctx)
    screen = opened(desk, customer)
    desk.dialogs.answer = False

    desk.press("F10")

    assert [each.title for each in desk.dialogs.asked] == ["Decidir sem nenhuma resposta?"]
    assert not analysis.analyses(desk.ctx, customer)
    assert desk.window.current is screen

    desk.dialogs.answer = True
    desk.press("F10")
    assert len(analysis.analyses(desk.ctx, customer)) == 1
