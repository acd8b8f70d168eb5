"""Two records side by side, merged by keys."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crediario.db.models import CustomerMerge
from crediario.domain.money import Money
from crediario.services.core import Context
from crediario.services.customers import DetailsDraft, PhoneDraft, customer_record
from crediario.services.merging import Effect
from crediario.ui.customers.card import CustomerCardScreen
from crediario.ui.customers.form import CustomerFormScreen
from crediario.ui.customers.merge import MergeCustomersScreen
from crediario.ui.customers.merge_words import button_words, effect_words
from crediario.ui.customers.search import SearchPalette
from crediario.ui.navigation import MergeCustomers
from crediario.ui.widgets.buttons import KeyButton
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.shop import MANAGER
from tests.ui.customers.counter import Counter, a_counter


@dataclass
class Desk:
    """A manager, Maria, and her old record out of a notebook."""

    counter: Counter
    kept: int
    old: int

    def open(self, kept: int, merged: int | None = None) -> MergeCustomersScreen:
        self.counter.window.open(MergeCustomers(kept, merged))
        return self.counter.on(MergeCustomersScreen)


@pytest.fixture
def desk(qtbot: QtBot, sqlite_shop: Context, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(SearchPalette, "debounce_ms", 0)
    monkeypatch.setattr(CustomerFormScreen, "debounce_ms", 0)
    old = a_customer(
        sqlite_shop, "Mª das Graças de Oliveira", document="", phones=(PhoneDraft("34 9 9812-4471"),),
        street="Rua B, 9", details=DetailsDraft(rg="MG-1"),
    )  # fmt: skip
    with a_counter(sqlite_shop, MANAGER) as counter:
        yield Desk(counter, counter.people.maria, old)


def values(screen: MergeCustomersScreen) -> dict[str, str]:
    """By field, what counts after the merge."""
    return {
        line.label: {"kept": line.kept, "merged": line.merged, "both": line.kept}[line.side]
        for line in screen.table.rows()
    }


def go_to(screen: MergeCustomersScreen, label: str) -> None:
    places = [line.label for line in screen.table.rows()]
    screen.table.go_to(places.index(label))


def test_both_records_stand_side_by_side_and_one_is_made_of_them(desk: Desk) -> None:
    screen = desk.open(desk.kept, desk.old)
    assert screen.kept.role.text() == f"Fica: cadastro nº {desk.kept}"
    assert screen.merged.name.text() == "Mª das Graças de Oliveira"
    shown = values(screen)
    assert shown["nome"] == "Maria das Graças Oliveira"
    assert shown["CPF ou CNPJ"].startswith("***.")
    assert shown["RG"] == "MG-1"
    assert shown["endereço"].startswith("Rua Major Gote, 12")
    assert screen.primary is not None
    assert screen.primary.words == "Unificar cadastros"
    go_to(screen, "endereço")
    desk.counter.press("Space")
    assert values(screen)["endereço"].startswith("Rua B, 9")
    go_to(screen, "RG")
    desk.counter.press("Return")
    assert values(screen)["RG"] == "MG-1", "only one of them says it"
    desk.counter.press("F10")
    assert desk.counter.on(CustomerCardScreen).customer_id == desk.kept
    assert desk.counter.window.toaster.text == "Cadastros unificados: nenhum movimento."
    draft = customer_record(desk.counter.ctx, desk.kept).draft
    assert (draft.street, draft.details.rg) == ("Rua B, 9", "MG-1")
    assert CustomerMerge.select().count() == 1


def test_what_moves_is_counted_and_the_button_says_it(desk: Desk) -> None:
    """The other way round: Maria's sales would move to the old record."""
    screen = desk.open(desk.kept, desk.old)
    screen.swap.click()
    assert (screen.kept_id, screen.merged_id) == (desk.old, desk.kept)
    side = screen.side
    assert (side.sales.value.text(), side.payments.value.text()) == ("2", "4")
    assert side.open.value.text() == side.after.value.text() == "R$\u00a01.258,80"
    assert side.primary.words == "Unificar R$\u00a01.258,80"
    desk.counter.press("F10")
    assert desk.counter.window.toaster.text == (
        "Cadastros unificados: 2 vendas, 4 pagamentos, R$\u00a01.258,80 em aberto."
    )
    assert desk.counter.on(CustomerCardScreen).customer_id == desk.old


def test_what_may_not_be_merged_says_why_before_anything_is_done(desk: Desk) -> None:
    screen = desk.open(desk.kept, desk.counter.people.marli)
    assert "são duas pessoas" in screen.side.refusal.paragraph.text
    assert screen.primary is not None
    assert not screen.primary.isEnabled()
    desk.counter.press("F10")
    assert CustomerMerge.select().count() == 0


def test_the_other_record_is_searched_for_by_name(desk: Desk) -> None:
    screen = desk.open(desk.kept)
    assert [each.id for each in screen.pick.table.rows()] == [desk.old], "who looks alike"
    assert screen.first_focus() is screen.pick.search
    screen.pick.search.setText("oliveira maria")
    QApplication.processEvents()
    assert screen.pick.table.rows() == [], "never the record itself"
    screen.pick.search.setText("gracas")
    QApplication.processEvents()
    assert [each.id for each in screen.pick.table.rows()] == [desk.old]
    desk.counter.press("Return")
    assert screen.merged_id == desk.old
    assert screen.table.isVisible()
    assert not screen.pick.isVisible()


def test_what_was_sold_meanwhile_is_shown_again(desk: Desk) -> None:
    third = a_customer(desk.counter.ctx, "Maria D. Oliveira", document="529.982.247-25")
    nobody = desk.old
    screen = desk.open(nobody, third)
    a_sale(desk.counter.ctx, third, Money(300_00))
    a_payment(desk.counter.ctx, third)
    desk.counter.press("F10")
    assert desk.counter.on(MergeCustomersScreen) is screen
    assert screen.side.sales.value.text() == "1"
    assert "agora há pouco" in screen.side.refusal.paragraph.text
    desk.counter.press("F10")
    assert desk.counter.on(CustomerCardScreen).customer_id == nobody


def test_the_form_leads_here_from_who_looks_alike(desk: Desk) -> None:
    form = desk.counter.form(desk.kept)
    found = form.side.findChildren(KeyButton)
    (way,) = [each for each in found if each.isVisible() and each.words == "Unificar"]
    assert way.accessibleName() == "Unificar com o cadastro de Mª das Graças de Oliveira"
    way.click()
    assert desk.counter.on(MergeCustomersScreen).merged_id == desk.old


@pytest.mark.parametrize(
    ("effect", "line", "button"),
    [
        (Effect(0, 0, Money.ZERO), "nenhum movimento", "Unificar cadastros"),
        (Effect(1, 1, Money.ZERO), "1 venda, 1 pagamento", "Unificar 1 venda"),
        (Effect(2, 0, Money(10_00)), "2 vendas, R$\u00a010,00 em aberto", "Unificar R$\u00a010,00"),
    ],
)
def test_words(effect: Effect, line: str, button: str) -> None:
    assert (effect_words(effect), button_words(effect)) == (line, button)
