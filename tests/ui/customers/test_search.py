import pytest
from PySide6.QtWidgets import QApplication

from crediario.services.search import FoundCarne, FoundCustomer, SearchPage
from crediario.ui.customers.form import CustomerFormScreen
from crediario.ui.customers.search import SearchPalette
from crediario.ui.customers.search_rows import Register, digit_spans, register_words, word_spans
from crediario.ui.navigation import CustomerCard, CustomerForm, Negotiation, NewSale, Receive
from crediario.ui.widgets.cells import Marked
from tests.ui.customers.counter import Counter
from tests.ui.support import type_text
from tests.ui.windows import CTRL, Elsewhere


def marked(text: str, *terms: str) -> list[str]:
    return [text[start:end] for start, end in word_spans(text, terms)]


@pytest.mark.parametrize(
    ("name", "terms", "found"),
    [
        ("Maria das Graças Oliveira", ("mar", "gra"), ["Mar", "Gra"]),
        ("Zoé D'Ávila", ("avila",), ["Ávila"]),
        ("Conceição Nunes", ("conceicao",), ["Conceição"]),
        ("José Guimarães", ("mar",), ["mar"]),
        ("Straße", ("strass",), ["Straß"]),
        ("Ana", ("zé",), []),
        ("", ("a",), []),
    ],
)
def test_what_was_typed_is_marked_in_the_name(name: str, terms: tuple[str, ...], found: list[str]) -> None:
    assert marked(name, *terms) == found


def test_figures_are_marked_across_the_punctuation_of_a_telephone() -> None:
    assert list(digit_spans("(34) 9 9812-4471", ("124471", "x"))) == [(9, 16)]
    assert list(digit_spans("(34) 9 9812-4471", ("777",))) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("mar gra", "Cadastrar novo cliente “mar gra”"),
        ("123.456", "Cadastrar novo cliente"),
        ("529.982.247-25", "Cadastrar novo cliente “529.982.247-25”"),
        ("12abc34501DE35", "Cadastrar novo cliente “12abc34501DE35”"),
        ("", "Cadastrar novo cliente"),
        ("x" * 10_000, f"Cadastrar novo cliente “{'x' * 40}…”"),
    ],
)
def test_registering_takes_a_name_or_a_whole_document_over(typed: str, said: str) -> None:
    assert register_words(typed) == said


def test_the_text_typed_elsewhere_goes_on_with_the_caret_at_its_end(counter: Counter) -> None:
    palette = counter.find("mar")
    type_text(palette.search, " gra")
    assert palette.search.text() == "mar gra"
    names = [each.name for each in palette.table.rows() if isinstance(each, FoundCustomer)]
    assert names[:2] == ["Maria das Graças Oliveira", "Marli Graciano de Melo"]
    assert "Marcos Vinícius Granado" in names


def test_a_line_tells_who_how_they_stand_and_what_is_open(counter: Counter) -> None:
    palette = counter.find("graças")
    model = palette.table.rows_model
    assert isinstance(model.cell(0, 0), Marked)
    line = [model.cell(0, column).text for column in range(6)]
    assert line[0] == "Maria das Graças Oliveira"
    assert line[1].startswith("***.")
    assert line[2:] == ["(34) 9 9812-4471", "Centro", "2 em atraso", "1.258,80"]


def test_the_next_slip_of_the_best_one_is_listed_with_what_it_costs_today(counter: Counter) -> None:
    palette = counter.find("graças")
    place = next(n for n, each in enumerate(palette.table.rows()) if isinstance(each, FoundCarne))
    model = palette.table.rows_model
    assert model.cell(place, 0).text == "Carnê 1 · Maria das Graças Oliveira · parcela 5 de 10"
    assert (model.cell(place, 4).text, model.cell(place, 5).text) == ("28 dias", "143,89")


def test_the_arrows_walk_past_the_titles_without_leaving_the_field(counter: Counter) -> None:
    palette = counter.find("graças")
    counter.press("Down")
    assert isinstance(palette.table.current_row(), FoundCarne)
    counter.press("Down", "Down")
    assert isinstance(palette.table.current_row(), Register)
    counter.press("Up")
    assert isinstance(palette.table.current_row(), FoundCarne)
    assert palette.search.hasFocus()


