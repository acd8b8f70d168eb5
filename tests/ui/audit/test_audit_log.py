"""The audit read by keys: rows, filters, one row whole, what is missing, and whether all of it holds."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from crediario.db.statements import fetch, run
from crediario.domain.audit_chain import DEMO_KEY
from crediario.domain.recovery_code import recovery_code
from crediario.services.audit import audit_head
from crediario.services.core import Cancelled, Context, Progress
from crediario.ui.audit import key_words
from crediario.ui.audit.audit_words import Group
from crediario.ui.navigation import CustomerCard
from tests.support.shop import MANAGER
from tests.ui.audit.conftest import Office, an_office
from tests.ui.windows import CTRL


def said(widget: QWidget) -> str:
    return " | ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def spoil(ctx: Context, sql: str) -> None:
    for (name,) in fetch(ctx.database, "SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        run(ctx.database, f"DROP TRIGGER {name}")
    run(ctx.database, sql)


def test_the_newest_rows_are_there_and_one_is_told_whole(office: Office) -> None:
    screen = office.open()

    assert office.shown[:4] == ["Vendeu a prazo", "Cadastrou cliente", "Recebeu pagamento", "Vendeu a prazo"]
    office.press("Down", "Down")
    whole = said(screen.panel)
    assert "Recebeu pagamento" in whole and "Maria das Dores Silva" in whole
    assert "forma | dinheiro" in whole.replace("formas de pagamento · ", "")
    assert "request" not in whole
    assert "Entrou: Aurora Rocha" in office.shown


def test_enter_and_ctrl_keys_lead_to_the_customer(office: Office) -> None:
    screen = office.open()
    office.press("Down", "Down")

    office.press("G", modifier=CTRL)
    assert office.shown == ["Recebeu pagamento", "Vendeu a prazo", "Cadastrou cliente"]
    assert screen.list.title.text() == "3 linhas com este filtro"
    office.press("I", modifier=CTRL)
    assert office.window.here == CustomerCard(office.maria)
    office.press("Escape")
    office.press("0", modifier=CTRL)
    assert len(office.shown) > 3


def test_rows_are_filtered(office: Office) -> None:
    screen = office.open()
    office.press("F", modifier=CTRL)
    assert screen.filters.person.hasFocus()

    screen.filters.what.set_value(Group.PAYMENTS)
    assert office.shown == ["Recebeu pagamento"]
    screen.filters.person.setCurrentIndex(screen.filters.person.findText("Joana Prado"))
    assert office.shown == []
    assert screen.pane.currentWidget() is screen.pane.empty
    office.press("0", modifier=CTRL)
    assert len(office.shown) > 3
    assert screen.table.hasFocus()


def test_it_opens_on_one_customer(office: Office) -> None:
    screen = office.open(office.maria)

    assert office.shown == ["Recebeu pagamento", "Vendeu a prazo", "Cadastrou cliente"]
    assert screen.filters.wanted().customer_id == office.maria


def test_f10_reads_all_of_it_and_says_it_is_whole(office: Office) -> None:
    office.open()
    office.press("F10")

    assert office.note.startswith("Está inteira.")
    assert "nenhuma mudada" in office.note


def test_what_was_done_by_hand_is_said(office: Office) -> None:
    office.open()
    last = audit_head(office.ctx).seq
    spoil(office.ctx, f"DELETE FROM audit WHERE seq = {last - 1}")  # noqa: S608
    spoil(office.ctx, f"UPDATE audit SET operator_id = 3 WHERE seq = {last - 3}")  # noqa: S608

    office.press("F5")
    assert office.shown[1] == f"Falta a linha {last - 1}"
    office.press("Down")
    assert f"Falta a linha {last - 1}" in said(office.screen.panel)
    office.press("F10")
    assert office.note.startswith("A auditoria foi mexida.")
    assert f"A linha {last - 3} foi mudada." in office.note
    assert f"Falta a linha {last - 1}." in office.note
    assert "chame o suporte" in office.note


def test_reading_can_be_stopped(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = office.open()

    def stopped(ctx: Context, report: object) -> None:
        screen.chain.show_progress(Progress(2000, 5000))
        assert "2.000 de 5.000 linhas" in screen.chain.progress.words
        raise Cancelled

    monkeypatch.setattr("crediario.ui.audit.audit_log.check_audit", stopped)
    office.press("F10")

    assert not screen.chain.progress.isVisible()
    assert office.note == ""
    assert screen.chain.check.isEnabled()


def test_the_note_on_paper_is_compared(office: Office) -> None:
    screen = office.open()
    head = audit_head(office.ctx)
    assert head.noted in screen.chain.head.text()

    for typed, answer in (
        (head.noted, "Confere:"),
        (f"{head.seq}-00000000", "Não confere:"),
        ("99999-00000000", "Essa linha não existe mais"),
        ("não sei", "Isto não é o que foi anotado"),
    ):
        screen.chain.paper.setText(typed)
        screen.chain.paper.setFocus()
        office.press("Return")
        assert office.note.startswith(answer), typed


def test_an_owner_sees_the_code_again(office: Office) -> None:
    screen = office.open()
    screen.chain.code.click()

    shown = office.dialogs.warned[-1]
    assert (shown.title, shown.text) == (key_words.TITLE, key_words.in_lines(recovery_code(DEMO_KEY)))
    assert office.shown[0] == "Viu o código de recuperação"


def test_a_manager_does_not(qtbot: object, sqlite_shop: Context) -> None:
    with an_office(sqlite_shop, MANAGER) as made:
        assert made.open().chain.code.isHidden()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 700)])
def test_it_fits_the_window(qtbot: object, sqlite_shop: Context, width: int, height: int) -> None:
    with an_office(sqlite_shop, MANAGER, width, height) as made:
        screen = made.open()
        made.press("F10")
        QApplication.processEvents()
        assert screen.minimumSizeHint().width() <= screen.width()
        assert screen.chain.check.mapTo(screen, screen.chain.check.rect().topRight()).x() < screen.width()
