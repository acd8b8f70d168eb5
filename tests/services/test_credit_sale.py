"""The credit decision at the sale, on both engines: light, releases, what is kept, and crafted orders."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from crediario.db import invariants
from crediario.db import shop as kept_shop
from crediario.db import users as kept_users
from crediario.db.models import AuthorisedBuyer, CreditDecision, Release, Sale, User
from crediario.domain.credit.policy import LENIENT, STANDARD, Answer, CreditPolicy
from crediario.domain.credit.position import CreditStatus
from crediario.domain.money import Money, Rate
from crediario.domain.permissions import Role
from crediario.domain.schedule import RateAboveCap
from crediario.services import credit, policy, relations, sales, users
from crediario.services.core import Context, PasswordNeeded, payload_hash
from tests.support.builders import a_customer, sale_order
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS, SELLER, as_person, clock_of, new_id, unproven

REASON = "cliente antigo da loja"
LIMIT = Money(500_00)


@pytest.fixture
def till(shop: Context) -> Context:
    """The cashier of a shop with the standard policy."""
    kept_shop.save_version(shop.stamp, "policy", replace(STANDARD, analysis_waived_after=0))
    return as_person(shop, CASHIER)


def approved(ctx: Context, limit: Money = LIMIT) -> int:
    """A customer with income and a limit of their own."""
    manager = as_person(ctx, MANAGER)
    customer = a_customer(ctx, income=Money(5_000_00))
    credit.set_limit(manager, credit.LimitOrder(new_id(), customer, limit, REASON))
    return customer


def an_order(ctx: Context, customer: int, price: Money, **options: object) -> sales.SaleOrder:
    down = Money(price.cents // 5)
    return sale_order(ctx, customer, price, **({"down_payment": down} | options))  # type: ignore[arg-type]


def release_of(ctx: Context, terms: object, number: int, permission: str = "release_credit") -> int:
    order = users.ReleaseOrder(new_id(), number, permission, payload_hash(terms), REASON, PINS[number])
    return users.release(ctx, order).release_id


def decision(receipt: sales.SaleReceipt) -> CreditDecision:
    return CreditDecision.get_by_id(receipt.sale_id)


def all_hold(ctx: Context) -> bool:
    return not [each for each in invariants.check_all(ctx.database) if each.failed]


def test_a_green_sale_is_written_with_its_light(till: Context) -> None:
    customer = approved(till)
    receipt = sales.register_sale(till, an_order(till, customer, Money(500_00)))
    kept = decision(receipt)
    assert (kept.colour, kept.failed, kept.policy_version, kept.release_id) == ("green", "[]", 2, None)
    assert (kept.limit_cents, kept.used_cents, kept.added_cents) == (500_00, 0, 400_00)
    desk = credit.credit_desk(till, customer)
    assert desk.position.open + Money(100_00) == LIMIT
    assert all_hold(till)


def test_exactly_at_the_limit_passes_and_a_centavo_more_asks(till: Context) -> None:
    customer = approved(till, Money(400_00))
    with pytest.raises(sales.CreditReleaseNeeded) as refused:
        sales.register_sale(till, an_order(till, customer, Money(500_01), down_payment=Money(100_00)))
    assert refused.value.excess == Money(1)
    assert refused.value.permission == "release_credit"
    sales.register_sale(till, an_order(till, customer, Money(500_00)))


def test_a_warning_passes_and_is_kept(till: Context) -> None:
    customer = a_customer(till)
    credit.set_limit(as_person(till, MANAGER), credit.LimitOrder(new_id(), customer, LIMIT, REASON))
    kept = decision(sales.register_sale(till, an_order(till, customer, Money(300_00))))
    assert kept.colour == "yellow"
    assert [each["rule"] for each in msgspec.json.decode(kept.failed)] == ["income_unknown"]


def test_above_the_limit_only_with_a_release_of_these_very_terms(till: Context) -> None:
    customer = approved(till)
    order = an_order(till, customer, Money(1_000_00))
    release = release_of(till, order.terms, OWNER, "release_any_credit")
    other = an_order(till, customer, Money(1_100_00))
    with pytest.raises(kept_users.ReleaseNotValid):
        sales.register_sale(till, replace(other, release_id=release))
    kept = decision(sales.register_sale(till, replace(order, release_id=release)))
    assert (kept.colour, kept.release_id) == ("red", release)
    again = an_order(till, customer, Money(1_000_00))
    with pytest.raises(kept_users.ReleaseUsed):
        sales.register_sale(till, replace(again, terms=order.terms, release_id=release))
    assert all_hold(till)


def test_a_release_is_for_who_asked_for_it(till: Context) -> None:
    order = an_order(till, approved(till), Money(1_000_00))
    release = release_of(till, order.terms, MANAGER)
    with pytest.raises(kept_users.ReleaseNotValid):
        sales.register_sale(as_person(till, SELLER), replace(order, release_id=release))


def test_a_role_taken_away_takes_its_releases_along(till: Context) -> None:
    order = an_order(till, approved(till), Money(1_000_00))
    release = release_of(till, order.terms, MANAGER)
    User.update(role=Role.CASHIER.value).where(User.number == MANAGER).execute()
    with pytest.raises(kept_users.ReleaseNotValid):
        sales.register_sale(till, replace(order, release_id=release))
    assert Sale.select().count() == 0


def test_a_release_that_waited_too_long_is_none(till: Context) -> None:
    order = an_order(till, approved(till), Money(1_000_00))
    release = release_of(till, order.terms, MANAGER)
    clock_of(till).moment += timedelta(minutes=2, seconds=1)
    with pytest.raises(kept_users.ReleaseExpired):
        sales.register_sale(till, replace(order, release_id=release))


def test_above_the_managers_reach_only_an_owner(till: Context) -> None:
    order = an_order(till, approved(till), Money(2_000_00))
    with pytest.raises(sales.CreditReleaseNeeded) as refused:
        sales.register_sale(till, order)
    assert refused.value.permission == "release_any_credit"
    with pytest.raises(users.ApproverMayNot):
        release_of(till, order.terms, MANAGER, "release_any_credit")
    small = release_of(till, order.terms, MANAGER)
    with pytest.raises(kept_users.ReleaseNotValid):
        sales.register_sale(till, replace(order, release_id=small))
    release = release_of(till, order.terms, OWNER, "release_any_credit")
    sales.register_sale(till, replace(order, release_id=release))


def test_what_an_owner_released_also_covers_a_managers_reach(till: Context) -> None:
    order = an_order(till, approved(till), Money(1_000_00))
    release = release_of(till, order.terms, OWNER, "release_any_credit")
    assert decision(sales.register_sale(till, replace(order, release_id=release))).release_id == release


def test_rate_and_light_are_released_by_one_yes(till: Context) -> None:
    customer = approved(till)
    order = an_order(till, customer, Money(1_000_00), rate=Rate.percent(2))
    with pytest.raises(RateAboveCap):
        sales.register_sale(till, order)
    rate_only = release_of(till, order.terms, OWNER, "release_rate")
    with pytest.raises(kept_users.ReleaseNotValid):
        sales.register_sale(till, replace(order, release_id=rate_only))
    release = release_of(till, order.terms, OWNER, "release_rate_and_credit")
    receipt = sales.register_sale(till, replace(order, release_id=release))
    assert (decision(receipt).release_id, Sale.get_by_id(receipt.sale_id).release_id) == (release, release)
    assert all_hold(till)


def test_a_rate_alone_takes_no_release_of_credit(till: Context) -> None:
    order = an_order(till, approved(till), Money(300_00), rate=Rate.percent(2))
    release = release_of(till, order.terms, OWNER, "release_rate")
    assert decision(sales.register_sale(till, replace(order, release_id=release))).release_id is None
    assert all_hold(till)


def test_what_forbids_nobody_releases(till: Context) -> None:
    customer = approved(till)
    credit.block_credit(as_person(till, MANAGER), credit.HoldOrder(new_id(), customer, "cheque devolvido"))
    order = an_order(till, customer, Money(1_000_00))
    release = release_of(till, order.terms, OWNER, "release_any_credit")
    with pytest.raises(sales.CreditRefused) as refused:
        sales.register_sale(till, replace(order, release_id=release))
    assert [each.rule.value for each in refused.value.failed] == ["blocked", "limit"]
    assert (Sale.select().count(), Release.get_by_id(release).used_by) == (0, None)


def test_who_asks_does_not_release(till: Context) -> None:
    manager, order = as_person(till, MANAGER), an_order(till, approved(till), Money(1_000_00))
    with pytest.raises(users.ApproverIsRequester):
        release_of(manager, order.terms, MANAGER)
    release = release_of(manager, order.terms, OWNER)
    sales.register_sale(manager, replace(order, release_id=release))
    assert Release.get_by_id(release).alone == 0


def test_an_owner_alone_releases_and_it_is_written(till: Context) -> None:
    owner = as_person(till, OWNER)
    User.update(active=0).where(User.number == MANAGER).execute()
    customer = a_customer(till, income=Money(5_000_00))
    order = an_order(till, customer, Money(300_00))
    release = release_of(owner, order.terms, OWNER)
    sales.register_sale(owner, replace(order, release_id=release))
    assert Release.get_by_id(release).alone == 1
    assert all_hold(till)


def test_an_authorised_buyer_has_a_sub_limit(till: Context) -> None:
    customer = approved(till, Money(2_000_00))
    draft = relations.BuyerDraft("Ana Lima", relation=relations.Relation.CHILD, limit=Money(300_00))
    buyer = relations.add_authorised_buyer(till, relations.BuyerOrder(new_id(), customer, draft)).buyer_id
    small, large = an_order(till, customer, Money(200_00)), an_order(till, customer, Money(250_00))
    receipt = sales.register_sale(till, for_buyer(small, buyer))
    assert Sale.get_by_id(receipt.sale_id).authorised_buyer_id == buyer
    with pytest.raises(sales.CreditReleaseNeeded) as refused:
        sales.register_sale(till, for_buyer(large, buyer))
    assert [each.rule.value for each in refused.value.failed] == ["authorised_buyer"]
    sales.register_sale(till, large)
    for wrong in (a_customer_of_another(till, buyer), for_buyer(large, 10**9), ended(till, large, buyer)):
        with pytest.raises(sales.BuyerNotAuthorised):
            sales.register_sale(till, wrong)


def for_buyer(order: sales.SaleOrder, buyer: int) -> sales.SaleOrder:
    return replace(order, request_id=new_id(), terms=replace(order.terms, authorised_buyer_id=buyer))


def a_customer_of_another(ctx: Context, buyer: int) -> sales.SaleOrder:
    return for_buyer(an_order(ctx, approved(ctx), Money(100_00)), buyer)


def ended(ctx: Context, order: sales.SaleOrder, buyer: int) -> sales.SaleOrder:
    AuthorisedBuyer.update(ended_at=ctx.now).where(AuthorisedBuyer.id == buyer).execute()
    return for_buyer(order, buyer)


def test_limit_block_and_restriction_are_entries_with_reasons(till: Context) -> None:
    manager, customer = as_person(till, MANAGER), approved(till)
    for act, reason in (
        (credit.block_credit, "cheque devolvido"),
        (credit.unblock_credit, "cheque pago no balcão"),
        (credit.restrict_credit, "consulta com restrição"),
        (credit.lift_restriction, "restrição baixada"),
    ):
        act(manager, credit.HoldOrder(new_id(), customer, reason))
    kinds = [each.kind for each in credit.limit_entries(till, customer)]
    assert kinds == ["restriction_lifted", "restricted", "unblocked", "blocked", "set"]
    assert credit.account_of(till, customer).status is CreditStatus.APPROVED
    for act, refusal in (
        (credit.unblock_credit, credit.NotBlocked),
        (credit.lift_restriction, credit.NotRestricted),
    ):
        with pytest.raises(refusal):
            act(manager, credit.HoldOrder(new_id(), customer, "não havia nada"))
    with pytest.raises(credit.CreditReasonMissing):
        credit.block_credit(manager, credit.HoldOrder(new_id(), customer, " x "))


@pytest.mark.parametrize("limit", [Money(-1), Money(5_000_01), Money(10**15)])
def test_a_limit_keeps_within_the_policy(till: Context, limit: Money) -> None:
    order = credit.LimitOrder(new_id(), a_customer(till), limit, REASON)
    with pytest.raises(credit.LimitOutOfRange):
        credit.set_limit(as_person(till, MANAGER), order)


def test_two_managers_edit_the_policy_at_once(shop: Context) -> None:
    manager, force = as_person(shop, MANAGER), policy.policy_in_force(shop)
    mine = replace(force.policy, minimum_score=500)
    assert policy.change_policy(shop, policy.PolicyOrder(new_id(), force.version, mine)).version == 2
    theirs = policy.PolicyOrder(new_id(), force.version, CreditPolicy())
    with pytest.raises(policy.PolicyChangedMeanwhile) as refused:
        policy.change_policy(manager, theirs)
    assert refused.value.operator_name == "Aurora R."
    assert policy.policy_in_force(shop).policy == mine


def test_the_history_says_who_changed_what(shop: Context) -> None:
    changed = replace(LENIENT, minimum_score=500, answers=replace(LENIENT.answers, limit=Answer.FORBID))
    policy.change_policy(as_person(shop, MANAGER), policy.PolicyOrder(new_id(), 1, changed))
    newest, first = policy.policy_history(shop)
    assert (newest.version, newest.operator_name) == (2, "Cláudia R.")
    assert [(each.name, each.before, each.after) for each in newest.changes] == [
        ("minimum_score", 400, 500),
        ("answers.limit", Answer.OFF, Answer.FORBID),
    ]
    assert all(each.name.startswith("answers.") for each in first.changes)


def test_a_policy_needs_its_password(shop: Context) -> None:
    order = policy.PolicyOrder(new_id(), 1, CreditPolicy())
    with pytest.raises(PasswordNeeded):
        policy.change_policy(unproven(shop, MANAGER), order)
    assert policy.policy_in_force(shop).policy == LENIENT
