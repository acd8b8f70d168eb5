"""The window with its screens, and who is in front of it: first run, sign-in, lock."""

import logging
import uuid
from dataclasses import replace
from pathlib import Path

from crediario.domain.errors import KnownFailure
from crediario.services.core import Context, Operator
from crediario.services.day import RollOrder, needs_roll, roll_day
from crediario.services.setup import ShopReady, needs_setup
from crediario.ui.bars import Status
from crediario.ui.customers.card import CustomerCardScreen
from crediario.ui.customers.form import CustomerFormScreen
from crediario.ui.customers.search import SearchPalette
from crediario.ui.dialogs import Dialogs
from crediario.ui.home.home import HomeScreen
from crediario.ui.importing.wizard import ImportScreen
from crediario.ui.input_watch import Timestamp, event_time
from crediario.ui.main_window import MainWindow
from crediario.ui.messages import words
from crediario.ui.navigation import (
    ComingDue,
    CustomerCard,
    CustomerForm,
    Home,
    Import,
    Negotiation,
    NewSale,
    Overdue,
    Receive,
    Screens,
    SearchFactory,
    Settings,
)
from crediario.ui.negotiation.negotiate import NegotiationScreen
from crediario.ui.overdue.coming_due import ComingDueScreen
from crediario.ui.overdue.overdue import OverdueScreen
from crediario.ui.payments.receive import ReceiveScreen
from crediario.ui.sales.new_sale import NewSaleScreen
from crediario.ui.settings.settings_screen import SettingsScreen
from crediario.ui.setup.assistant import AssistantPage
from crediario.ui.setup.sign_in import SignInPage
from crediario.ui.setup.words import ROLES
from crediario.ui.tasks import Lane, Tasks

SCREENS: Screens = {
    Home: HomeScreen,
    CustomerCard: CustomerCardScreen,
    CustomerForm: CustomerFormScreen,
    NewSale: NewSaleScreen,
    Receive: ReceiveScreen,
    Overdue: OverdueScreen,
    ComingDue: ComingDueScreen,
    Settings: SettingsScreen,
    Negotiation: NegotiationScreen,
    Import: ImportScreen,
}
SEARCH: SearchFactory = SearchPalette


class ShopWindow(MainWindow):
    """The main window of one shop: asks who is there before it shows anything."""

    def __init__(
        self,
        ctx: Context,
        tasks: Tasks,
        dialogs: Dialogs,
        log: Path | None = None,
        timestamp: Timestamp = event_time,
    ) -> None:
        super().__init__(tasks, dialogs, screens=SCREENS, search=SEARCH, log=log, timestamp=timestamp)
        self._nobody = ctx
        self._brings = False
        self.lock_asked.connect(self.ask_who)
        self.day_began.connect(self._begin_day)

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
            self.ask_who()
        self.show()

    def _ready(self, _: ShopReady) -> None:
        self.ask_who()

    def _bring(self, _: ShopReady) -> None:
        """The shop is new and sold before: whoever set it up signs in and brings what it sold."""
        self._brings = True
        self.ask_who()

    def _begin_day(self) -> None:
        """Delays are counted anew while people already work; lists reload when it is done."""
        self.tasks.run(self, needs_roll, self._roll, on_refused=_not_rolled, lane=Lane.LONG)

    def _roll(self, needed: bool) -> None:
        if needed:
            order = RollOrder(str(uuid.uuid4()))
            self.tasks.run(self, roll_day, lambda _: None, order, on_refused=_not_rolled, lane=Lane.LONG)

    def ask_who(self) -> None:
        """The sign-in page; whatever was on the screen is no longer shown."""
        self.show_page(SignInPage(self.shell_for(self._nobody), self.let_in))

    def let_in(self, operator: Operator) -> None:
        """Somebody signed in: the start, working in their name."""
        role = ROLES[operator.role]
        status = Status(f"Caixa {self._nobody.till_number:02d}", operator.short_name, role)
        self.enter(replace(self._nobody, operator=operator), status)
        if self._brings and operator.may("import_portfolio"):
            self._brings = False
            self.open(Import())


def _not_rolled(failure: KnownFailure) -> None:
    """Nothing is lost: the lists say of which day they are, and are counted when they are opened."""
    logging.getLogger(__name__).info("the day was not rolled: %r", failure)
