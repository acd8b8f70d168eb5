from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from crediario.domain.money import Money, Rate
from crediario.domain.permissions import PERMISSIONS
from crediario.services.core import Context
from crediario.services.settings import profile_in_force, settings_in_force
from crediario.services.setup import FirstPerson, ShopReady, ShopSetup, needs_setup, set_up_shop
from crediario.services.users import SignIn, sign_in
from crediario.ui.setup.assistant import AssistantPage
from crediario.ui.setup.words import SHOWN_PERMISSIONS
from crediario.ui.theme import Scheme, Theme
from tests.support import shop
from tests.ui.setup.desks import ENTER, ESC, Desk, make_desk, shut, texts_cut
from tests.ui.support import press_in, type_text

SHOP = (
    "12345678000195", "Casa Aurora", "Casa Aurora Ltda", "38700002", "Rua Major Gote, 850", "Centro",
    "Patos de Minas", "mg", "3438210000", "34999000850", "pix@casaaurora.example",
)  # fmt: skip
PIN, PASSWORD = "271828", "gerente da casa aurora"
PERSON = ("Cláudia Ribeiro", "Cláudia R.", PIN, PIN, PASSWORD, PASSWORD)


@pytest.fixture
def page(new_place: Desk) -> AssistantPage:
    page = AssistantPage(new_place.window.shell_for(new_place.ctx), new_place.handed.append)
    new_place.show(page)
    return page


@pytest.fixture
def at_plans(new_place: Desk, page: AssistantPage) -> AssistantPage:
    new_place.fill(*SHOP, *PERSON)
    assert page.shown == 2
    return page


def said(page: AssistantPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def enter_to_the_end(desk: Desk, page: AssistantPage) -> None:
    for _ in range(30):
        if page.shown != 2:
            return
        desk.press(ENTER)


# -- the whole way -------------------------------------------------------------------------------------------


def test_from_nothing_to_the_first_sign_in_by_keyboard_alone(new_place: Desk, page: AssistantPage) -> None:
    assert "Passo 1 de 3" in said(page)
    new_place.fill(*SHOP)
    assert "Passo 2 de 3" in said(page)
    new_place.fill(*PERSON)
    assert "Passo 3 de 3" in said(page)
    enter_to_the_end(new_place, page)
    assert page.ready.who.text() == "Cláudia Ribeiro"
    new_place.press(ENTER)
    ready = new_place.handed[0]
    assert (ready.number, ready.name) == (1, "Cláudia Ribeiro")
    profile = profile_in_force(new_place.ctx)
    assert profile is not None
    assert (profile.cnpj, profile.uf, profile.cep, profile.pix_key) == (
        "12345678000195", "MG", "38700002", "pix@casaaurora.example",
    )  # fmt: skip
    assert (profile.phone, profile.whatsapp) == ("(34) 3821-0000", "(34) 9 9900-0850")
    operator = sign_in(new_place.ctx, SignIn(shop.new_id(), 1, PIN)).operator
    assert operator.short_name == "Cláudia R."


def test_what_is_shown_on_paper_follows_the_typing(new_place: Desk, page: AssistantPage) -> None:
    assert page.shop.paper.lines[0].text() == "Nome da loja"
    new_place.fill(*SHOP[:9])
    assert [line.text() for line in page.shop.paper.lines] == [
        "Casa Aurora",
        "Casa Aurora Ltda",
        "CNPJ 12.345.678/0001-95",
        "Rua Major Gote, 850, Centro",
        "Patos de Minas, MG · 38700-002",
        "(34) 3821-0000",
    ]


def test_esc_goes_back_and_keeps_what_was_typed(new_place: Desk, page: AssistantPage) -> None:
    new_place.press(ESC)
    assert page.shown == 0, "nothing to go back to"
    new_place.fill(*SHOP, *PERSON[:3])
    new_place.press(ESC)
    assert (page.shown, page.shop.form.city.value()) == (0, "Patos de Minas")
    new_place.press(Qt.Key.Key_F10)
    assert (page.shown, page.person.name.value(), page.person.pin.text()) == (1, "Cláudia Ribeiro", PIN)


def test_the_legal_name_is_the_shops_own_when_there_is_no_other(new_place: Desk, page: AssistantPage) -> None:
    new_place.fill(SHOP[0], SHOP[1], "", *SHOP[3:])
    assert page.shop.profile().legal_name == "Casa Aurora"


# -- step 1 --------------------------------------------------------------------------------------------------


def test_a_wrong_cnpj_is_said_and_not_left(new_place: Desk, page: AssistantPage) -> None:
    new_place.fill("12345678000196")
    assert page.shop.form.cnpj.error == "CNPJ inválido"
    assert new_place.focus is page.shop.form.cnpj


def test_the_cnpj_with_letters_is_one_too(new_place: Desk, page: AssistantPage) -> None:
    new_place.fill("12abc34501de35")
    assert page.shop.form.cnpj.text() == "12.ABC.345/01DE-35"
    assert new_place.focus is page.shop.form.name


def test_what_the_law_asks_for_cannot_be_left_out(new_place: Desk, page: AssistantPage) -> None:
    new_place.press(Qt.Key.Key_F10)
    step = page.shop.form
    assert [edit.error for edit in (step.cnpj, step.name, step.street, step.city, step.uf)] == [
        "Falta o CNPJ", "Falta o nome da loja", "Faltam rua e número", "Falta a cidade", "Falta a UF",
    ]  # fmt: skip
    assert (page.shown, new_place.focus) == (0, step.cnpj)
    assert not step.phone.error


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("12345678000195", "é um CNPJ"),
        ("+5534999000850", "é um telefone"),
        ("Pix@CasaAurora.example", "é um e-mail"),
        ("123e4567-e89b-12d3-a456-426614174000", "é uma chave aleatória"),
        ("(34) 9 9900-0850", "aleatória, CNPJ, e-mail ou telefone"),
    ],
)
def test_the_kind_of_pix_key_is_recognised(page: AssistantPage, key: str, hint: str) -> None:
    type_text(page.shop.form.pix_key, key)
    assert page.shop.form.pix_field.hint.text() == hint


