"""Analise antes de cobrar: what a customer's past suggests before anybody calls."""

from dataclasses import dataclass
from enum import StrEnum

LONG_LATE_DAYS = 61
#: Fewer settled installments say little about a customer.
KNOWN_FROM = 6
SELDOM_LATE_TENTHS = 9
USUALLY_LATE_TENTHS = 6


class Approach(StrEnum):
    """How to begin the talk; the words are the screen's."""

    #: An installment of an agreement is late: what was agreed comes first.
    BROKEN_AGREEMENT = "broken_agreement"
    #: Late for more than sixty days: offer a way out.
    LONG_LATE = "long_late"
    #: Nothing was ever paid here: make sure the customer has the carnê and knows where to pay.
    NOTHING_PAID_YET = "nothing_paid_yet"
    #: Nearly always on time: something happened.
    GOOD_PAYER_SLIPPED = "good_payer_slipped"
    #: Never late for long before: a friendly reminder.
    FIRST_TIME = "first_time"
    #: Late more often than the shop can take: agree on a date.
    USUALLY_LATE = "usually_late"
    #: Late now and then, and paid every time.
    NOW_AND_THEN = "now_and_then"


@dataclass(frozen=True, slots=True)
class PayingPast:
    """What the suggestion is made of.

    Attributes:
        days_late: of the oldest late installment.
        on_time: settled installments paid up to the moved due date.
        settled: settled installments.
        long_delays: settled installments paid more than fifteen days late.
        agreement_late: an installment of an agreement is late.
    """

    days_late: int
    on_time: int
    settled: int
    long_delays: int
    agreement_late: bool = False


def approach(past: PayingPast) -> Approach:
    """The suggested way to begin, the weightiest reason first.

    Rule: product.md F2. See docs/regras.md#abordagem.
    """
    if past.agreement_late:
        return Approach.BROKEN_AGREEMENT
    if past.days_late >= LONG_LATE_DAYS:
        return Approach.LONG_LATE
    if not past.settled:
        return Approach.NOTHING_PAID_YET
    if past.settled >= KNOWN_FROM and _share_reaches(past, SELDOM_LATE_TENTHS):
        return Approach.GOOD_PAYER_SLIPPED
    if not past.long_delays and _share_reaches(past, USUALLY_LATE_TENTHS):
        return Approach.FIRST_TIME
    return Approach.NOW_AND_THEN if _share_reaches(past, USUALLY_LATE_TENTHS) else Approach.USUALLY_LATE


def _share_reaches(past: PayingPast, tenths: int) -> bool:
    return past.on_time * 10 >= past.settled * tenths
