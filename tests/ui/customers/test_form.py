from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from crediario.db import shop as kept
from crediario.db.models import Audit
from crediario.domain.addresses import Address
from crediario.domain.br import parse_document
from crediario.domain.money import Money
from crediario.domain.settings import ShopSettings
from crediario.gateways.addresses import AddressServiceAway
from crediario.services import addresses
from crediario.services.addresses import CepAddress
from crediario.services.customers import (
    ChangeCustomerOrder,
    CustomerDraft,
    PhoneDraft,
    PhonePurpose,
    ShowDocumentOrder,
    change_customer,
    customer_record,
    show_document,
)
from crediario.services.search import search_customers
from crediario.ui.customers.card import CustomerCardScreen
from crediario.ui.customers.form import CustomerFormScreen
from crediario.ui.customers.form_draft import missing_of, theirs_words
from crediario.ui.navigation import CustomerCard, CustomerForm, Home
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.edits import Edit
from tests.services.test_customers import DETAILS, REFERENCES
from tests.support.builders import a_cpf
from tests.support.shop import TODAY, new_id
from tests.ui.customers.counter import Counter
from tests.ui.support import type_text
from tests.ui.windows import CTRL, Elsewhere

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


def typed_in_turn(counter: Counter, *texts: str) -> int:
    """Type into the field that has the focus and press Enter, again and again; how many keys that took."""
    keys = 0
    for text in texts:
        focused = QApplication.focusWidget()
        assert focused is not None
        type_text(focused, text)
        counter.press("Return")
        keys += len(text) + 1
    return keys


def test_what_credit_needs_is_registered_in_few_keys(counter: Counter) -> None:
    """The CEP of the other customers fills street, district, town and state."""
    form = counter.form()
    keys = typed_in_turn(counter, CPF, "Tereza Lima", "14031985", "34991234567", "38700002", "10")
    assert keys == len("Tereza Lima") + len(CPF) + 8 + 11 + 8 + 2 + 6
    assert QApplication.focusWidget() is form.fields.work.housing
    counter.press("F10")
    draft = saved(counter)
    assert (draft.name, draft.birth_date) == ("Tereza Lima", date(1985, 3, 14))
    assert [each.number_text for each in draft.phones] == ["(34) 9 9123-4567"]
    assert (draft.cep, draft.street, draft.district) == ("38700-002", "Rua Major Gote, 10", "Centro")
    assert (draft.city, draft.uf) == ("Patos de Minas", "MG")
    assert counter.window.toaster.text == "Cadastro gravado."
    counter.press("Escape")
    assert counter.on(Elsewhere).where == Home()
    assert counter.dialogs.asked == []


def test_an_unknown_cep_is_typed_on_by_keyboard_alone(counter: Counter) -> None:
    form = counter.form()
    typed_in_turn(counter, CPF, "Tereza Lima", "14031985", "34991234567", "01310100",
                  "Av. Paulista, 7", "Bela Vista", "São Paulo")  # fmt: skip
    assert QApplication.focusWidget() is form.fields.essential.uf
    type_text(form.fields.essential.uf, "SP")
    counter.press("Return", "F10")
    draft = saved(counter)
    assert (draft.street, draft.district, draft.city, draft.uf) == (
        "Av. Paulista, 7", "Bela Vista", "São Paulo", "SP",
    )  # fmt: skip


