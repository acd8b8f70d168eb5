import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crediario.db.connection import DatabaseBusy
from crediario.db.models import RecordAccess
from crediario.domain.credit.score import ScoreLine, ScoreLineKind
from crediario.domain.money import Money
from crediario.services.customers import ShowDocumentOrder, show_document
from crediario.services.search import search_customers
from crediario.ui import printing
from crediario.ui.customers import card_words
from crediario.ui.customers.card import CustomerCardScreen
from crediario.ui.customers.card_credit_words import heaviest
from crediario.ui.customers.form import CustomerFormScreen
from crediario.ui.messages import words
from crediario.ui.navigation import CustomerCard as CustomerCardPlace
from crediario.ui.navigation import CustomerForm, Home, Negotiation, NewSale, Receive
from crediario.ui.widgets.cells import Text
from crediario.ui.widgets.states import ErrorState, Skeleton
from tests.support.importing import LINES, a_file, brought_in
from tests.support.shop import MANAGER, as_person, new_id
from tests.ui.customers.counter import Counter
from tests.ui.support import press
from tests.ui.windows import ALT, CTRL, Elsewhere


def texts(screen: CustomerCardScreen) -> list[list[str]]:
    """What the open rows say, cell by cell."""
    model = screen.tabs.open_rows.rows_model
    shown = range(1, model.columnCount())
    return [[model.cell(row, column).text for column in shown] for row in range(model.rowCount())]


def cents(written: str) -> int:
    return int(written.replace(".", "").replace(",", "")) if written != "—" else 0


def test_the_open_rows_add_up_to_the_footer_and_to_the_card_above(counter: Counter) -> None:
    screen = counter.card(counter.people.maria)
    rows = texts(screen)
    assert rows[0] == ["12/05/2026", "1", "5/10", "28 dias", "139,80", "2,79", "1,30", "143,89"]
    assert rows[1] == ["20/05/2026", "2", "1/6", "20 dias", "70,00", "1,40", "0,46", "71,86"]
    assert rows[2][3:] == ["em 3 dias", "139,80", "—", "—", "139,80"]
    assert rows[-1][3] == "a vencer"
    for row in rows:
        assert cents(row[4]) + cents(row[5]) + cents(row[6]) == cents(row[7])
    whole = Money(sum(cents(row[7]) for row in rows))
    late = Money(sum(cents(row[7]) for row in rows[:2]))
    assert screen.tabs._late_total.text() == "R$\N{NO-BREAK SPACE}215,75"
    assert late == Money(215_75)
    assert whole == Money(1264_75)
    assert screen.tabs._whole_total.text() == "R$\N{NO-BREAK SPACE}1.264,75"


def test_the_head_says_who_and_how_they_stand(counter: Counter) -> None:
    screen = counter.card(counter.people.maria)
    assert screen.head._name.text() == "Maria das Graças Oliveira"
    assert screen.head._standing.accessibleName() == "2 parcelas em atraso"
    assert "***." in screen.head._number.text()
    assert "(34) 9 9812-4471   cliente há" not in screen.head._number.text()
    assert screen.missing.isHidden()


def test_a_purchase_of_another_system_says_what_nobody_knows_of_it(counter: Counter, tmp_path: Path) -> None:
    own = counter.card(counter.people.maria)
    counter.press("2", modifier=ALT)
    assert own.tabs.without_rate.isHidden()
    brought_in(as_person(counter.ctx, MANAGER), a_file(tmp_path, LINES))
    found = search_customers(counter.ctx, "Ana Lima").customers[0]
    screen = counter.card(found.id)
    counter.press("2", modifier=ALT)
    assert "taxa não foi informada" in screen.tabs.without_rate.paragraph.text
    assert screen.tabs.without_rate.isVisible()
    day = screen.tabs.purchases.rows_model.cell(0, 0)
    assert isinstance(day, Text)
    assert day.hint == "data estimada"


def test_the_whole_cpf_is_shown_only_when_asked(counter: Counter) -> None:
    screen = counter.card(counter.people.maria)
    screen.head.show_number.click()
    whole = show_document(counter.ctx, ShowDocumentOrder(new_id(), counter.people.maria)).document
    assert whole is not None
    assert whole in screen.head._number.text()
    counter.press("F5")
    assert whole not in screen.head._number.text()


def test_punctuality_and_the_most_ever_owed(counter: Counter) -> None:
    side = counter.card(counter.people.maria).timeline
    assert side._on_time.text() == "4 de 4 parcelas pagas em dia"
    assert side._delay.text() == "Atraso médio 8 dias · maior 28 dias"
    assert side._strip.accessibleName() == "Pontualidade: 4 em dia, 2 com mais de 15 dias"
    assert side._peak.text() == "Maior acúmulo R$\N{NO-BREAK SPACE}1.398,00 em 2 compras"


