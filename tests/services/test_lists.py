import pytest

from crediario.db.models import Audit
from crediario.services.core import Context, PermissionDenied
from crediario.services.lists import ListForm, ListKind, ListOrder, take_list
from tests.support.shop import CASHIER, MANAGER, MOMENT, SELLER, as_person, new_id


def order(customers: int = 31) -> ListOrder:
    return ListOrder(new_id(), ListKind.OVERDUE, ListForm.PAPER, "De 16 a 30 dias", customers)


def test_the_head_says_whose_list_it_is_and_who_took_it(shop: Context) -> None:
    head = take_list(as_person(shop, MANAGER), order())
    assert (head.shop.trade_name, head.shop.cnpj) == ("Casa Aurora", "12.345.678/0001-95")
    assert (head.taken_at, head.taken_by) == (MOMENT, "Cláudia R.")


def test_the_audit_tells_how_many_were_on_it(shop: Context) -> None:
    take_list(as_person(shop, MANAGER), order(customers=412))
    written = Audit.select().where(Audit.use_case == "take_list").get()
    assert '"customers":412' in written.subject
    assert '"filters":"De 16 a 30 dias"' in written.subject


def test_the_same_request_is_answered_the_same(shop: Context) -> None:
    manager, asked = as_person(shop, MANAGER), order()
    assert take_list(manager, asked) == take_list(manager, asked)


@pytest.mark.parametrize("number", [CASHIER, SELLER])
def test_whoever_is_no_manager_takes_no_list(shop: Context, number: int) -> None:
    with pytest.raises(PermissionDenied):
        take_list(as_person(shop, number), order())
