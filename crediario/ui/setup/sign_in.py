"""Sign-in: who is at the till, and their six digits; the sixth one enters."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from crediario.domain.errors import KnownFailure
from crediario.domain.settings import ShopProfile
from crediario.services.core import Operator, Topic
from crediario.services.settings import profile_in_force
from crediario.services.users import Person as Person
from crediario.services.users import SignedIn, SignIn, sign_in, sign_in_list
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.messages import Message, words
from crediario.ui.navigation import Screen, Shell
from crediario.ui.setup.panel import brand, weekday_name
from crediario.ui.setup.words import ROLES, initials
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.choices import ChoiceGroup, PersonCard
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import ScrollArea, clear, column, holder, row
from crediario.ui.widgets.pin_edit import PinEdit

LAST_KEY = 9
NOON, EVENING = 12, 18
HINT = "No 6º número, entra sozinho"

FORGOTTEN = Message(
    "Esqueceu os 6 números?",
    "Quem gerencia a loja escolhe outros para você.",
    "Depois de 10 erros, só a gerência abre de novo.",
)


class SignInPage(Screen):
    """Shown at the start and whenever the till is locked: nothing of the shop's data is behind it."""

    title = "Entrar"
    manual = "entrar"
    refreshes_on = frozenset({Topic.USERS})

    def __init__(self, shell: Shell, entered: Callable[[Operator], None]) -> None:
        super().__init__(shell)
        self._entered = entered
        self._people: Sequence[Person] = ()
        self._cards: ChoiceGroup | None = None
        self._enter = KeyButton("Entrar", "Enter", "primary", size="till")
        self._enter.clicked.connect(self._try)
        self.primary = self._enter
        self._shop = label("", "body", "rail")
        self.setLayout(row(self._greeting(), self._form(), 1, gap=Gap.NONE))

    # -- what is shown ---------------------------------------------------------------------------------------

    def _greeting(self) -> QFrame:
        panel = QFrame()
        panel.setObjectName("darkPanel")
        now = self.shell.ctx.clock.now()
        day = label(f"{weekday_name(now)}, {_day_and_hour(now)}", "body", "rail")
        words_ = (
            label(_greeting(now), "panel", "rail_ink"),
            label("Quem está no caixa?", "panel", "rail_ink"),
        )
        middle = column(*words_, self._shop, day, gap=Gap.X6)
        panel.setLayout(column(brand(), None, middle, None, None, margin=Gap.X44))
        panel.setMaximumWidth(px(Size.SIGN_IN_RAIL))
        panel.setMinimumWidth(px(Size.SIDE_COLUMN))
        return panel

    def _form(self) -> QWidget:
        self._list = column(gap=Gap.X8)
        people = ScrollArea(holder(self._list))
        self.pin = PinEdit()
        self.pin.completed.connect(lambda _: self._try())
        self._who = label("", "office", "text3", elide=True, align=Qt.AlignmentFlag.AlignRight)
        self._said = label(HINT, "office", "text2", wrap=True)
        forgotten = LinkButton("Esqueci os números", "F1")
        forgotten.clicked.connect(self._forgotten)
        name = label("Senha de 6 números", "office_medium", "text2")
        name.setBuddy(self.pin)
        form = holder(
            column(
                label("Escolha seu nome", "name"),
                people,
                row(name, self._who, 1),
                self.pin,
                row(self._said, 1, forgotten),
                self._enter,
                gap=Gap.X10,
            )
        )
        form.setMaximumWidth(px(Size.SIGN_IN_FORM))
        form.setMaximumHeight(px(Size.SIGN_IN_FORM) + px(Size.SIDE_COLUMN))
        return holder(column(None, row(None, form, 4, None), 8, None, margin=(Gap.X24, Gap.X44)))

    def reload(self) -> None:
        """Who may sign in, and whose shop this is."""
        self.shell.tasks.run(self, sign_in_list, self._show_people)
        self.shell.tasks.run(self, profile_in_force, self._show_shop)

    def _show_shop(self, profile: ShopProfile | None) -> None:
        name = profile.trade_name if profile else "Crediário"
        self._shop.setText(f"{name} · Loja {self.shell.ctx.store_code:02d}")

    def _show_people(self, people: tuple[Person, ...]) -> None:
        chosen = self._chosen.number if self._chosen else None
        self._people = people
        clear(self._list)
        cards = [_card(person, place) for place, person in enumerate(people, 1)]
        for card in cards:
            self._list.addWidget(card)
        self._list.addStretch(1)
        self._cards = ChoiceGroup(cards, self)
        self._cards.chosen.connect(self._show_chosen)
        for card in cards:
            card.clicked.connect(self._go_to_digits)
        numbers = [person.number for person in people]
        self._cards.choose(numbers.index(chosen) if chosen in numbers else 0, focus=True)
        self.keys_changed.emit()

    @property
    def _chosen(self) -> Person | None:
        place = self._cards.place if self._cards else -1
        return self._people[place] if 0 <= place < len(self._people) else None

    def _show_chosen(self, place: int) -> None:
        self._who.setText(self._people[place].name)
        self.pin.clear()
        self._say(HINT)

    def _pick(self, place: int) -> None:
        """A person's own key: chosen, and on to the digits."""
        if self._cards is not None and place < len(self._people):
            self._cards.choose(place)
            self._go_to_digits()

    def _go_to_digits(self) -> None:
        self.pin.setFocus()

    # -- keys ------------------------------------------------------------------------------------------------

    def keys(self) -> Sequence[Action]:
        """A person's number, then six digits: seven keys and in."""
        return (
            Action("person", pick=self._pick, count=min(len(self._people), LAST_KEY)),
            Action("next_field", run=self._try),
            Action("help", run=self._forgotten),
        )

    def first_focus(self) -> QWidget:
        """The people: arrows move among them, a digit chooses one and goes on to the six boxes."""
        item = self._list.itemAt(self._cards.place) if self._cards else None
        return (item.widget() if item else None) or self.pin

    # -- signing in ------------------------------------------------------------------------------------------

    def _try(self) -> None:
        person, pin = self._chosen, self.pin.text()
        if person is None or len(pin) < self.pin.maxLength() or not self._enter.isEnabled():
            self.pin.setFocus()
            return
        # A new id for each try: an order with a secret is never answered from memory.
        order = SignIn(str(uuid.uuid4()), person.number, pin)
        self._say("Conferindo…")
        self.shell.tasks.run(self, sign_in, self._let_in, order, on_refused=self._refused, busy=self._enter)

    def _let_in(self, signed_in: SignedIn) -> None:
        self.pin.clear()
        self._entered(signed_in.operator)

    def _refused(self, failure: KnownFailure) -> None:
        said = words(failure)
        self.pin.clear()
        self.pin.set_error(said.title)
        self._say(said.whole, wrong=True)
        self.pin.setFocus()

    def _say(self, said: str, *, wrong: bool = False) -> None:
        self._said.setText(said)
        self._said.set_tone("late" if wrong else "text2")
        if not wrong:
            self.pin.set_error("")

    def _forgotten(self) -> None:
        self.shell.dialogs.ask(self, Question(FORGOTTEN.title, FORGOTTEN.rest, yes="Entendi"))
        self.pin.setFocus()


def _card(person: Person, place: int) -> PersonCard:
    key = str(place) if place <= LAST_KEY else ""
    return PersonCard(initials(person.name), person.name, ROLES[person.role], key)


def _greeting(now: datetime) -> str:
    if now.hour < NOON:
        return "Bom dia."
    return "Boa tarde." if now.hour < EVENING else "Boa noite."


def _day_and_hour(now: datetime) -> str:
    months = (
        "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
        "novembro", "dezembro",
    )  # fmt: skip
    return f"{now.day} de {months[now.month - 1]}, {now:%H:%M}"
