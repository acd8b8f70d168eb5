"""The window closed, or the computer did, while money was on its way: what became of it is told, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from crediario.domain.errors import Refusal, Trouble
from crediario.gateways.pending import PendingRequest, PendingRequests
from crediario.services.core import Context, Topic
from crediario.services.payments import PaymentOrder, receive_payment
from crediario.services.users import SignIn
from crediario.ui.shop_window import ShopWindow
from crediario.ui.tasks import Tasks
from tests.support.builders import a_customer, a_sale, payment_order
from tests.support.shop import new_id, system
from tests.ui.support import FakeDialogs


@pytest.fixture
def notes(tmp_path: Path) -> PendingRequests:
    return PendingRequests(tmp_path)


@contextmanager
def started(shop: Context, notes: PendingRequests) -> Iterator[tuple[ShopWindow, FakeDialogs]]:
    """The program as it starts; and somebody signs in."""
    nobody, dialogs = system(shop), FakeDialogs()
    window = ShopWindow(nobody, Tasks(nobody, inline=True, notes=notes), dialogs, notes=notes)
    window.begin()
    window.let_in(shop.operator)
    yield window, dialogs
    window.close()
    shiboken6.delete(window)


def an_order(shop: Context) -> PaymentOrder:
    customer = a_customer(shop)
    a_sale(shop, customer)
    return payment_order(shop, customer, 1)


def killed_before_the_answer(shop: Context, notes: PendingRequests, order: PaymentOrder) -> None:
    notes.note(PendingRequest(order.request_id, "receive_payment", shop.now))


def test_what_was_written_is_told_with_its_receipt(
    qapp: QApplication, sqlite_shop: Context, notes: PendingRequests
) -> None:
    order = an_order(sqlite_shop)
    killed_before_the_answer(sqlite_shop, notes, order)
    receive_payment(sqlite_shop, order)
    with started(sqlite_shop, notes) as (_, dialogs):
        (said,) = dialogs.warned
    assert said.title.startswith("O recebimento das ")
    assert "foi gravado: R$" in said.title
    assert "recibo 000.001" in said.title
    assert notes.left() == ()


def test_what_was_not_written_is_told_too(
    qapp: QApplication, sqlite_shop: Context, notes: PendingRequests
) -> None:
    killed_before_the_answer(sqlite_shop, notes, an_order(sqlite_shop))
    with started(sqlite_shop, notes) as (_, dialogs):
        (said,) = dialogs.warned
    assert "não foi gravado" in said.title
    assert "Nada mudou" in said.text


def test_it_is_told_once(qapp: QApplication, sqlite_shop: Context, notes: PendingRequests) -> None:
    killed_before_the_answer(sqlite_shop, notes, an_order(sqlite_shop))
    for times in (1, 0):
        with started(sqlite_shop, notes) as (_, dialogs):
            assert len(dialogs.warned) == times


def test_an_ordinary_day_says_nothing(
    qapp: QApplication, sqlite_shop: Context, notes: PendingRequests
) -> None:
    order, answers = an_order(sqlite_shop), list[object]()
    with started(sqlite_shop, notes) as (window, dialogs):
        window.tasks.run(QObject(window), receive_payment, answers.append, order)
        assert len(answers) == 1
        assert notes.left() == ()
    assert dialogs.warned == []


@pytest.mark.logs_warnings
@pytest.mark.parametrize(("failure", "left"), [(Refusal, 0), (Trouble, 1), (ZeroDivisionError, 1)])
def test_a_rule_that_says_no_is_an_answer_and_the_rest_is_none(
    qapp: QApplication, sqlite_shop: Context, notes: PendingRequests, failure: type[Exception], left: int
) -> None:
    noted = list[int]()

    def fails(ctx: Context, order: SignIn) -> None:
        noted.append(len(notes.left()))
        raise failure

    cast(Any, fails).changes = frozenset({Topic.CASH})
    with started(sqlite_shop, notes) as (window, _):
        owner = QObject(window)
        window.tasks.run(owner, fails, lambda _: None, SignIn(new_id(), 1, "1"), on_refused=lambda _: None)
        assert noted == [1], "the note is there before the request goes out"
        assert len(notes.left()) == left
