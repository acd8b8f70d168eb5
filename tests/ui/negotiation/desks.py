"""A negotiation desk made by hand, on the sample day of the pictures: no database, no window."""

from dataclasses import replace
from datetime import date

from crediario.domain.allocation import Quote
from crediario.domain.calendar import HolidayCalendar, add_months
from crediario.domain.charges import ChargeRules, late_fine, late_interest
from crediario.domain.money import Money
from crediario.domain.negotiation import OfferKind
from crediario.domain.permissions import Role
from crediario.domain.registration import PhonePurpose
from crediario.domain.settings import ShopSettings
from crediario.services.negotiation import AgreementLine, NegotiableRow, NegotiationDesk, NegotiationPhone

TODAY = date(2026, 6, 9)
RULES = ChargeRules()


def a_row(
    number: int, due: date, cents: int = 158_00, *, contract: int = 4377, count: int = 12, discount: int = 0
) -> NegotiableRow:
    """An open installment with the charges of the day."""
    days, value = max((TODAY - due).days, 0), Money(cents)
    quote = Quote(
        installment_id=contract * 100 + number,
        due_date=due,
        number=number,
        days_late=days,
        open=value,
        fine=late_fine(value, days, RULES.fine),
        interest=late_interest(value, days, RULES.interest),
        discount=Money(discount),
    )
    return NegotiableRow(
        quote.installment_id, contract, contract, number, count, due, value, quote, of_agreement=False
    )


ROWS = tuple(a_row(number, add_months(date(2025, 10, 10), number - 1)) for number in range(4, 13))
LATE_IDS = frozenset(row.installment_id for row in ROWS[:5])


def a_desk(*rows: NegotiableRow, **changes: object) -> NegotiationDesk:
    """José's desk of picture 07: five late installments of R$ 158,00, four to come."""
    desk = NegotiationDesk(
        customer_id=7,
        name="José Roberto da Silva",
        document_masked="***.456.789-**",
        phones=(NegotiationPhone("(34) 9 9745-0088", PhonePurpose.OWN),),
        since=date(2021, 3, 5),
        rows=rows or ROWS,
        agreements=(),
        settings=ShopSettings(),
        calendar=HolidayCalendar("MG"),
        today=TODAY,
        operator_name="Joana Prado",
        operator_role=Role.CASHIER,
        may_receive=True,
    )
    return replace(desk, **changes)  # type: ignore[arg-type]


def an_agreement(*, late: bool = False, open_cents: int = 300_00) -> AgreementLine:
    """An earlier agreement, still running or paid to its end."""
    due = date(2026, 5, 10) if late else date(2026, 7, 10)
    return AgreementLine(
        agreement_id=3, number=3, kind=OfferKind.INSTALLMENTS, signed_on=date(2026, 3, 10),
        total=Money(500_00), sale_id=90, contract_number=90, open=Money(open_cents), next_due=due, late=late,
    )  # fmt: skip