def test_tab_visits_every_field_and_shift_enter_goes_back(counter: Counter) -> None:
    form = counter.form()
    first = form.fields.essential
    walked: list[QWidget | None] = []
    for _ in range(10):
        walked.append(QApplication.focusWidget())
        counter.press("Tab")
    assert walked == [
        first.document, first.name, first.birth_date, first.phone.edit, first.phone.purpose, first.cep,
        first.street, first.district, first.city, first.uf,
    ]  # fmt: skip
    first.cep.setFocus()
    counter.press("Return", modifier=Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is first.phone.purpose
    counter.press("Return", modifier=Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is first.phone.edit


def test_every_field_of_the_record_is_on_the_form_and_comes_back(counter: Counter) -> None:
    form = counter.form()
    draft = CustomerDraft(
        name="Graça Oliveira",
        document="529.982.247-25",
        birth_date=date(1980, 5, 1),
        phones=(PhoneDraft("(34) 9 9123-0001"), PhoneDraft("(34) 3821-4499", PhonePurpose.MESSAGE),
                PhoneDraft("(34) 3821-0009", PhonePurpose.WORK)),
        cep="38700-002", street="Rua A, 1", district="Centro", city="Patos de Minas", uf="MG",
        email="graca@exemplo.com.br", income=Money(2_400_00), payday=5, notes="prefere WhatsApp",
        details=DETAILS, references=REFERENCES,
    )  # fmt: skip
    form.fields.show_draft(draft)
    assert form.fields.draft() == draft
    assert not form.side.analysis.isVisible()
    counter.press("F10")
    record_kept = saved(counter)
    hidden = replace(DETAILS, spouse_document="***.654.321-**")
    assert record_kept == replace(draft, document="***.982.247-**", details=hidden)
    form = counter.form(counter.on(CustomerCardScreen).customer_id)
    assert form.fields.draft() == record_kept


def test_a_wrong_cpf_keeps_enter_in_its_field_and_says_why(counter: Counter) -> None:
    form = counter.form()
    type_text(form.fields.document, "12345678900")
    counter.press("Return")
    assert form.fields.document.hasFocus()
    assert form.fields.document.error == "CPF inválido"


def cpf_of(counter: Counter, customer_id: int) -> str:
    """The whole number."""
    shown = show_document(counter.ctx, ShowDocumentOrder(new_id(), customer_id)).document
    assert shown is not None
    return shown


def test_a_known_cpf_and_enter_open_who_has_it(counter: Counter) -> None:
    form = counter.form()
    type_text(form.fields.document, cpf_of(counter, counter.people.maria))
    counter.press("Return")
    assert counter.on(CustomerCardScreen).customer_id == counter.people.maria
    assert counter.window.toaster.text == "Já é cliente: Maria das Graças Oliveira."
    counter.press("Escape")
    assert counter.on(Elsewhere).where == Home()
    assert counter.dialogs.asked == []


def test_a_known_cpf_and_enter_lose_nothing_typed_before(counter: Counter) -> None:
    form = counter.form()
    fill(form, name="Maria", document=cpf_of(counter, counter.people.maria))
    form.fields.document.setFocus()
    counter.press("Return")
    assert counter.on(CustomerFormScreen) is form
    assert "Já é cliente." in form.side.alike.paragraph.text
    assert form.fields.essential.name.value() == "Maria"


def test_a_known_cpf_shows_who_it_is_at_once_and_the_way_there(counter: Counter) -> None:
    form = counter.form()
    cpf = cpf_of(counter, counter.people.maria)
    fill(form, document=cpf, name="Maria")
    assert form.side.alike.isVisible()
    ways(form)["Abrir a ficha de Maria das Graças Oliveira"].click()
    assert counter.window.here == CustomerCard(counter.people.maria)
    counter.press("Escape")
    assert counter.on(CustomerFormScreen).fields.essential.name.value() == "Maria"


def test_a_taken_cpf_is_refused_beside_its_field_and_nothing_typed_is_lost(counter: Counter) -> None:
    form = counter.form()
    cpf = cpf_of(counter, counter.people.maria)
    fill(form, document=cpf, name="Outra Maria", street="Rua B, 2")
    counter.press("F10")
    assert counter.on(CustomerFormScreen) is form
    assert form.fields.document.error == "Este documento já é de Maria das Graças Oliveira"
    assert form.fields.document.hasFocus()
    assert "Não foi gravado." in form.side.alike.paragraph.text
    assert form.fields.essential.name.value() == "Outra Maria"
    assert form.fields.essential.street.value() == "Rua B, 2"


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
    assert form.fields.essential.name.error == "Falta o nome do cliente"
    assert form.fields.essential.name.hasFocus()


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
    form.fields.essential.name.setFocus()
    form.fields.essential.name.paste()
    counter.press("F10")
    assert saved(counter).name == kept


def test_ambiguous_income_pasted_is_refused(counter: Counter) -> None:
    form = counter.form(name="Ana")
    form.fields.work.income.take_pasted("1.23")
    assert form.fields.work.income.error == "Este valor tem duas leituras"
    assert form.fields.work.income.value() is None


def test_what_is_missing_leads_to_its_field(counter: Counter) -> None:
    form = counter.form(name="Ana")
    assert {name for name in ways(form) if not name.startswith("Ajuda a análise")} == {
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
    assert not form.fields.essential.birth_date.isVisible()
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


def test_the_cpf_stands_masked_until_it_is_asked_for(counter: Counter) -> None:
    form = counter.form(counter.people.maria)
    line = form.fields.essential.document_line
    assert form.fields.document.text().startswith("***.")
    assert form.fields.document.isReadOnly()
    assert "Falta CPF ou CNPJ: ir para o campo" not in ways(form)
    fill(form, notes="prefere à tarde")
    line.eye.click()
    assert form.fields.document.text() == cpf_of(counter, counter.people.maria)
    assert not line.eye.isVisible()
    looked = Audit.select().where(Audit.use_case == "show_document")
    assert looked.count() == 2, "the eye, and this test"
    fill(form, document=CPF)
    counter.press("F10")
    assert cpf_of(counter, counter.people.maria) == parse_document(CPF).formatted
    assert record(counter, counter.people.maria).notes == "prefere à tarde"


def test_a_masked_cpf_left_alone_stays(counter: Counter) -> None:
    before = cpf_of(counter, counter.people.maria)
    form = counter.form(counter.people.maria)
    type_text(form.fields.document, "123")
    fill(form, notes="x")
    counter.press("F10")
    assert cpf_of(counter, counter.people.maria) == before


# -- the address of a CEP ------------------------------------------------------------------------------------


def switch_on(counter: Counter) -> None:
    kept.save_version(counter.ctx.stamp, "settings", replace(ShopSettings(), cep_online=True))


def test_what_somebody_typed_is_never_written_over(counter: Counter) -> None:
    form = counter.form()
    fill(form, street="Rua do Lado, 9", city="Patos")
    fill(form, cep="38700002")
    assert form.fields.draft().street == "Rua do Lado, 9"
    assert (form.fields.draft().city, form.fields.draft().district, form.fields.draft().uf) == (
        "Patos", "Centro", "MG",
    )  # fmt: skip
    fill(form, cep="01310100")
    assert form.fields.draft().district == "Centro", "what no record knows changes nothing"


def test_the_internet_is_asked_in_the_background_and_fills_what_is_empty(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(cep: str) -> Address:
        asked.append(cep)
        return Address("Avenida Paulista", "Bela Vista", "São Paulo", "SP")

    monkeypatch.setattr(addresses, "find_address", answer)
    form = counter.form()
    fill(form, cep="01310100")
    assert asked == [], "not before a manager switches it on"
    switch_on(counter)
    fill(form, cep="01310-100")
    assert asked == ["01310100"]
    draft = form.fields.draft()
    assert (draft.street, draft.district, draft.city, draft.uf) == (
        "Avenida Paulista", "Bela Vista", "São Paulo", "SP",
    )  # fmt: skip
    assert form.fields.essential.street_field.hint.text() == "da internet: confira"


def test_without_internet_the_address_is_typed(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: str) -> Address:
        raise AddressServiceAway

    monkeypatch.setattr(addresses, "find_address", away)
    switch_on(counter)
    form = counter.form()
    fill(form, cep="01310100")
    assert "não respondeu" in form.fields.essential.street_field.hint.text()
    assert form.fields.draft().street == ""
    assert counter.dialogs.warned == []


def test_an_answer_to_an_older_cep_is_let_go(counter: Counter) -> None:
    form = counter.form()
    fill(form, cep="38700002")
    flow, late = form.cep, CepAddress(Address("Rua Velha", "", "", ""), ask_online=False)
    fill(form, street="", cep="01310100")
    flow._found("38700002", late)
    assert form.fields.draft().street == ""


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
    first, last = form.fields.document, form.fields.essential.cep
    assert first.mapTo(form, first.rect().topLeft()).x() == last.mapTo(form, last.rect().topLeft()).x()
    last.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert not last.visibleRegion().isEmpty()
    assert CustomerForm(name="Ana") == counter.window.here
