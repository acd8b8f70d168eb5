"""The tables, feature by feature."""

from crediario.db.models.base import Table, proxy
from crediario.db.models.cash import CashMovement, CashSession
from crediario.db.models.customers import Customer, CustomerPhone, CustomerWord, SearchWord
from crediario.db.models.journal import Audit, Document, LedgerEntry, Operation, Release
from crediario.db.models.payments import Allocation, Payment, Tender
from crediario.db.models.sales import Installment, Sale, SaleItem
from crediario.db.models.shop import Holiday, NumberSeries, SettingsVersion, Store, Till, User

#: In the order in which they can be created.
TABLES: tuple[type[Table], ...] = (
    Store,
    Till,
    User,
    SettingsVersion,
    Holiday,
    NumberSeries,
    Operation,
    Audit,
    Release,
    Document,
    LedgerEntry,
    Customer,
    CustomerPhone,
    CustomerWord,
    SearchWord,
    Sale,
    SaleItem,
    Installment,
    CashSession,
    CashMovement,
    Payment,
    Tender,
    Allocation,
)

__all__ = [
    "TABLES",
    "Allocation",
    "Audit",
    "CashMovement",
    "CashSession",
    "Customer",
    "CustomerPhone",
    "CustomerWord",
    "Document",
    "Holiday",
    "Installment",
    "LedgerEntry",
    "NumberSeries",
    "Operation",
    "Payment",
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
