"""I14 notices whatever spoils a release: who gave it, when, for what, and what it let through."""

from dataclasses import replace
from pathlib import Path

import pytest

from crediario.db import invariants
from crediario.db import shop as kept_shop
from crediario.domain.credit.policy import STANDARD
from crediario.domain.money import Money
from crediario.services import credit, releases, sales, users
from crediario.services.core import Context, payload_hash
from tests.support.builders import a_customer, sale_order
from tests.support.shop import CASHIER, MANAGER, PINS, as_person, new_id
from tests.support.unguarded import without_guards

REASON = "cliente antigo da loja"


def release_a_while(ctx: Context) -> None:
    """Two sales over their limits: one released at the till, one at a distance."""
    kept_shop.save_version(ctx.stamp, "policy", STANDARD)
    till, manager = as_person(ctx, CASHIER), as_person(ctx, MANAGER)
    for name in ("Maria das Dores Silva", "José Roberto da Silva"):
        customer = a_customer(ctx, name, income=Money(5_000_00))
        credit.set_limit(manager, credit.LimitOrder(new_id(), customer, Money(500_00), REASON))
        order = sale_order(till, customer, Money(1_000_00), down_payment=Money(200_00))
        release = here(till, order) if name.startswith("Maria") else from_afar(till, manager, order)
        sales.register_sale(till, replace(order, release_id=release))


def here(till: Context, order: sales.SaleOrder) -> int:
    subject = payload_hash(order.terms)
    said = users.ReleaseOrder(new_id(), MANAGER, "release_credit", subject, REASON, PINS[MANAGER])
    return users.release(till, said).release_id


def from_afar(till: Context, manager: Context, order: sales.SaleOrder) -> int | None:
    asked_id = releases.ask_release(till, releases.AskOrder(new_id(), order.terms)).asked_id
    users.answer_release(manager, users.AnswerOrder(new_id(), asked_id, True, REASON, PINS[MANAGER]))
    return releases.request_state(till, asked_id).release_id


@pytest.fixture(scope="module")
def unguarded_file(shop_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of such a shop without its guards, closed, to be copied."""
    return without_guards(shop_file, tmp_path_factory.mktemp("released") / "loja", release_a_while)


def broken(ctx: Context) -> set[str]:
    return {each.code for each in invariants.check_all(ctx.database) if each.failed}


def test_releases_hold_on_both_engines(shop: Context) -> None:
    release_a_while(shop)
    assert broken(shop) == set()
    found = next(each for each in invariants.check_all(shop.database) if each.code == "I14")
    assert (found.checked, found.figure) == (2, Money(1_600_00))


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE release SET approver_id = operator_id WHERE id = 1",
        "UPDATE release SET alone = 1 WHERE id = 1",
        "UPDATE release SET granted_at = '2026-06-09T10:00:00.000000+00:00' WHERE id = 1",
        "UPDATE release SET expires_at = '2026-06-09T10:00:00.000000+00:00' WHERE id = 1",
        "UPDATE release SET used_by = 'nothing' WHERE id = 1",
        "UPDATE release SET used_by = NULL WHERE id = 1",
        "UPDATE release SET permission = 'release_discount' WHERE id = 1",
        "UPDATE release SET subject_hash = 'other' WHERE id = 2",
        "UPDATE credit_decision SET release_id = NULL WHERE release_id = 1",
        "UPDATE release_request SET status = 'refused'",
        "UPDATE release_request SET answered_by_id = operator_id",
        "UPDATE release_request SET answered_at = '2027-01-01T00:00:00.000000+00:00'",
    ],
)
def test_what_spoils_a_release_is_noticed(unguarded: Context, spoil: str) -> None:
    unguarded.database.execute_sql(spoil)
    assert "I14" in broken(unguarded)
