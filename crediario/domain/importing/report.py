"""What is told about a file: its totals, and the lines refused, left aside, or read with a remark."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from crediario.domain.importing.cells import Broken
from crediario.domain.money import Money


class IgnoredReason(StrEnum):
    """Why a line is not part of the portfolio."""

    TITLE = "title"
    HEADER = "header"
    TOTAL = "total"
    HIDDEN = "hidden_sheet"
    OTHER_SHEET = "not_a_portfolio"


class RefusedReason(StrEnum):
    """Why a line cannot come in as it is."""

    NO_CUSTOMER = "no_customer"
    UNKNOWN_CODE = "unknown_code"
    CUSTOMER_REFUSED = "customer_refused"
    TOO_MANY_CELLS = "too_many_cells"
    SAME_NAME = "same_name"
    TEXT_TOO_LONG = "text_too_long"
    INVALID_DOCUMENT = "invalid_document"
    DOCUMENT_OF_ANOTHER = "document_of_another"
    NO_VALUE = "formula_without_value"
    CELL_ERROR = "cell_error"
    MISSING_AMOUNT = "missing_amount"
    INVALID_AMOUNT = "invalid_amount"
    AMBIGUOUS_AMOUNT = "ambiguous_amount"
    NEGATIVE_AMOUNT = "negative_amount"
    ZERO_AMOUNT = "zero_amount"
    AMOUNT_TOO_LARGE = "amount_too_large"
    MISSING_DATE = "missing_date"
    INVALID_DATE = "invalid_date"
    MONTH_FIRST_DATE = "month_first_date"
    DATE_WITHOUT_YEAR = "date_without_year"
    DATE_OUT_OF_RANGE = "date_out_of_range"
    IN_THE_FUTURE = "in_the_future"
    PAID_BEFORE_PURCHASE = "paid_before_purchase"
    PAID_NOTHING = "paid_nothing"
    INVALID_INSTALLMENT = "invalid_installment"
    DOWN_PAYMENT = "down_payment"
    WHOLE_SALE = "whole_sale"
    UNKNOWN_STATUS = "unknown_status"
    OTHER_AMOUNT = "other_amount"
    OTHER_DUE_DATE = "other_due_date"
    RECEIVED_HERE = "received_here"


class BadCell(Exception):
    """A cell that does not say what its column is about; the line it stands in is refused."""

    def __init__(self, reason: RefusedReason) -> None:
        super().__init__(reason)
        self.reason = reason

    @classmethod
    def of(cls, broken: Broken) -> Self:
        """A formula whose value nobody stored, or an error."""
        return cls(RefusedReason.CELL_ERROR if broken is Broken.ERROR else RefusedReason.NO_VALUE)


class NoteKind(StrEnum):
    """What was read with a remark; the line came in."""

    ROUNDED = "rounded"
    PAID_DAY_ASSUMED = "paid_day_assumed"
    PAID_MORE = "paid_more"
    PAID_LESS = "paid_less"
    SOLD_ON_ASSUMED = "sold_on_assumed"
    PHONE_INCOMPLETE = "phone_incomplete"
    LEFT_OUT = "left_out"
    NO_DOCUMENT = "no_document"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A line that did not come in.

    Attributes:
        sheet: its sheet's name.
        line: as the spreadsheet shows it.
        column: the title of the column at fault, or its letter; empty when the whole line is.
        value: what stands there, as people read it.
        reason: why.
    """

    sheet: str
    line: int
    column: str
    value: str
    reason: RefusedReason


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """A line that is no part of the portfolio: a title, the columns' titles, a total."""

    sheet: str
    line: int
    reason: IgnoredReason


@dataclass(frozen=True, slots=True)
class RowNote:
    """A line that came in, and what was supposed or left out of it."""

    sheet: str
    line: int
    column: str
    value: str
    kind: NoteKind


@dataclass(frozen=True, slots=True)
class ImportTotals:
    """What the accepted lines of a file hold; overdue without charges.

    Attributes:
        customers: people and companies.
        sales: contracts.
        open_installments: not yet paid, as the file says.
        open_total: what is open of them.
        overdue_installments: those of them past their moved due date.
        overdue_total: what is open of these.
        paid_installments: settled before the shop came here.
        paid_total: what was paid for them.
    """

    customers: int = 0
    sales: int = 0
    open_installments: int = 0
    open_total: Money = Money.ZERO
    overdue_installments: int = 0
    overdue_total: Money = Money.ZERO
    paid_installments: int = 0
    paid_total: Money = Money.ZERO


@dataclass(frozen=True, slots=True)
class ShopTotals:
    """What the shop itself holds, before or after an import; overdue without charges."""

    customers: int = 0
    sales: int = 0
    open_installments: int = 0
    open_total: Money = Money.ZERO
    overdue_installments: int = 0
    overdue_total: Money = Money.ZERO
