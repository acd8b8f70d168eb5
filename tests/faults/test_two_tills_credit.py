"""Two tills sell to one customer at once: the limit holds to the centavo, a release lets one sale through."""

from dataclasses import replace

from crediario.db import shop as kept_shop
from crediario.domain.credit.policy import STANDARD
from crediario.domain.errors import Refusal
from crediario.domain.money import Money
from crediario.services import credit, policy, sales, users
from crediario.services.core import Context, payload_hash
from tests.faults.test_two_tills import assert_whole, at_once, tills
from tests.support.builders import a_customer, sale_order
from tests.support.shop import MANAGER, OWNER, PINS, as_person, new_id

__all__ = ["tills"]

REASON = "cliente antigo da loja"


def limited(ctx: Context, limit: Money) -> int:
    kept_shop.save_version(ctx.stamp, "policy", STANDARD)
    customer = a_customer(ctx, income=Money(5_000_00))
    credit.set_limit(as_person(ctx, MANAGER), credit.LimitOrder(new_id(), customer, limit, REASON))
    return customer


def selling(order: sales.SaleOrder):  # type: ignore[no-untyped-def]
    return lambda ctx: sales.register_sale(ctx, order)


def test_the_limit_is_passed_by_neither(shop: Context, tills: tuple[Context, Context]) -> None:
    customer = limited(shop, Money(500_00))
    one, other = (sale_order(shop, customer, Money(400_00), down_payment=Money(80_00)) for _ in tills)
    answers = at_once(selling(one), selling(other), tills=tills)

    (refused,) = (each for each in answers if isinstance(each, Refusal))
    assert isinstance(refused, sales.CreditReleaseNeeded)
    assert refused.excess == Money(140_00)
    assert_whole(shop)


def test_one_release_lets_one_sale_through(shop: Context, tills: tuple[Context, Context]) -> None:
    customer = limited(shop, Money(500_00))
    order = sale_order(shop, customer, Money(1_000_00), down_payment=Money(200_00))
    subject = payload_hash(order.terms)
    said = users.ReleaseOrder(new_id(), MANAGER, "release_credit", subject, REASON, PINS[MANAGER])
    release = users.release(tills[0], said).release_id
    one, other = (replace(order, request_id=new_id(), release_id=release) for _ in tills)
    answers = at_once(selling(one), selling(other), tills=tills)

    assert len([each for each in answers if isinstance(each, Refusal)]) == 1
    assert_whole(shop)


def test_of_two_managers_one_policy_stays(shop: Context, tills: tuple[Context, Context]) -> None:
    force = policy.policy_in_force(shop)
    orders = [
        policy.PolicyOrder(new_id(), force.version, replace(force.policy, minimum_score=score))
        for score in (450, 550)
    ]
    managers = (as_person(tills[0], OWNER), as_person(tills[1], MANAGER))
    answers = at_once(
        *(lambda ctx, order=order: policy.change_policy(ctx, order) for order in orders), tills=managers
    )
    (refused,) = (each for each in answers if isinstance(each, Refusal))
    assert isinstance(refused, policy.PolicyChangedMeanwhile)
    assert policy.policy_in_force(shop).version == force.version + 1