def test_four_figures_and_enter_open_the_ficha(counter: Counter) -> None:
    counter.find("")
    counter.press("4", "4", "7", "1", "Return")
    assert counter.window.here == CustomerCard(counter.people.maria)


def test_f4_receives_and_f2_sells(counter: Counter) -> None:
    counter.find("marli")
    counter.press("F4")
    assert counter.on(Elsewhere).where == Receive(counter.people.marli)
    counter.find("graças")
    counter.press("F2")
    assert counter.on(Elsewhere).where == NewSale(counter.people.maria)


def test_from_receber_without_anybody_enter_goes_on_receiving(counter: Counter) -> None:
    counter.window.open_receive()
    counter.find("4471")
    counter.press("Return")
    assert counter.on(Elsewhere).where == Receive(counter.people.maria)


def test_from_negociar_without_anybody_enter_goes_on_negotiating(counter: Counter) -> None:
    counter.window.open(Negotiation())
    counter.find("maria")
    counter.press("Return")
    assert counter.on(Elsewhere).where == Negotiation(counter.people.maria)


def test_f8_negotiates_with_the_one_found(counter: Counter) -> None:
    counter.find("maria")
    counter.press("F8")
    assert counter.on(Elsewhere).where == Negotiation(counter.people.maria)


def test_nobody_found_offers_to_register_with_the_name(counter: Counter) -> None:
    palette = counter.find("marja")
    assert not palette.table.isVisible()
    assert palette.empty.isVisible()
    assert palette.register.words == "Cadastrar novo cliente “marja”"
    counter.press("N", modifier=CTRL)
    assert counter.on(CustomerFormScreen).fields.essential.name.value() == "marja"
    assert counter.window.here == CustomerForm(name="marja")


def test_nobody_found_by_cpf_need_not_be_typed_again(counter: Counter) -> None:
    palette = counter.find("52998224725")
    assert palette.register.words == "Cadastrar novo cliente “52998224725”"
    counter.press("N", modifier=CTRL)
    form = counter.on(CustomerFormScreen)
    assert form.fields.document.text() == "529.982.247-25"
    assert QApplication.focusWidget() is form.fields.essential.name
    counter.press("Escape")
    assert counter.dialogs.asked == []


def test_without_text_those_attended_last_come(counter: Counter) -> None:
    palette = counter.find("")
    assert palette.table.rows_model.cell(0, 0).text == "Atendidos por último"
    names = [each.name for each in palette.table.rows() if isinstance(each, FoundCustomer)]
    assert "Maria das Graças Oliveira" in names


def test_somebody_incomplete_is_told_as_such(counter: Counter) -> None:
    palette = counter.find("granado")
    assert palette.table.rows_model.cell(0, 4).text == "Incompleto"


def test_a_mistyped_slip_is_said_in_words(counter: Counter) -> None:
    palette = counter.find("7702000001005000")
    assert palette.empty.isVisible()
    assert not palette.table.isVisible()


@pytest.mark.parametrize("text", ["x" * 10_000, "a\0b", "😀 maria", "<b>mar</b>", "=1+1", "%_'\"; --"])
def test_any_text_is_only_text(counter: Counter, text: str) -> None:
    palette = counter.find(text)
    assert palette.isVisible()
    assert counter.dialogs.bugs == []


def test_esc_closes_it_and_the_screen_below_stays(counter: Counter) -> None:
    counter.window.open_receive(counter.people.marli)
    counter.find("mar")
    counter.press("Escape")
    assert counter.window.overlay.content is None
    assert counter.on(Elsewhere).where == Receive(counter.people.marli)


def test_enter_pressed_before_the_answer_takes_its_first(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SearchPalette, "debounce_ms", 60_000)
    palette = counter.find("")
    type_text(palette.search, "4471")
    assert palette._asked == "4471"
    counter.press("Return")
    assert counter.window.here == CustomerCard(counter.people.maria)


def test_an_answer_to_an_older_text_is_let_go(counter: Counter) -> None:
    palette = counter.find("graças")
    shown = palette.table.rows()
    palette._show_page("grac", SearchPage())
    assert palette.table.rows() == shown
    assert palette.table.isVisible()
