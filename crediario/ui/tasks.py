"""The one door from screens to use cases.

Two lanes, each one thread with its own database connection: short use cases, and long runs. Whatever comes
out, a result, a refusal, a trouble or a bug, comes back on the window's thread. No Qt object is touched
elsewhere but the one signal that wakes the window.
"""

import logging
import threading
import traceback
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import Enum
from queue import SimpleQueue
from typing import Any, TypeVar, TypeVarTuple

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from crediario.domain.errors import KnownFailure, Refusal
from crediario.gateways.pending import PendingRequest, PendingRequests
from crediario.services.core import Cancelled, Context, PasswordNeeded, Progress, Topic

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
log = logging.getLogger(__name__)


class Lane(Enum):
    """Short use cases do not wait behind an import or a backup."""

    SHORT = "short"
    LONG = "long"


@dataclass(eq=False, slots=True)
class Job:
    """One run of a use case; ``cancel`` stops a long one at its next report.

    ``focus_fell_to``: the other button that has the focus since the pressed one was disabled.
    """

    ctx: Context
    owner: QObject
    call: Callable[[Context], object]
    on_done: Callable[[Any], None]
    on_refused: Callable[[KnownFailure], None] | None
    on_progress: Callable[[Progress], None] | None
    on_ended: Callable[[], None] | None
    changes: frozenset[Topic]
    busy: QWidget | None
    lane: Lane = Lane.SHORT
    focus_fell_to: QAbstractButton | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)

    def disable(self) -> None:
        """Nothing to press meanwhile."""
        if self.busy is not None and shiboken6.isValid(self.busy):
            had_focus = self.busy.hasFocus()
            self.busy.setEnabled(False)
            fell_to = QApplication.focusWidget()
            if had_focus and isinstance(fell_to, QAbstractButton):
                self.focus_fell_to = fell_to

    def enable(self) -> None:
        """To be pressed again; the focus comes back: the next Enter is not for the button beside it."""
        if self.busy is not None and shiboken6.isValid(self.busy):
            self.busy.setEnabled(True)
            fell_to, self.focus_fell_to = self.focus_fell_to, None
            if fell_to is not None and shiboken6.isValid(fell_to) and fell_to.hasFocus():
                self.busy.setFocus(Qt.FocusReason.OtherFocusReason)

    def cancel(self) -> None:
        """Ask the run to stop; what it had begun is undone."""
        self.cancelled.set()


Delivery = Callable[[], None]


