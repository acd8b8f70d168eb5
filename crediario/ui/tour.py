"""A picture of every screen, driven by keys as a person would drive them, on a copy of a shop."""

import os
import sys
import uuid
from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QKeyCombination, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from crediario.domain.br import format_amount
from crediario.domain.cash_closing import DENOMINATIONS, pieces_for
from crediario.domain.money import Money
from crediario.domain.permissions import Role
from crediario.domain.tender import Method
from crediario.services.bank import StatementOrder, import_statement, read_bank_statement
from crediario.services.core import Context, Operator
from crediario.services.overdue import OverdueFilter, OverdueOrder, aging, overdue_page
from crediario.services.payments import receiving_desk
from crediario.services.reports import day_summary
from crediario.services.search import search_customers
from crediario.services.users import sign_in_list
from crediario.ui.cash.cash_screen import CashScreen
from crediario.ui.cash.closing_draft import ClosingDraft
from crediario.ui.dialogs import Question
from crediario.ui.keys import is_plain
from crediario.ui.messages import Message
from crediario.ui.navigation import CreditAnalysis, MergeCustomers, PersonPrivacy
from crediario.ui.overdue.profile_finder import ProfileFinder
from crediario.ui.setup.assistant import AssistantPage
from crediario.ui.shop_window import ShopWindow
from crediario.ui.tasks import Tasks
from crediario.ui.theme import Scheme, Theme
from crediario.ui.tour_portfolio import portfolio_file
from crediario.ui.tour_statement import statement_file

#: What is typed in the assistant, field by field, and the picture taken at the end of each step.
FIRST_RUN = (
    (
        "12-assistente-1-loja",
        (
            "12345678000195",
            "Casa Aurora",
            "Casa Aurora Ltda",
            "38700002",
            "Rua Major Gote, 850",
            "Centro",
            "Patos de Minas",
            "MG",
            "3438210000",
            "34999000850",
            "pix@casaaurora.example",
        ),
    ),
    (
        "12-assistente-2-gerente",
        ("Cláudia Ribeiro", "", "161803", "161803", *("gerente da casa aurora",) * 2),
    ),
    ("12-assistente-3-plano", ()),
)
A_SECOND_MS = 1000
SEARCHED = "mar gra"
BUYER = "rosangela"
PAYER = "maria"


