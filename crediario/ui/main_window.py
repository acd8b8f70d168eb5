"""The window: rail, bars, the stack of screens, and what comes over them."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from crediario.domain.errors import KnownFailure
from crediario.services.core import Context, PasswordNeeded, Topic
from crediario.ui import icons
from crediario.ui.areas import AREAS, areas_of
from crediario.ui.bars import KeyBar, Rail, Status, TopBar
from crediario.ui.dialogs import Dialogs
from crediario.ui.help_panel import HelpPanel, ManualPanel, manual_page
from crediario.ui.input_watch import InputWatch, Timestamp, event_time
from crediario.ui.key_dispatch import Act, KeyDispatch, bindings, key_event, named
from crediario.ui.keys import Action, key
from crediario.ui.messages import words
from crediario.ui.navigation import (
    Cash,
    CustomerCard,
    Home,
    NewSale,
    PastClosings,
    Place,
    Receive,
    ReleaseRequests,
    Screen,
    Screens,
    SearchFactory,
    Settings,
    Shell,
)
from crediario.ui.overlay import Overlay
from crediario.ui.password_prompt import GIVEN_UP, PasswordAsker
from crediario.ui.remedies import completing, shop_data_for
from crediario.ui.screen_stack import ScreenStack
from crediario.ui.tasks import Tasks
from crediario.ui.theme import Gap, Size, colors, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.focus_ring import FocusRing
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.widgets.states import Toast

CLOCK_EVERY_MS = 5000


class MainWindow(QMainWindow):
    """Implements ``Navigation``.

    ``lock_asked`` is for whoever signs people in; ``day_began`` tells of each business day, the first too.
    """

    lock_asked = Signal()
    day_began = Signal()

    def __init__(
        self,
        tasks: Tasks,
        dialogs: Dialogs,
        *,
        screens: Screens,
        search: SearchFactory,
        log: Path | None = None,
        timestamp: Timestamp = event_time,
        single_keys: bool = True,
    ) -> None:
        super().__init__()
        self.tasks, self._dialogs, self._log = tasks, dialogs, log
        self._factories, self._search = screens, search
        self.shell: Shell | None = None
        self.page: Screen | None = None
        self._status = Status()
        self._day: date | None = None
        self._dress_window()
        self._build()
        self.toaster = Toast(self)
        self.overlay = Overlay(self)
        self.overlay.closed.connect(self._refresh_keys)
        self._asker = PasswordAsker(self, self)
        self.watch = InputWatch(self, timestamp)
        self._dispatch = KeyDispatch(self, single_keys=single_keys, before=self.watch.let_go)
        self.watch.scanned.connect(self._scanned)
        self._ring = FocusRing(self, lambda: self.watch.by_keyboard)
        self._listen()

    # -- people and pages ------------------------------------------------------------------------------------

    def shell_for(self, ctx: Context) -> Shell:
        """What a screen or a page needs, working for ``ctx``."""
        self.tasks.use(ctx)
        return Shell(ctx, self.tasks, self, self._dialogs, ctx.clock.today)

    def enter(self, ctx: Context, status: Status) -> None:
        """Somebody signed in: show the start, with nothing of who was here before."""
        self.shell = self.shell_for(ctx)
        self._status = status
        self.top.show_status(status)
        self.rail.show_only(self._areas(), of=AREAS)
        self._tick()
        self._drop_page()
        self._screens.drop_to(0)
        self._outer.setCurrentIndex(0)
        self._push(Home())

    def show_page(self, page: Screen) -> None:
        """A page that fills the window: the first run, the sign-in. No rail, no bars."""
        self.overlay.close_content()
        self.toaster.hide()
        self._drop_page()
        self.page = page
        self._outer.addWidget(page)
        self._outer.setCurrentWidget(page)
        self._listen_to(page)
        self._refresh_keys()
        page.reload()
        self._focus(page)

    def come_back(self, focus: QWidget | None) -> None:
        """Whoever was here is here again: everything as it was left, the keyboard where it was."""
        if self.shell is None:
            return
        self.tasks.use(self.shell.ctx)
        self._drop_page()
        self._outer.setCurrentIndex(0)
        self._show_top()
        if focus is not None and shiboken6.isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def current(self) -> Screen | None:
        """The page or the screen that is shown."""
        return self.page or (self._screens.top.screen if self._screens.top else None)

    # -- Navigation ------------------------------------------------------------------------------------------

    @property
    def here(self) -> Place | None:
        """The place on the screen, under whatever lies over it."""
        return self._screens.top.place if self._screens.top else None

    def home(self) -> None:
        """Go to Início, leaving everything."""
        self._go(Home())

    def back(self) -> None:
        """One step back; from a top screen to Início."""
        if self.overlay.content is not None:
            self.overlay.close_content()
            return
        top, below = self._screens.top, len(self._screens) - 1
        if below > 0 and self._screens.can_leave(below):
            self._screens.drop_to(below)
            self._show_top()
        elif below == 0 and top is not None and not isinstance(top.place, Home):
            self._go(Home())

    def open(self, place: Place) -> None:
        """Open a place over the present one."""
        self.overlay.close_content()
        self._push(place)

    def replace(self, place: Place) -> None:
        """Open a place instead of the present one."""
        self.overlay.close_content()
        self._screens.drop_to(len(self._screens) - 1)
        self._push(place)

    def open_customer(self, customer_id: int) -> None:
        """The customer's ficha."""
        self.open(CustomerCard(customer_id))

    def open_sale(self, customer_id: int | None = None) -> None:
        """Nova venda."""
        self.open(NewSale(customer_id))

    def open_receive(self, customer_id: int | None = None, scanned_code: str | None = None) -> None:
        """Receber."""
        self.open(Receive(customer_id, scanned_code))

    def open_search(self, text: str = "") -> None:
        """The search palette over the present screen."""
        if self.shell is not None:
            self.show_over(self._search(self.shell, text))

    def open_cash(self) -> None:
        """Caixa: from the start a place like others; elsewhere what is being done waits under it."""
        if isinstance(self.here, Home | Cash | PastClosings):
            self._go(Cash())
        else:
            self.open(Cash(returns=True))

    def open_requests(self) -> None:
        """What other tills ask to be released, for whoever may answer."""
        may = self.shell is not None and self.shell.ctx.operator.may("answer_release")
        if may and ReleaseRequests in self._factories and self.here != ReleaseRequests():
            self.open(ReleaseRequests())

    def show_over(self, content: Screen, width: int = Size.PALETTE_WIDTH) -> None:
        """Something over the present screen, with keys of its own; Esc closes it."""
        self._listen_to(content)
        self.overlay.show_content(content, width)
        self._focus(content)
        self._refresh_keys()

    def close_overlay(self) -> None:
        """Close the palette or the help."""
        self.overlay.close_content()

    def toast(self, text: str) -> None:
        """A short notice that goes away by itself; in front of a locked till nobody may read it."""
        if self.page is None:
            self.toaster.tell(text)
            self._place_toast()
            # And once a screen that is still being laid out has its places.
            QTimer.singleShot(0, self, self._place_toast)

    def dress_again(self, place: Place) -> None:
        """Build everything anew in the colours and letters now worn, and go to that place."""
        self.overlay.close_content()
        self._screens.drop_to(0)
        self._build()
        self._listen_to_bars()
        self.toaster.deleteLater()
        self.toaster = Toast(self)
        self.top.show_status(self._status)
        self.rail.show_only(self._areas(), of=AREAS)
        self._tick()
        self._push(place)

    def help(self) -> None:
        """The keys, over the window."""
        page = manual_page(self.current.manual if self.current else "")
        manual = (lambda: self._show_manual(page)) if page is not None else None
        self.overlay.show_content(HelpPanel(self.overlay.close_content, manual), Size.HELP_WIDTH)
        self._refresh_keys()

    def press_key(self, sequence: str) -> bool:
        """What a key of the window does here, without a keyboard; False when a widget has to answer it."""
        return self._dispatch.press(sequence)

    def full_screen(self) -> None:
        """F11."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # -- Qt --------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self.watch)
            handle.installEventFilter(self.watch)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()
        self._place_toast()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not self._dispatch.plain_key(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if not self._screens.can_leave():
            event.ignore()
            return
        self._clock.stop()
        self.tasks.close()
        super().closeEvent(event)

    # -- building --------------------------------------------------------------------------------------------

    def _dress_window(self) -> None:
        self.setWindowTitle("Crediário")
        self.setWindowIcon(icons.icon("receipt", px(Size.ICON_STATE), colors().pri))
        self.resize(Size.WINDOW_WIDTH, Size.WINDOW_HEIGHT)
        self.setMinimumSize(Size.WINDOW_MIN_WIDTH, Size.WINDOW_MIN_HEIGHT)

    def _build(self) -> None:
        self.rail, self.top, self.keys = Rail(), TopBar(), KeyBar()
        self._screens = ScreenStack()
        inside = column(self.top, self._screens, 1, self.keys, gap=Gap.NONE)
        self._outer = QStackedWidget()
        self._outer.addWidget(holder(row(self.rail, inside, 1, gap=Gap.NONE)))
        self.setCentralWidget(self._outer)

    def _listen_to_bars(self) -> None:
        self.rail.pressed.connect(self._press)
        self.keys.pressed.connect(self._press)
        self.top.search.opened.connect(self.open_search)
        self.top.notice.clicked.connect(self.open_requests)

    def _listen(self) -> None:
        self._listen_to_bars()
        self.tasks.changed.connect(self._changed)
        self.tasks.refused.connect(self._refused)
        self.tasks.crashed.connect(self._crashed)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        self._clock.start(CLOCK_EVERY_MS)

    # -- the stack -------------------------------------------------------------------------------------------

    def _go(self, place: Place) -> None:
        """To a top screen, leaving all others, if they let us."""
        self.overlay.close_content()
        if self._screens.can_leave():
            self._screens.drop_to(0)
            self._push(place)

    def _push(self, place: Place) -> None:
        if self.shell is None:
            return
        screen = self._factories[type(place)](self.shell, place)
        self._screens.push(screen, place)
        self._listen_to(screen)
        self._show_top()

    def _show_top(self) -> None:
        top = self._screens.top
        if top is None:
            return
        self._show_title()
        self.top.search.setVisible(top.screen.has_search)
        for around in (self.rail, self.top, self.keys):
            around.setVisible(not top.screen.fills_window)
        self.rail.mark(top.screen.area.value if top.screen.area else "")
        self._fit()
        self._screens.freshen()
        self._refresh_keys()
        self._focus(top.screen)

    def _drop_page(self) -> None:
        if self.page is not None:
            self._outer.removeWidget(self.page)
            self.page.deleteLater()
            self.page = None

    def _focus(self, screen: Screen) -> None:
        (screen.first_focus() or screen).setFocus(Qt.FocusReason.OtherFocusReason)

    def _listen_to(self, screen: Screen) -> None:
        screen.keys_changed.connect(self._refresh_keys)
        screen.title_changed.connect(self._show_title)

    def _show_title(self) -> None:
        if self._screens.top is not None:
            self.top.title.setText(self._screens.top.screen.title)

    # -- keys ------------------------------------------------------------------------------------------------

    def _actions(self) -> Sequence[Action]:
        content = self.overlay.content
        if content is not None:
            return content.keys() if isinstance(content, Screen) else ()
        return self.current.keys() if self.current else ()

    def _refresh_keys(self) -> None:
        actions = self._actions()
        self._dispatch.bind(self._window_keys() | bindings(actions))
        if self.overlay.content is None:
            self.keys.show_actions(actions)
        # Another action may be the one to press now.
        QTimer.singleShot(0, self, self._place_toast)

    def _areas(self) -> dict[str, Place]:
        """The places of the rail that not everybody may go to."""
        return areas_of(self.shell.ctx.operator, self._factories) if self.shell is not None else {}

    def _window_keys(self) -> dict[str, Act]:
        """What the keys do where the screen says nothing else."""
        if self.overlay.content is not None:
            over: dict[str, Act] = {"back": self.back, "full_screen": self.full_screen}
            return named(over if self.page is not None else over | {"lock": self.lock_asked.emit})
        if self.page is not None:
            page = self.page
            return named({"help": self.help, "full_screen": self.full_screen, "conclude": self._conclude,
                           "reload": page.reload})  # fmt: skip
        areas = {area: partial(self._go, place) for area, place in self._areas().items()}
        return named(areas | {
            "help": self.help, "sell": lambda: self._go(NewSale()), "search": self.open_search,
            "receive": lambda: self._go(Receive()), "reload": self._reload, "conclude": self._conclude,
            "full_screen": self.full_screen, "home": self.home, "lock": self.lock_asked.emit,
            "back": self.back, "settings": lambda: self._go(Settings()), "requests": self.open_requests,
        } | ({"cash": self.open_cash} if "cash" in areas else {}))  # fmt: skip

    def _press(self, action_id: str) -> None:
        """A click in the bar or the rail is the key; one a widget answers itself is sent to the widget."""
        sequence = key(action_id).sequences[0]
        if not self._dispatch.press(sequence):
            QCoreApplication.postEvent(QApplication.focusWidget() or self, key_event(sequence))

    def _conclude(self) -> None:
        """F10 presses the blue button, whatever it says; a disabled one stays unpressed."""
        primary = self.current.primary if self.current else None
        if primary is not None and primary.isVisible() and primary.isEnabled():
            primary.click()

    def _scanned(self, code: str) -> None:
        if self.shell is None or self.page is not None or QApplication.activeModalWidget():
            return
        self.overlay.close_content()
        if self.current is None or not self.current.take_scan(code):
            self.open_receive(scanned_code=code)

    # -- what comes from the use cases -----------------------------------------------------------------------

    def _reload(self) -> None:
        if self.current is not None:
            self.current.reload()

    def _changed(self, topics: frozenset[Topic]) -> None:
        self._screens.mark_stale(topics)
        self._screens.freshen()

    def _refused(self, owner: object, failure: KnownFailure) -> None:
        if isinstance(failure, PasswordNeeded):
            self.toast(GIVEN_UP)
        elif self.shell is not None and (lacking := shop_data_for(failure, self.shell.ctx.operator)):
            if self._dialogs.ask(self, completing(failure)):
                self.open(lacking)
        else:
            self._dialogs.warn(owner if isinstance(owner, QWidget) else self, words(failure))

    def _crashed(self, _: object, details: str) -> None:
        self._dialogs.bug(self, details, self._log)

    # -- sizes, time -----------------------------------------------------------------------------------------

    def _fit(self) -> None:
        compact = self.height() < px(Size.COMPACT_BELOW)
        self.top.set_narrow(self.width() < px(Size.NARROW_BELOW))
        for widget in self.findChildren(QWidget):
            set_compact = getattr(widget, "set_compact", None)
            if set_compact is not None:
                set_compact(compact)

    def _place_toast(self) -> None:
        if self.toaster.isHidden():
            return
        left, below = px(Size.RAIL_WIDTH) + px(Gap.X16), self.keys.height()
        if self.current is not None and self.current.fills_window:
            left, below = px(Size.WIZARD_RAIL) + px(Gap.X44), px(Size.BUTTON_LARGE) + 2 * px(Gap.X14)
        corner = QPoint(left, self.height() - below - px(Gap.X12))
        buttons = self.current.findChildren(KeyButton) if self.current else []
        blue = (each for each in buttons if each.is_primary and each.isVisible())
        self.toaster.stand(corner, next(blue, None))

    def _tick(self) -> None:
        if self.shell is None:
            return
        clock = self.shell.ctx.clock
        self.top.show_moment(clock.now())
        if clock.today() != self._day:
            self._day = clock.today()
            self.day_began.emit()

    def _show_manual(self, page: str) -> None:
        self.overlay.show_content(ManualPanel(page, self.overlay.close_content))
        self._refresh_keys()
