"""The three offers row by row, as the board compares them. No Qt here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from crediario.documents.wording import short_percent
from crediario.domain.br import format_amount, format_date, format_money
from crediario.domain.money import Money
from crediario.domain.negotiation import Offer, OfferKind
from crediario.domain.permissions import Role
from crediario.services.negotiation import NegotiationDesk
from crediario.ui.negotiation import negotiation_draft as thinking
from crediario.ui.negotiation.negotiation_draft import KINDS, Offers

DASH = "—"
NAMES = {
    OfferKind.CASH: "À vista",
    OfferKind.INSTALLMENTS: "Parcelado",
    OfferKind.EXTENSION: "Prorrogação",
}
HINTS = {
    OfferKind.CASH: "com desconto",
    OfferKind.INSTALLMENTS: "sem juros",
    OfferKind.EXTENSION: "mesmas parcelas",
}
SHORT_NAMES = {"Recebe em 30 dias": "Em 30 dias"}
Tone = Literal["text", "text2", "late", "att", "ok"]


@dataclass(frozen=True, slots=True)
class Said:
    """One cell of the comparison.

    Attributes:
        short: the same where the column is narrow; empty when there is no shorter way.
        below: a small second line.
        strong: semibold; ``big`` is the first figure of a column.
    """

    text: str
    short: str = ""
    below: str = ""
    tone: Tone = "text"
    icon: str = ""
    strong: bool = False
    big: bool = False


NOTHING = Said(DASH, tone="text2")


@dataclass(frozen=True, slots=True)
class Compared:
    """One row: its name, shorter where there is little room, and for each offer what it says."""

    name: str
    cells: tuple[Said, ...]
    short: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows under one heading."""

    name: str
    rows: tuple[Compared, ...]


Say = Callable[[Offer, NegotiationDesk, Money | None], Said]


def board(draft: thinking.Draft, desk: NegotiationDesk, found: Offers) -> tuple[Part, ...]:
    """The comparison, heading by heading."""
    parts: tuple[tuple[str, tuple[tuple[str, Say], ...]], ...] = (
        (
            "A proposta",
            (("Paga hoje", _pays_today), ("Depois", _after), ("Total", _total), ("Termina em", _ends)),
        ),
        ("Para o cliente", (("Cabe no mês?", _fits), ("Economia", _economy))),
        ("Para a loja", (("Recebe em 30 dias", _soon), ("Abre mão de", _given_up), ("Alçada", _closes))),
    )
    return tuple(
        Part(
            name,
            tuple(
                Compared(row, _cells(say, draft, desk, found), SHORT_NAMES.get(row, "")) for row, say in rows
            ),
        )
        for name, rows in parts
    )


def _cells(say: Say, draft: thinking.Draft, desk: NegotiationDesk, found: Offers) -> tuple[Said, ...]:
    return tuple(
        say(offer, desk, draft.monthly)
        if isinstance(offer := found[kind], Offer)
        else Said(DASH, tone="text2")
        for kind in KINDS
    )


def _pays_today(offer: Offer, _: NegotiationDesk, __: Money | None) -> Said:
    return Said(format_money(offer.pays_today) if offer.pays_today else "nada", strong=True, big=True)


def _after(offer: Offer, _: NegotiationDesk, __: Money | None) -> Said:
    amounts = [line.amount for line in offer.installments]
    if not amounts:
        return Said("nada", strong=True)
    count, least, most = len(amounts), min(amounts), max(amounts)
    if not are_equal_parts(amounts):
        return Said(f"{count}× até {format_money(most)}", f"{count}× até {format_amount(most)}", strong=True)
    odd = f"{'última' if amounts[-1] == most else '1ª'} {format_amount(most)}" if most != least else ""
    short = f"{count}× {format_amount(least)}"
    return Said(f"{count}× de {format_money(least)}", short, below=odd, strong=True)


def are_equal_parts(amounts: Sequence[Money]) -> bool:
    """Whether they are one amount divided, the centavos left over in the first or in the last."""
    return (max(amounts) - min(amounts)).cents < len(amounts)


def _total(offer: Offer, _: NegotiationDesk, __: Money | None) -> Said:
    return Said(format_money(offer.total))


def _ends(offer: Offer, _: NegotiationDesk, __: Money | None) -> Said:
    return Said(format_date(offer.ends_on) if offer.installments else "hoje")


def _fits(offer: Offer, _: NegotiationDesk, monthly: Money | None) -> Said:
    if offer.fits is None or monthly is None:
        return NOTHING
    if offer.fits:
        return Said(f"Cabe nos {format_money(monthly)}", "Cabe", tone="ok", icon="circle-check", strong=True)
    return Said(f"Passa de {format_money(monthly)}", "Passa", tone="late", icon="circle-alert", strong=True)


def _economy(offer: Offer, _: NegotiationDesk, __: Money | None) -> Said:
    return (
        Said(format_money(offer.given_up), strong=True) if offer.given_up else Said("nenhuma", tone="text2")
    )


def _soon(offer: Offer, _: NegotiationDesk, __: Money | None) -> Said:
    return Said(format_money(offer.received_soon))


def _given_up(offer: Offer, _: NegotiationDesk, __: Money | None) -> Said:
    if not offer.given_up:
        return Said("nada", tone="text2")
    return Said(format_money(offer.given_up), below=given_up_words(offer))


def given_up_words(offer: Offer) -> str:
    """``multa, juros e 5%``: what the shop gives up."""
    pieces = [
        "multa" if offer.waived_fine else "",
        "juros" if offer.waived_interest else "",
        short_percent(offer.discount_rate) if offer.discount else "",
    ]
    said = [piece for piece in pieces if piece]
    if len(said) == 1:
        return f"só {said[0]}"
    return f"{', '.join(said[:-1])} e {said[-1]}"


def _closes(offer: Offer, desk: NegotiationDesk, _: Money | None) -> Said:
    if offer.pays_today and not desk.may_receive:
        return Said("Precisa do caixa", "Caixa", tone="att", icon="lock", strong=True)
    if thinking.permission_needed(offer, desk) is None:
        return Said("Você pode fechar", "Pode fechar", tone="ok", icon="shield-check", strong=True)
    who = "Gerência" if thinking.approver_of(offer, desk) is Role.MANAGER else "Responsável"
    return Said(f"{who} libera", who, tone="att", icon="lock", strong=True)
