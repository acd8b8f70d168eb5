"""An import undone while nothing moved, and everything that keeps one."""

from pathlib import Path

import pytest

from crediario.domain.privacy import ConsentChannel, ConsentPurpose
from crediario.services import customers, importing, papers
from crediario.services.core import Context
from crediario.services.importing import MovedSinceImport, UndoOrder
from crediario.services.privacy import ConsentOrder, record_consent
from crediario.services.record_access import AccessOrder, Opened, note_access
from tests.support.builders import a_customer, a_payment, a_sale
from tests.support.importing import DATA, LINES, a_file, assert_sound, brought_in, portfolio_of, rows
from tests.support.shop import new_id


def test_undone_as_if_it_had_never_been(shop: Context) -> None:
    standing = "SELECT SUM(customers), SUM(overdue_cents), SUM(open_cents) FROM portfolio_total"
    a_sale(shop, a_customer(shop))
    before = importing.preview_import(shop, portfolio_of(shop, DATA / "carteira-arrumada.xlsx")).before
    earlier = rows(shop, standing)
    done = brought_in(shop, DATA / "carteira-arrumada.xlsx")
    assert rows(shop, standing) != earlier

    undone = importing.undo_import(shop, UndoOrder(new_id(), done.import_id or 0))

    assert (undone.installments, undone.file_name) == (3434, "carteira-arrumada.xlsx")
    assert rows(shop, "SELECT COUNT(*) FROM allocation WHERE origin = 'import'") == [(0,)]
    assert rows(shop, "SELECT COUNT(*) FROM customer") == [(1,)]
    assert [tuple(map(int, row)) for row in rows(shop, standing)] == [tuple(map(int, row)) for row in earlier]
    assert importing.list_imports(shop)[0].undone_at is not None
    assert_sound(shop)
    again = brought_in(shop, DATA / "carteira-arrumada.xlsx")
    assert (again.report.new, again.report.before) == (3434, before)
    assert_sound(shop)


def test_a_record_only_opened_keeps_no_import(shop: Context, tmp_path: Path) -> None:
    done = brought_in(shop, a_file(tmp_path, LINES))
    ((ana,),) = rows(shop, "SELECT id FROM customer WHERE name = 'Ana Lima'")
    note_access(shop, AccessOrder(new_id(), ana, Opened.CARD))
    importing.undo_import(shop, UndoOrder(new_id(), done.import_id or 0))
    assert rows(shop, "SELECT COUNT(*) FROM customer") == [(0,)]
    assert rows(shop, "SELECT COUNT(*) FROM record_access") == [(0,)]
    assert_sound(shop)


def test_a_consent_keeps_an_import(shop: Context, tmp_path: Path) -> None:
    done = brought_in(shop, a_file(tmp_path, LINES))
    ((ana,),) = rows(shop, "SELECT id FROM customer WHERE name = 'Ana Lima'")
    record_consent(
        shop,
        ConsentOrder(
            new_id(), ana, ConsentPurpose.MARKETING, True, ConsentChannel.COUNTER, shop.clock.today()
        ),
    )
    with pytest.raises(MovedSinceImport) as refused:
        importing.undo_import(shop, UndoOrder(new_id(), done.import_id or 0))
    assert refused.value.what == "customer"


def a_customer_here(ctx: Context) -> int:
    from tests.support.builders import a_customer

    return a_customer(ctx)


def test_an_import_with_something_built_upon_it_stays(shop: Context, tmp_path: Path) -> None:
    done = brought_in(shop, a_file(tmp_path, LINES))
    undo = UndoOrder(new_id(), done.import_id or 0)
    ((ana,),) = rows(shop, "SELECT id FROM customer WHERE name = 'Ana Lima'")
    a_payment(shop, ana)

    with pytest.raises(MovedSinceImport) as refused:
        importing.undo_import(shop, undo)

    assert refused.value.what == "payment"
    assert rows(shop, "SELECT COUNT(*) FROM sale") == [(2,)]


def test_each_thing_that_keeps_an_import(sqlite_shop: Context, tmp_path: Path) -> None:
    shop = sqlite_shop
    done = brought_in(shop, a_file(tmp_path, LINES))

    def what_keeps_it() -> str:
        with pytest.raises(MovedSinceImport) as refused:
            importing.undo_import(shop, UndoOrder(new_id(), done.import_id or 0))
        return refused.value.what

    other = ["Rui Melo", "987.654.321-00", "9", "1/1", "10/12/2026", "10,00", ""]
    later = brought_in(shop, a_file(tmp_path, [other]))
    assert what_keeps_it() == "import"
    importing.undo_import(shop, UndoOrder(new_id(), later.import_id or 0))
    ((ana,),) = rows(shop, "SELECT id FROM customer WHERE name = 'Ana Lima'")
    record = customers.customer_record(shop, ana)
    draft = record.draft
    order = customers.ChangeCustomerOrder(
        new_id(), ana, draft, customers.CustomerDraft(name="Ana Maria Lima", document=draft.document), True
    )
    customers.change_customer(shop, order)
    assert what_keeps_it() == "customer"
    ((sale,),) = rows(shop, "SELECT id FROM sale WHERE old_number = '77'")
    papers.issue_carne(shop, papers.PaperOrder(new_id(), sale))
    assert what_keeps_it() == "paper"
    a_sale(shop, a_customer(shop))
    assert what_keeps_it() == "sale"


def test_undoing_twice_and_what_is_not_there(sqlite_shop: Context, tmp_path: Path) -> None:
    done = brought_in(sqlite_shop, a_file(tmp_path, LINES))
    importing.undo_import(sqlite_shop, UndoOrder(new_id(), done.import_id or 0))

    with pytest.raises(importing.ImportUndoneAlready):
        importing.undo_import(sqlite_shop, UndoOrder(new_id(), done.import_id or 0))
    with pytest.raises(importing.ImportNotFound):
        importing.undo_import(sqlite_shop, UndoOrder(new_id(), 99))
