"""The samples of every paper, as ``crediario papers`` leaves them."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest

from crediario import demo, session
from crediario.domain.negotiation import OfferKind
from crediario.domain.tender import Method, Tender
from crediario.gateways.clock import FixedClock
from crediario.services import overdue, payments
from crediario.services.core import Context
from crediario.services.overdue import OverdueFilter
from tests.documents.pages import page_texts
from tests.support.negotiating import an_agreement, somebody_behind

NAMES = ["carne.pdf", "recibo-80mm.pdf", "termo-de-acordo.pdf", "carne-do-acordo.pdf"]


def test_a_paper_of_each_kind(sqlite_shop: Context, tmp_path: Path) -> None:
    customer = somebody_behind(sqlite_shop)
    assert demo.print_samples(sqlite_shop, tmp_path / "before") == NAMES[:2]
    an_agreement(sqlite_shop, customer)
    assert demo.print_samples(sqlite_shop, tmp_path / "after") == NAMES

    carne, termo = (page_texts((tmp_path / "after" / name).read_bytes())[0] for name in (NAMES[0], NAMES[2]))
    assert "Acordo" not in carne
    assert "Termo de acordo" in termo


def test_a_demonstration_made_before_the_shop_opens_can_be_worked_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = FixedClock(datetime(2026, 6, 9, 1, 30).astimezone())
    monkeypatch.setattr(demo, "SystemClock", lambda: early)
    demo.make_demo(tmp_path / "loja", 12, 1, None)
    with session.opened(tmp_path / "loja", early.today()) as ctx:
        till = replace(ctx, clock=early)
        owing = next(row for row in overdue.overdue_list(till, OverdueFilter()))
        row = payments.receiving_desk(till, owing.customer_id).rows[0]
        due = row.quote.total
        order = payments.PaymentOrder(
            str(uuid4()), owing.customer_id, (row.installment_id,), due, (Tender(Method.CASH, due),)
        )
        assert payments.receive_payment(till, order)


def test_what_was_paid_at_signing_is_no_sample(sqlite_shop: Context, tmp_path: Path) -> None:
    an_agreement(sqlite_shop, somebody_behind(sqlite_shop), OfferKind.CASH)
    assert demo.print_samples(sqlite_shop, tmp_path) == NAMES[:2]
