"""The people beside a customer by the keyboard: seen, added, changed, ended, refused."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crediario.db.models import Attachment, AuthorisedBuyer, Guarantor, User
from crediario.db.statements import run
from crediario.domain.money import Money
from crediario.domain.permissions import Role
from crediario.domain.relations import HOUSEHOLD_MOST
from crediario.services import relations
from crediario.services.core import Context
from crediario.services.relations import BuyerDraft, EndOrder, Relation
from crediario.ui.customers import people_words
from crediario.ui.customers.people_panel import PeoplePanel
from crediario.ui.customers.people_rows import BuyerLine, section_of
from crediario.ui.navigation import CustomerCard
from crediario.ui.widgets.cells import TwoLine
from tests.support.builders import a_cpf, a_customer, a_sale
from tests.support.media import SVG, jpeg, pdf
from tests.support.shop import CASHIER, TODAY, new_id, on_day
from tests.support.standing import rolled
from tests.ui.customers.panel_host import ALT, CTRL, Hosted, hosted
from tests.ui.support import type_text

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def people(qtbot: QtBot, sqlite_shop: Context) -> Iterator[Hosted[PeoplePanel]]:
    with hosted(sqlite_shop, PeoplePanel, CASHIER) as made:
        yield made


@pytest.fixture
def maria(sqlite_shop: Context) -> int:
    customer = a_customer(sqlite_shop, "Maria das Graças Oliveira")
    apart(sqlite_shop, customer)
    return customer


@pytest.fixture
def bruno(sqlite_shop: Context) -> int:
    customer = a_customer(sqlite_shop, "Bruno Reis")
    apart(sqlite_shop, customer)
    return customer


def apart(ctx: Context, *people: int) -> None:
    """Everybody of the tests lives in one house; these do not."""
    for customer in people:
        run(ctx.database, "UPDATE customer SET address_key = NULL WHERE id = ?", (customer,))


def told(panel: PeoplePanel) -> list[str]:
    """The list as it is read: titles, and for each person name and line below."""
    model = panel.table.rows_model
    found = []
    for place, line in enumerate(panel.table.rows()):
        cell = model.cell(place, 0)
        assert isinstance(cell, TwoLine)
        found.append(section_of(line) or f"{cell.text}: {cell.below}")
    return found


def amounts(panel: PeoplePanel, place: int) -> tuple[str, str]:
    model = panel.table.rows_model
    return model.cell(place, 1).text, model.cell(place, 2).text


def guarantee(ctx: Context, customer: int, guarantor: int) -> int:
    order = relations.GuarantorOrder(new_id(), customer, guarantor)
    return relations.add_guarantor(ctx, order).guarantee_id


def authorise(ctx: Context, customer: int, name: str = "Rui Lima", **fields: object) -> int:
    draft = BuyerDraft(name, **fields)  # type: ignore[arg-type]
    return relations.add_authorised_buyer(ctx, relations.BuyerOrder(new_id(), customer, draft)).buyer_id


# The list


def test_nobody_is_an_answer_too(people: Hosted[PeoplePanel], maria: int) -> None:
    panel = people.panel(maria)
    assert told(panel) == [
        "Avalistas · ninguém",
        "É avalista de · ninguém",
        "Compradores autorizados · ninguém",
        "Família · ninguém com o mesmo endereço ou telefone",
    ]
    assert people.bar() == "Novo avalista, Ctrl+N | Novo comprador, Alt+C"
    assert people.window.focusWidget() is panel.add_guarantor


def test_everybody_stands_under_their_title_with_what_they_have(
    people: Hosted[PeoplePanel], maria: int, bruno: int
) -> None:
    ctx = people.ctx
    dalva = a_customer(ctx, "Dalva Lima")
    run(ctx.database, "UPDATE customer SET address_key = 'x' WHERE id IN (?, ?)", (maria, dalva))
    on_day(ctx, TODAY - timedelta(days=60))
    for customer, price in ((maria, 600_00), (bruno, 900_00), (dalva, 300_00)):
        a_sale(ctx, customer, Money(price))
    guarantee(ctx, maria, bruno)
    guarantee(ctx, bruno, maria)
    authorise(ctx, maria, document=a_cpf(7), relation=Relation.CHILD, limit=Money(300_00))
    rolled(ctx, TODAY)
    panel = people.panel(maria)

    cpf = relations.people_desk(ctx, maria).guarantors[0].other.document_masked
    other = relations.people_desk(ctx, maria).household.members[0].person.document_masked
    assert told(panel) == [
        "Avalistas · 1 pessoa responde",
        f"Bruno Reis: um responde pelo outro · {cpf} · desde 10/04/2026",
        f"É avalista de · responde por R${NBSP}900,00 em aberto, R${NBSP}300,00 em atraso",
        f"Bruno Reis: um responde pelo outro · {cpf} · desde 10/04/2026",
        "Compradores autorizados · 1 pessoa",
        f"Rui Lima: Filho ou filha · ***.{a_cpf(7)[3:6]}.{a_cpf(7)[6:9]}-** · desde 10/04/2026",
        f"Família · R${NBSP}900,00 em aberto com o cliente, R${NBSP}300,00 em atraso",
        f"Dalva Lima: mesmo endereço · {other}",
    ]
    assert [amounts(panel, place) for place in (1, 5, 7)] == [
        ("900,00", "300,00"), ("0,00 de 300,00", ""), ("300,00", "100,00"),
    ]  # fmt: skip


def test_a_house_of_hundreds_is_told_and_not_summed(people: Hosted[PeoplePanel], maria: int) -> None:
    ctx = people.ctx
    others = [a_customer(ctx, f"Pessoa {number}") for number in range(HOUSEHOLD_MOST + 1)]
    for customer in (maria, *others):
        run(ctx.database, "UPDATE customer SET address_key = 'x' WHERE id = ?", (customer,))
    panel = people.panel(maria)
    assert told(panel)[-1] == "Família · endereço de mais de 20 pessoas: não somado"


def test_enter_opens_the_other_ficha(people: Hosted[PeoplePanel], maria: int, bruno: int) -> None:
    guarantee(people.ctx, maria, bruno)
    people.panel(maria)
    people.press("Return")
    assert people.window.here == CustomerCard(bruno)


# Guarantors


def test_a_guarantor_is_found_and_added_by_the_keyboard(
    people: Hosted[PeoplePanel], maria: int, bruno: int
) -> None:
    panel = people.panel(maria)
    people.press("N", modifier=CTRL)
    assert people.bar() == "Andar na lista, ↑ ↓ | Tornar avalista, Enter | Voltar, Esc"
    type_text(panel.pick.search, "bruno")
    people.press("Return")

    assert not panel.is_inside
    assert people.window.toaster.text == "Bruno Reis agora é avalista."
    assert told(panel)[0] == "Avalistas · 1 pessoa responde"
    assert people.window.focusWidget() is panel.table


def test_a_refused_guarantor_is_told_where_they_were_chosen(people: Hosted[PeoplePanel], maria: int) -> None:
    panel = people.panel(maria)
    people.press("N", modifier=CTRL)
    type_text(panel.pick.search, "maria")
    people.press("Return")
    assert "Ninguém é avalista de si mesmo" in panel.pick.refusal.paragraph.text
    type_text(panel.pick.search, "xyz")
    assert panel.pick.refusal.isHidden()
    assert panel.pick.said.text() == "Ninguém com “mariaxyz” no cadastro."
    people.press("Return")
    people.press("Escape")
    assert not panel.is_inside
    assert Guarantor.select().count() == 0


def test_two_who_answer_for_each_other_are_told_at_once(
    people: Hosted[PeoplePanel], maria: int, bruno: int
) -> None:
    guarantee(people.ctx, bruno, maria)
    panel = people.panel(maria)
    people.press("N", modifier=CTRL)
    type_text(panel.pick.search, "bruno")
    people.press("Return")
    assert people.window.toaster.text == "Bruno Reis agora é avalista. Um responde pelo outro."


def test_delete_ends_a_guarantor_and_the_line_stays(
    people: Hosted[PeoplePanel], maria: int, bruno: int
) -> None:
    guarantee(people.ctx, maria, bruno)
    panel = people.panel(maria)
    assert "Encerrar, Delete" in people.bar()
    people.dialogs.answer = False
    people.press("Delete")
    assert told(panel)[0] == "Avalistas · 1 pessoa responde"
    people.dialogs.answer = True
    people.press("Delete")

    assert people.dialogs.asked[0].title == "Encerrar o aval de Bruno Reis?"
    assert told(panel)[0] == "Avalistas · ninguém"
    assert told(panel)[1].endswith("até 09/06/2026")
    assert "Encerrar" not in people.bar()
    people.press("Delete")
    assert len(people.dialogs.asked) == 2


def test_what_the_customer_answers_for_is_ended_elsewhere(
    people: Hosted[PeoplePanel], maria: int, bruno: int
) -> None:
    guarantee(people.ctx, bruno, maria)
    panel = people.panel(maria)
    panel.end()
    assert "Encerrar" not in people.bar()
    assert people.dialogs.asked == []


def test_one_ended_at_another_till_is_told(people: Hosted[PeoplePanel], maria: int, bruno: int) -> None:
    guarantee_id = guarantee(people.ctx, maria, bruno)
    panel = people.panel(maria)
    relations.end_guarantor(people.ctx, EndOrder(new_id(), guarantee_id))
    people.press("Delete")
    assert "Bruno Reis não está mais nesta ficha" in panel.note.paragraph.text
    assert told(panel)[0] == "Avalistas · ninguém"


# Authorised buyers


def test_a_buyer_is_typed_by_the_keyboard(people: Hosted[PeoplePanel], maria: int, tmp_path: Path) -> None:
    panel = people.panel(maria)
    people.press("C", modifier=ALT)
    assert people.bar() == "Próximo campo, Enter | Gravar, F10 | Voltar, Esc"
    type_text(panel.form.name, "Rui Lima")
    people.press("Return")
    type_text(panel.form.document, a_cpf(8))
    people.press("Return", "Return")
    assert people.window.focusWidget() is panel.form.limit
    type_text(panel.form.limit, "250")
    people.dialogs.path = tmp_path / "rui.jpg"
    people.dialogs.path.write_bytes(jpeg())
    panel.form.choose.click()
    people.press("F10")

    [row] = relations.people_desk(people.ctx, maria).buyers
    assert (row.name, row.limit, row.relation, row.has_photo) == (
        "Rui Lima", Money(250_00), Relation.SPOUSE, True,
    )  # fmt: skip
    assert people.window.toaster.text == "Rui Lima pode comprar nesta conta."
    assert not panel.is_inside
    assert row.buyer_id in panel._photos


@pytest.mark.parametrize(
    ("name", "document", "limit", "field", "said"),
    [
        ("", "", "", "name", "Falta o nome"),
        ("Rui", "11111111111", "", "document", "CPF inválido"),
        ("Rui", "", "1e", "limit", ""),
        ("Rui Lima", "", "", "name", "já pode comprar nesta conta"),
    ],
)
def test_what_is_typed_wrong_is_told_in_its_field(
    people: Hosted[PeoplePanel], maria: int, name: str, document: str, limit: str, field: str, said: str
) -> None:
    authorise(people.ctx, maria, "Rui Lima")
    panel = people.panel(maria)
    people.press("C", modifier=ALT)
    panel.form.name.setText(name)
    panel.form.document.setText(document)
    panel.form.limit.setText(limit)
    people.press("F10")
    edit = getattr(panel.form, field)
    assert said in edit.error
    assert edit.error
    assert people.window.focusWidget() is edit
    assert AuthorisedBuyer.select().count() == 1


def test_relation_limit_and_photo_change_and_the_name_does_not(
    people: Hosted[PeoplePanel], maria: int, tmp_path: Path
) -> None:
    buyer = authorise(people.ctx, maria, limit=Money(100_00))
    panel = people.panel(maria)
    people.press("Return")
    assert panel.form.title.text() == "Rui Lima"
    assert not panel.form.name.isVisible()
    panel.form.relation.set_value(Relation.CHILD)
    panel.form.limit.setText("")
    people.dialogs.path = tmp_path / "rui.jpg"
    people.dialogs.path.write_bytes(jpeg())
    panel.form.choose.click()
    people.press("F10")
    [row] = relations.people_desk(people.ctx, maria).buyers
    assert (row.buyer_id, row.relation, row.limit, row.has_photo) == (buyer, Relation.CHILD, None, True)


def test_a_photo_that_is_none_is_told_and_the_person_stands(
    people: Hosted[PeoplePanel], maria: int, tmp_path: Path
) -> None:
    panel = people.panel(maria)
    people.press("C", modifier=ALT)
    type_text(panel.form.name, "Rui Lima")
    people.dialogs.path = tmp_path / "rui.jpg"
    people.dialogs.path.write_bytes(SVG)
    panel.form.choose.click()
    assert "Este tipo de arquivo não é aceito" in panel.form.refusal.paragraph.text
    assert panel.form.photo is None
    people.dialogs.path.write_bytes(pdf())
    panel.form.choose.click()
    people.press("F10")
    assert "a foto não" in panel.note.paragraph.text
    assert "Um PDF não serve de foto" in panel.note.paragraph.text
    assert (AuthorisedBuyer.select().count(), Attachment.select().count()) == (1, 0)
    people.dialogs.path = None
    people.press("C", modifier=ALT)
    panel.form.choose.click()
    assert panel.form.photo is None


def test_delete_ends_a_buyer(people: Hosted[PeoplePanel], maria: int) -> None:
    authorise(people.ctx, maria)
    panel = people.panel(maria)
    people.press("Delete")
    assert people.dialogs.asked[0].title == "Encerrar a autorização de Rui Lima?"
    assert told(panel)[2] == "Compradores autorizados · ninguém"
    assert "até 09/06/2026" in told(panel)[3]
    people.press("Return")
    assert not panel.is_inside


def test_a_full_sub_limit_stands_out(people: Hosted[PeoplePanel], maria: int) -> None:
    authorise(people.ctx, maria, limit=Money.ZERO)
    panel = people.panel(maria)
    place = next(n for n, line in enumerate(panel.table.rows()) if isinstance(line, BuyerLine))
    cell = panel.table.rows_model.cell(place, 1)
    assert (cell.text, getattr(cell, "tone", "")) == ("0,00 de 0,00", "att")


# Who may, and which record


def test_who_only_looks_is_offered_nothing(qtbot: QtBot, sqlite_shop: Context, maria: int) -> None:
    authorise(sqlite_shop, maria)
    User.update(role=Role.COLLECTOR.value).where(User.number == CASHIER).execute()
    with hosted(sqlite_shop, PeoplePanel, CASHIER) as people:
        panel = people.panel(maria)
        assert people.bar() == "Andar na lista, ↑ ↓ | Ver ou mudar, Enter"
        people.press("Return")
        assert not panel.is_inside
        assert not panel.add_buyer.isVisible()


def test_a_closed_record_takes_nobody(people: Hosted[PeoplePanel], maria: int, bruno: int) -> None:
    run(people.ctx.database, "UPDATE customer SET replaced_by = ? WHERE id = ?", (bruno, maria))
    people.panel(maria)
    assert people.bar() == ""


def test_another_customer_begins_at_the_list(people: Hosted[PeoplePanel], maria: int, bruno: int) -> None:
    panel = people.panel(maria)
    people.press("C", modifier=ALT)
    panel.show_customer(bruno)
    assert not panel.is_inside
    assert len(told(panel)) == 4


def test_the_words_of_the_household_name_what_is_crowded() -> None:
    def house(*, address: bool, phone: bool) -> relations.Household:
        return relations.Household((), address, phone, Money.ZERO, Money.ZERO)

    assert people_words.crowded_words(house(address=False, phone=False)) == ""
    said = people_words.household_title(house(address=True, phone=True))
    assert said == "Família · endereço e telefone de mais de 20 pessoas: não somado"
