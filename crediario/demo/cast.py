"""Who comes to the demonstration shop: names, documents and habits, drawn by chance."""

import random
from datetime import date, timedelta
from typing import Any

from crediario.domain.br import parse_cpf
from crediario.domain.money import Money
from crediario.services import customers

#: How a customer pays: share of installments on time, a few days late, weeks late, and never (yet).
HABITS = (
    (40, (92, 6, 2, 0)),
    (35, (74, 17, 8, 1)),
    (15, (48, 26, 18, 8)),
    (10, (22, 22, 26, 30)),
)


class Customers:
    """Draws customers; the same chance gives the same ones."""

    def __init__(self, chance: random.Random, cast: dict[str, Any], today: date) -> None:
        self._chance, self._cast, self._today = chance, cast, today

    def name(self, place: int) -> str:
        """Of whoever comes in that place: the first ones are known by name."""
        known = self._cast["known"]
        return str(known[place]) if place < len(known) else self._drawn_name()

    def _drawn_name(self) -> str:
        cast, chance = self._cast, self._chance
        middle = f" {chance.choice(cast['middle_names'])}" if chance.random() < 0.5 else ""
        last = chance.choice(cast["surnames"])
        more = f" {chance.choice(cast['surnames'])}" if chance.random() < 0.6 else ""
        return f"{chance.choice(cast['first_names'])}{middle} {last}{more}"

    def habit(self, place: int) -> tuple[int, ...]:
        """How that one pays: a line of ``HABITS``."""
        if place == 0:
            return HABITS[1][1]
        draw = self._chance.randint(1, 100)
        for share, habit in HABITS:
            if draw <= share:
                return habit
            draw -= share
        return HABITS[-1][1]

    def draft(self, name: str) -> customers.CustomerDraft:
        """The record of somebody of that name."""
        chance, cast = self._chance, self._cast
        born = self._today - timedelta(days=chance.randint(20 * 365, 75 * 365))
        phones = [customers.PhoneDraft(f"(34) 9{chance.randint(8000, 9999)}-{chance.randint(0, 9999):04d}")]
        if chance.random() < 0.2:
            landline = f"(34) 38{chance.randint(10, 39)}-{chance.randint(0, 9999):04d}"
            phones.append(customers.PhoneDraft(landline, customers.PhonePurpose.MESSAGE))
        return customers.CustomerDraft(
            name=name,
            document=self._cpf(),
            birth_date=born,
            phones=tuple(phones),
            cep=f"387{chance.randint(0, 9)}{chance.randint(0, 9999):04d}",
            street=f"{chance.choice(cast['streets'])}, {chance.randint(10, 1990)}",
            district=chance.choice(cast["districts"]),
            city="Patos de Minas",
            uf="MG",
            income=Money(chance.randrange(1412_00, 6500_00, 50_00)),
            payday=chance.choice((5, 10, 15, 20, 30, self._today.day)),
        )

    def _cpf(self) -> str:
        """A CPF that is nobody's in particular, with right check digits."""
        digits = [self._chance.randint(0, 9) for _ in range(9)]
        for length in (10, 11):
            total = sum(digit * weight for digit, weight in zip(digits, range(length, 1, -1), strict=True))
            digits.append(total * 10 % 11 % 10)
        return parse_cpf("".join(map(str, digits))).digits
