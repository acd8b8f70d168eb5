"""Negociação as it is used: by keys, on a real shop."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from crediario.db.connection import DiskFull
from crediario.db.models import Agreement, Installment
from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import OfferKind
from crediario.domain.settings import ShopSettings
from crediario.domain.tender import Method, Tender
from crediario.services import payments, people, settings
from crediario.services.core import Context
from crediario.services.negotiation import AgreementMade, AgreementOrder
from crediario.ui.navigation import CustomerCard, Home, Negotiation, NewSale, Receive
from crediario.ui.negotiation import negotiate
from tests.support.builders import a_payment
from tests.support.shop import (
    CASHIER,
    MANAGER,
    OWNER,
    PINS,
    SELLER,
    as_person,
    new_id,
    on_day,
    settings_order,
)
from tests.ui.negotiation.negotiating import Table
from tests.ui.negotiation.test_negotiation_words import spoken
from tests.ui.support import scan
from tests.ui.windows import Elsewhere

At = Callable[[int], Table]


def cells(table: Table, place: int) -> str:
    """What one column says, as the screen reader hears it."""
    return spoken(table.screen.form.board.columns[place].accessibleDescription())


def agreements() -> int:
    return Agreement.select().count()


# -- the keys of the most frequent agreement


def test_an_agreement_is_seven_keys(table: Table) -> None:
    """F8, 200, Enter, 2, F10: the customer on the screen, paid exactly in cash."""
    table.window.open_customer(table.people.jose)
    table.press("F8", "2", "0", "0", "Return", "2", "F10")
    assert table.keys == 7
    made = table.agreement()
    assert (made.kind, made.total, made.down_payment) == (
        OfferKind.INSTALLMENTS, Money(805_80), Money(120_87),
    )  # fmt: skip
    assert [line.amount for line in made.lines] == [Money(171_23)] * 3 + [Money(171_24)]
    paid = payments.payment_view(table.ctx, made.payment_id or 0)
    assert (paid.tenders, paid.change) == ((Tender(Method.CASH, Money(120_87)),), Money.ZERO)
    closed = [
        row.open_cents for row in Installment.select().where(Installment.replaced_by == made.agreement_id)
    ]
    assert closed == [0] * 5


def test_f8_without_anybody_searches_first(table: Table) -> None:
    table.press("F8")
    assert table.where == Negotiation()
    assert table.focused is table.screen.blank.field
    SearchNow(table).find("jose rob")
    assert table.where == Negotiation(table.people.jose)
    assert table.focused is table.screen.form.budget.monthly


class SearchNow:
    """The palette without its pause."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def find(self, text: str) -> None:
        self.table.screen.blank.asked.emit(text)
        QApplication.processEvents()
        self.table.press("Return")


def test_f8_in_the_search_goes_on_with_the_one_found(table: Table) -> None:
    table.window.open_search("jose rob")
    QApplication.processEvents()
    table.press("F8")
    assert table.where == Negotiation(table.people.jose)


def test_a_slip_read_says_who_it_is(table: Table) -> None:
    from crediario.domain import carne_code

    table.open()
    scan(table.window, carne_code.encode(2, 1, 4).digits)
    assert table.where == Negotiation(table.people.jose)


def test_a_slip_that_is_paid_is_told(table: Table) -> None:
    from crediario.domain import carne_code

    screen = table.open()
    scan(table.window, carne_code.encode(2, 1, 1).digits)
    assert "já foi paga" in screen.blank.note.paragraph.text


# -- what is seen


def test_the_late_ones_are_ticked_and_summed(table: Table) -> None:
    form = table.open(table.people.jose).form
    assert len(form.rows.table.marked_keys) == 5
    assert spoken(form.rows.due.text()) == "R$ 829,49"
    assert form.who.name.text() == "José Roberto da Silva"
    assert form.who.delay.accessibleName() == "150 dias"
    assert form.who.years.accessibleName() == "há 5 anos"
    assert not form.who.agreement.isVisible()


def test_the_offers_follow_what_fits(table: Table) -> None:
    table.open(table.people.jose)
    table.press("2", "5", "0")
    assert "Depois 3× de R$ 228,31" in cells(table, 1)
    table.press("Backspace", "Backspace", "0", "0")
    assert "Depois 4× de R$ 171,23, última 171,24" in cells(table, 1)


