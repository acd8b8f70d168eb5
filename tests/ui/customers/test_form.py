from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from crediario.domain.money import Money
from crediario.services.customers import (
    ChangeCustomerOrder,
    CustomerDraft,
    PhonePurpose,
    change_customer,
    customer_record,
)
from crediario.services.search import search_customers
from crediario.ui.customers.card import CustomerCardScreen
from crediario.ui.customers.form import CustomerFormScreen
from crediario.ui.customers.form_draft import missing_of, theirs_words
from crediario.ui.navigation import CustomerCard, CustomerForm, Home
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.edits import Edit
from tests.support.builders import a_cpf
from tests.support.shop import TODAY, new_id
from tests.ui.customers.counter import CTRL, Counter, Elsewhere
from tests.ui.support import type_text

CPF = a_cpf(9_001)


def fill(form: CustomerFormScreen, **texts: str) -> None:
    """Type into fields by name."""
    for name, text in texts.items():
        edit = form.fields.field(name)
        assert isinstance(edit, Edit)
        edit.setFocus()
        edit.clear()
        type_text(edit, text)
    QApplication.processEvents()


def record(counter: Counter, customer_id: int) -> CustomerDraft:
    return customer_record(counter.ctx, customer_id).draft


def saved(counter: Counter) -> CustomerDraft:
    """The record the ficha now shows."""
    return record(counter, counter.on(CustomerCardScreen).customer_id)


def ways(form: CustomerFormScreen) -> dict[str, KeyButton]:
    """The small buttons beside the form, by what they are called."""
    return {each.accessibleName(): each for each in form.side.findChildren(KeyButton) if each.isVisible()}


def test_somebody_is_registered_by_keyboard_alone(counter: Counter) -> None:
    counter.form(name="Tereza Lima")
    typed = [CPF, "", "14031985", "", "34991234567", "", "", "", "", "", "38700002", "Centro",
             "Rua A, 10", "Patos de Minas", "", "2500", "10", "gosta de azul"]  # fmt: skip
    for text in typed:
        focused = QApplication.focusWidget()
        assert focused is not None
        type_text(focused, "14/03/1985" if text == "14031985" else text)
        counter.press("Return")
    form = counter.on(CustomerFormScreen)
    form.fields.uf.set_value("MG")
    counter.press("F10")
    draft = saved(counter)
    assert draft.name == "Tereza Lima"
    assert draft.birth_date == date(1985, 3, 14)
    assert [each.number_text for each in draft.phones] == ["(34) 9 9123-4567"]
    assert (draft.cep, draft.district, draft.street) == ("38700-002", "Centro", "Rua A, 10")
    assert (draft.city, draft.uf) == ("Patos de Minas", "MG")
    assert (draft.income, draft.payday, draft.notes) == (Money(2500_00), 10, "gosta de azul")
    assert counter.window.toaster.text == "Cadastro gravado."
    counter.press("Escape")
    assert counter.on(Elsewhere).where == Home()
    assert counter.dialogs.asked == []


def test_enter_walks_the_fields_as_they_are_read(counter: Counter) -> None:
    form = counter.form()
    fields = form.fields
    walked: list[QWidget | None] = []
    for _ in range(18):
        walked.append(QApplication.focusWidget())
        counter.press("Return")
    first, second, third = fields.phones
    assert walked == [
        fields.document, fields.name, fields.birth_date, fields.email,
        first.edit, first.purpose, second.edit, second.purpose, third.edit, third.purpose,
        fields.cep, fields.district, fields.street, fields.city, fields.uf,
        fields.income, fields.payday, fields.notes,
    ]  # fmt: skip


def test_a_wrong_cpf_keeps_enter_in_its_field_and_says_why(counter: Counter) -> None:
    form = counter.form()
    type_text(form.fields.document, "12345678900")
    counter.press("Return")
    assert form.fields.document.hasFocus()
    assert form.fields.document.error == "CPF inválido"


def test_a_known_cpf_shows_who_it_is_at_once_and_the_way_there(counter: Counter) -> None:
    form = counter.form()
    cpf = record(counter, counter.people.maria).document
    fill(form, document=cpf, name="Maria")
    assert form.side.alike.isVisible()
    ways(form)["Abrir a ficha de Maria das Graças Oliveira"].click()
    assert counter.window.here == CustomerCard(counter.people.maria)
    counter.press("Escape")
    assert counter.on(CustomerFormScreen).fields.name.value() == "Maria"