def test_a_punctuated_pix_key_is_refused_with_the_way_to_write_it(page: AssistantPage) -> None:
    type_text(page.shop.form.pix_key, "12.345.678/0001-95")
    assert not page.shop.form.pix_key.check()
    assert page.shop.form.pix_key.error == "Chave Pix inválida: sem pontos nem traços, telefone com +55"


# -- step 2 --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pin", "error"),
    [
        ("123456", "Fácil de adivinhar: evite sequências e repetições"),
        ("111111", "Fácil de adivinhar: evite sequências e repetições"),
        ("120588", "Parece uma data: evite aniversários"),
        ("2718", "A senha tem 6 números"),
    ],
)
def test_easy_digits_are_refused_with_words(
    new_place: Desk, page: AssistantPage, pin: str, error: str
) -> None:
    new_place.fill(*SHOP, *PERSON[:2], pin)
    assert (page.person.pin.error, new_place.focus) == (error, page.person.pin)


def test_digits_and_password_are_typed_twice_alike(new_place: Desk, page: AssistantPage) -> None:
    new_place.fill(*SHOP, *PERSON[:3], "314159")
    assert page.person.pin_again.error == "Os números não são os mesmos"
    new_place.fill(PIN, PASSWORD, "outra senha longa")
    assert page.person.password_again.error == "As senhas não são iguais"
    assert page.shown == 1
    new_place.fill(PASSWORD)
    assert page.shown == 2


def test_a_first_password_changed_afterwards_is_compared_again(new_place: Desk, page: AssistantPage) -> None:
    new_place.fill(*SHOP, *PERSON)
    new_place.press(ESC)
    page.person.password.setText("uma senha diferente")
    new_place.press(Qt.Key.Key_F10)
    assert (page.shown, page.person.password_again.error) == (1, "As senhas não são iguais")


def test_the_short_name_follows_until_written_by_hand(page: AssistantPage) -> None:
    type_text(page.person.name, "Cláudia Ribeiro")
    assert page.person.short_name.text() == "Cláudia R."
    page.person.short_name.clear()
    type_text(page.person.short_name, "Clau")
    type_text(page.person.name, " Souza")
    assert page.person.short_name.text() == "Clau"


def test_only_permissions_that_exist_are_listed() -> None:
    assert {permission for permission, _ in SHOWN_PERMISSIONS} <= set(PERMISSIONS)


# -- step 3 --------------------------------------------------------------------------------------------------


def test_the_example_is_what_the_till_would_charge(at_plans: AssistantPage) -> None:
    example, late = at_plans.plan.example, at_plans.plan.late
    assert (example.fine.value.text(), example.interest.value.text()) == ("2,00", "1,00")
    assert example.total.value.text() == "R$\u00a0103,00"
    late.interest.set_value(Rate.percent("0.5"))
    assert example.total.value.text() == "R$\u00a0102,50"
    late.grace.set_value(30)
    assert example.total.value.text() == "R$\u00a0100,00"


def test_plans_and_late_rules_are_kept_as_edited(new_place: Desk, at_plans: AssistantPage) -> None:
    rows = at_plans.plan.plans.rows
    rows[1].rate.set_value(Rate.percent("0.80"))
    rows[2].offered.setChecked(False)
    rows[3].price.set_value(Money(700_00))
    at_plans.plan.late.grace.set_value(3)
    enter_to_the_end(new_place, at_plans)
    settings = settings_in_force(new_place.ctx)
    assert [plan.count for plan in settings.offered_plans] == [6, 10]
    assert settings.plans[1].rate == Rate.percent("0.80")
    assert settings.plans[3].min_price == Money(700_00)
    assert (settings.late_fine, settings.late_interest, settings.grace_days) == (
        Rate.percent(2), Rate.percent(1), 3,
    )  # fmt: skip


