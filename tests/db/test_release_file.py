"""The shop file of each release is opened, found whole and read alike by every later version."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crediario import session
from crediario.db.connection import SHOP_FILE
from crediario.domain.audit_chain import KEY_BYTES, AuditKey
from crediario.gateways.clock import FixedClock
from crediario.services import audit, checking, papers
from crediario.services.core import Context
from tests.support.release_fixture import DIGEST_FILE, FIXTURES, RELEASE, make_release
from tests.support.shop import MOMENT, new_id

LARGEST = 1024 * 1024
FIRST_SALE = 1
RELEASES = sorted(FIXTURES.glob("release-*"))
#: Made before the audit had a chain.
UNSEALED = [FIXTURES / "release-1.0", FIXTURES / "release-1.1"]


def kept_digest(release: Path) -> str:
    return (release / DIGEST_FILE).read_text(encoding="ascii").strip()


@pytest.fixture(params=RELEASES, ids=lambda release: release.name)
def release(request: pytest.FixtureRequest) -> Path:
    """Each release there was."""
    folder: Path = request.param
    return folder


@pytest.fixture
def released(release: Path, tmp_path: Path) -> Iterator[Context]:
    """The release's shop in a folder of this test's own, as *sistema* sees it."""
    shutil.copy(release / SHOP_FILE, tmp_path)
    ctx = session.open_place(tmp_path, FixedClock(MOMENT))
    with ctx.connected():
        yield ctx


def test_only_the_file_and_its_digest_are_kept(release: Path) -> None:
    assert {file.name for file in release.iterdir()} == {SHOP_FILE, DIGEST_FILE}
    assert (release / SHOP_FILE).stat().st_size < LARGEST


def test_it_is_whole_and_says_what_it_said(released: Context, release: Path) -> None:
    report = checking.check_shop(released)

    assert report.ok, report
    assert report.digest == kept_digest(release)


@pytest.mark.parametrize("release", UNSEALED, indirect=True, ids=lambda release: release.name)
def test_its_audit_is_sealed_from_the_first_window_on(released: Context) -> None:
    """What the old version wrote is covered, and an edit of it is found."""
    keyed = replace(released, audit_key=AuditKey(bytes(range(KEY_BYTES))))
    begun = audit.begin_audit(keyed, audit.BeginAudit(new_id(), "asked"))

    report = checking.check_shop(keyed)
    assert report.ok, report
    assert report.audit is not None and report.audit.earlier == begun.earlier > 10
    for trigger in ("audit_no_update", "audit_only_emptied"):
        released.database.execute_sql(f"DROP TRIGGER IF EXISTS {trigger}")
    released.database.execute_sql("UPDATE audit SET operator_id = 2 WHERE id = 3")
    assert [each.code for each in checking.check_shop(keyed).invariants if each.failed] == ["I12"]


def test_a_reprint_is_what_was_handed_out(released: Context) -> None:
    """The carnê issued then comes out of the archive byte for byte, and is not issued again."""
    (archived,) = released.database.execute_sql(
        "SELECT sha256 FROM document WHERE kind = 'carne' AND subject_id = ?", (FIRST_SALE,)
    ).fetchone()

    paper = papers.issue_carne(released, papers.PaperOrder(new_id(), FIRST_SALE))

    printed = papers.paper_content(released, paper.document_id)
    assert paper.sha256 == archived
    assert hashlib.sha256(printed).hexdigest() == archived
    assert printed.startswith(b"%PDF-")


def test_made_anew_it_says_the_same(tmp_path: Path) -> None:
    """While the release is this one, the same story told again gives the same shop."""
    assert make_release(tmp_path / "loja") == kept_digest(RELEASE)
    assert [file.name for file in (tmp_path / "loja").iterdir()] == [SHOP_FILE]
