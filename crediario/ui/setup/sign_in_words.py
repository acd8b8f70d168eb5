"""What the sign-in says."""

from collections.abc import Sequence
from datetime import datetime

from crediario.domain.permissions import WITH_PASSWORD
from crediario.services.users import Person
from crediario.ui.messages import Message

NOON, EVENING = 12, 18
HINT = "No 6º número, entra sozinho"


def greeting(now: datetime) -> str:
    """What the hour says: ``Boa tarde.``, as one of three."""
    if now.hour < NOON:
        return "Bom dia."
    return "Boa tarde." if now.hour < EVENING else "Boa noite."


def countdown(until: datetime, now: datetime) -> str:
    """Until when nobody gets in, and how long that still is."""
    left = max(0, round((until - now).total_seconds()))
    moment = f"{until.astimezone(now.tzinfo):%H:%M}"
    return f"Entrada bloqueada até {moment}. Libera em {left // 60}:{left % 60:02d}."


def left_open(short_name: str) -> str:
    """What waits behind the lock, and for whom."""
    return (
        f"O que {short_name} deixou aberto volta com a senha de 6 números dessa pessoa."
        " Se outra pessoa entrar, o que não foi gravado se perde."
    )


def helpers(people: Sequence[Person]) -> list[Person]:
    """Who has the long password, and so may let somebody in again."""
    return [person for person in people if person.role in WITH_PASSWORD]


def locked_out(people: Sequence[Person], person: Person) -> str:
    """Who may help after ten wrong tries."""
    names = _either([each.name for each in helpers(people)])
    return f"Entrada de {person.short_name} bloqueada depois de 10 senhas erradas. Quem libera: {names}."


def forgotten(people: Sequence[Person]) -> Message:
    """What to do about forgotten digits."""
    names = _either([each.name for each in helpers(people)])
    return Message(
        "Esqueceu a senha?",
        f"Fale com quem gerencia a loja: {names}.",
        "Depois de 10 senhas erradas, a senha longa da gerência libera a entrada aqui mesmo.",
    )


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} ou {names[-1]}"
