"""What was asked and not yet answered, kept on this computer: after a crash it is told what became of it.

A note is written before the request goes to the database and taken away with the answer. It holds ids and
figures only, never who it was about.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

FOLDER = "pendentes"


@dataclass(frozen=True, slots=True)
class PendingRequest:
    """One request on its way.

    Attributes:
        request_id: by which the database knows it, if it got there.
        use_case: what was asked.
        asked_at: when, with its time zone.
    """

    request_id: str
    use_case: str
    asked_at: datetime


class PendingRequests:
    """The notes of one data folder. A computer that cannot keep them works on without."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def note(self, request: PendingRequest) -> None:
        """Keeps a note, whole and on the disk, before the request goes out."""
        with suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            path = self._path(request.request_id)
            part = path.with_suffix(".part")
            with part.open("wb") as file:
                file.write(msgspec.json.encode(request))
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)

    def answered(self, request_id: str) -> None:
        """The answer came: the note goes."""
        with suppress(OSError):
            self._path(request_id).unlink(missing_ok=True)

    def left(self) -> tuple[PendingRequest, ...]:
        """What no answer was seen of, the oldest first; a note that cannot be read is left alone."""
        found = []
        with suppress(OSError):
            for path in self._folder.glob("*.json"):
                with suppress(OSError, msgspec.MsgspecError):
                    found.append(msgspec.json.decode(path.read_bytes(), type=PendingRequest))
        return tuple(sorted(found, key=lambda each: each.asked_at))

    def _path(self, request_id: str) -> Path:
        # Request ids are ours (UUIDs); anything else never becomes a path.
        return self._folder / f"{request_id.replace('/', '').replace('.', '')}.json"
