"""Reading a chain of audit rows and saying exactly what was done to it; pure, one row at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain as one_after_another

from crediario.domain.audit_chain import (
    NOTED_LENGTH,
    REDACTED,
    AuditHead,
    AuditKey,
    AuditRow,
    EarlierDigest,
    EarlierRow,
    EarlierRows,
    chain_hash,
    genesis_hash,
    subject_hash,
)

#: Broken rows looked at one by one; where more are broken, the rest is only counted.
LOOKED_AT = 200


class Flaw(StrEnum):
    """What is wrong with rows of the audit."""

    CHANGED = "changed"
    MISSING = "missing"
    INSERTED = "inserted"
    MOVED = "moved"
    #: Written beside the chain after it began.
    OUTSIDE = "outside"
    #: The last rows are gone: the head knows more.
    CUT = "cut"
    #: The head says something else than the last row.
    HEAD = "head"
    #: Something from before the chain is not as it was.
    EARLIER = "earlier"
    #: Everything was sealed with another key.
    WRONG_KEY = "wrong_key"


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw and the rows it is about, by their numbers in the chain (a count where they have none)."""

    flaw: Flaw
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SealedRow:
    """A row as it was found: what it says, the seal it claims to follow, its own, and its subject."""

    row: AuditRow
    previous: str
    hash: str
    subject: str


