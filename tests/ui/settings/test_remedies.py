"""A paper the shop's data are too short for leads whoever may to the field that is missing."""

from collections.abc import Callable, Iterator

import pytest

from crediario.domain.issuing import ProfileMissing, ShopFieldMissing
from crediario.services.core import Context
from crediario.services.papers import PaperOrder
from crediario.ui.issued_papers import Paper
from crediario.ui.navigation import ShopData
from crediario.ui.paper_shelf import PaperShelf
from crediario.ui.remedies import shop_data_for
from crediario.ui.settings.shop_screen import ShopScreen
from tests.support.shop import CASHIER, MANAGER, as_person
from tests.ui.settings.office import Office
from tests.ui.windows import Elsewhere

Shelf = Callable[[Office], PaperShelf]


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    made: list[PaperShelf] = []

    def of(office: Office) -> PaperShelf:
        assert office.window.shell is not None
        made.append(PaperShelf(office.window.shell, "Documentos da venda", "A venda está salva."))
        return made[-1]

    yield of
    for each in made:
        each.deleteLater()


def without_city(_: Context, order: PaperOrder) -> None:
    raise ShopFieldMissing("city")


def keys_of(shelf: PaperShelf) -> list[str]:
    actions = shelf.keys()
    return [action.id for action in actions]


CONTRACT = Paper("contract", "Contrato", "duas vias", 1, without_city)  # type: ignore[arg-type]


def test_only_whoever_may_edit_is_led_there(sqlite_shop: Context) -> None:
    manager = as_person(sqlite_shop, MANAGER).operator
    assert shop_data_for(ShopFieldMissing("contact"), manager) == ShopData("contact")
    assert shop_data_for(ProfileMissing(), manager) == ShopData("cnpj")
    assert shop_data_for(ShopFieldMissing("city"), as_person(sqlite_shop, CASHIER).operator) is None


def test_the_shelf_of_a_sale_leads_to_the_field(office: Office, shelf: Shelf) -> None:
    papers = shelf(office)
    papers.issue([CONTRACT])
    assert "Falta a cidade nos dados da loja" in papers.failure.paragraph.text
    assert not papers.complete.isHidden()
    assert "shop_data" in keys_of(papers)
    papers.complete.click()
    assert isinstance(office.window.current, ShopScreen)
    assert office.window.current.form.city.hasFocus()


def test_at_the_counter_the_shelf_only_says_what_is_missing(counter: Office, shelf: Shelf) -> None:
    papers = shelf(counter)
    papers.issue([CONTRACT])
    assert "Falta a cidade nos dados da loja" in papers.failure.paragraph.text
    assert papers.complete.isHidden()
    assert "shop_data" not in keys_of(papers)


def test_elsewhere_the_question_leads_there_too(office: Office) -> None:
    office.dialogs.answer = False
    office.window._refused(office.window, ShopFieldMissing("uf"))
    assert office.dialogs.asked[-1].yes == "Completar dados da loja"
    assert isinstance(office.window.current, Elsewhere)
    office.dialogs.answer = True
    office.window._refused(office.window, ShopFieldMissing("uf"))
    assert isinstance(office.window.current, ShopScreen)
    assert office.window.current.form.uf.hasFocus()
    assert not office.dialogs.warned