def test_limit_and_what_takes_it(counter: Counter) -> None:
    box = counter.card(counter.people.maria).limit
    assert box._limit.text() == "de R$\N{NO-BREAK SPACE}500,00"
    assert box._free.text() == "R$\N{NO-BREAK SPACE}0,00"
    assert box._why.text() == "R$\N{NO-BREAK SPACE}758,80 acima do limite"
    assert box._late.accessibleName() == "209,80 em atraso"
    free = counter.card(counter.people.marli).limit
    assert free._free.text() == "R$\N{NO-BREAK SPACE}500,00"
    assert free._why.text() == "limite inicial, ainda sem análise"


def test_the_reasons_shown_add_up_to_the_score(counter: Counter) -> None:
    card = counter.card(counter.people.maria)
    said = [reason._points.text() for reason in card.score._reasons if not reason.isHidden()]
    points = [int(each.replace("−", "-")) for each in said]
    assert 500 + sum(points) == int(card.score._total.text())
    assert card.score._meter.accessibleName() == f"Score {card.score._total.text()} de 1000"


def test_what_pulls_the_score_down_is_not_hidden_behind_what_lifts_it() -> None:
    lines = tuple(
        ScoreLine(kind, figures, points)
        for kind, figures, points in (
            (ScoreLineKind.ON_TIME, (7, 9), 98),
            (ScoreLineKind.HOUSE, (0, 2), 8),
            (ScoreLineKind.LOW_USE, (6,), 60),
            (ScoreLineKind.LATE_NOW, (1, 4), -90),
            (ScoreLineKind.LATE_SHORT, (2,), -28),
        )
    )
    assert [each.points for each in heaviest(lines, 4)] == [98, 60, -90]
    assert heaviest(lines, 5) == lines


def test_every_reason_of_the_score_is_read_without_the_mouse(counter: Counter) -> None:
    card = counter.card(counter.people.maria)
    counter.press("5", modifier=ALT)
    page = card.tabs.credit
    assert page.why_score.isVisible()
    points = [int(each.replace("−", "-")) for each in re.findall(r"[+−]\d+(?=  )", page.why_score.text())]
    assert points
    assert 500 + sum(points) == int(card.score._total.text())


def test_the_weightiest_alerts_are_shown_and_the_others_named(counter: Counter) -> None:
    box = counter.card(counter.people.maria).alerts
    shown = [line._title.text() for line in box._lines if not line.isHidden()]
    assert shown == ["Limite parado", "Primeira parcela em aberto"]
    assert box._count.text() == "5"
    assert "próxima parcela vence em 3 dias" in box._more.text()
    nothing = counter.card(counter.people.marcos).alerts
    assert not nothing._none.isHidden()


def test_what_happened_stands_beside_the_rows(counter: Counter) -> None:
    side = counter.card(counter.people.maria).timeline
    model = side.table.rows_model
    told = [model.cell(row, 0).text for row in range(model.rowCount())]
    assert told[0] == "Cadastro feito"
    assert told[1] == "Compra de R$\N{NO-BREAK SPACE}420,00 em 6×"
    assert told.count("Pagou R$\N{NO-BREAK SPACE}139,80") == 4
    assert model.cell(1, 1).text == "20/04"


def test_people_and_files_have_their_own_pages_and_keys(counter: Counter) -> None:
    card = counter.card(counter.people.maria)
    counter.press("6", modifier=ALT)
    assert card.tabs.panel is card.tabs.people
    assert "Novo avalista" in counter.bar()
    assert "Marcar para receber" not in counter.bar()
    counter.press("N", modifier=CTRL)
    assert card.tabs.people.is_inside
    counter.press("Escape")
    assert not card.tabs.people.is_inside
    assert counter.on(CustomerCardScreen) is card
    counter.press("7", modifier=ALT)
    assert "Anexar" in counter.bar()
    counter.press("Escape")
    assert counter.window.here != CustomerCardPlace(counter.people.maria)


def test_each_opening_is_written_down_once(counter: Counter) -> None:
    def openings() -> int:
        return RecordAccess.select().where(RecordAccess.opened == "card").count()

    counter.card(counter.people.maria)
    counter.press("F5")
    assert openings() == 1
    counter.press("Escape")
    counter.card(counter.people.maria)
    assert openings() == 2


def test_in_a_narrow_window_the_timeline_is_a_page(counter: Counter) -> None:
    counter.window.resize(1366, 768)
    card = counter.card(counter.people.maria)
    pages = card.tabs.count
    assert card.timeline.isVisible()
    counter.window.resize(1024, 700)
    QApplication.processEvents()
    assert card.tabs.count == pages + 1
    assert not card.timeline.isVisible()
    counter.press(str(pages + 1), modifier=ALT)
    assert card.timeline.isVisible()
    counter.window.resize(1366, 768)
    QApplication.processEvents()
    assert card.tabs.count == pages
    assert card.timeline.isVisible()


def test_space_marks_and_the_sum_of_the_marked_follows(counter: Counter) -> None:
    screen = counter.card(counter.people.maria)
    assert screen.tabs.open_rows.hasFocus()
    counter.press("Space", "Down", "Space")
    assert screen.tabs._marked.text() == "2 marcadas: R$\N{NO-BREAK SPACE}215,75"
    counter.press("F5")
    assert screen.tabs._marked.text() == "2 marcadas: R$\N{NO-BREAK SPACE}215,75"