class Tasks(QObject):
    """Runs use cases for screens. With ``inline`` everything happens at once, on the caller's thread.

    A run refused because the password comes first waits, and ``password_needed`` tells the window: it asks,
    and either runs the very same orders again (``take_waiting``, ``run_again``) or gives them up
    (``give_up``), when each is refused as any other. No screen knows of it.
    """

    password_needed = Signal()
    changed = Signal(object)
    refused = Signal(object, object)
    crashed = Signal(object, str)
    _woken = Signal()

    def __init__(self, ctx: Context, *, inline: bool = False, notes: PendingRequests | None = None) -> None:
        super().__init__()
        self._ctx = ctx
        self._notes = notes
        self._inline = inline
        self._deliveries: deque[Delivery] = deque()
        self._running: set[Job] = set()
        self._waiting: list[Job] = []
        self._lanes = {} if inline else {lane: _LaneThread(lane, ctx, self._post) for lane in Lane}
        self._woken.connect(self._deliver)

    def run(
        self,
        owner: QObject,
        use_case: Callable[[Context, *Ts], T],
        on_done: Callable[[T], None],
        *args: *Ts,
        on_refused: Callable[[KnownFailure], None] | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        on_ended: Callable[[], None] | None = None,
        busy: QWidget | None = None,
        lane: Lane = Lane.SHORT,
    ) -> Job:
        """Run ``use_case(ctx, *args)`` and give its result to ``on_done``, unless ``owner`` is gone by then.

        ``busy`` (the button pressed) stays disabled meanwhile: a second click finds nothing to press. Without
        ``on_refused`` the window tells what failed. With ``on_progress`` the use case gets ``report=``.
        ``on_ended`` is called before any of them, whatever came out, a run stopped by ``cancel`` included.
        """
        changes: frozenset[Topic] = getattr(use_case, "changes", frozenset())
        ctx, nothing = self._ctx, lambda _: None
        job = Job(ctx, owner, nothing, on_done, on_refused, on_progress, on_ended, changes, busy, lane)
        extra = {"report": self._reporter(job)} if on_progress else {}
        job.call = lambda ctx: use_case(ctx, *args, **extra)
        if self._notes is not None and Topic.CASH in changes:
            job.call = _noted(self._notes, use_case, args, job.call)
        self._start(job)
        return job

    def use(self, ctx: Context) -> None:
        """From now on run for this context: another person signed in."""
        self._ctx = ctx

    @property
    def inline(self) -> bool:
        """Whether everything happens at once, on the caller's thread."""
        return self._inline

    @property
    def busy(self) -> bool:
        """Whether anything still runs."""
        return bool(self._running)

    def take_waiting(self) -> list[Job]:
        """What waits for the password; it waits no longer."""
        taken, self._waiting = self._waiting, []
        return taken

    def run_again(self, jobs: list[Job]) -> None:
        """The password was given: the very same orders once more."""
        for job in jobs:
            self._start(job)

    def give_up(self) -> None:
        """The password was not given: what waits for it is refused."""
        for job in self.take_waiting():
            self._end(job, Outcome(failure=PasswordNeeded()))

    def close(self) -> None:
        """Wait for what runs, then end both lanes; nothing is delivered any more."""
        for thread in self._lanes.values():
            thread.finish()
        self._deliveries.clear()
        self._running.clear()
        self._waiting.clear()

    def _start(self, job: Job) -> None:
        job.disable()
        self._running.add(job)
        if self._inline:
            self._finish(job, _outcome(job))
        else:
            self._lanes[job.lane].put(job)

    def _post(self, job: Job, outcome: "Outcome") -> None:
        """Called on a lane's thread."""
        self._enqueue(lambda: self._finish(job, outcome))

    def _enqueue(self, delivery: Delivery) -> None:
        self._deliveries.append(delivery)
        self._woken.emit()

    def _deliver(self) -> None:
        while self._deliveries:
            self._deliveries.popleft()()

    def _reporter(self, job: Job) -> Callable[[Progress], None]:
        def report(progress: Progress) -> None:
            if job.cancelled.is_set():
                raise Cancelled
            if self._inline:
                self._show_progress(job, progress)
            else:
                self._enqueue(lambda: self._show_progress(job, progress))

        return report

    def _show_progress(self, job: Job, progress: Progress) -> None:
        if job.on_progress is not None and shiboken6.isValid(job.owner):
            job.on_progress(progress)

    def _finish(self, job: Job, outcome: "Outcome") -> None:
        self._running.discard(job)
        if isinstance(outcome.failure, PasswordNeeded) and shiboken6.isValid(job.owner):
            self._waiting.append(job)
            self.password_needed.emit()
        else:
            self._end(job, outcome)

    def _end(self, job: Job, outcome: "Outcome") -> None:
        job.enable()
        self._tell(job, outcome)
        if outcome.failure is None and job.changes:
            self.changed.emit(job.changes)

    def _tell(self, job: Job, outcome: "Outcome") -> None:
        alive = shiboken6.isValid(job.owner)
        failure = outcome.failure
        if alive and job.on_ended is not None:
            job.on_ended()
        if failure is None:
            if alive:
                job.on_done(outcome.result)
        elif isinstance(failure, Cancelled):
            return
        elif not isinstance(failure, KnownFailure):
            self.crashed.emit(failure, outcome.details)
        elif alive and job.on_refused is not None:
            job.on_refused(failure)
        else:
            self.refused.emit(job.owner if alive else None, failure)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of a run."""

    result: object = None
    failure: Exception | None = None
    details: str = ""


def _outcome(job: Job) -> Outcome:
    try:
        return Outcome(result=job.call(job.ctx))
    except (KnownFailure, Cancelled) as failure:
        return Outcome(failure=failure)
    except Exception as bug:
        log.exception("a use case broke")
        return Outcome(failure=bug, details=traceback.format_exc())


def _noted(
    notes: PendingRequests,
    use_case: Callable[..., object],
    args: tuple[Any, ...],
    call: Callable[[Context], object],
) -> Callable[[Context], object]:
    """Money on its way leaves a note on this computer until the answer came, whatever happens meanwhile.

    A rule that says no is an answer; a database away or a bug is none: the note stays.
    """
    request_id = args[0].request_id

    def run(ctx: Context) -> object:
        notes.note(PendingRequest(request_id, use_case.__name__, ctx.clock.now()))
        try:
            result = call(ctx)
        except Refusal:
            notes.answered(request_id)
            raise
        notes.answered(request_id)
        return result

    return run


class _LaneThread(threading.Thread):
    """One thread, one connection, one job after another."""

    def __init__(self, lane: Lane, ctx: Context, post: Callable[[Job, Outcome], None]) -> None:
        super().__init__(name=f"lane-{lane.value}", daemon=True)
        self._ctx = ctx
        self._post = post
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()

    def put(self, job: Job) -> None:
        if not self.is_alive():
            self.start()
        self._jobs.put(job)

    def finish(self) -> None:
        if self.is_alive():
            self._jobs.put(None)
            self.join()

    def run(self) -> None:
        with ExitStack() as connection:
            connected = False
            while (job := self._jobs.get()) is not None:
                try:
                    if not connected:
                        connection.enter_context(self._ctx.connected())
                        connected = True
                except KnownFailure as failure:
                    self._post(job, Outcome(failure=failure))
                except Exception as bug:
                    self._post(job, Outcome(failure=bug, details=traceback.format_exc()))
                else:
                    self._post(job, _outcome(job))
