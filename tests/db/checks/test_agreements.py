"""I6 holds for every offer on both engines, and notices whatever spoils an agreement."""

from pathlib import Path

import pytest

from crediario.db import digest, invariants
from crediario.domain.money import Money, Rate
from crediario.domain.negotiation import Conditions, OfferKind
from crediario.services.core import Context
from crediario.services.customers import PhoneDraft
from tests.support.builders import a_payment
from tests.support.negotiating import an_agreement, somebody_behind
from tests.support.unguarded import without_guards

LITTLE = Money(200_00)


def negotiate_a_while(ctx: Context) -> Context:
    """One agreement of each kind, with installments to come and interest in them; one is being paid."""
    third = Conditions(discount=Rate.percent("3.33"))
    phones = (PhoneDraft("(34) 9 9123-4567"),)
    for name, document, kind, future, conditions in (
        ("José Roberto da Silva", "52998224725", OfferKind.INSTALLMENTS, 0, Conditions(monthly=LITTLE)),
        ("Maria das Dores Silva", "11144477735", OfferKind.CASH, 2, third),
        ("Ana Lúcia Ferraz", "12345678909", OfferKind.EXTENSION, 1, Conditions()),
    ):
        customer = somebody_behind(ctx, rate="0.90", name=name, document=document, phones=phones)
        an_agreement(ctx, customer, kind, conditions, future=future)
        a_payment(ctx, customer)
    return ctx


@pytest.fixture(scope="module")
def unguarded_file(shop_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of such a shop without its guards, closed, to be copied."""
    return without_guards(shop_file, tmp_path_factory.mktemp("negotiated") / "loja", negotiate_a_while)


def broken(ctx: Context) -> dict[str, invariants.Invariant]:
    return {each.code: each for each in invariants.check_all(ctx.database) if each.failed}


def test_every_kind_of_agreement_keeps_all_of_them(shop: Context) -> None:
    negotiate_a_while(shop)

    assert broken(shop) == {}
    six = next(each for each in invariants.check_all(shop.database) if each.code == "I6")
    assert six.checked == 3
    assert six.figure > Money(2_000_00)


@pytest.mark.postgres
def test_the_same_agreements_give_the_same_digest_on_both_engines(
    sqlite_shop: Context, request: pytest.FixtureRequest
) -> None:
    one = digest.digest(negotiate_a_while(sqlite_shop).database)
    other: Context = request.getfixturevalue("postgres_shop")

    assert digest.digest(negotiate_a_while(other).database) == one


#: What spoils an agreement, and the other invariants that must notice too. 1 is in installments, 2 was paid
#: at once, 3 moved the dates.
SPOILS = {
    "a total nobody agreed to": ("UPDATE agreement SET total_cents = total_cents + 1 WHERE id = 1", {"I11"}),
    "a discount nobody gave": (
        "UPDATE agreement SET discount_cents = discount_cents + 1, total_cents = total_cents - 1"
        " WHERE id = 2",
        {"I11"},
    ),
    "a discount above every ceiling": (
        "UPDATE agreement SET discount_cents = open_cents, early_discount_cents = 0 WHERE id = 2",
        {"I11"},
    ),
    "a discount on what is paid later": ("UPDATE agreement SET discount_cents = 1 WHERE id = 1", {"I11"}),
    "a fine waived in secret": (
        "UPDATE allocation SET waived_fine_cents = waived_fine_cents + 1 WHERE agreement_id = 1",
        set(),
    ),
    "interest kept": (
        "UPDATE allocation SET interest_cents = waived_interest_cents, waived_interest_cents = 0,"
        " amount_cents = amount_cents + waived_interest_cents WHERE agreement_id = 1",
        {"I11"},
    ),
    "an installment carried twice": (
        "INSERT INTO allocation SELECT 9000, store_id, payment_id, sale_id, installment_id, 99, paid_on,"
        " days_late, amount_cents, principal_cents, fine_cents, interest_cents, discount_cents,"
        " waived_fine_cents, waived_interest_cents, origin, agreement_id, import_id, reverses_id, NULL"
        " FROM allocation WHERE id = (SELECT MAX(id) FROM allocation WHERE agreement_id = 1)",
        {"I3", "I4", "I11"},
    ),
    "an installment closed and still open": (
        "UPDATE installment SET open_cents = 1 WHERE replaced_by = 1",
        {"I3", "I11"},
    ),
    "an installment that forgot its agreement": (
        "UPDATE installment SET replaced_by = NULL WHERE replaced_by = 1",
        set(),
    ),
    "an installment of another agreement": (
        "UPDATE installment SET replaced_by = 2 WHERE replaced_by = 1",
        set(),
    ),
    "an installment of somebody else": (
        "UPDATE agreement SET customer_id = (SELECT MAX(id) FROM customer) WHERE id = 1",
        set(),
    ),
    "a closing dated otherwise": (
        "UPDATE allocation SET paid_on = '2026-06-08' WHERE agreement_id = 1",
        set(),
    ),
    "a payment after the closing": (
        "UPDATE allocation SET installment_id = (SELECT MIN(id) FROM installment WHERE replaced_by = 1)"
        " WHERE id = (SELECT MAX(id) FROM allocation WHERE payment_id IS NOT NULL)",
        {"I3", "I15"},
    ),
    "an agreement without a contract": (
        "UPDATE sale SET agreement_id = NULL WHERE agreement_id = 1",
        {"I11"},
    ),
    "a contract of another price": (
        "UPDATE sale SET price_cents = price_cents + 1, financed_cents = financed_cents + 1"
        " WHERE agreement_id = 1",
        {"I1", "I11"},
    ),
    "a contract with interest": (
        "UPDATE sale SET interest_cents = 1 WHERE agreement_id = 1",
        {"I1", "I11"},
    ),
    "a contract of another day": ("UPDATE sale SET sold_on = '2026-06-08' WHERE agreement_id = 1", set()),
    "an installment fewer than were moved": (
        "DELETE FROM installment WHERE sale_id = (SELECT id FROM sale WHERE agreement_id = 3) AND number = 6",
        {"I1", "I11"},
    ),
    "an extension that asks more today": (
        "UPDATE sale SET down_payment_cents = down_payment_cents + 1, price_cents = price_cents + 1"
        " WHERE agreement_id = 3",
        {"I11"},
    ),
    "paid at once, due later": (
        "UPDATE installment SET due_date = '2026-07-10' WHERE sale_id ="
        " (SELECT id FROM sale WHERE agreement_id = 2)",
        set(),
    ),
    "a release of another agreement": (
        "INSERT INTO release (id, store_id, till_id, operator_id, approver_id, permission, subject_hash,"
        " reason, granted_at, expires_at, used_by) VALUES (1, 1, 1, 1, 1, 'release_discount', '', '', '', '',"
        " 'another'); UPDATE agreement SET release_id = 1 WHERE id = 2",
        set(),
    ),
    "an agreement number skipped": ("UPDATE agreement SET number = 9 WHERE id = 3", {"I9"}),
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_what_spoils_an_agreement_is_noticed(unguarded: Context, spoil: str) -> None:
    statements, also = SPOILS[spoil]
    for statement in statements.split("; "):
        unguarded.database.execute_sql(statement)

    found = broken(unguarded)

    noticed = also if "I9" in also else also | {"I6"}
    assert noticed <= set(found), f"noticed by {set(found)}"
    assert all(each.examples for each in found.values())
