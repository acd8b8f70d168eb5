"""The tables, feature by feature."""

from crediario.db.models.base import Table, proxy
from crediario.db.models.cash import CashMovement, CashSession
from crediario.db.models.customers import Customer, CustomerPhone, CustomerWord, SearchWord
from crediario.db.models.importing import ImportBatch, ImportLayout
from crediario.db.models.journal import Audit, Document, LedgerEntry, Operation, Release
from crediario.db.models.loyalty import PointEntry
from crediario.db.models.negotiation import Agreement
from crediario.db.models.payments import Allocation, Payment, Tender
from crediario.db.models.sales import Installment, Sale, SaleItem
from crediario.db.models.shop import Holiday, NumberSeries, SettingsVersion, Store, Till, User
from crediario.db.models.standing import DayRoll, PortfolioTotal

#: In the order in which they can be created.
TABLES: tuple[type[Table], ...] = (
    Store,
    Till,
    User,
    SettingsVersion,
    Holiday,
    NumberSeries,
    DayRoll,
    PortfolioTotal,
    ImportBatch,
    ImportLayout,
    Operation,
    Audit,
    Release,
    Document,
    LedgerEntry,
    Customer,
    CustomerPhone,
    CustomerWord,
    SearchWord,
    Agreement,
    Sale,
    SaleItem,
    Installment,
    CashSession,
    CashMovement,
    Payment,
    Tender,
    Allocation,
    PointEntry,
)

__all__ = [
    "TABLES",
    "Agreement",
    "Allocation",
    "Audit",
    "CashMovement",
    "CashSession",
    "Customer",
    "CustomerPhone",
    "CustomerWord",
    "DayRoll",
    "Document",
    "Holiday",
    "ImportBatch",
    "ImportLayout",
    "Installment",
    "LedgerEntry",
    "NumberSeries",
    "Operation",
    "Payment",
    "PointEntry",
    "PortfolioTotal",
    "Release",
    "Sale",
    "SaleItem",
    "SearchWord",
    "SettingsVersion",
    "Store",
    "Table",
    "Tender",
    "Till",
    "User",
    "proxy",
]
