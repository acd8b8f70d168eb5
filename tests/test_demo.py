"""The samples of every paper, as ``crediario papers`` leaves them."""

from pathlib import Path

from crediario import demo
from crediario.domain.negotiation import OfferKind
from crediario.services.core import Context
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


def test_what_was_paid_at_signing_is_no_sample(sqlite_shop: Context, tmp_path: Path) -> None:
    an_agreement(sqlite_shop, somebody_behind(sqlite_shop), OfferKind.CASH)
    assert demo.print_samples(sqlite_shop, tmp_path) == NAMES[:2]