def test_space_ticks_from_the_money_field_and_arrows_move(table: Table) -> None:
    form = table.open(table.people.jose).form
    table.press("Space")
    assert len(form.rows.table.marked_keys) == 4
    assert spoken(form.rows.due.text()) == "R$ 660,43"
    table.press("Down", "Space")
    assert len(form.rows.table.marked_keys) == 3
    assert table.focused is form.budget.monthly


def test_ctrl_a_ticks_the_late_ones_again(table: Table) -> None:
    form = table.open(table.people.jose).form
    assert "Ctrl+A" not in table.bar()
    table.press("Space")
    assert "Ctrl+A" in table.bar()
    table.ctrl("A")
    assert len(form.rows.table.marked_keys) == 5


def test_a_click_on_a_carne_line_ticks_nothing(table: Table) -> None:
    form = table.open(table.people.ana).form
    rows = form.rows.table.rows()
    assert [type(row).__name__ for row in rows].count("OfCarne") == 2
    before = set(form.rows.table.marked_keys)
    form.rows.table.go_to(0)
    form.rows.toggle()
    assert form.rows.table.marked_keys == before


def test_nothing_late_asks_what_goes_in(table: Table) -> None:
    form = table.open(table.people.bia).form
    assert form.rows.note.text().startswith("Nada em atraso.")
    assert table.status() == "Marque ao menos uma parcela."
    assert form.who.delay.accessibleName() == "Em dia"
    table.press("Space")
    assert table.status() == ""
    names = [form.rows._sums.itemAt(n).widget().name.text() for n in range(form.rows._sums.count())]
    assert names == ["1 parcela", "Desconto por antecipação"]


def test_nothing_open_says_so(table: Table) -> None:
    screen = table.open(table.people.celia)
    assert screen.pane.currentWidget() is screen.pane.empty
    assert screen.pane.empty._title.text() == "Nada em aberto"
    table.ctrl("I")
    assert table.where == CustomerCard(table.people.celia)


def test_somebody_who_may_not_negotiate_is_told(table_of: At) -> None:
    table = table_of(SELLER)
    table.press("F8")
    assert table.where == Home()
    screen = table.open(table.people.jose)
    assert screen.pane.currentWidget() is screen.pane.empty
    assert screen.pane.empty._title.text() == "Seu acesso não permite isto"


# -- the offers


@pytest.mark.parametrize(("figure", "title"), [("1", "À vista com desconto"), ("3", "Prorrogação sem juros")])
def test_figures_choose_where_nothing_is_typed(table: Table, figure: str, title: str) -> None:
    form = table.open(table.people.jose).form
    table.press("Return", figure)
    assert form.panel._title.text() == title
    assert table.focused is form.board.columns[int(figure) - 1]


def test_arrows_walk_the_offers(table: Table) -> None:
    form = table.open(table.people.jose).form
    table.press("Return")
    assert table.focused is form.board.columns[1]
    table.press("Right")
    assert form.board.group.place == 2
    table.press("Left", "Left")
    assert form.board.group.place == 0


def test_enter_walks_the_screen_in_its_order(table: Table) -> None:
    form = table.open(table.people.jose).form
    seen = []
    for _ in range(8):
        table.press("Return")
        seen.append(table.focused)
    panel = form.panel
    assert seen == [
        form.board.columns[1], form.discount.discount, panel.down_payment, panel.count, panel.first_due,
        panel.pay.methods.cards[0], panel.pay.handed, panel.primary,
    ]  # fmt: skip


def test_down_payment_count_and_date_are_typed(table: Table) -> None:
    form = table.open(table.people.jose).form
    table.press("2", "0", "0", "Return", "2", "Return", "Return")
    assert table.focused is form.panel.down_payment
    table.type("105,80")
    table.press("Return")
    table.type("5")
    table.press("Return")
    table.type("20")
    table.press("F10")
    made = table.agreement()
    assert made.down_payment == Money(105_80)
    assert [line.amount for line in made.lines] == [Money(140_00)] * 5
    assert [line.due_date for line in made.lines[:2]] == [date(2026, 7, 20), date(2026, 8, 20)]


