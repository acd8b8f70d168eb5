"""How screens open each other without importing each other, and what every screen is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QWidget

from crediario.domain.br import parse_document
from crediario.domain.errors import Refusal
from crediario.services.core import Context, Topic
from crediario.ui.keys import Action
from crediario.ui.theme import Gap, px
from crediario.ui.widgets.layout import column

if TYPE_CHECKING:
    from crediario.ui.dialogs import Dialogs
    from crediario.ui.tasks import Tasks
    from crediario.ui.widgets.buttons import KeyButton


class Area(Enum):
    """The areas of the rail."""

    HOME = "home"
    SALES = "sell"
    CUSTOMERS = "search"
    PAYMENTS = "receive"
    OVERDUE = "overdue"
    NEGOTIATION = "negotiate"
    CASH = "cash"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Home:
    """Início."""


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """A customer's ficha."""

    customer_id: int


@dataclass(frozen=True, slots=True)
class CustomerForm:
    """The customer's record: a new one, perhaps with a name or document already typed, or an existing one."""

    customer_id: int | None = None
    name: str = ""
    document: str = ""

    @classmethod
    def of_typed(cls, typed: str) -> "CustomerForm":
        """A new record from what was typed in a search that found nobody: a name, or a whole CPF or CNPJ."""
        try:
            return cls(document=parse_document(typed).digits)
        except Refusal:
            is_name = not any(letter.isdigit() for letter in typed)
            return cls(name=typed.strip() if is_name else "")


@dataclass(frozen=True, slots=True)
class MergeCustomers:
    """Unificar: another record becomes part of this one; which, is chosen there when it is not known."""

    kept_id: int
    merged_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewSale:
    """Nova venda, with or without the customer."""

    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Receive:
    """Receber: for a customer, for a slip just read, or for whoever comes.

    ``marked`` names the customer's installments that are to be paid; without any it is the oldest.
    """

    customer_id: int | None = None
    scanned_code: str | None = None
    marked: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnGoods:
    """Cancelar ou devolver: goods of a sale that come back."""

    sale_id: int


@dataclass(frozen=True, slots=True)
class ReversePayment:
    """Estornar: a payment undone, explained before."""

    payment_id: int


@dataclass(frozen=True, slots=True)
class Receipts:
    """Recibos do dia: what was received and undone, by day or by number."""


@dataclass(frozen=True, slots=True)
class OneReceipt:
    """Recibo: one of them, whole."""

    payment_id: int


@dataclass(frozen=True, slots=True)
class MoveDue:
    """Combinar: another day for an installment."""

    installment_id: int


@dataclass(frozen=True, slots=True)
class StoreCredit:
    """Crédito na loja: what the shop owes a customer, entry by entry."""

    customer_id: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """Pendências: who is late, perhaps only one band of days."""

    band: int | None = None


@dataclass(frozen=True, slots=True)
class ComingDue:
    """A vencer: what falls due today, this week, next month."""


@dataclass(frozen=True, slots=True)
class Negotiation:
    """Negociar: an agreement over what a customer has open, or for whoever comes."""

    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Cash:
    """Caixa: the drawer of this till; ``returns``: once it is open, back to what waits for it."""

    returns: bool = False


@dataclass(frozen=True, slots=True)
class PastClosings:
    """Fechamentos anteriores: what was closed before, each with its sheet."""


@dataclass(frozen=True, slots=True)
class Import:
    """Importar: the portfolio of another system comes in."""


@dataclass(frozen=True, slots=True)
class AuditLog:
    """Auditoria: what everybody did, perhaps only what is about one customer."""

    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class People:
    """Pessoas: who works with the program, and what each may."""


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One person's names, role, digits, password and permissions; a new person without a number."""

    number: int | None = None


@dataclass(frozen=True, slots=True)
class Privacy:
    """Privacidade: what people ask about their data, incidents, accesses, who may be erased."""


@dataclass(frozen=True, slots=True)
class PersonPrivacy:
    """One person's consents, requests and accesses; taking the data along, erasing them."""

    customer_id: int


@dataclass(frozen=True, slots=True)
class CreditAnalysis:
    """Análise de crédito: what is proposed for a customer, and what a person decides."""

    customer_id: int


@dataclass(frozen=True, slots=True)
class CreditPolicy:
    """Política de crédito: rules, figures, points, and the versions of them."""


@dataclass(frozen=True, slots=True)
class ReleaseRequests:
    """Pedidos de liberação: what other tills ask whoever may answer."""


@dataclass(frozen=True, slots=True)
class ReleasedSales:
    """Vendas liberadas: what became of the sales somebody let through."""


@dataclass(frozen=True, slots=True)
class BackTest:
    """Simular política: other rules over the sales already made."""


