"""The people of the shop, to choose one of: own number, arrows, mouse."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from crediario.services.users import Person
from crediario.ui.role_words import ROLES
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.choices import ChoiceGroup, PersonCard
from crediario.ui.widgets.layout import ScrollArea, clear, column, holder
from crediario.ui.words import initials

LAST_KEY = 9
LEAST_SEEN = 2


class PeopleList(ScrollArea):
    """Scrolls when the people are many. ``chosen`` tells who; ``picked`` that the choice is over."""

    chosen = Signal(object)
    picked = Signal()

    def __init__(self) -> None:
        self._cards_column = column(gap=Gap.X8)
        super().__init__(holder(self._cards_column))
        self.people: Sequence[Person] = ()
        self._cards: list[PersonCard] = []
        self._group = ChoiceGroup((), self)

    def show_people(self, people: Sequence[Person]) -> None:
        """Fill the list; who was chosen stays chosen."""
        before = self.person
        self.people = people
        clear(self._cards_column)
        self._group.deleteLater()
        self._cards = [_card(person) for person in people]
        for card in self._cards:
            self._cards_column.addWidget(card)
            card.show()  # a card the layout has not shown yet could not take the focus
            card.clicked.connect(self.picked)
        self._group = ChoiceGroup(self._cards, self)
        self._group.chosen.connect(self._tell)
        self._fit()
        self._group.choose(self._place_of(before.number if before else -1))

    @property
    def person(self) -> Person | None:
        """Who is chosen."""
        place = self._group.place
        return self.people[place] if 0 <= place < len(self.people) else None

    @property
    def chosen_card(self) -> PersonCard | None:
        """The card of whoever is chosen."""
        return self._cards[self._group.place] if self.person else None

    def pick(self, number: int) -> None:
        """Somebody's own number was typed: chosen, and on to the digits."""
        if any(person.number == number for person in self.people):
            self._choose(self._place_of(number))
            self.picked.emit()

    def step(self, by: int) -> None:
        """One up or down."""
        self._choose(min(max(self._group.place + by, 0), len(self.people) - 1))

    def take_focus(self) -> None:
        """The chosen card gets the focus."""
        if self.chosen_card is not None:
            self.chosen_card.setFocus()

    def _choose(self, place: int) -> None:
        self._group.choose(place)
        if self.chosen_card is not None:
            self.ensureWidgetVisible(self.chosen_card, 0, px(Gap.X12))

    def _place_of(self, number: int) -> int:
        places = (place for place, person in enumerate(self.people) if person.number == number)
        return next(places, 0)

    def _tell(self, place: int) -> None:
        self.chosen.emit(self.people[place])

    def _fit(self) -> None:
        """As high as the people need; where there is less room, two still show."""
        card, gap, count = px(Size.PERSON_CARD), px(Gap.X8), len(self.people)
        self.setMaximumHeight(count * (card + gap) - gap)
        least = min(count, LEAST_SEEN)
        self.setMinimumHeight(max(0, least * (card + gap) - gap))
        self.updateGeometry()


def _card(person: Person) -> PersonCard:
    key = str(person.number) if person.number <= LAST_KEY else ""
    card = PersonCard(initials(person.name), person.name, ROLES[person.role], key)
    card.setMinimumWidth(px(Size.SIDE_COLUMN) // 2)
    return card