def test_an_empty_field_takes_the_shops_figure_again(table: Table) -> None:
    panel = table.open(table.people.jose).form.panel
    table.press("Return", "2", "Return", "Return")
    table.type("100")
    assert "Paga hoje R$ 100,00" in cells(table, 1)
    table.press("Backspace", "Backspace", "Backspace", "Return")
    assert "Paga hoje R$ 120,87" in cells(table, 1)
    assert panel.down_payment.text() == "120,87"


def test_without_a_down_payment_nothing_is_asked_today(table: Table) -> None:
    panel = table.open(table.people.jose).form.panel
    table.press("Return", "2", "Return", "Return", "0")
    assert not panel.pay.isVisible()
    assert "Paga hoje nada" in cells(table, 1)
    table.press("F10")
    made = table.agreement()
    assert (made.down_payment, made.payment_id) == (Money.ZERO, None)


def test_a_down_payment_that_covers_all_is_led_to(table: Table) -> None:
    form = table.open(table.people.jose).form
    table.press("Return", "2", "Return", "Return", "9", "0", "0")
    assert table.status() == "A entrada cobre o acordo todo"
    assert spoken(form.board.columns[1].accessibleDescription()) == "A entrada cobre o acordo todo"
    form.budget.monthly.setFocus()
    table.press("F10")
    assert table.screen.done is None
    assert table.focused is form.panel.down_payment


def test_wrong_text_in_a_field_keeps_the_person_there(table: Table) -> None:
    form = table.open(table.people.jose).form
    table.press("Return", "3", "Return", "Return")
    assert table.focused is form.panel.first_due
    table.type("99/99")
    table.press("F10")
    assert table.focused is form.panel.first_due
    assert form.panel.first_due.error == "Esta data não existe"
    assert agreements() == 0


def test_an_extension_pays_the_fine_and_moves_the_dates(table: Table) -> None:
    table.open(table.people.jose)
    table.press("Return", "3", "F10")
    made = table.agreement()
    assert (made.kind, made.down_payment) == (OfferKind.EXTENSION, Money(15_80))
    assert [line.due_date for line in made.lines[:2]] == [date(2026, 7, 9), date(2026, 8, 9)]


def test_what_is_ticked_beyond_the_late_ones_goes_in_at_its_value_of_today(table: Table) -> None:
    table.open(table.people.bia)
    table.press("Space", "Return", "3", "F10")
    made = table.agreement()
    assert (made.early_discount, made.payment_id) == (Money(32), None)
    assert made.total == made.open - Money(32)


# -- what is paid now


def test_change_of_a_note_is_shown_and_given(table: Table) -> None:
    pay = table.open(table.people.jose).form.panel.pay
    table.press("Return", "D", "2", "0", "0")
    assert spoken(pay.change.text()) == "Troco R$ 79,13"
    table.press("F10")
    assert table.done.made.change == Money(79_13)
    assert spoken(table.done.head.change.text()) == "Troco R$ 79,13"


def test_less_cash_than_asked_is_led_to(table: Table) -> None:
    pay = table.open(table.people.jose).form.panel.pay
    table.press("Return", "D", "1", "0", "F10")
    assert table.screen.done is None
    assert table.focused is pay.handed
    assert table.status() == "O recebido não cobre o que se paga hoje."


def test_a_pix_shows_its_code_and_wants_the_end_of_the_receipts(table: Table) -> None:
    pay = table.open(table.people.jose).form.panel.pay
    table.press("Return", "P")
    assert "120.87" in pay.pix.payload
    assert not pay.pix.amount.isVisible()
    assert table.focused is pay.pix.code
    table.press("F10")
    assert table.screen.done is None
    table.press("9", "F", "3", "A", "F10")
    paid = payments.payment_view(table.ctx, table.agreement().payment_id or 0)
    assert paid.tenders == (Tender(Method.PIX, Money(120_87), "9F3A"),)


def test_the_code_follows_the_amount(table: Table) -> None:
    form = table.open(table.people.jose).form
    table.press("Return", "P")
    form.budget.monthly.setFocus()
    table.press("Return", "3")
    assert "15.80" in form.panel.pay.pix.payload


