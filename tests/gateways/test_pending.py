from datetime import UTC, datetime
from pathlib import Path

import pytest

from crediario.gateways.pending import FOLDER, PendingRequest, PendingRequests

ASKED = datetime(2026, 6, 9, 17, 32, tzinfo=UTC)


def a_request(request_id: str, minute: int = 0) -> PendingRequest:
    return PendingRequest(request_id, "receive_payment", ASKED.replace(minute=minute))


def test_a_note_stays_until_the_answer_came(tmp_path: Path) -> None:
    PendingRequests(tmp_path).note(a_request("b", 40))
    PendingRequests(tmp_path).note(a_request("a", 50))
    after_a_crash = PendingRequests(tmp_path)
    assert after_a_crash.left() == (a_request("b", 40), a_request("a", 50))
    after_a_crash.answered("b")
    assert after_a_crash.left() == (a_request("a", 50),)


def test_an_answer_without_a_note_is_nothing(tmp_path: Path) -> None:
    PendingRequests(tmp_path).answered("never asked")
    assert PendingRequests(tmp_path).left() == ()


def test_what_was_half_written_or_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    notes = PendingRequests(tmp_path)
    notes.note(a_request("a"))
    (tmp_path / FOLDER / "b.part").write_bytes(b'{"request_id":"b"')
    (tmp_path / FOLDER / "c.json").write_bytes(b"[]")
    assert notes.left() == (a_request("a"),)


@pytest.mark.parametrize("request_id", ["../../fora", "/etc/passwd", "..\\x"])
def test_no_id_leads_out_of_the_folder(tmp_path: Path, request_id: str) -> None:
    PendingRequests(tmp_path / "data").note(a_request(request_id))
    assert not [path for path in tmp_path.iterdir() if path.name != "data"]


def test_a_computer_that_cannot_keep_notes_works_on(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file where the folder should be")
    notes = PendingRequests(tmp_path)
    notes.note(a_request("a"))
    notes.answered("a")
    assert notes.left() == ()
