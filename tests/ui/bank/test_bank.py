"""Conferir Pix e extrato, driven by keys: bring a statement, look, mark, confirm, leave aside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crediario.db import store_credit
from crediario.db.models import BankDecision, BankLine
from crediario.domain.money import Money
from crediario.services import payments
from crediario.services.core import Context
from crediario.ui.navigation import CustomerCard
from tests.support.builders import a_customer, a_reversal
from tests.support.selling import a_sale
from tests.support.shop import MANAGER, TODAY, as_person, new_id, on_day
from tests.support.statements import E2E, Entry, ofx
from tests.ui.bank.bank_desk import Desk
from tests.ui.windows import CTRL


@dataclass
class Case:
    """Joana owes two installments of 139,80; the statement holds a slip paid late, a card, a slip again."""

    desk: Desk
    customer: int
    path: Path

    def bring(self, *entries: Entry) -> None:
        self.path.write_text(ofx(*entries))
        self.desk.bring(self.path)


@pytest.fixture
def case(qtbot: QtBot, sqlite_shop: Context, tmp_path: Path) -> Iterator[Case]:
    on_day(sqlite_shop, date(2026, 4, 12))
    customer = a_customer(sqlite_shop, "Joana Darc de Souza")
    a_sale(sqlite_shop, customer, price=279_60, count=2, first_due=date(2026, 5, 12))
    on_day(sqlite_shop, TODAY)
    desk = Desk(as_person(sqlite_shop, MANAGER))
    yield Case(desk, customer, tmp_path / "extrato.ofx")
    desk.window.close()


SLIP = Entry("20260512", "139.80", f"PIX C1P1 {E2E}", "20260512000001")
CARD = Entry("20260608", "512.30", "CIELO VENDAS DEBITO", "20260608000002")
AGAIN = Entry("20260609", "150.00", "PIX C1P2", "20260609000003")


def test_nothing_yet_leads_to_a_file(case: Case) -> None:
    empty = case.desk.screen.list.empty
    assert empty.isVisible()
    assert QApplication.focusWidget() is case.desk.screen.list.bring_first
    case.desk.dialogs.path = None
    case.desk.press("O", modifier=CTRL)
    assert case.desk.note == ""


def test_a_statement_comes_in_and_is_confirmed(case: Case) -> None:
    case.bring(SLIP, CARD, AGAIN)
    desk = case.desk
    assert desk.dialogs.asked[0].yes == "É a conta da loja"
    assert desk.note.startswith("3 lançamentos novos.")
    assert [row[1:] for row in desk.rows()] == [
        ["12/05", f"PIX C1P1 {E2E}", "139,80", "Joana Darc de Souza", "100"],
        ["08/06", "CIELO VENDAS DEBITO", "512,30", "Sem proposta", "—"],
        ["09/06", "PIX C1P2", "150,00", "Joana Darc de Souza", "90"],
    ]
    assert [row[0] for row in desk.rows()] == ["marcada", "não marcada", "marcada"]
    assert QApplication.focusWidget() is desk.screen.list.table

    desk.press("Down", "Down", "Space", "F10")
    assert desk.note == "1 recebimento feito, recibo 000.001."
    assert [row[2] for row in desk.rows()] == ["CIELO VENDAS DEBITO", "PIX C1P2"]
    assert [row.number for row in payments.receiving_desk(desk.ctx, case.customer).rows] == [2]

    desk.press("Up", "Up", "Down", "Space", "F10")
    assert desk.note == "1 recebimento feito, recibo 000.002."
    assert store_credit.balance(desk.ctx.database, case.customer) > Money.ZERO


def test_the_line_with_the_frame_is_told_whole(case: Case) -> None:
    case.bring(SLIP, CARD)
    panel = case.desk.screen.panel
    assert panel.kind.text() == "Vira recebimento"
    assert panel.target.text() == "Carnê 1, parcela 1/2, vence em 12/05/2026"
    assert panel.why.text() == "Porque: identificação do carnê, valor do dia."
    assert panel._sums[1].value.text() == "R$\u00a0139,80"
    case.desk.press("Down")
    assert panel.kind.text() == "Sem proposta"
    assert not panel.score.isVisible()
    case.desk.press("Up", "Return")
    assert case.desk.window.here == CustomerCard(case.customer)


def test_a_reversed_receipts_line_says_so_and_is_never_marked_by_itself(case: Case) -> None:
    case.bring(SLIP)
    desk = case.desk
    desk.press("F10")
    assert desk.rows() == []
    payment_id = BankDecision.get().payment_id
    payments.reverse_payment(desk.ctx, payments.ReversalOrder(new_id(), payment_id, "Era de outra pessoa"))
    desk.press("F5")
    assert [row[0] for row in desk.rows()] == ["não marcada"]
    assert desk.screen.list.table.rows()[0].proposal is not None, "as sure as it was"
    assert "Recibo 000.001 estornado" in desk.screen.panel.undone.paragraph.text
    case.bring(SLIP, CARD)
    assert [row[0] for row in desk.rows()] == ["não marcada", "não marcada"]
    desk.press("Home", "Space", "F10")
    assert [row[2] for row in desk.rows()] == ["CIELO VENDAS DEBITO"]


def test_a_down_payment_owed_again_is_named_and_waits_for_a_person(case: Case) -> None:
    desk = case.desk
    rosa = a_customer(desk.ctx, "Rosângela Teixeira Brito")
    sale = a_sale(desk.ctx, rosa, price=300_00, count=2, first_due=date(2026, 7, 9), down_payment=61_00)
    assert sale.down_payment_id is not None
    a_reversal(desk.ctx, sale.down_payment_id)
    case.bring(Entry("20260609", "61.00", "PIX ROSANGELA TEIXEIRA BRITO", "20260609000004"))
    assert [row[0] for row in desk.rows()] == ["não marcada"]
    panel = desk.screen.panel
    assert panel.target.text() == f"Carnê {sale.number}, entrada, venda de 09/06/2026"
    assert panel.why.text() == "Porque: nome no extrato, mesmo valor, entrada em aberto de novo."
    assert panel.does.text() == "Baixa a entrada inteira, e faz um recibo."
    assert panel._sums[1].name.text() == "Vai para a entrada"
    desk.press("Home", "Space", "F10")
    assert desk.rows() == []
    assert [row.number for row in payments.receiving_desk(desk.ctx, rosa).rows] == [1, 2]


def test_leaving_aside_asks_for_a_reason(case: Case) -> None:
    case.bring(CARD)
    desk = case.desk
    desk.press("Delete")
    assert QApplication.focusWidget() is desk.screen.panel.reason
    assert desk.screen.panel.reason.error == "Diga por quê"
    desk.type("Venda no cartão")
    desk.press("Return")
    assert desk.note == "1 deixado de lado."
    assert desk.rows() == []
    decision = BankDecision.get()
    assert (decision.kind, decision.reason) == ("ignored", "Venda no cartão")
    assert desk.screen.list.empty.isVisible()


def test_a_second_time_and_an_overlapping_one(case: Case) -> None:
    case.bring(SLIP, CARD)
    case.desk.bring(case.path)
    assert case.desk.note == "Este arquivo já tinha entrado. Nada foi gravado de novo."
    case.bring(CARD, AGAIN)
    assert case.desk.note == "1 lançamento novo. Já estavam aqui: 1."
    case.path.write_text(ofx(CARD, AGAIN, days=("20260601", "20260609")))
    case.desk.bring(case.path)
    assert case.desk.note == "Nada novo neste extrato. Já estavam aqui: 2 lançamentos."
    assert BankLine.select().count() == 3
    assert len(case.desk.dialogs.asked) == 1


def test_an_account_that_is_not_the_shops(case: Case) -> None:
    case.desk.dialogs.answer = False
    case.bring(SLIP)
    assert case.desk.note == "O extrato não entrou. Nada foi gravado."
    assert case.desk.rows() == []


def test_a_file_that_is_no_statement(case: Case) -> None:
    case.path.write_text("oi;tudo\nbem;sim\n")
    case.desk.bring(case.path)
    assert case.desk.note.startswith("Não achei data e valor nesta tabela.")
    case.path.unlink()
    case.desk.bring(case.path)
    assert case.desk.note.startswith("Não consegui abrir extrato.ofx.")


def test_one_that_fails_leaves_the_others(case: Case) -> None:
    case.bring(SLIP, AGAIN)
    desk = case.desk
    desk.ctx.database.execute_sql("UPDATE cash_session SET closed_at = opened_at")
    desk.press("F10")
    assert desk.note.startswith("Nada foi confirmado. 2 de 2 ficaram como estavam: ")
    assert len(desk.rows()) == 2
    assert BankDecision.select().count() == 0


@pytest.mark.parametrize("size", [(1366, 768), (1024, 700)])
def test_everything_fits(qtbot: QtBot, sqlite_shop: Context, tmp_path: Path, size: tuple[int, int]) -> None:
    desk = Desk(as_person(sqlite_shop, MANAGER), size)
    path = tmp_path / "extrato.ofx"
    path.write_text(ofx(CARD))
    desk.bring(path)
    assert desk.window.width() == size[0]
    for widget in (desk.screen.list.confirm, desk.screen.panel.leave, desk.screen.list.bring):
        corner = widget.mapTo(desk.window, widget.rect().bottomRight())
        assert desk.window.rect().contains(corner)
    desk.window.close()


def test_keys_without_lines(case: Case) -> None:
    case.desk.press("F10", "Delete", "Space")
    assert BankDecision.select().count() == 0
