"""The chain of the audit: what is sealed of each row, with which key, and what stood before the first."""

import hashlib
import hmac
import json
from dataclasses import dataclass, field

KEY_BYTES = 32
#: What a person notes on paper of the last hash.
NOTED_LENGTH = 8
#: What is left of a subject when the person in it was anonymised: its hash stays in the chain.
REDACTED = ""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class AuditKey:
    """The shop's secret of 32 bytes; never in its database, which knows only the fingerprint."""

    value: bytes = field(repr=False)
    fingerprint: str = field(init=False)

    def __post_init__(self) -> None:
        if len(self.value) != KEY_BYTES:
            raise ValueError(f"an audit key has {KEY_BYTES} bytes")
        mark = hmac.digest(self.value, b"crediario: fingerprint of the audit key", "sha256")
        object.__setattr__(self, "fingerprint", mark.hex()[:16])


#: Known to everybody: seals the shops of demonstrations, measurements and tests, which keep no secret.
DEMO_KEY = AuditKey(hashlib.sha256(b"crediario: public key of demonstration shops").digest())


@dataclass(frozen=True, slots=True)
class AuditRow:
    """What is sealed of one row: who did what, where and when; the subject by its hash only.

    ``happened_at`` is the instant as the tables keep it; ``operation`` is the request's id, if any.
    """

    seq: int
    store_id: int
    till_id: int
    operator_id: int
    use_case: str
    operation: str | None
    subject_hash: str
    happened_at: str

    @property
    def canonical(self) -> bytes:
        """The same row always gives the same bytes, and no two rows give the same."""
        values = (
            self.seq, self.store_id, self.till_id, self.operator_id, self.use_case, self.operation,
            self.subject_hash, self.happened_at,
        )  # fmt: skip
        return _encode(values).encode()


def subject_hash(subject: str) -> str:
    """SHA-256 of a subject, as 64 hexadecimal digits: what stays in the chain when it is redacted."""
    return hashlib.sha256(subject.encode()).hexdigest()


def chain_hash(key: AuditKey, previous: str, row: AuditRow) -> str:
    """The seal of a row: HMAC-SHA256 over the seal before it and the row, as 64 hexadecimal digits.

    Rule: reliability.md I12. See docs/adr/0011-audit-chain.md.
    """
    return hmac.digest(key.value, previous.encode() + row.canonical, "sha256").hex()


@dataclass(frozen=True, slots=True)
class EarlierRows:
    """What stood in the audit before the present key sealed its first row: rows, and their digest."""

    count: int
    digest: str


def genesis_hash(key: AuditKey, earlier: EarlierRows) -> str:
    """What the first row is chained to: the rows before it cannot change unnoticed any more either.

    Rule: reliability.md I12. See docs/adr/0011-audit-chain.md.
    """
    body = _encode(["crediario audit", 1, earlier.count, earlier.digest])
    return hmac.digest(key.value, body.encode(), "sha256").hex()


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """A row from before the present key, with all it has: an old seal is kept as it is."""

    id: int
    seq: int | None
    store_id: int
    till_id: int
    operator_id: int
    use_case: str
    operation: str | None
    subject_hash: str
    happened_at: str
    hash: str | None


class EarlierDigest:
    """Adds up earlier rows, one by one in the order of their ids; what is added is never held."""

    def __init__(self) -> None:
        self.count = 0
        self._digest = hashlib.sha256()

    def add(self, row: EarlierRow) -> None:
        """The next row."""
        values = (
            row.id, row.seq, row.store_id, row.till_id, row.operator_id, row.use_case, row.operation,
            row.subject_hash, row.happened_at, row.hash,
        )  # fmt: skip
        self.count += 1
        self._digest.update(_encode(values).encode() + b"\n")

    @property
    def total(self) -> EarlierRows:
        """What was added so far."""
        return EarlierRows(self.count, self._digest.hexdigest())


@dataclass(frozen=True, slots=True)
class AuditHead:
    """Where the chain is: the last row's number and seal."""

    seq: int
    hash: str

    @property
    def noted(self) -> str:
        """What papers print and a person notes: ``1842-9f3a01c7``."""
        return f"{self.seq}-{self.hash[:NOTED_LENGTH]}"