def test_another_means_forgets_what_was_typed_for_the_first(table: Table) -> None:
    pay = table.open(table.people.jose).form.panel.pay
    table.press("Return", "D", "2", "0", "0", "B", "F10")
    assert not pay.handed.text()
    paid = payments.payment_view(table.ctx, table.agreement().payment_id or 0)
    assert paid.tenders == (Tender(Method.DEBIT, Money(120_87)),)


# -- the discount and its ceiling


def test_ctrl_d_leads_to_the_discount(table: Table) -> None:
    form = table.open(table.people.jose).form
    table.ctrl("D")
    assert table.focused is form.discount.discount
    table.type("3")
    assert "Total R$ 766,30" in cells(table, 0)
    assert "Alçada Você pode fechar" in cells(table, 0)


def test_within_ones_ceiling_nobody_is_asked(table: Table) -> None:
    form = table.open(table.people.jose).form
    table.ctrl("D")
    table.type("3")
    table.press("Return", "Tab")
    form.board.columns[1].setFocus()
    table.press("1", "F10")
    assert table.agreement().discount == Money(23_70)


def test_above_the_ceiling_the_manager_releases_on_the_same_screen(table: Table) -> None:
    form = table.open(table.people.jose).form
    table.press("2", "0", "0", "Return", "1")
    assert form.release.isVisible()
    assert form.panel.primary.words == "Liberar o acordo"
    table.press("F10")
    assert table.focused is form.release.number
    table.type(str(MANAGER))
    table.press("Return")
    table.type("cliente antigo")
    table.press("Return")
    table.type("999999")
    table.press("F10")
    assert form.release.pin.error.startswith("Senha errada")
    assert form.budget.monthly.text() == "200,00"
    table.type(PINS[MANAGER])
    table.press("F10")
    made = table.agreement()
    assert (made.kind, made.discount, made.total) == (OfferKind.CASH, Money(39_50), Money(750_50))
    assert Agreement.get().release_id is not None


def test_above_the_managers_ceiling_it_is_the_owner(table_of: At) -> None:
    table = table_of(MANAGER)
    form = table.open(table.people.jose).form
    table.ctrl("D")
    table.type("12")
    form.board.columns[1].setFocus()
    table.press("1")
    assert form.release.number.accessibleName() == "Número de responsável"
    table.press("F10")
    table.type(str(OWNER))
    table.press("Return")
    table.type("negociação grande")
    table.press("Return")
    table.type(PINS[OWNER])
    table.press("F10")
    assert table.agreement().discount == Money(94_80)


def test_above_every_ceiling_nobody_gives_it(table: Table) -> None:
    form = table.open(table.people.jose).form
    table.ctrl("D")
    table.type("26")
    form.board.columns[1].setFocus()
    table.press("1")
    assert table.status() == "O desconto vai de 0% a 25,00%"
    table.press("F10")
    assert table.focused is form.discount.discount


# -- what another till did meanwhile


def test_what_changed_meanwhile_is_shown_again_and_nothing_typed_is_lost(
    table: Table, sqlite_shop: Context
) -> None:
    form = table.open(table.people.jose).form
    table.press("2", "0", "0", "Return", "2")
    a_payment(as_person(sqlite_shop, OWNER), table.people.jose)
    table.press("F10")
    assert "já foi paga" in form.panel.failure.paragraph.text
    assert form.panel.failure.isVisible()
    assert len(form.rows.table.marked_keys) == 4
    assert form.budget.monthly.text() == "200,00"
    assert spoken(form.rows.due.text()) == "R$ 660,43"
    table.press("F10")
    assert len(table.agreement().closed) == 4


def test_a_new_day_counts_anew(table: Table) -> None:
    form = table.open(table.people.jose).form
    table.press("2", "0", "0", "Return", "2")
    on_day(table.ctx, date(2026, 6, 10))
    table.press("F10")
    assert "O valor de hoje mudou" in form.panel.failure.paragraph.text
    assert form.budget.monthly.text() == "200,00"
    assert spoken(form.rows.due.text()) == "R$ 829,75"
    table.press("F10")
    assert table.agreement().signed_on == date(2026, 6, 10)


