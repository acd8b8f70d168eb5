"""Sign-in: who is at the till, and their six digits; the sixth one enters."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QWidget

from crediario.domain.errors import KnownFailure
from crediario.domain.settings import ShopProfile
from crediario.services.core import Operator, Topic
from crediario.services.settings import profile_in_force
from crediario.services.users import (
    LockedForMinutes,
    LockedOut,
    Person,
    SignedIn,
    SignIn,
    sign_in,
    sign_in_list,
)
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Screen, Shell
from crediario.ui.setup.digits_form import DigitsForm
from crediario.ui.setup.people_list import LAST_KEY, PeopleList
from crediario.ui.setup.sign_in_words import HINT, countdown, forgotten, greeting, left_open, locked_out
from crediario.ui.setup.unlock import UnlockForm
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder, row
from crediario.ui.wizard.panel import beside, brand, dark_panel
from crediario.ui.words import long_day

TICK_MS = 1000


class SignInPage(Screen):
    """Shown at the start and whenever the till is locked: nothing of the shop's data is seen through it.

    ``behind`` is whose work waits behind the lock: chosen already, so that six digits lead back to it.
    """

    title = "Entrar"
    manual = "entrar"
    fills_window = True
    refreshes_on = frozenset({Topic.USERS})

    def __init__(
        self, shell: Shell, entered: Callable[[Operator], None], behind: Operator | None = None
    ) -> None:
        super().__init__(shell)
        self._entered, self._behind = entered, behind
        self._locks: dict[int, datetime] = {}
        self._locked_out: set[int] = set()
        self.people = PeopleList()
        self.people.chosen.connect(self._show_chosen)
        self.people.picked.connect(self._go_on)
        self.digits = DigitsForm()
        self.digits.completed.connect(self._try)
        self.digits.forgotten.connect(self._forgotten)
        self.unlock = UnlockForm(shell, self._unlocked)
        self.primary = self.digits.enter
        self._panel = self._greeting()
        self.setLayout(beside(self._panel, self._form(), Size.SIGN_IN_RAIL))
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        self._clock.start(TICK_MS)
        self._tick()

    # -- what is shown ---------------------------------------------------------------------------------------

    def _greeting(self) -> QFrame:
        self._hello = label("", "panel", "rail_ink", wrap=True)
        self._shop = label("", "body", "rail", elide=True)
        self._moment = label("", "body", "rail", elide=True)
        lines = column(self._hello, column(self._shop, self._moment, gap=Gap.X4), gap=Gap.X14)
        top, foot = holder(brand()), QWidget()
        if self._behind is None:
            foot.setFixedHeight(top.sizeHint().height())
        else:
            lines.addWidget(label(left_open(self._behind.short_name), "body", "rail_ink", wrap=True))
        return dark_panel(column(top, None, lines, None, foot, margin=Gap.X44), Size.SIGN_IN_RAIL)

    def _form(self) -> QWidget:
        form = holder(
            column(label("Escolha seu nome", "name"), self.people, self.digits, self.unlock, gap=Gap.X10)
        )
        form.setMaximumWidth(px(Size.SIGN_IN_FORM))
        return holder(column(None, row(form), None, margin=(Gap.X24, Gap.X24)))

    def reload(self) -> None:
        """Who may sign in, and whose shop this is."""
        self.shell.tasks.run(self, sign_in_list, self._show_people)
        self.shell.tasks.run(self, profile_in_force, self._show_shop)

    def _show_shop(self, profile: ShopProfile | None) -> None:
        name = profile.trade_name if profile else "Crediário"
        self._shop.setText(f"{name} · Loja {self.shell.ctx.store_code:02d}")

    def _show_people(self, people: tuple[Person, ...]) -> None:
        typing, first = self.digits.pin.hasFocus(), not self.people.people
        self.people.show_people(people)
        self.unlock.show_people(people)
        if first and self._behind is not None:
            self.people.pick(self._behind.number)
        elif not typing:
            self.people.take_focus()

    def _tick(self) -> None:
        now = self.shell.ctx.clock.now()
        self._hello.setText(f"{greeting(now)}\nQuem está no caixa?")
        self._moment.setText(f"{long_day(now)}, {now:%H:%M}")
        self._count_down(now)

    # -- who -------------------------------------------------------------------------------------------------

    def _show_chosen(self, person: Person) -> None:
        self.digits.clear()
        self.digits.who.setText(person.name)
        out = person.number in self._locked_out
        self.digits.setVisible(not out)
        self.unlock.setVisible(out)
        self.primary = self.unlock.button if out else self.digits.enter
        if out:
            self.unlock.show_for(person)
            self.unlock.say(locked_out(self.people.people, person))
        elif not self._is_waiting():
            self.digits.say(HINT)

    def _go_on(self) -> None:
        """A person's own key: on to the six boxes, or to the password that opens them again."""
        field = self.unlock.password if self.unlock.isVisible() else self.digits.pin
        if field.isEnabled():
            field.setFocus()
        else:
            self.people.take_focus()

    # -- keys ------------------------------------------------------------------------------------------------

    def keys(self) -> Sequence[Action]:
        """A person's number, then six digits: seven keys and in."""
        return (
            Action("person", pick=lambda place: self.people.pick(place + 1), count=LAST_KEY),
            Action("move", pick=self._move),
            Action("next_field", run=self._enter),
            Action("back", run=self.people.take_focus),
            Action("help", run=self._forgotten),
        )

    def first_focus(self) -> QWidget | None:
        """The people: arrows move among them, a digit chooses one and goes on to the six boxes.

        Whoever left something open is chosen already: only the six boxes are left.
        """
        return self.people.chosen_card if self._behind is None else self.digits.pin

    def _move(self, place: int) -> None:
        self.people.step(-1 if place == 0 else 1)

    def _enter(self) -> None:
        """Enter presses the blue button; with too few digits it leads to the boxes."""
        if self.unlock.isVisible():
            self.unlock.button.click()
        else:
            self._try()

    # -- signing in ------------------------------------------------------------------------------------------

    def _try(self) -> None:
        person, pin = self.people.person, self.digits.whole_pin
        if person is None or not pin or not self.digits.enter.isEnabled():
            self._go_on()
            return
        # A new id for each try: an order with a secret is never answered from memory.
        order = SignIn(str(uuid.uuid4()), person.number, pin)
        self.digits.say("Conferindo…")
        refused = partial(self._refused, person)
        self.shell.tasks.run(self, sign_in, self._let_in, order, on_refused=refused, busy=self.digits.enter)

    def _let_in(self, signed_in: SignedIn) -> None:
        self.digits.clear()
        self._entered(signed_in.operator)

    def _refused(self, person: Person, failure: KnownFailure) -> None:
        if isinstance(failure, LockedForMinutes):
            self._locks[person.number] = failure.until
        elif isinstance(failure, LockedOut):
            self._locked_out.add(person.number)
        if person == self.people.person:
            self._show_chosen(person)
            if not (self._is_waiting() or self.unlock.isVisible()):
                said = words(failure)
                self.digits.refuse(said.title, said.whole)
            self._go_on()

    def _unlocked(self, person: Person) -> None:
        self._locked_out.discard(person.number)
        self._locks.pop(person.number, None)
        self._show_chosen(person)
        self.digits.say(f"Entrada liberada para {person.short_name}. {HINT}")
        self._go_on()

    # -- waiting ---------------------------------------------------------------------------------------------

    def _is_waiting(self) -> bool:
        """Whether whoever is chosen has to wait; says until when."""
        now = self.shell.ctx.clock.now()
        until = self._locks.get(self.people.person.number) if self.people.person else None
        waits = until is not None and now < until
        self.digits.set_open(not waits)
        if waits and until is not None:
            self.digits.refuse("Entrada bloqueada", countdown(until, now))
        return waits

    def _count_down(self, now: datetime) -> None:
        over = [number for number, until in self._locks.items() if until <= now]
        chosen = self.people.person
        for number in over:
            del self._locks[number]
        if chosen is None or self.unlock.isVisible():
            return
        if chosen.number in over:
            self._show_chosen(chosen)
            self._go_on()
        elif chosen.number in self._locks:
            self._is_waiting()

    def _forgotten(self) -> None:
        self.shell.dialogs.warn(self, forgotten(self.people.people))
        self._go_on()