@dataclass(frozen=True, slots=True)
class BankCheck:
    """Conferir Pix e extrato: what the bank says came in, matched and confirmed."""


@dataclass(frozen=True, slots=True)
class ShopData:
    """Dados da loja: who the shop is on paper; ``field`` is what a paper lacks, as ``city``."""

    field: str = ""


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Dias sem expediente: the shop's own holidays."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Ajustes: the shop's policies; ``own`` leads to what is only this computer's, and to which of it."""

    own: Literal["", "theme", "text"] = ""


Place = (
    Home
    | CustomerCard
    | CustomerForm
    | MergeCustomers
    | NewSale
    | Receive
    | ReturnGoods
    | ReversePayment
    | Receipts
    | OneReceipt
    | MoveDue
    | StoreCredit
    | Overdue
    | ComingDue
    | Negotiation
    | Cash
    | PastClosings
    | Import
    | AuditLog
    | People
    | PersonRecord
    | Privacy
    | PersonPrivacy
    | CreditAnalysis
    | CreditPolicy
    | ReleaseRequests
    | ReleasedSales
    | BackTest
    | BankCheck
    | ShopData
    | DaysOff
    | Settings
)


class Navigation(Protocol):
    """What a screen may ask of the window."""

    @property
    def here(self) -> Place | None:
        """The place on the screen, under whatever lies over it."""

    def home(self) -> None:
        """Go to Início, leaving everything."""

    def back(self) -> None:
        """One step back; from a top screen to Início. The screen left may refuse (``can_leave``)."""

    def open(self, place: Place) -> None:
        """Open a place over the present one."""

    def replace(self, place: Place) -> None:
        """Open a place instead of the present one, asking nothing: what is here is done."""

    def open_customer(self, customer_id: int) -> None:
        """The customer's ficha."""

    def open_sale(self, customer_id: int | None = None) -> None:
        """Nova venda."""

    def open_receive(self, customer_id: int | None = None, scanned_code: str | None = None) -> None:
        """Receber."""

    def open_search(self, text: str = "") -> None:
        """The search palette over the present screen."""

    def close_overlay(self) -> None:
        """Close the palette or the help."""

    def toast(self, text: str) -> None:
        """A short notice that goes away by itself."""

    def dress_again(self, place: Place) -> None:
        """Build everything anew in the colours and letters now worn, and go to that place."""


@dataclass(frozen=True, slots=True)
class Shell:
    """What every screen gets: context, use cases, other screens, questions, the business day."""

    ctx: Context
    tasks: "Tasks"
    navigation: Navigation
    dialogs: "Dialogs"
    today: Callable[[], date]


class Screen(QWidget):
    """A screen of the window, a page that fills it, or what the search shows over it.

    ``title`` stands in the top bar and may change (emit ``title_changed``); ``manual`` names the page of the
    manual that F1 leads to.

    Subclasses build their widgets in ``__init__`` and fetch in ``reload``, which runs when the screen opens,
    on F5 and whenever a change meets ``refreshes_on`` while it is visible.
    """

    title: str = ""
    area: ClassVar[Area | None] = None
    refreshes_on: ClassVar[frozenset[Topic]] = frozenset()
    has_search: ClassVar[bool] = True
    #: Without rail and bars around it; it shows its keys itself.
    fills_window: ClassVar[bool] = False
    manual: ClassVar[str] = ""

    keys_changed = Signal()
    title_changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.primary: KeyButton | None = None
        self._compact = False
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def place(self, content: QWidget | QLayout) -> None:
        """Fill the screen, with the window's padding around."""
        self.setLayout(column(content, 1))
        self.set_compact(self._compact)

    def set_compact(self, compact: bool) -> None:
        """Told by the window when its height passes the limit: less padding."""
        self._compact = compact
        layout = self.layout()
        if layout is not None and not self.fills_window:
            sides, ends = (Gap.X12, Gap.X10) if compact else (Gap.X16, Gap.X14)
            layout.setContentsMargins(px(sides), px(ends), px(sides), px(ends))

    def keys(self) -> Sequence[Action]:
        """What works here now, in the order of the bar. Emit ``keys_changed`` when the answer changes."""
        return ()

    def reload(self) -> None:
        """Fetch again what is shown."""

    def can_leave(self) -> bool:
        """Whether the screen may be left; ask here, once, when something typed would be lost."""
        return True

    def take_scan(self, code: str) -> bool:
        """A slip was read while this screen is seen: whether it answers it; if not, Receber opens over it."""
        return False

    def first_focus(self) -> QWidget | None:
        """The widget that gets the focus when the screen opens."""
        return None


ScreenFactory = Callable[[Shell, Any], Screen]
Screens = Mapping[type[Place], ScreenFactory]
SearchFactory = Callable[[Shell, str], Screen]