class SilentDialogs:
    """Nobody is there to answer: every question is left as it is."""

    def __init__(self) -> None:
        self.file: Path | None = None

    def ask(self, parent: QWidget, question: Question) -> bool:
        """Goes on."""
        return True

    def warn(self, parent: QWidget, message: Message) -> None:
        """A refusal during the tour is a mistake in the tour."""
        raise RuntimeError(message.whole)

    def bug(self, parent: QWidget, details: str, log: Path | None) -> None:
        """So is a bug."""
        raise RuntimeError(details)

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """The file that was made ready, where one was."""
        return self.file

    def save_file(self, parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
        """No place."""
        return None

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """No folder."""
        return None


def take_pictures(ctx: Context, out: Path, theme: str, size: tuple[int, int], text: int) -> list[str]:
    """Drives the window through every screen and writes ``NN-name.png``, named as the design's pictures.

    Args:
        ctx: *sistema* in a shop that may be changed: a sale and a receipt are made in it.
        out: the folder to write to.
        theme: ``light`` or ``dark``.
        size: of the window.
        text: size of the letters, in percent.

    Returns:
        The names written.
    """
    out.mkdir(parents=True, exist_ok=True)
    application = _application()
    Theme.apply(application, Scheme.DARK if theme == "dark" else Scheme.LIGHT, text)
    return _Tour(ctx, out, size).go()


def _application() -> QApplication:
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication(sys.argv[:1])


class _Tour:
    def __init__(self, ctx: Context, out: Path, size: tuple[int, int]) -> None:
        self._ctx, self._out, self._names = ctx, out, list[str]()
        # A person's pace: keys that come faster are a scanner's.
        pace = count(step=A_SECOND_MS)
        tasks = Tasks(ctx, inline=True)
        self._dialogs = SilentDialogs()
        # Its hands are never seen by the window system: the till would lock itself in the middle.
        self._window = ShopWindow(
            ctx, tasks, self._dialogs, timestamp=lambda _: next(pace), steady=lambda: 0.0
        )
        self._window.resize(*size)
        self._window.show()
        QCoreApplication.processEvents()

    def go(self) -> list[str]:
        """One screen after the other."""
        steps: tuple[Callable[[], None], ...] = (
            self._first_run,
            self._sign_in,
            self._home,
            self._customers,
            self._sale,
            self._over_limit,
            self._receive,
            self._negotiate,
            self._overdue,
            self._settings,
            self._import,
            self._statement,
            self._audit,
            self._people,
            self._credit,
            self._privacy,
            self._cash,
            self._lock,
        )
        for step in steps:
            step()
        self._window.close()
        return self._names

    def _take(self, name: str) -> None:
        self._settle()
        self._window.grab().save(str(self._out / f"{name}.png"))
        self._names.append(f"{name}.png")

    def _settle(self) -> None:
        """Lets everything posted arrive; without a display nobody but us makes the window the active one."""
        for _ in range(3):
            QCoreApplication.processEvents()
        if QApplication.activeWindow() is None:
            QApplication.setActiveWindow(self._window)
            QCoreApplication.processEvents()

    def _press(self, *keys: str) -> None:
        """Keys by Qt's names; whatever has the focus gets them."""
        for name in keys:
            if not is_plain(name) and self._window.press_key(name):
                QCoreApplication.processEvents()
                continue
            combination: QKeyCombination = QKeySequence(name)[0]  # type: ignore[index]
            letters = {"Return": "\r", "Space": " "}.get(name, name if len(name) == 1 else "")
            self._send(combination.key(), combination.keyboardModifiers(), letters)

    def _type(self, text: str) -> None:
        for letter in text:
            key = Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown
            self._send(key, Qt.KeyboardModifier.NoModifier, letter)

    def _send(self, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str) -> None:
        self._settle()
        target = QApplication.focusWidget() or self._window.focusWidget() or self._window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, text))
        QCoreApplication.processEvents()

    def _first_run(self) -> None:
        """As typed by somebody new; nothing is written, since this shop is set up."""
        self._window.show_page(AssistantPage(self._window.shell_for(self._ctx), lambda _: None))
        QCoreApplication.processEvents()
        for name, typed in FIRST_RUN:
            for place, text in enumerate(typed):
                self._press(*["Return"] * bool(place))
                self._type(text)
            self._take(name)
            self._press("Return")

    def _sign_in(self) -> None:
        self._window.ask_who()
        self._take("12b-entrada")
        self._let_in(Role.CASHIER)

    def _let_in(self, role: Role) -> None:
        """Somebody of that role, or the first on the list."""
        people = sign_in_list(self._ctx)
        person = next((each for each in people if each.role is role), people[0])
        self._window.let_in(Operator(person.id, person.number, person.name, person.short_name, person.role))
        self._window.home()

    def _home(self) -> None:
        self._take("01-inicio")
        self._window.open_search(SEARCHED)
        self._take("01b-busca")
        self._window.close_overlay()
        self._window.help()
        self._take("14-atalhos")
        self._window.close_overlay()

    def _customers(self) -> None:
        self._window.open_customer(self._customer(PAYER))
        self._take("02-ficha")
        self._press("Ctrl+E")
        self._take("02b-cadastro")
        self._window.home()

    def _customer(self, name: str) -> int:
        """Somebody of that name, late ones first; else whoever is expected today, else anybody."""
        found = search_customers(self._ctx, name).customers or search_customers(self._ctx, "a").customers
        return max(found, key=lambda each: (each.late_count, each.open_total)).id

    def _sale(self) -> None:
        self._window.open_sale(self._customer(BUYER))
        self._type("1290")
        self._press("Return")
        self._type("Maquina de lavar 11 kg")
        self._press("Return")
        self._type("150")
        self._press("Return")
        self._take("03-venda")
        self._press("F10")
        self._take("03c-venda-concluida")
        self._window.home()

    def _over_limit(self) -> None:
        """More than the policy lets through, and who manages the shop about to release it."""
        self._window.open_sale(self._customer(BUYER))
        self._type("6890")
        self._press("Return")
        self._type("Sala de jantar")
        self._press("Return")
        self._type("690")
        self._press("Return", "Alt+G")
        self._take("03b-venda-acima-do-limite")
        self._window.home()

    def _receive(self) -> None:
        expected = day_summary(self._ctx).expected
        payer = self._customer(PAYER) if not expected else expected[0].customer_id
        self._window.open_receive(payer)
        self._press("Ctrl+A")
        self._take("04-receber")
        self._press("P")
        self._take("04b-receber-pix")
        self._type("9F3A")
        self._press("F10")
        self._take("04c-recebido")

    def _cash(self) -> None:
        """The drawer: open, counted blind, counted again to the centavo, closed; the sheets of before."""
        self._let_in(Role.CASHIER)
        self._press("F12")
        self._take("11b-caixa-aberto")
        self._press("F10")
        screen = self._window.current
        if not isinstance(screen, CashScreen) or screen.draft is None:
            return
        self._count_drawer(screen.draft)
        self._take("11c-contagem-as-cegas")
        self._press("F10")
        screen.closing.count.first_field().setFocus()
        self._count_drawer(screen.draft)
        self._press("F10")
        self._take("11-fechamento")
        self._press("F10")
        self._take("11d-caixa-fechado")
        self._window.home()
        self._press("F12", "A")
        self._take("11e-fechamentos")
        self._window.home()

    def _count_drawer(self, draft: ClosingDraft) -> None:
        """What the till should hold, as far as that is told: notes, coins, what the card machine says."""
        told = {each.method: each.expected or Money.ZERO for each in draft.desk.means}
        pieces = {each.value: each.quantity for each in pieces_for(told.pop(Method.CASH))}
        for value in DENOMINATIONS:
            self._press("Ctrl+A")
            self._type(str(pieces.get(value, 0)))
            self._press("Return")
        for means in draft.to_type:
            self._press("Ctrl+A")
            self._type(format_amount(told[means.method]))
            self._press("Return")

    def _negotiate(self) -> None:
        """With whoever owes the most that is late, where somebody does."""
        late = overdue_page(self._ctx, OverdueFilter(order=OverdueOrder.AMOUNT, limit=1)).rows
        if not late:
            return
        self._window.home()
        self._window.open_customer(late[0].customer_id)
        self._press("F8")
        self._type("200")
        self._press("Return", "2")
        self._take("07-negociacao")
        self._press("F10")
        self._take("07c-acordo-feito")
        self._window.home()

    def _overdue(self) -> None:
        """As who manages the shop sees them: the fullest band, two marked; then what falls due this month."""
        self._let_in(Role.MANAGER)
        fullest = max(aging(self._ctx).bands, key=lambda each: each.customers)
        self._press("F7", *["Right"] * fullest.band, "Space", "Down", "Down", "Space", "Up")
        self._rest()
        self._take("05-pendencias")
        self._press("Alt+2", "Right", "Right")
        self._rest()
        self._take("05b-a-vencer")

    def _rest(self) -> None:
        """The keyboard rests: lists ask for whoever the frame came to."""
        waiting = QEventLoop()
        QTimer.singleShot(2 * ProfileFinder.rest_ms, waiting.quit)
        waiting.exec()

    def _settings(self) -> None:
        """As who manages the shop sees them; the page of late payments says most."""
        self._let_in(Role.MANAGER)
        self._press("Ctrl+5", "Alt+2")
        self._take("15-ajustes")

    def _people(self) -> None:
        """Who works here, and what one of them may."""
        self._let_in(Role.OWNER)
        self._press("Ctrl+5", "Ctrl+T")
        self._take("18-pessoas")
        self._press("Down", "Return")
        self._take("18b-pessoa")
        self._window.home()

    def _credit(self) -> None:
        """The rules, one customer analysed, what became of sales let through, and other rules tried."""
        self._let_in(Role.MANAGER)
        for name, keys in (
            ("30-politica", ("Ctrl+R",)),
            ("30c-vendas-liberadas", ("Alt+Y",)),
            ("30d-simulacao", ("Alt+I", "F10")),
        ):
            self._press("Ctrl+5", *keys)
            self._take(name)
            self._window.home()
        customer = self._customer(PAYER)
        self._window.open(CreditAnalysis(customer))
        self._take("30b-analise")
        self._window.open_customer(customer)
        self._press("Alt+5")
        self._take("02c-ficha-credito")
        self._window.home()

    def _privacy(self) -> None:
        """The register of the shop, and one person's own page."""
        self._let_in(Role.MANAGER)
        self._press("Ctrl+5", "Alt+K")
        self._take("31-privacidade")
        self._window.open(PersonPrivacy(self._customer(PAYER)))
        self._take("31b-privacidade-pessoa")
        self._window.open(MergeCustomers(self._customer(PAYER)))
        self._take("32-unificar")
        self._window.home()

    def _lock(self) -> None:
        """Nothing of what was open can be seen."""
        self._press("Ctrl+L")
        self._take("12c-trava")

    def _import(self) -> None:
        """A notebook comes in, two of its lines refused."""
        self._let_in(Role.MANAGER)
        self._press("Ctrl+O")
        self._take("16-importar-1-arquivo")
        with TemporaryDirectory() as folder:
            self._dialogs.file = portfolio_file(Path(folder), self._ctx.clock.today())
            for name in ("2-colunas", "3-conferencia", "4-pronto"):
                self._press("F10")
                self._take(f"16-importar-{name}")

    def _statement(self) -> None:
        """What the bank says came in, beside the slips it pays."""
        self._let_in(Role.MANAGER)
        rows = receiving_desk(self._ctx, self._customer(PAYER)).rows
        with TemporaryDirectory() as folder:
            path = statement_file(Path(folder), self._ctx.clock.today(), rows)
            file = read_bank_statement(self._ctx, path)
        import_statement(self._ctx, StatementOrder.of(str(uuid.uuid4()), file, new_account=True))
        self._press("Ctrl+5", "Ctrl+M")
        self._take("33-extrato")
        self._window.home()

    def _audit(self) -> None:
        """Everything done so far, read through and found whole."""
        self._let_in(Role.MANAGER)
        self._press("Ctrl+5", "Ctrl+U", "F10")
        self._take("17-auditoria")
