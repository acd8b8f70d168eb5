"""Every edit of the audit that people would try, planted and named."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.audit_chain import (
    DEMO_KEY,
    KEY_BYTES,
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
from crediario.domain.audit_verify import (
    ChainReport,
    ChainState,
    ChainVerifier,
    Finding,
    Flaw,
    Noted,
    SealedRow,
    compare_noted,
)

KEY = DEMO_KEY
OTHER = AuditKey(bytes(KEY_BYTES))
MOMENT = "2026-06-09T17:32:00.000000+00:00"
LONG = 12


def earlier_rows(count: int) -> list[EarlierRow]:
    return [
        EarlierRow(each, None, 1, 1, 1, "sign_in", None, subject_hash(str(each)), MOMENT, None)
        for each in range(1, count + 1)
    ]


def total_of(rows: list[EarlierRow]) -> EarlierRows:
    digest = EarlierDigest()
    for row in rows:
        digest.add(row)
    return digest.total


def sealed(count: int, earlier: EarlierRows, key: AuditKey = KEY, base: int = 0) -> list[SealedRow]:
    """A chain as the program writes it."""
    rows: list[SealedRow] = []
    previous = genesis_hash(key, earlier)
    for seq in range(base + 1, base + count + 1):
        subject = f'{{"amount":{seq}}}'
        row = AuditRow(seq, 1, 1, 1, "register_sale", f"request-{seq}", subject_hash(subject), MOMENT)
        rows.append(SealedRow(row, previous, chain_hash(key, previous, row), subject))
        previous = rows[-1].hash
    return rows


class Shop:
    """A chain, its head and what stood before it, to be spoilt."""

    def __init__(self, count: int = LONG, before: int = 3, base: int = 0) -> None:
        self.earlier = earlier_rows(before)
        total = total_of(self.earlier)
        self.rows = sealed(count, total, base=base)
        last = self.rows[-1].hash if self.rows else genesis_hash(KEY, total)
        self.state = ChainState(AuditHead(base + count, last), KEY.fingerprint, total, base)

    def verify(self, key: AuditKey | None = KEY) -> ChainReport:
        verifier = ChainVerifier(self.state, key)
        for row in self.earlier:
            verifier.add_earlier(row)
        for found in sorted(self.rows, key=lambda each: each.row.seq):
            verifier.add(found)
        return verifier.finish()

    def findings(self, key: AuditKey | None = KEY) -> tuple[Finding, ...]:
        return self.verify(key).findings


def renumbered(found: SealedRow, seq: int) -> SealedRow:
    return replace(found, row=replace(found.row, seq=seq))


@pytest.mark.parametrize("count", [0, 1, 2, LONG])
@pytest.mark.parametrize("before", [0, 3])
@pytest.mark.parametrize("base", [0, 5])
@pytest.mark.parametrize("key", [KEY, None])
def test_a_chain_nobody_touched_is_whole(count: int, before: int, base: int, key: AuditKey | None) -> None:
    report = Shop(count, before, base).verify(key)

    assert report.findings == () and report.failed == 0
    assert (report.checked, report.earlier, report.head.seq) == (count, before, base + count)
    assert report.sealed == (key is not None)


@given(st.integers(1, LONG), st.sampled_from(["operator_id", "use_case", "happened_at", "operation"]))
def test_a_changed_row_is_named(seq: int, column: str) -> None:
    shop = Shop()
    found = shop.rows[seq - 1]
    value: object = 9 if column == "operator_id" else "reverse_payment"
    shop.rows[seq - 1] = replace(found, row=replace(found.row, **{column: value}))  # type: ignore[arg-type]

    assert shop.findings() == (Finding(Flaw.CHANGED, seq, seq),)


@given(st.integers(1, LONG), st.sampled_from([KEY, None]))
def test_a_changed_subject_is_named_even_without_the_key(seq: int, key: AuditKey | None) -> None:
    shop = Shop()
    shop.rows[seq - 1] = replace(shop.rows[seq - 1], subject='{"amount":1000000}')

    assert shop.findings(key) == (Finding(Flaw.CHANGED, seq, seq),)


@given(st.integers(1, LONG), st.sampled_from([KEY, None]))
def test_a_subject_redacted_with_its_person_is_no_flaw(seq: int, key: AuditKey | None) -> None:
    shop = Shop()
    shop.rows[seq - 1] = replace(shop.rows[seq - 1], subject=REDACTED)

    assert (shop.findings(key), shop.verify(key).redacted) == ((), 1)


@given(st.integers(1, LONG))
def test_a_row_sealed_anew_with_another_key_is_named(seq: int) -> None:
    """Who edits with care writes a seal too, and has no key for it."""
    shop = Shop()
    found = shop.rows[seq - 1]
    row = replace(found.row, operator_id=9)
    shop.rows[seq - 1] = replace(found, row=row, hash=chain_hash(OTHER, found.previous, row))

    flaws = [each for each in shop.findings() if each.flaw is not Flaw.HEAD]
    assert flaws == [Finding(Flaw.CHANGED, seq, seq)]


@given(st.integers(1, LONG - 1), st.integers(1, 4), st.sampled_from([KEY, None]))
def test_missing_rows_are_named(first: int, many: int, key: AuditKey | None) -> None:
    shop = Shop()
    last = min(first + many - 1, LONG - 1)
    del shop.rows[first - 1 : last]

    assert shop.findings(key) == (Finding(Flaw.MISSING, first, last),)


@given(st.integers(1, LONG - 1))
def test_a_row_taken_out_and_the_rest_renumbered_is_named(seq: int) -> None:
    shop = Shop()
    del shop.rows[seq - 1]
    shop.rows = [renumbered(each, place) for place, each in enumerate(shop.rows, start=1)]
    shop.state = replace(shop.state, head=AuditHead(LONG - 1, shop.rows[-1].hash))

    assert shop.findings() == (Finding(Flaw.MOVED, seq, LONG - 1),)


@given(st.integers(2, LONG))
def test_a_row_put_in_and_the_rest_renumbered_is_named(seq: int) -> None:
    shop = Shop()
    before = shop.rows[seq - 2]
    forged = replace(
        before, row=replace(before.row, seq=seq, operator_id=9), previous=before.hash, hash="f" * 64
    )
    rest = [renumbered(each, each.row.seq + 1) for each in shop.rows[seq - 1 :]]
    shop.rows = [*shop.rows[: seq - 1], forged, *rest]
    shop.state = replace(shop.state, head=AuditHead(LONG + 1, shop.rows[-1].hash))

    assert shop.findings() == (Finding(Flaw.INSERTED, seq, seq), Finding(Flaw.MOVED, seq + 1, LONG + 1))


def test_a_row_put_at_the_end_is_named() -> None:
    shop = Shop()
    last = shop.rows[-1]
    shop.rows.append(replace(last, row=replace(last.row, seq=LONG + 1), previous=last.hash, hash="f" * 64))

    assert shop.findings() == (Finding(Flaw.INSERTED, LONG + 1, LONG + 1),)
    assert shop.findings(None) == (Finding(Flaw.HEAD, LONG + 1, LONG + 1),)


@pytest.mark.parametrize("key", [KEY, None])
def test_a_head_set_back_is_named(key: AuditKey | None) -> None:
    shop = Shop()
    shop.state = replace(shop.state, head=AuditHead(LONG - 2, shop.rows[-3].hash))

    assert shop.findings(key) == (Finding(Flaw.HEAD, LONG - 1, LONG),)


@given(st.integers(1, LONG), st.integers(1, LONG))
def test_exchanged_rows_are_named(one: int, other: int) -> None:
    if one == other:
        return
    shop = Shop()
    first, second = shop.rows[one - 1], shop.rows[other - 1]
    shop.rows[one - 1], shop.rows[other - 1] = renumbered(second, one), renumbered(first, other)

    moved = {
        each for found in shop.findings() if found.flaw is Flaw.MOVED for each in (found.first, found.last)
    }
    assert moved == {one, other}
    assert {each.flaw for each in shop.findings()} <= {Flaw.MOVED, Flaw.HEAD}


@given(st.integers(0, LONG - 1), st.sampled_from([KEY, None]))
def test_a_cut_tail_is_named_when_the_head_knows_more(left: int, key: AuditKey | None) -> None:
    shop = Shop()
    del shop.rows[left:]

    assert shop.findings(key) == (Finding(Flaw.CUT, left + 1, LONG),)


@given(st.integers(1, LONG - 1))
def test_a_cut_tail_with_its_head_looks_whole_and_only_a_note_tells(left: int) -> None:
    """The limit of every such chain, told in the manual: a head noted outside is what finds it."""
    shop = Shop()
    noted = shop.rows[-1].hash[:8]
    del shop.rows[left:]
    shop.state = replace(shop.state, head=AuditHead(left, shop.rows[-1].hash))

    assert shop.findings() == ()
    assert compare_noted(noted, None) is Noted.GONE


@pytest.mark.parametrize("key", [KEY, None])
def test_another_head_is_named(key: AuditKey | None) -> None:
    shop = Shop()
    shop.state = replace(shop.state, head=AuditHead(LONG, "0" * 64))

    assert shop.findings(key) == (Finding(Flaw.HEAD, LONG, LONG),)


@given(st.integers(0, 2), st.sampled_from([KEY, None]))
def test_a_change_in_what_stood_before_is_named(place: int, key: AuditKey | None) -> None:
    changed, gone = Shop(), Shop()
    changed.earlier[place] = replace(changed.earlier[place], use_case="receive_payment")
    del gone.earlier[place]

    for shop in (changed, gone):
        assert Finding(Flaw.EARLIER, 1, 3) in shop.findings(key)
        assert {each.flaw for each in shop.findings(key)} == {Flaw.EARLIER}


def test_a_change_before_with_the_count_set_right_is_named() -> None:
    shop = Shop()
    shop.earlier[0] = replace(shop.earlier[0], use_case="receive_payment")
    shop.state = replace(shop.state, earlier=total_of(shop.earlier))

    assert shop.findings() == (Finding(Flaw.EARLIER, 1, 3),)


@pytest.mark.parametrize("key", [KEY, None])
def test_rows_written_beside_the_chain_are_named(key: AuditKey | None) -> None:
    shop = Shop()
    shop.earlier += [replace(shop.earlier[0], id=90), replace(shop.earlier[0], id=91)]

    assert shop.findings(key) == (Finding(Flaw.OUTSIDE, 1, 2),)


def test_another_key_is_named_and_no_row_is_blamed() -> None:
    shop = Shop()

    assert shop.findings(OTHER) == (Finding(Flaw.WRONG_KEY, 1, LONG),)
    assert not shop.verify(OTHER).sealed


def test_a_chain_made_whole_with_another_key_is_named() -> None:
    """Somebody without the key wrote everything anew, and kept the fingerprint."""
    shop = Shop()
    shop.rows = sealed(LONG, shop.state.earlier, OTHER)
    shop.state = replace(shop.state, head=AuditHead(LONG, shop.rows[-1].hash))

    assert shop.findings() == (Finding(Flaw.WRONG_KEY, 1, LONG),)


def test_very_many_broken_rows_are_counted() -> None:
    shop = Shop(500)
    shop.rows = [replace(each, row=replace(each.row, operator_id=9)) for each in shop.rows[:450]] + shop.rows[
        450:
    ]

    report = shop.verify()

    assert report.findings == (Finding(Flaw.CHANGED, 1, 450),)
    assert report.failed == 450


@given(st.integers(0, 2**32))
def test_no_random_exchange_of_rows_goes_unnoticed(seed: int) -> None:
    import random

    shop = Shop()
    before = list(shop.rows)
    random.Random(seed).shuffle(shop.rows)
    shop.rows = [renumbered(each, place) for place, each in enumerate(shop.rows, start=1)]

    assert bool(shop.findings()) == (shop.rows != before)


def test_a_noted_head_is_compared() -> None:
    assert compare_noted("9F3A01C7 ", "9f3a01c7" + "0" * 56) is Noted.SAME
    assert compare_noted("9f3a01c8", "9f3a01c7" + "0" * 56) is Noted.DIFFERENT
    assert compare_noted("9f3a", "9f3a01c7" + "0" * 56) is Noted.DIFFERENT
