"""What I12 asks of the audit: the chain read whole, and every operation told by a row of its own."""

from collections.abc import Callable, Iterable

from peewee import Database

from crediario.db import audit_chain
from crediario.db.audit_chain import earlier_rows, sealed_rows
from crediario.db.statements import fetch
from crediario.domain.audit_chain import AuditKey
from crediario.domain.audit_verify import ChainReport, ChainVerifier, Finding

REPORT_EVERY = 2_000
#: Told now and then how many rows were read; may raise to stop.
Watch = Callable[[int], None]

TOTALS = "SELECT COUNT(*), 0 FROM audit"
_SILENT = (
    "SELECT 'operation ' || o.use_case || ' ' || o.id AS label FROM operation AS o WHERE NOT EXISTS"
    " (SELECT 1 FROM audit AS a WHERE a.operation = o.id AND a.use_case = o.use_case)"
)
_UNTRUE = (
    "SELECT 'audit ' || a.use_case || ' ' || a.operation AS label FROM audit AS a"
    " WHERE a.operation IS NOT NULL AND NOT EXISTS (SELECT 1 FROM operation AS o WHERE o.id = a.operation)"
)
#: A chain needs its head: rows with numbers and no head have lost it.
_HEADLESS = (
    "SELECT 'audit row ' || seq AS label FROM audit WHERE seq IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM audit_chain)"
)

BROKEN = (_SILENT, _UNTRUE, _HEADLESS)


def chain_report(
    database: Database, key: AuditKey | None, watch: Watch = lambda _: None
) -> ChainReport | None:
    """Reads the whole chain; call it inside a snapshot.

    Args:
        database: the shop's.
        key: what seals it; without it everything but the seals is looked at. A demonstration's is known.
        watch: told how many rows were read.

    Returns:
        None before the chain began.
    """
    state = audit_chain.state(database)
    if state is None:
        return None
    verifier = ChainVerifier(state, key or audit_chain.demo_key(database))
    read = 0
    for add, rows in _all_rows(database, verifier, state.base):
        for row in rows:
            add(row)
            read += 1
            if read % REPORT_EVERY == 0:
                watch(read)
    watch(read)
    return verifier.finish()


def _all_rows(
    database: Database, verifier: ChainVerifier, base: int
) -> Iterable[tuple[Callable[..., None], Iterable[object]]]:
    yield verifier.add_earlier, earlier_rows(database, base)
    yield verifier.add, sealed_rows(database, base)


def row_count(database: Database) -> int:
    """How many rows ``chain_report`` will read."""
    return int(fetch(database, "SELECT COUNT(*) FROM audit")[0][0])


def label(finding: Finding) -> str:
    """A finding as an example of a broken invariant."""
    rows = str(finding.first) if finding.first == finding.last else f"{finding.first}-{finding.last}"
    return f"audit {finding.flaw.value} {rows}"
