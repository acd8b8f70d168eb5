"""The stateful model on both engines, and the proof that it would find a mistake: planted ones."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from peewee import IntegrityError

from crediario.db import journal, limits, merging, negotiation, payments, points, reversal_postings, score
from crediario.domain import loyalty, schedule
from crediario.domain.allocation import Allocated
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.services import core
from crediario.services.core import Context
from crediario.services.payments import receiving
from tests.faults.model import ShopModel
from tests.faults.till_model import TillModel
from tests.support.builders import a_customer
from tests.support.postgres import PostgresServer
from tests.support.shop import open_shop

FreshShop = Callable[[], tuple[Context, tuple[int, ...], Callable[[], None]]]

SHARES = 10
SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def with_customers(place: str | Path) -> tuple[int, ...]:
    """Puts two customers into a shop nobody has open, and closes it again."""
    ctx = open_shop(place)
    with ctx.connected():
        return a_customer(ctx, "Maria das Dores Silva"), a_customer(ctx, "José Antônio Souza")


def opened(
    place: str | Path, customers: tuple[int, ...]
) -> tuple[Context, tuple[int, ...], Callable[[], Any]]:
    ctx = open_shop(place)
    ctx.database.connect()
    return ctx, customers, ctx.database.close


@pytest.fixture
def sqlite_model(shop_file: Path, tmp_path: Path) -> type[ShopModel]:
    """The model over copies of one file."""
    template = Path(shutil.copytree(shop_file, tmp_path / "template"))
    customers = with_customers(template)
    names = (tmp_path / str(number) for number in count(1))

    def fresh() -> tuple[Context, tuple[int, ...], Callable[[], None]]:
        ctx, ids, close = opened(shutil.copytree(template, folder := next(names)), customers)
        # Nobody pulls the plug here; the copy is thrown away.
        ctx.database.execute_sql("PRAGMA synchronous = OFF")

        def put_away() -> None:
            close()
            shutil.rmtree(folder)

        return ctx, ids, put_away

    return model(fresh)


@pytest.fixture
def postgres_model(postgres_server: PostgresServer, shop_database: str) -> Iterator[type[ShopModel]]:
    """The model over copies of one database."""
    customers = with_customers(postgres_server.create_database("model_template", shop_database))
    yield model(lambda: opened(postgres_server.create_database("model", "model_template"), customers))
    postgres_server.drop_database("model")
    postgres_server.drop_database("model_template")


def model(fresh: FreshShop) -> type[ShopModel]:
    return type("Model", (TillModel,), {"fresh_shop": staticmethod(fresh)})


def short(examples: int, steps: int) -> settings:
    """A run that is the same every time."""
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=True,
        database=None,
        suppress_health_check=SLOW_IS_FINE,
    )


def test_a_shop_on_sqlite_keeps_its_promises(sqlite_model: type[ShopModel]) -> None:
    run_state_machine_as_test(sqlite_model, settings=short(40, 20))


@pytest.mark.postgres
def test_a_shop_on_postgres_keeps_its_promises(postgres_model: type[ShopModel]) -> None:
    run_state_machine_as_test(postgres_model, settings=short(8, 12))


def share_of(examples: int, steps: int) -> settings:
    """One of the shares of a long run, each with stories of its own: the processors divide them."""
    return settings(
        max_examples=max(examples // SHARES, 1), stateful_step_count=steps, suppress_health_check=SLOW_IS_FINE
    )


@pytest.mark.model
@pytest.mark.parametrize("share", range(SHARES))
def test_for_long_on_sqlite(share: int, sqlite_model: type[ShopModel]) -> None:
    run_state_machine_as_test(sqlite_model, settings=share_of(settings().max_examples, 50))


@pytest.mark.model
@pytest.mark.postgres
@pytest.mark.parametrize("share", range(SHARES))
def test_for_long_on_postgres(share: int, postgres_model: type[ShopModel]) -> None:
    run_state_machine_as_test(postgres_model, settings=share_of(settings().max_examples // 10, 30))


# Planted mistakes


def the_remainder_is_lost(patch: pytest.MonkeyPatch) -> None:
    real = schedule._lines

    def careless(financed: Any, frame: Any, amounts: Any) -> Iterator[Any]:
        *others, last = real(financed, frame, amounts)
        yield from others
        yield replace(last, amount=amounts[-1], principal=amounts[-1] - last.interest)

    patch.setattr(schedule, "_lines", careless)


def a_retry_acts_again(patch: pytest.MonkeyPatch) -> None:
    remember = journal.remember_operation

    def forgiving(stamp: journal.Stamp, request_id: str, *rest: str) -> None:
        if journal.operation(stamp.database, request_id) is None:
            remember(stamp, request_id, *rest)

    patch.setattr(core, "answered_before", lambda *args: None)
    patch.setattr(journal, "remember_operation", forgiving)


def more_is_allocated_than_was_received(patch: pytest.MonkeyPatch) -> None:
    allocate = receiving.allocate

    def generous(amount: Money, quotes: Any) -> Allocated:
        allocated = allocate(amount, quotes)
        *others, last = allocated.shares
        return replace(allocated, shares=(*others, replace(last, principal=last.principal + Money(1))))

    patch.setattr(receiving, "allocate", generous)


def a_payment_is_reversed_twice(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(payments, "is_reversed", lambda *args: False)


def a_reversal_does_not_open_the_installment_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(reversal_postings, "settle", lambda *args: None)


def points_are_not_taken_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(points, "take_back", lambda *args: None)


def scores_are_not_kept_up(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(score, "refresh", lambda *args: None)


def a_raised_limit_is_not_taken_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(limits, "take_back", lambda *args: None)


def parts_paid_late_earn_points(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(loyalty, "timely_money", lambda parts: Money.total(part.principal for part in parts))


def a_merge_leaves_payments_behind(patch: pytest.MonkeyPatch) -> None:
    columns = merging.moved_columns
    patch.setattr(merging, "moved_columns", lambda: (each for each in columns() if each[0] != "payment"))


def an_agreement_closes_without_its_discount(patch: pytest.MonkeyPatch) -> None:
    close = negotiation._close

    def careless(stamp: journal.Stamp, posting: Any, agreement_id: int) -> None:
        shares = tuple(replace(share, discount=Money.ZERO) for share in posting.offer.shares)
        close(stamp, replace(posting, offer=replace(posting.offer, shares=shares)), agreement_id)

    patch.setattr(negotiation, "_close", careless)


def an_agreement_forgets_what_it_closed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(negotiation, "run", lambda *args: 1)


@pytest.fixture
def forgotten_plans() -> Iterator[None]:
    """A plan made with a mistake must not be remembered by the tests that come after."""
    schedule.plan.cache_clear()
    yield
    schedule.plan.cache_clear()


@pytest.mark.usefixtures("forgotten_plans")
@pytest.mark.parametrize(
    ("plant", "noticed"),
    [
        (the_remainder_is_lost, "I1"),
        (
            a_retry_acts_again,
            "answered differently|I13|DID NOT RAISE RequestIdReused|StoreCreditAlreadyUsed|AlreadyReversed",
        ),
        (more_is_allocated_than_was_received, "I2|installment_open"),
        (a_payment_is_reversed_twice, "reverses_id"),
        (a_reversal_does_not_open_the_installment_again, "I3"),
        (an_agreement_closes_without_its_discount, "I6"),
        (an_agreement_forgets_what_it_closed, "I3.*I6"),
        (a_merge_leaves_payments_behind, "I15"),
        (points_are_not_taken_back, "I8"),
        (parts_paid_late_earn_points, "I8"),
        (scores_are_not_kept_up, "I7.*score of customer"),
        (a_raised_limit_is_not_taken_back, "I7.*in a row"),
    ],
)
def test_the_model_finds_a_planted_mistake(
    plant: Callable[[pytest.MonkeyPatch], None],
    noticed: str,
    sqlite_model: type[ShopModel],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Within a hundred and twenty short stories, without Hypothesis looking for the shortest."""
    chosen = settings(short(120, 15), phases=[Phase.generate], report_multiple_bugs=False)
    plant(monkeypatch)
    with pytest.raises((AssertionError, IntegrityError, Refusal, pytest.fail.Exception)) as found:
        run_state_machine_as_test(sqlite_model, settings=chosen)

    assert re.search(noticed, f"{found.typename} {found.value}")