def test_other_settings_show_themselves(table: Table, sqlite_shop: Context) -> None:
    table.open(table.people.jose)
    owner = as_person(sqlite_shop, OWNER)
    changed = ShopSettings(agreement_down_payment=Rate.percent(10))
    settings.change_settings(owner, settings_order(owner, changed))
    table.press("F5")
    assert "Paga hoje R$ 80,58" in cells(table, 1)


def test_a_disk_that_is_full_keeps_everything_and_f5_tries_again(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = table.open(table.people.jose).form
    made = negotiate.make_agreement

    def full(_: Context, __: AgreementOrder) -> AgreementMade:
        raise DiskFull

    monkeypatch.setattr(negotiate, "make_agreement", full)
    table.press("2", "0", "0", "Return", "2", "F10")
    assert form.panel.failure.paragraph.text.startswith("O acordo não foi gravado.")
    assert "Tentar de novo, F5" in table.bar()
    monkeypatch.setattr(negotiate, "make_agreement", made)
    table.press("F5")
    assert table.agreement().total == Money(805_80)


def test_pressed_twice_it_is_one_agreement(table: Table) -> None:
    table.open(table.people.jose)
    table.press("Return", "2", "F10", "F10")
    assert agreements() == 1
    assert table.screen.done is not None


# -- coming and going


def test_leaving_asks_once_when_something_was_typed(table: Table) -> None:
    table.open(table.people.jose)
    table.press("Escape")
    assert table.dialogs.asked == []
    table.open(table.people.jose)
    table.press("2")
    table.dialogs.answer = False
    table.press("Escape")
    assert [question.title for question in table.dialogs.asked] == ["Sair sem gerar o acordo?"]
    assert table.where == Negotiation(table.people.jose)


@pytest.mark.parametrize(("key", "place"), [("F4", Receive), ("F2", NewSale)])
def test_other_keys_take_the_customer_along(
    table: Table, key: str, place: Callable[[int], Receive | NewSale]
) -> None:
    table.open(table.people.jose)
    table.press(key)
    assert isinstance(table.window.current, Elsewhere)
    assert table.where == place(table.people.jose)


def test_f8_again_changes_nothing(table: Table) -> None:
    table.open(table.people.jose)
    table.press("2", "0", "F8")
    assert table.where == Negotiation(table.people.jose)
    assert table.screen.form.budget.monthly.text() == "20"


def test_an_agreement_that_is_late_is_said_first(table: Table) -> None:
    table.open(table.people.jose)
    table.press("Return", "2", "F10")
    on_day(table.ctx, date(2026, 8, 12))
    who = table.open(table.people.jose).form.who
    assert who.agreement.accessibleName() == "em acordo"
    assert who.note.paragraph.text == "Acordo nº 1, de 09/06/2026: há parcela em atraso, de 09/07/2026."


def test_in_narrow_windows_every_field_is_still_reached(table: Table) -> None:
    form = table.open(table.people.jose).form
    table.window.resize(1024, 700)
    QApplication.processEvents()
    for edit in form.edits:
        assert isinstance(edit, QLineEdit)
        edit.setFocus()
        QApplication.processEvents()
        assert not edit.visibleRegion().isEmpty() or not edit.isVisible()


def test_people_without_a_till_are_told_who_receives(
    table_of: At, sqlite_shop: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crediario.domain.permissions import Role

    order = people.PersonOrder(new_id(), "Dora Reis", "Dora R.", Role.COLLECTOR, "925314")
    people.add_person(sqlite_shop, order)
    monkeypatch.setitem(PINS, 5, "925314")
    table = table_of(5)
    form = table.open(table.people.jose).form
    assert not form.panel.pay.isVisible()
    assert table.status() == "Seu acesso não recebe no caixa. Chame quem recebe."
    assert "Alçada Precisa do caixa" in cells(table, 0)
    table.press("Return", "2", "Return", "Return", "0", "F10")
    assert table.agreement().payment_id is None


def test_the_cashier_sees_the_ceilings(table: Table) -> None:
    form = table.open(table.people.jose).form
    assert [each.text() for each in form.discount.ceilings] == [
        "Caixa até 3%", "Gerência até 10%", "Responsável até 25%",
    ]  # fmt: skip
    assert form.discount.bar.accessibleName().startswith("Desconto de 5,0%.")
    assert table.ctx.operator.number == CASHIER