def test_a_taken_cpf_is_refused_beside_its_field_and_nothing_typed_is_lost(counter: Counter) -> None:
    form = counter.form()
    cpf = record(counter, counter.people.maria).document
    fill(form, document=cpf, name="Outra Maria", street="Rua B, 2")
    counter.press("F10")
    assert counter.on(CustomerFormScreen) is form
    assert form.fields.document.error == "Este documento já é de Maria das Graças Oliveira"
    assert form.fields.document.hasFocus()
    assert "Não foi gravado." in form.side.alike.paragraph.text
    assert (form.fields.name.value(), form.fields.street.value()) == ("Outra Maria", "Rua B, 2")


def test_a_known_telephone_asks_whether_it_is_somebody_else(counter: Counter) -> None:
    form = counter.form()
    fill(form, document=CPF, name="José Oliveira", phone="34 9 9812-4471")
    assert "Talvez já seja cliente." in form.side.alike.paragraph.text
    assert form.side.confirm.isHidden()
    counter.press("F10")
    assert form.side.confirm.hasFocus()
    counter.press("Return")
    assert saved(counter).name == "José Oliveira"


def test_what_was_confirmed_is_asked_again_when_it_is_changed(counter: Counter) -> None:
    form = counter.form()
    fill(form, name="José Oliveira", phone="34 9 9812-4471")
    counter.press("F10")
    assert form.side.confirm.isVisible()
    fill(form, phone="34 3821-4405")
    assert form.side.confirm.isHidden()
    counter.press("F10")
    assert counter.on(CustomerFormScreen) is form
    assert "Marli Graciano de Melo" in form.side.alike.paragraph.text


def test_a_shop_number_needs_no_area_code(counter: Counter) -> None:
    form = counter.form()
    fill(form, name="Rui", phone="991230000")
    form.fields.phones[0].purpose.set_value(PhonePurpose.WORK)
    counter.press("F10")
    (phone,) = saved(counter).phones
    assert (phone.number_text, phone.purpose) == ("(34) 9 9123-0000", PhonePurpose.WORK)
    assert counter.window.toaster.text == "Cadastro gravado, ainda incompleto."


def test_without_a_name_nothing_is_written(counter: Counter) -> None:
    form = counter.form()
    counter.press("F10")
    assert form.fields.name.error == "Falta o nome do cliente"
    assert form.fields.name.hasFocus()


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("document", "529", "CPF tem 11 números, CNPJ tem 14"),
        ("birth_date", "31/02/1990", "Esta data não existe"),
        ("birth_date", "01/01/1900", "Data de nascimento impossível"),
        ("phone", "123", "Faltam números no telefone"),
        ("cep", "387", "O CEP tem 8 números"),
        ("payday", "32", "O número vai de 1 a 31"),
        ("email", "eu", "Isto não é um e-mail"),
        ("name", "a" * 10_000, "Texto longo demais. Cabem 120 letras."),
        ("notes", "b" * 501, "Texto longo demais. Cabem 500 letras."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(counter: Counter, field: str, text: str, said: str) -> None:
    form = counter.form(name="Ana")
    edit = form.fields.field(field)
    assert isinstance(edit, Edit)
    edit.setText(text)
    counter.press("F10")
    assert counter.on(CustomerFormScreen) is form
    assert edit.error == said
    assert edit.hasFocus()
    assert edit.text() == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ana 😀 Lima", "Ana 😀 Lima"),
        ("<b>Ana</b>", "<b>Ana</b>"),
        ("=1+1", "=1+1"),
        ("Ana\0 Lima", "Ana Lima"),
        ("  Ana \n Lima ", "Ana Lima"),
    ],
)
def test_a_pasted_name_is_only_text(counter: Counter, text: str, kept: str) -> None:
    form = counter.form()
    QApplication.clipboard().setText(text)
    form.fields.name.setFocus()
    form.fields.name.paste()
    counter.press("F10")
    assert saved(counter).name == kept


def test_ambiguous_income_pasted_is_refused(counter: Counter) -> None:
    form = counter.form(name="Ana")
    form.fields.income.take_pasted("1.23")
    assert form.fields.income.error == "Este valor tem duas leituras"
    assert form.fields.income.value() is None


def test_what_is_missing_leads_to_its_field(counter: Counter) -> None:
    form = counter.form(name="Ana")
    assert set(ways(form)) == {
        "Gravar cadastro, F10",
        "Falta CPF ou CNPJ: ir para o campo",
        "Falta data de nascimento: ir para o campo",
        "Falta telefone do próprio cliente: ir para o campo",
        "Falta rua, cidade e UF: ir para o campo",
    }
    ways(form)["Falta telefone do próprio cliente: ir para o campo"].click()
    assert form.fields.phones[0].edit.hasFocus()
    fill(form, document=CPF)
    assert "Falta CPF ou CNPJ: ir para o campo" not in ways(form)