def test_f4_receives_f10_presses_the_same_blue_button_and_f2_sells(counter: Counter) -> None:
    for key in ("F4", "F10"):
        counter.card(counter.people.maria)
        counter.press(key)
        assert counter.on(Elsewhere).where == Receive(counter.people.maria)
    counter.card(counter.people.maria)
    counter.press("F2")
    assert counter.on(Elsewhere).where == NewSale(counter.people.maria)


def test_f8_negotiates_with_whoever_is_late(counter: Counter) -> None:
    screen = counter.card(counter.people.maria)
    assert screen.head.negotiate.isVisible()
    assert not screen.head.agreement.isVisible()
    counter.press("F8")
    assert counter.on(Elsewhere).where == Negotiation(counter.people.maria)
    assert not counter.card(counter.people.marli).head.negotiate.isVisible()


def test_f4_takes_the_marked_rows_along(counter: Counter) -> None:
    screen = counter.card(counter.people.maria)
    counter.press("Down", "Space", "Down", "Space")
    rows = screen.tabs.open_rows.rows()
    counter.press("F4")
    marked = (rows[1].installment_id, rows[2].installment_id)
    assert counter.on(Elsewhere).where == Receive(counter.people.maria, marked=marked)


def test_alt_turns_the_pages_and_the_bar_follows(counter: Counter) -> None:
    screen = counter.card(counter.people.maria)
    assert "2ª via do carnê, F9" in counter.bar()
    assert "Marcar para receber" in counter.bar()
    counter.press("2", modifier=ALT)
    assert screen.tabs.purchases.hasFocus()
    assert [each.contract_number for each in screen.tabs.purchases.rows()] == [2, 1]
    assert "Marcar para receber" not in counter.bar()
    counter.press("3", modifier=ALT)
    assert "2ª via do recibo, F9" in counter.bar()
    assert len(screen.tabs.payments.rows()) == 4


def test_nothing_open_says_so_and_offers_to_sell(counter: Counter) -> None:
    screen = counter.card(counter.people.marli)
    assert screen.tabs.panes[0].currentWidget() is screen.tabs.panes[0].empty
    assert not screen.head.receive.isEnabled()
    assert screen.head._standing.accessibleName() == "Em dia"
    assert "Marcar" not in counter.bar()


def test_an_incomplete_record_names_what_is_missing_and_the_way(counter: Counter) -> None:
    screen = counter.card(counter.people.marcos)
    assert screen.missing.isVisible()
    assert "CPF ou CNPJ, data de nascimento" in screen.missing.paragraph.text
    counter.press("E", modifier=CTRL)
    assert counter.on(CustomerFormScreen).customer_id == counter.people.marcos
    assert counter.window.here == CustomerForm(counter.people.marcos)


def test_f9_opens_the_carne_of_the_row_and_the_receipt_of_a_payment(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    monkeypatch.setattr(printing, "open_content", lambda content, name: bool(opened.append(name)) or True)
    counter.card(counter.people.maria)
    counter.press("Down", "F9")
    counter.press("3", modifier=ALT)
    counter.press("F9")
    assert opened == ["carne-2", "recibo-000.004"]


def test_a_silent_printer_is_told_and_nothing_else_happens(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "print_on", lambda *_: False)
    counter.card(counter.people.maria)
    counter.press("F9")
    assert counter.window.toaster.text.startswith("A impressora não aceitou o papel.")


def test_esc_goes_back(counter: Counter) -> None:
    counter.card(counter.people.maria)
    counter.press("Escape")
    assert counter.on(Elsewhere).where == Home()


def test_while_it_comes_bars_and_where_it_fails_a_way_to_try_again(counter: Counter) -> None:
    screen = counter.card(counter.people.maria)
    screen.pane.wait()
    screen.pane._timer.timeout.emit()
    assert isinstance(screen.pane.currentWidget(), Skeleton)
    screen.pane.show_failure(words(DatabaseBusy()), screen.reload)
    assert isinstance(screen.pane.currentWidget(), ErrorState)
    counter.press("F5")
    assert screen.pane.currentWidget() is screen.pane.content


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (date(2019, 6, 9), "cliente há 7 anos"),
        (date(2019, 6, 10), "cliente há 6 anos"),
        (date(2025, 6, 9), "cliente há 1 ano"),
        (date(2026, 3, 9), "cliente há 3 meses"),
        (date(2026, 5, 9), "cliente há 1 mês"),
        (date(2026, 5, 10), "cliente desde 10/05/2026"),
        (date(2026, 6, 9), "cliente desde hoje"),
    ],
)
def test_how_long_somebody_is_a_customer(since: date, said: str) -> None:
    assert card_words.since_words(since, date(2026, 6, 9)) == said


def test_enter_in_the_list_does_nothing_by_itself(counter: Counter) -> None:
    screen = counter.card(counter.people.maria)
    press(screen.tabs.open_rows, Qt.Key.Key_Return)
    assert counter.on(CustomerCardScreen) is screen
