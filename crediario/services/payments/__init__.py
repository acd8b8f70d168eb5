"""Payments at the till: the desk that shows what is open, receiving it, and undoing a payment."""

from crediario.db.payments import PaidLine, PaymentView, PixUsed
from crediario.db.points import PointsOfPayment
from crediario.domain.receiving import (
    DownPaymentAlreadyPaid,
    DownPaymentInPart,
    InstallmentAlreadyPaid,
    InstallmentInAgreement,
    NotThisCustomers,
    QuoteChanged,
)
from crediario.services.payments.desk import (
    DeskRow,
    ReceivingDesk,
    payment_view,
    pix_used,
    receiving_desk,
)
from crediario.services.payments.receiving import NothingToReceive, PaymentOrder, Receipt, receive_payment
from crediario.services.payments.reversing import (
    RELEASE_REVERSAL,
    AlreadyReversed,
    ClosedByAgreement,
    CountedByReturn,
    PaymentNotFound,
    ReasonMissing,
    Reversal,
    ReversalOrder,
    ReversalTerms,
    reverse_payment,
)

#: What screens use from here, the rows of the queries included.
__all__ = [
    "RELEASE_REVERSAL",
    "AlreadyReversed",
    "ClosedByAgreement",
    "CountedByReturn",
    "DeskRow",
    "DownPaymentAlreadyPaid",
    "DownPaymentInPart",
    "InstallmentAlreadyPaid",
    "InstallmentInAgreement",
    "NotThisCustomers",
    "NothingToReceive",
    "PaidLine",
    "PaymentNotFound",
    "PaymentOrder",
    "PaymentView",
    "PixUsed",
    "PointsOfPayment",
    "QuoteChanged",
    "ReasonMissing",
    "Receipt",
    "ReceivingDesk",
    "Reversal",
    "ReversalOrder",
    "ReversalTerms",
    "payment_view",
    "pix_used",
    "receive_payment",
    "receiving_desk",
    "reverse_payment",
]
