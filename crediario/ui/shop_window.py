"""The window with its screens, and who is in front of it: first run, sign-in, lock."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from crediario.domain.errors import KnownFailure
from crediario.gateways.clock import steady_seconds
from crediario.gateways.pending import PendingRequests
from crediario.gateways.secrets import KeyStore, SystemKeyring
from crediario.services.core import Context, Operator, Topic
from crediario.services.day import RollOrder, needs_roll, roll_day
from crediario.services.settings import settings_in_force
from crediario.services.setup import ShopReady, needs_setup
from crediario.ui.audit.audit_log import AuditScreen
from crediario.ui.audit.key_flow import KeyFlow
from crediario.ui.backtest.backtest_screen import BackTestScreen
from crediario.ui.bank.bank_screen import BankScreen
from crediario.ui.bars import Status
from crediario.ui.cash.cash_screen import CashScreen
from crediario.ui.cash.past_screen import PastScreen
from crediario.ui.cash.till_watch import TillWatch
from crediario.ui.credit.analysis_screen import AnalysisScreen
from crediario.ui.credit.policy_screen import PolicyScreen
from crediario.ui.credit.released_screen import ReleasedScreen
from crediario.ui.customers.card import CustomerCardScreen
from crediario.ui.customers.form import CustomerFormScreen
from crediario.ui.customers.merge import MergeCustomersScreen
from crediario.ui.customers.search import SearchPalette
from crediario.ui.dialogs import Dialogs
from crediario.ui.home.home import HomeScreen
from crediario.ui.idle import IdleWatch
from crediario.ui.importing.wizard import ImportScreen
from crediario.ui.input_watch import Timestamp, event_time
from crediario.ui.lock import HeldDialogs, close_all_over
from crediario.ui.main_window import MainWindow
from crediario.ui.messages import Message, words
from crediario.ui.navigation import (
    AuditLog,
    BackTest,
    BankCheck,
    Cash,
    ComingDue,
    CreditAnalysis,
    CreditPolicy,
    CustomerCard,
    CustomerForm,
    DaysOff,
    Home,
    Import,
    MergeCustomers,
    MoveDue,
    Negotiation,
    NewSale,
    OneReceipt,
    Overdue,
    PastClosings,
    People,
    PersonPrivacy,
    PersonRecord,
    Place,
    Privacy,
    Receipts,
    Receive,
    ReleasedSales,
    ReleaseRequests,
    ReturnGoods,
    ReversePayment,
    Screens,
    SearchFactory,
    Settings,
    ShopData,
    StoreCredit,
)
from crediario.ui.negotiation.negotiate import NegotiationScreen
from crediario.ui.overdue.coming_due import ComingDueScreen
from crediario.ui.overdue.overdue import OverdueScreen
from crediario.ui.payments.receive import ReceiveScreen
from crediario.ui.pending.pending_watch import PendingWatch
from crediario.ui.people.people_list import PeopleScreen
from crediario.ui.people.person_record import PersonScreen
from crediario.ui.privacy.person import PersonPrivacyScreen
from crediario.ui.privacy.privacy import PrivacyScreen
from crediario.ui.receipts.receipt_screen import ReceiptScreen
from crediario.ui.receipts.receipts_screen import ReceiptsScreen
from crediario.ui.requests.request_watch import RequestWatch
from crediario.ui.requests.requests_screen import RequestsScreen
from crediario.ui.rest_watch import RestWatch
from crediario.ui.returns.credit_screen import CreditScreen
from crediario.ui.returns.move_screen import MoveScreen
from crediario.ui.returns.return_screen import ReturnScreen
from crediario.ui.returns.reverse_screen import ReverseScreen
from crediario.ui.role_words import ROLES
from crediario.ui.sales.new_sale import NewSaleScreen
from crediario.ui.settings.days_off_screen import DaysOffScreen
from crediario.ui.settings.settings_screen import SettingsScreen
from crediario.ui.settings.shop_screen import ShopScreen
from crediario.ui.setup.assistant import AssistantPage
from crediario.ui.setup.sign_in import SignInPage
from crediario.ui.tasks import Lane, Tasks

SCREENS: Screens = {
    Home: HomeScreen,
    CustomerCard: CustomerCardScreen,
    CustomerForm: CustomerFormScreen,
    MergeCustomers: MergeCustomersScreen,
    NewSale: NewSaleScreen,
    Receive: ReceiveScreen,
    Cash: CashScreen,
    PastClosings: PastScreen,
    Overdue: OverdueScreen,
    ComingDue: ComingDueScreen,
    Settings: SettingsScreen,
    ShopData: ShopScreen,
    DaysOff: DaysOffScreen,
    Negotiation: NegotiationScreen,
    Import: ImportScreen,
    People: PeopleScreen,
    PersonRecord: PersonScreen,
    AuditLog: AuditScreen,
    CreditAnalysis: AnalysisScreen,
    CreditPolicy: PolicyScreen,
    ReleasedSales: ReleasedScreen,
    ReleaseRequests: RequestsScreen,
    BackTest: BackTestScreen,
    BankCheck: BankScreen,
    Privacy: PrivacyScreen,
    PersonPrivacy: PersonPrivacyScreen,
    ReturnGoods: ReturnScreen,
    ReversePayment: ReverseScreen,
    MoveDue: MoveScreen,
    StoreCredit: CreditScreen,
    Receipts: ReceiptsScreen,
    OneReceipt: ReceiptScreen,
}
SEARCH: SearchFactory = SearchPalette
LEFT_OPEN = Message(
    "Há algo sem gravar atrás da trava",
    "O programa continua aberto para que nada se perca.",
    "Quem estava no caixa entra, grava e fecha.",
)


class ShopWindow(MainWindow):
    """The main window of one shop: asks who is there before it shows anything."""

    def __init__(
        self,
        ctx: Context,
        tasks: Tasks,
        dialogs: Dialogs,
        log: Path | None = None,
        timestamp: Timestamp = event_time,
        steady: Callable[[], float] = steady_seconds,
        keys: KeyStore | None = None,
        notes: PendingRequests | None = None,
    ) -> None:
        self.held = HeldDialogs(dialogs)
        super().__init__(tasks, self.held, screens=SCREENS, search=SEARCH, log=log, timestamp=timestamp)
        self._nobody, self._keys = ctx, keys or SystemKeyring()
        self._brings = False
        self._left_at: QWidget | None = None
        self.requests = RequestWatch(self)
        self.till = TillWatch(self)
        self._pending = PendingWatch(self, tasks, self.held, notes) if notes is not None else None
        self.rest = RestWatch(self, tasks)
        self.idle = IdleWatch(self, steady)
        self.idle.idle.connect(self.lock)
        self.lock_asked.connect(self.lock)
        self.day_began.connect(self._begin_day)
        tasks.changed.connect(self._changed_settings)

    def begin(self) -> None:
        """The first page: the assistant in a new shop, else the sign-in. Nothing is shown before it."""
        self.tasks.run(self, needs_setup, self._first_page, on_refused=self._not_begun)

    def _not_begun(self, failure: KnownFailure) -> None:
        self.show()
        self._dialogs.warn(self, words(failure))

    def _first_page(self, is_new: bool) -> None:
        if is_new:
            self.show_page(AssistantPage(self.shell_for(self._nobody), self._ready, self._bring))
        else:
            self._see_to_key()
        self.show()

    def _see_to_key(self) -> None:
        """Nobody signs in before the shop's key is at hand: without it nothing could be written."""
        KeyFlow(self, self._nobody, self._keys, self._keyed).start()

    def _keyed(self, ctx: Context) -> None:
        self._nobody = ctx
        self.ask_who()

    def _ready(self, _: ShopReady) -> None:
        self._see_to_key()

    def _bring(self, _: ShopReady) -> None:
        """The shop is new and sold before: whoever set it up signs in and brings what it sold."""
        self._brings = True
        self._see_to_key()

    def _begin_day(self) -> None:
        """Delays are counted anew while people already work; lists reload when it is done."""
        self.tasks.run(self, needs_roll, self._roll, on_refused=_not_rolled, lane=Lane.LONG)

    def _roll(self, needed: bool) -> None:
        if needed:
            order = RollOrder(str(uuid.uuid4()))
            self.tasks.run(self, roll_day, lambda _: None, order, on_refused=_not_rolled, lane=Lane.LONG)

    def ask_who(self) -> None:
        """The sign-in page; whatever was on the screen is no longer shown."""
        behind = self.shell.ctx.operator if self.shell is not None else None
        self.show_page(SignInPage(self.shell_for(self._nobody), self.let_in, behind))

    def lock(self) -> None:
        """Ctrl+L, or nobody there for minutes: nothing stays to be seen, and nothing typed is lost."""
        if self.shell is None or self.page is not None:
            return
        self.idle.stop()
        self._left_at = self.focusWidget()
        self.held.lock()
        close_all_over(self)
        self.ask_who()

    def let_in(self, operator: Operator) -> None:
        """Somebody signed in: back to what they left, or the start, working in their name."""
        missed = self.held.unlock()
        if self.shell is not None and self.shell.ctx.operator == operator:
            self.come_back(self._left_at)
            for message in missed:
                self.held.warn(self, message)
        else:
            self._start_for(operator)
        self._read_idle()

    def _start_for(self, operator: Operator) -> None:
        role = ROLES[operator.role]
        status = Status(f"Caixa {self._nobody.till_number:02d}", operator.short_name, role)
        self.enter(replace(self._nobody, operator=operator), status)
        self.till.look()
        if self._brings and operator.may("import_portfolio"):
            self._brings = False
            self.open(Import())
        if self._pending is not None:
            self._pending.look(self._nobody.clock)

    def dress_again(self, place: Place) -> None:
        """As every window does; the bars are new ones, and the till is told anew."""
        super().dress_again(place)
        self.till.look()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        super().closeEvent(event)
        if not event.isAccepted() and self.page is not None:
            self.held.warn(self.page, LEFT_OPEN)

    def _changed_settings(self, topics: frozenset[Topic]) -> None:
        if Topic.SETTINGS in topics and self.page is None and self.shell is not None:
            self._read_idle()

    def _read_idle(self) -> None:
        """How many minutes nobody may be there."""
        self.tasks.run(self, settings_in_force, lambda kept: self.idle.start(kept.idle_lock_minutes))


def _not_rolled(failure: KnownFailure) -> None:
    """Nothing is lost: the lists say of which day they are, and are counted when they are opened."""
    logging.getLogger(__name__).info("the day was not rolled: %r", failure)