@dataclass(frozen=True, slots=True)
class ChainState:
    """What the database says of its chain: the head, whose key, and what stood before it.

    ``base`` is the number of the last row that the present key does not seal: 0, unless a new key was begun.
    """

    head: AuditHead
    fingerprint: str
    earlier: EarlierRows
    base: int = 0


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What was read and what was found.

    Attributes:
        checked: rows of the chain that were read.
        head: the last of them; the genesis where there is none.
        earlier: rows from before the chain.
        redacted: rows whose subject was taken away with an anonymised person.
        sealed: whether the seals themselves were computed anew; not without the right key.
        findings: flaws, neighbours of one kind together.
        failed: how many rows they are.
    """

    checked: int
    head: AuditHead
    earlier: int
    redacted: int
    sealed: bool
    findings: tuple[Finding, ...]
    failed: int


@dataclass(slots=True)
class _Broken:
    """A row that does not fit: the seal it should follow, and the one that the row after it follows."""

    found: SealedRow
    before: str
    content_fits: bool
    next_previous: str = ""


class ChainVerifier:
    """Give it first the earlier rows by id, then the chain's by number; ``finish`` tells what it found.

    Rule: reliability.md I12 and A11. See docs/adr/0011-audit-chain.md.
    """

    def __init__(self, state: ChainState, key: AuditKey | None) -> None:
        self._state = state
        self._other_key = key is not None and key.fingerprint != state.fingerprint
        self._key = None if self._other_key else key
        self._earlier = EarlierDigest()
        self._outside = 0
        self._genesis: str | None = None
        self._seq, self._seal = state.base, ""
        self._checked = self._redacted = self._misfits = 0
        self._broken: list[_Broken] = []
        self._beyond: list[Finding] = []
        self._missing: list[Finding] = []

    def add_earlier(self, row: EarlierRow) -> None:
        """The next row that is not in the chain, in the order of ids."""
        if self._earlier.count < self._state.earlier.count:
            self._earlier.add(row)
        else:
            self._outside += 1

    def add(self, found: SealedRow) -> None:
        """The next row of the chain, in the order of their numbers."""
        follows = self._follows(found)
        self._redacted += found.subject == REDACTED
        content_fits = self._content_fits(found)
        if self._broken and self._broken[-1].found.row.seq == self._seq:
            self._broken[-1].next_previous = found.previous
        if not (follows and content_fits):
            self._misfit(_Broken(found, self._seal, content_fits))
        self._checked += 1
        self._seq, self._seal = found.row.seq, found.hash

    def finish(self) -> ChainReport:
        """Everything that was found."""
        findings = self._wrong_key() or list(self._all_findings())
        return ChainReport(
            checked=self._checked,
            head=AuditHead(self._seq, self._seal or self._start()),
            earlier=self._earlier.count,
            redacted=self._redacted,
            sealed=self._key is not None,
            findings=_grouped(findings),
            failed=sum(each.last - each.first + 1 for each in findings),
        )

    # -- one row ---------------------------------------------------------------------------------------------

    def _start(self) -> str:
        """The seal the first row follows; without the key what the head says where nothing follows."""
        if self._genesis is None:
            if self._key is not None:
                self._genesis = genesis_hash(self._key, self._earlier.total)
            else:
                self._genesis = self._state.head.hash if self._state.head.seq == self._state.base else ""
        return self._genesis

    def _follows(self, found: SealedRow) -> bool:
        """Whether the row follows the one before it; after a gap nobody can tell."""
        if found.row.seq > self._seq + 1:
            self._missing.append(Finding(Flaw.MISSING, self._seq + 1, found.row.seq - 1))
            return True
        if self._checked == 0:
            start = self._start()
            return not start or found.previous == start
        return found.previous == self._seal

    def _content_fits(self, found: SealedRow) -> bool:
        if found.subject != REDACTED and subject_hash(found.subject) != found.row.subject_hash:
            return False
        return self._key is None or chain_hash(self._key, found.previous, found.row) == found.hash

    def _misfit(self, broken: _Broken) -> None:
        self._misfits += 1
        if len(self._broken) < LOOKED_AT:
            self._broken.append(broken)
        else:
            seq = broken.found.row.seq
            self._beyond.append(Finding(Flaw.CHANGED, seq, seq))
            self._beyond = list(_grouped(self._beyond))

    # -- what it means ---------------------------------------------------------------------------------------

    def _wrong_key(self) -> list[Finding]:
        """Every row has a seal of another key, and nothing else: no row is to blame."""
        first = self._state.base + 1
        if self._other_key:
            return [Finding(Flaw.WRONG_KEY, first, max(self._seq, first))]
        all_alike = self._checked > 1 and self._misfits == self._checked and not self._missing
        if self._key is None or not all_alike or not all(_only_seal_differs(each) for each in self._broken):
            return []
        if self._fits_elsewhere(self._broken[0].found, {first + 1}):
            return []
        return [Finding(Flaw.WRONG_KEY, first, self._seq)]

    def _all_findings(self) -> Iterable[Finding]:
        rows = sorted([*self._missing, *self._judged(), *self._beyond], key=lambda each: each.first)
        return one_after_another(self._of_earlier(), rows, self._of_the_end())

    def _of_earlier(self) -> Iterable[Finding]:
        first = next((each for each in self._broken if self._is_start(each)), None)
        if self._earlier.total != self._state.earlier or (first is not None and first.content_fits):
            yield Finding(Flaw.EARLIER, 1, max(self._state.earlier.count, 1))
        if self._outside:
            yield Finding(Flaw.OUTSIDE, 1, self._outside)

    def _is_start(self, broken: _Broken) -> bool:
        return broken.found.row.seq == self._state.base + 1

    def _judged(self) -> Iterable[Finding]:
        seqs = {each.found.row.seq for each in self._broken}
        told = 0
        for each in self._broken:
            seq = each.found.row.seq
            # A sound row that follows nothing only says that the one before it was exchanged.
            exchanged = each.content_fits and (told == seq - 1 or self._is_start(each))
            if not exchanged:
                told = seq - 1 if each.content_fits and self._key is not None else seq
                yield Finding(self._flaw(each, seqs), told, told)

    def _flaw(self, broken: _Broken, seqs: set[int]) -> Flaw:
        row = broken.found.row
        if row.seq > self._state.head.seq:
            return Flaw.INSERTED
        if broken.content_fits:
            return Flaw.CHANGED
        if self._fits_elsewhere(broken.found, {row.seq - 1, row.seq + 1} | seqs):
            return Flaw.MOVED
        passed_over = broken.next_previous == broken.before != broken.found.hash
        return Flaw.INSERTED if passed_over and broken.before else Flaw.CHANGED

    def _fits_elsewhere(self, found: SealedRow, seqs: set[int]) -> bool:
        key = self._key
        return key is not None and any(
            chain_hash(key, found.previous, replace(found.row, seq=seq)) == found.hash
            for seq in seqs - {found.row.seq}
        )

    def _of_the_end(self) -> Iterable[Finding]:
        head = self._state.head
        if self._seq < head.seq:
            yield Finding(Flaw.CUT, self._seq + 1, head.seq)
        elif self._seq == head.seq and (self._seal or self._start()) not in {head.hash, ""}:
            yield Finding(Flaw.HEAD, head.seq, head.seq)
        elif self._seq > head.seq and not (self._broken and self._broken[-1].found.row.seq == self._seq):
            yield Finding(Flaw.HEAD, head.seq + 1, self._seq)


def _only_seal_differs(broken: _Broken) -> bool:
    found = broken.found
    says_itself = found.subject == REDACTED or subject_hash(found.subject) == found.row.subject_hash
    return says_itself and not broken.content_fits and found.previous == (broken.before or found.previous)


def _grouped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Neighbours of one kind as one finding, in the order they come."""
    grouped: list[Finding] = []
    for each in findings:
        if grouped and grouped[-1].flaw is each.flaw and grouped[-1].last + 1 >= each.first:
            grouped[-1] = Finding(each.flaw, grouped[-1].first, max(each.last, grouped[-1].last))
        else:
            grouped.append(each)
    return tuple(grouped)


class Noted(StrEnum):
    """How a head noted on paper compares with the chain of today."""

    SAME = "same"
    #: The row is there with another seal.
    DIFFERENT = "different"
    #: The chain ends before it: its last rows were taken away, or an old copy was put back.
    GONE = "gone"


def compare_noted(noted_seal: str, found_seal: str | None) -> Noted:
    """Whether what was noted on paper still stands.

    Args:
        noted_seal: the first characters of the seal, as the paper shows them.
        found_seal: the seal that row has now; None where there is no such row.

    Rule: reliability.md A11 (anchors). See docs/adr/0011-audit-chain.md.
    """
    if found_seal is None:
        return Noted.GONE
    wanted = noted_seal.strip().lower()
    same = len(wanted) >= NOTED_LENGTH and found_seal.startswith(wanted)
    return Noted.SAME if same else Noted.DIFFERENT
