"""What is sealed, with which key, and what stood before."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crediario.domain.audit_chain import (
    DEMO_KEY,
    KEY_BYTES,
    AuditHead,
    AuditKey,
    AuditRow,
    EarlierDigest,
    EarlierRow,
    chain_hash,
    genesis_hash,
    subject_hash,
)

ROW = AuditRow(
    7, 1, 2, 3, "register_sale", "a-request", subject_hash("{}"), "2026-06-09T17:32:00.000000+00:00"
)
EARLIER = EarlierRow(
    1, None, 1, 2, 3, "sign_in", None, subject_hash("{}"), "2026-06-09T17:00:00.000000+00:00", None
)


def test_a_key_has_thirty_two_bytes_and_shows_none_of_them() -> None:
    key = AuditKey(bytes(range(KEY_BYTES)))

    assert len(key.fingerprint) == 16
    assert "\\x01" not in repr(key)
    assert key.fingerprint != DEMO_KEY.fingerprint
    with pytest.raises(ValueError, match="32 bytes"):
        AuditKey(b"short")


def test_the_bytes_of_a_row_are_written_down_for_ever() -> None:
    """Whoever changes this changes what every shop has sealed."""
    assert ROW.canonical == (
        b'[7,1,2,3,"register_sale","a-request",'
        b'"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",'
        b'"2026-06-09T17:32:00.000000+00:00"]'
    )
    assert chain_hash(DEMO_KEY, "0" * 64, ROW)[:16] == "740af3a0aed3981b"
    assert genesis_hash(DEMO_KEY, EarlierDigest().total)[:16] == "24159566f569a88b"


@given(
    st.sampled_from(["seq", "store_id", "till_id", "operator_id"]),
    st.integers(min_value=8, max_value=2**62),
)
def test_every_figure_of_a_row_is_sealed(name: str, value: int) -> None:
    changed = replace(ROW, **{name: value})
    assert chain_hash(DEMO_KEY, "0" * 64, changed) != chain_hash(DEMO_KEY, "0" * 64, ROW)


@given(st.tuples(st.text(), st.none() | st.text()), st.tuples(st.text(), st.none() | st.text()))
def test_two_rows_never_give_the_same_bytes(
    one: tuple[str, str | None], other: tuple[str, str | None]
) -> None:
    first, second = (replace(ROW, use_case=name, operation=request) for name, request in (one, other))
    assert (first.canonical == second.canonical) == (one == other)


@pytest.mark.parametrize(
    "changed",
    [
        replace(EARLIER, id=2),
        replace(EARLIER, seq=1),
        replace(EARLIER, operation="x"),
        replace(EARLIER, subject_hash=subject_hash("")),
        replace(EARLIER, hash="0"),
    ],
)
def test_what_stood_before_is_in_the_genesis(changed: EarlierRow) -> None:
    one, other = EarlierDigest(), EarlierDigest()
    one.add(EARLIER)
    other.add(changed)

    assert one.total.count == other.total.count == 1
    assert genesis_hash(DEMO_KEY, one.total) != genesis_hash(DEMO_KEY, other.total)


def test_a_head_is_noted_shortly() -> None:
    assert AuditHead(1842, "9f3a01c7" + "0" * 56).noted == "1842-9f3a01c7"
