"""The people beside a customer as one list: each group under its title, who ended at its end."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QImage

from crediario.domain.br import format_amount
from crediario.domain.money import Money
from crediario.gateways.clock import Clock
from crediario.services.relations import BuyerRow, GuaranteeRow, HouseholdMember, PeopleDesk
from crediario.ui.customers import people_words
from crediario.ui.theme import Tone
from crediario.ui.widgets.cells import Text, TwoLine


@dataclass(frozen=True, slots=True)
class GroupTitle:
    """The line above a group."""

    words: str


@dataclass(frozen=True, slots=True)
class GuarantorLine:
    """Somebody who answers for the customer."""

    row: GuaranteeRow


@dataclass(frozen=True, slots=True)
class GuaranteedLine:
    """Somebody the customer answers for."""

    row: GuaranteeRow


@dataclass(frozen=True, slots=True)
class BuyerLine:
    """Somebody who may buy on the account."""

    row: BuyerRow


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody of the household."""

    row: HouseholdMember


Line = GroupTitle | GuarantorLine | GuaranteedLine | BuyerLine | MemberLine


def lines_of(desk: PeopleDesk) -> list[Line]:
    """Every group with its title, empty ones too: nobody is an answer as well."""
    return [
        GroupTitle(people_words.guarantors_title(desk)),
        *(GuarantorLine(each) for each in _live_first(desk.guarantors)),
        GroupTitle(people_words.answers_for_title(desk)),
        *(GuaranteedLine(each) for each in _live_first(desk.answers_for)),
        GroupTitle(people_words.buyers_title(desk)),
        *(BuyerLine(each) for each in _live_buyers_first(desk.buyers)),
        GroupTitle(people_words.household_title(desk.household)),
        *(MemberLine(each) for each in desk.household.members),
    ]


def _live_first(rows: Iterable[GuaranteeRow]) -> list[GuaranteeRow]:
    return sorted(rows, key=lambda each: each.ended_at is not None)


def _live_buyers_first(rows: Iterable[BuyerRow]) -> list[BuyerRow]:
    return sorted(rows, key=lambda each: each.ended_at is not None)


def key_of(line: Line) -> object:
    """What a line is told apart by."""
    match line:
        case GroupTitle():
            return line.words
        case GuarantorLine() | GuaranteedLine():
            return type(line), line.row.guarantee_id
        case BuyerLine():
            return type(line), line.row.buyer_id
        case MemberLine():
            return type(line), line.row.person.customer_id


def section_of(line: Line) -> str | None:
    """The words of a title; None of a person."""
    return line.words if isinstance(line, GroupTitle) else None


def is_ended(line: Line) -> bool:
    """Whether it is of the past."""
    return not isinstance(line, GroupTitle | MemberLine) and line.row.ended_at is not None


def may_end(line: Line | None) -> bool:
    """Whether Delete means something: what the customer answers for is ended on the other ficha."""
    return isinstance(line, GuarantorLine | BuyerLine) and not is_ended(line)


def customer_of(line: Line) -> int | None:
    """Whose ficha Enter opens."""
    match line:
        case GuarantorLine() | GuaranteedLine():
            return line.row.other.customer_id
        case MemberLine():
            return line.row.person.customer_id
        case _:
            return None


def name_cell(line: Line, picture: QImage | None, clock: Clock) -> TwoLine:
    """Who, and what is known of them."""
    tone: Tone = "text3" if is_ended(line) else "text"
    match line:
        case GuarantorLine() | GuaranteedLine():
            below = people_words.guarantee_below(line.row, clock)
            return TwoLine(line.row.other.name, below, tone, icon="user")
        case BuyerLine():
            below = people_words.buyer_below(line.row, clock)
            return TwoLine(line.row.name, below, tone, icon="shopping-cart", picture=picture)
        case MemberLine():
            return TwoLine(line.row.person.name, people_words.member_below(line.row), icon="house")
        case GroupTitle():
            return TwoLine("", "")


def open_cell(line: Line) -> Text:
    """What they have open; of an authorised buyer, what of the sub-limit is used."""
    match line:
        case GuarantorLine() | GuaranteedLine():
            return _amount(line.row.other.open)
        case MemberLine():
            return _amount(line.row.person.open)
        case BuyerLine():
            is_full = line.row.limit is not None and line.row.used >= line.row.limit and not is_ended(line)
            return Text(people_words.limit_words(line.row), "att" if is_full else "text")
        case GroupTitle():
            return Text("")


def late_cell(line: Line) -> Text:
    """What they have late."""
    match line:
        case GuarantorLine() | GuaranteedLine():
            return _amount(line.row.other.overdue, late=True)
        case MemberLine():
            return _amount(line.row.person.overdue, late=True)
        case _:
            return Text("")


def _amount(amount: Money, *, late: bool = False) -> Text:
    if not amount:
        return Text("—", "text3")
    return Text(format_amount(amount), "late" if late else "text", bold=late)