def test_high_rates_are_warned_about_plan_by_plan(at_plans: AssistantPage) -> None:
    rows, warning = at_plans.plan.plans.rows, at_plans.plan.warning
    assert not warning.isVisible()
    rows[1].rate.set_value(Rate.percent("0.95"))
    assert warning.paragraph.text.startswith("10×: A taxa passa de 12% ao ano.")
    rows[2].rate.set_value(Rate.percent("1.50"))
    assert warning.paragraph.text.startswith("12×: A taxa passa de 1,00% ao mês: só responsável")
    rows[2].offered.setChecked(False)
    assert warning.paragraph.text.startswith("10×")
    rows[1].rate.set_value(Rate.ZERO)
    assert not warning.isVisible()
    assert rows[1].offered.text() == "10× sem juros"


def test_the_laws_ceilings_and_empty_values_hold_the_step(new_place: Desk, at_plans: AssistantPage) -> None:
    plan = at_plans.plan
    plan.late.fine.setText("3")
    new_place.press(Qt.Key.Key_F10)
    assert plan.late.fine.error == "A multa máxima é de 2,00%"
    plan.late.fine.set_value(Rate.percent(2))
    plan.plans.rows[0].price.clear()
    new_place.press(Qt.Key.Key_F10)
    assert "Falta um valor no plano de 6×" in said(at_plans)
    plan.plans.rows[0].price.set_value(Money.ZERO)
    plan.plans.rows[0].share.setText("150")
    new_place.press(Qt.Key.Key_F10)
    assert "100,00%" in plan.plans.rows[0].share.error
    assert (at_plans.shown, new_place.focus) == (2, plan.plans.rows[0].share)


def test_a_shop_without_plans_is_no_shop(new_place: Desk, at_plans: AssistantPage) -> None:
    for row in at_plans.plan.plans.rows:
        row.offered.setChecked(False)
    new_place.press(Qt.Key.Key_F10)
    assert "Ofereça pelo menos um plano" in said(at_plans)
    assert needs_setup(new_place.ctx)


# -- writing -------------------------------------------------------------------------------------------------


def test_a_refusal_lands_on_its_step_and_field(
    new_place: Desk, at_plans: AssistantPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_plans.person, "person", lambda: FirstPerson("Cláudia", "", "123456", PASSWORD))
    new_place.press(Qt.Key.Key_F10)
    assert (at_plans.shown, new_place.focus) == (1, at_plans.person.pin)
    assert at_plans.person.pin.error.startswith("Fácil de adivinhar")
    monkeypatch.undo()
    at_plans.person.pin.set_error("")
    new_place.press(Qt.Key.Key_F10, 2)
    assert at_plans.shown == 3, "a new id for the new try"
    assert not needs_setup(new_place.ctx)


def test_a_shop_set_up_meanwhile_is_told_in_a_box(new_place: Desk, at_plans: AssistantPage) -> None:
    other = FirstPerson("Aurora Rocha", "", PIN, PASSWORD)
    order = ShopSetup(shop.new_id(), at_plans.shop.profile(), other, at_plans.plan.settings())
    set_up_shop(new_place.ctx, order)
    new_place.press(Qt.Key.Key_F10)
    assert new_place.dialogs.warned[0].title == "Esta loja já tem responsável"
    assert at_plans.shown == 2


def test_the_names_of_the_rail_follow(new_place: Desk, at_plans: AssistantPage) -> None:
    names: Callable[[int], str] = lambda place: at_plans.rail.items[place].accessibleName()  # noqa: E731
    assert names(0) == "Loja, Casa Aurora, Patos de Minas, feito"
    assert names(2) == "Plano de crédito, Juros, multa e parcelas, agora"
    assert names(3) == "Pronto, Primeira venda, depois"


@pytest.mark.parametrize(
    ("width", "height", "percent", "scheme"),
    [(1366, 768, 150, Scheme.LIGHT), (1024, 700, 100, Scheme.DARK), (800, 600, 130, Scheme.LIGHT)],
)
def test_every_step_fits_and_scrolls_to_what_is_typed(
    qapp: QApplication, new_ctx: Context, width: int, height: int, percent: int, scheme: Scheme
) -> None:
    Theme.apply(qapp, scheme, percent)
    narrow = make_desk(new_ctx, width, height)
    page = AssistantPage(narrow.window.shell_for(new_ctx), narrow.handed.append)
    narrow.show(page)
    for texts in (SHOP, PERSON):
        for text in texts:
            assert not texts_cut(page)
            edit = narrow.focus
            assert edit is not None
            QApplication.processEvents()
            view = page.step.viewport()
            assert view.rect().contains(edit.mapTo(view, edit.rect().center()))
            narrow.fill(text)
    assert page.shown == 2
    assert not texts_cut(page)
    shut(narrow)


def test_whoever_sold_before_is_led_to_bring_it(new_place: Desk) -> None:
    brought: list[ShopReady] = []
    page = AssistantPage(new_place.window.shell_for(new_place.ctx), new_place.handed.append, brought.append)
    new_place.show(page)
    new_place.fill(*SHOP, *PERSON)
    new_place.press(Qt.Key.Key_F10)
    assert page.shown == 3
    assert page.ready.bring.isVisible()
    press_in(new_place.window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert [ready.name for ready in brought] == ["Cláudia Ribeiro"]
    assert new_place.handed == []