def test_a_company_has_no_birth_date(counter: Counter) -> None:
    form = counter.form(name="Padaria Central")
    fill(form, document="11.222.333/0001-81")
    assert not form.fields.birth_date.isVisible()
    assert "Falta data de nascimento: ir para o campo" not in ways(form)


def test_esc_asks_once_when_something_was_typed(counter: Counter) -> None:
    counter.form(name="Ana")
    counter.press("Escape")
    assert counter.on(Elsewhere).where == Home()
    assert counter.dialogs.asked == []
    form = counter.form()
    fill(form, name="Ana")
    counter.dialogs.answer = False
    counter.press("Escape")
    assert counter.on(CustomerFormScreen) is form
    counter.dialogs.answer = True
    counter.press("Escape")
    assert counter.on(Elsewhere).where == Home()
    assert [each.title for each in counter.dialogs.asked] == ["Sair sem gravar?"] * 2


def test_f10_held_down_registers_once(counter: Counter) -> None:
    form = counter.form(name="Únice Prado")
    form.primary.click() if form.primary else None
    counter.press("F10")
    QApplication.processEvents()
    assert len(search_customers(counter.ctx, "unice").customers) == 1


# -- changing a record ---------------------------------------------------------------------------------------


def test_ctrl_e_shows_the_record_and_f10_writes_what_changed(counter: Counter) -> None:
    counter.card(counter.people.maria)
    counter.press("E", modifier=CTRL)
    form = counter.on(CustomerFormScreen)
    before = record(counter, counter.people.maria)
    assert form.title == "Editar cadastro"
    assert form.fields.draft() == before
    fill(form, notes="prefere à tarde")
    counter.press("F10")
    assert counter.window.here == CustomerCard(counter.people.maria)
    assert record(counter, counter.people.maria) == replace(before, notes="prefere à tarde")


def test_after_saving_esc_does_not_come_back_to_the_form(counter: Counter) -> None:
    form = counter.form(counter.people.maria)
    fill(form, notes="x")
    counter.press("F10", "Escape")
    assert counter.on(Elsewhere).where == Home()


def test_another_field_changed_meanwhile_is_kept(counter: Counter) -> None:
    form = counter.form(counter.people.maria)
    _change(counter, city="Uberaba")
    fill(form, notes="prefere à tarde")
    counter.press("F10")
    draft = record(counter, counter.people.maria)
    assert (draft.city, draft.notes) == ("Uberaba", "prefere à tarde")


def test_the_same_field_changed_meanwhile_is_shown_and_the_next_try_decides(counter: Counter) -> None:
    form = counter.form(counter.people.maria)
    _change(counter, notes="não ligar cedo")
    fill(form, notes="prefere à tarde")
    counter.press("F10")
    assert counter.on(CustomerFormScreen) is form
    assert "observações: não ligar cedo" in form.side.refusal.paragraph.text
    assert record(counter, counter.people.maria).notes == "não ligar cedo"
    counter.press("F10")
    assert record(counter, counter.people.maria).notes == "prefere à tarde"


def _change(counter: Counter, **changes: str) -> None:
    before = record(counter, counter.people.maria)
    order = ChangeCustomerOrder(new_id(), counter.people.maria, before, replace(before, **changes))  # type: ignore[arg-type]
    change_customer(counter.ctx, order)


# -- thinking ------------------------------------------------------------------------------------------------


def test_what_is_missing_follows_the_half_typed_record() -> None:
    draft = CustomerDraft(name="Ana", document="529", phones=())
    assert missing_of(draft, TODAY, "34") == ("document", "birth_date", "phone", "address")
    young = replace(draft, document=CPF, birth_date=date(2010, 1, 1), street="A", city="B", uf="MG")
    assert missing_of(young, TODAY, "34") == ("minor", "phone")


def test_what_another_till_wrote_is_said_field_by_field(counter: Counter) -> None:
    theirs = replace(record(counter, counter.people.maria), income=Money(100_00), email="")
    changed = ("name", "birth_date", "phones", "income", "email")
    assert theirs_words(theirs, changed) == (
        "Agora está nome: Maria das Graças Oliveira; nascimento: 14/03/1985; telefones: (34) 9 9812-4471;"
        " renda: R$\N{NO-BREAK SPACE}100,00; e-mail: vazio."
    )


def test_the_form_opens_in_a_small_window_in_one_column(counter: Counter) -> None:
    counter.window.resize(1024, 700)
    form = counter.form(name="Ana")
    QApplication.processEvents()
    first, last = form.fields.document, form.fields.cep
    assert first.mapTo(form, first.rect().topLeft()).x() == last.mapTo(form, last.rect().topLeft()).x()
    last.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert not last.visibleRegion().isEmpty()
    assert CustomerForm(name="Ana") == counter.window.here
