"""What the LGPD asks of a shop: consents, requests of the people registered, and how long data is kept.

Pure: the shop's own years and today come as arguments. Incidents have a module of their own.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crediario.domain.calendar import add_months
from crediario.domain.money import Money

#: LGPD art. 19 II: a complete declaration within fifteen days.
REQUEST_DAYS = 15
MONTHS_A_YEAR = 12
#: What a record says for a person that was erased from it; the number is the record's.
ANONYMOUS = "Pessoa anonimizada nº "
#: What any other text that named the person says from then on.
ERASED = "(apagado)"
NOTE_LENGTH = 500


class ConsentPurpose(StrEnum):
    """What a person is asked a yes for; collecting, credit and receipts need none (LGPD art. 7º V, VI, X)."""

    MARKETING = "marketing"
    BIRTHDAY = "birthday"
    PHOTO = "photo"


class ConsentChannel(StrEnum):
    """How the person said it."""

    COUNTER = "counter"
    PAPER = "paper"
    WHATSAPP = "whatsapp"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """The words of a consent; a change of them is a new version, and what was signed keeps its own."""

    version: int
    given: str
    withdrawn: str

    def words(self, *, given: bool) -> str:
        """What is kept with the consent, the version at its end."""
        return f"{self.given if given else self.withdrawn} (texto {self.version})"


CONSENT_TEXTS: dict[ConsentPurpose, ConsentText] = {
    ConsentPurpose.MARKETING: ConsentText(
        1,
        "Autorizo a loja a usar meu nome e meus contatos para me avisar de ofertas e novidades. Posso retirar"
        " esta autorização quando quiser, sem custo, e isso não muda nada no meu crediário.",
        "Retiro a autorização de receber ofertas e novidades da loja.",
    ),
    ConsentPurpose.BIRTHDAY: ConsentText(
        1,
        "Autorizo a loja a usar minha data de nascimento e meus contatos para me dar os parabéns e oferecer"
        " presente de aniversário. Posso retirar esta autorização quando quiser, sem custo.",
        "Retiro a autorização de receber mensagens de aniversário da loja.",
    ),
    ConsentPurpose.PHOTO: ConsentText(
        1,
        "Autorizo a loja a guardar minha foto no cadastro, só para me reconhecer no atendimento e evitar que"
        " outra pessoa compre em meu nome. Posso retirar esta autorização quando quiser, sem custo.",
        "Retiro a autorização de guardar minha foto no cadastro.",
    ),
}
#: Kept beside the withdrawal when data must stay although the person asked to have it erased.
BLOCKED_TEXT = (
    "Pedido de eliminação recusado por prazo de guarda: contatos bloqueados para ofertas. (texto 1)"
)
#: What a person whose data must stay is no longer contacted for.
OFFERS = (ConsentPurpose.MARKETING, ConsentPurpose.BIRTHDAY)


class Opened(StrEnum):
    """What of a record somebody opened."""

    CARD = "card"
    FORM = "form"
    DOCUMENT = "document"
    ATTACHMENT = "attachment"
    ANALYSIS = "analysis"
    EXPORT = "export"


class RequestKind(StrEnum):
    """What a person may ask of the shop about the own data (LGPD arts. 18 and 20)."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"
    PORTABILITY = "portability"
    SHARING = "sharing"
    REVOCATION = "revocation"
    REVIEW = "review"


def request_due(asked_on: date) -> date:
    """The last day on which a request is answered in time.

    Rule: LGPD art. 19 II; law.md §8. See docs/regras.md#lgpd.
    """
    return asked_on + timedelta(days=REQUEST_DAYS)


def protocol(request_id: int, asked_on: date) -> str:
    """The number a person is given for a request: ``2026/00012``."""
    return f"{asked_on.year}/{request_id:05d}"


class HoldKind(StrEnum):
    """Why a person's data must stay for now."""

    OPEN_BALANCE = "open_balance"
    OPEN_AGREEMENT = "open_agreement"
    OPEN_REQUEST = "open_request"
    GUARANTOR = "guarantor"
    TOO_RECENT = "too_recent"


@dataclass(frozen=True, slots=True)
class RetentionFacts:
    """What decides whether a person may be erased.

    Attributes:
        open_total: face value still open.
        open_agreements: numbers of the agreements not yet paid.
        open_requests: protocols of requests without answer (other than for erasure): something is disputed.
        guaranteed: names of those whose open purchases the person answers for.
        last_moved_on: the last purchase, payment or agreement; None for somebody who never bought.
    """

    open_total: Money
    open_agreements: tuple[int, ...] = ()
    open_requests: tuple[str, ...] = ()
    guaranteed: tuple[str, ...] = ()
    last_moved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """One reason for keeping a person's data, with its figures.

    Attributes:
        amount: what is open; zero where the reason is another.
        named: agreements, protocols or people, as text.
        until: the day from which the reason is none any more, where it is known.
    """

    kind: HoldKind
    amount: Money = Money.ZERO
    named: tuple[str, ...] = ()
    until: date | None = None


def free_on(last_moved_on: date, years: int) -> date:
    """The first day on which somebody who last moved anything on that day may be erased.

    Args:
        last_moved_on: the last purchase, payment or agreement.
        years: how long the shop keeps, 5 to 10.

    Rule: LGPD art. 16 I; CC art. 206 § 5º; CDC art. 27; law.md §8. See docs/regras.md#lgpd.
    """
    return add_months(last_moved_on, MONTHS_A_YEAR * years)


def holds(facts: RetentionFacts, today: date, years: int) -> tuple[Hold, ...]:
    """Why the person's data must stay; empty when it may be erased.

    Rule: LGPD art. 16; law.md §8. See docs/regras.md#lgpd.
    """
    found = [
        Hold(HoldKind.OPEN_BALANCE, amount=facts.open_total) if facts.open_total else None,
        _named(HoldKind.OPEN_AGREEMENT, tuple(map(str, facts.open_agreements))),
        _named(HoldKind.OPEN_REQUEST, facts.open_requests),
        _named(HoldKind.GUARANTOR, facts.guaranteed),
        _recent(facts.last_moved_on, today, years),
    ]
    return tuple(hold for hold in found if hold is not None)


def _named(kind: HoldKind, named: tuple[str, ...]) -> Hold | None:
    return Hold(kind, named=named) if named else None


def _recent(last_moved_on: date | None, today: date, years: int) -> Hold | None:
    if last_moved_on is None:
        return None
    until = free_on(last_moved_on, years)
    return Hold(HoldKind.TOO_RECENT, until=until) if today < until else None


def anonymous_name(customer_id: int) -> str:
    """What stands for the name of somebody who was erased."""
    return f"{ANONYMOUS}{customer_id}"
