"""Every failure in words a shop understands: what happened, that nothing was lost, what to do now.

One module a feature, each with its table ``WORDS``; a new failure goes into the table of its feature. Nothing
here imports Qt: the command line says the same words.
"""

from collections import Counter
from collections.abc import Sequence

from crediario.domain.errors import KnownFailure
from crediario.ui.messages import (
    access,
    attachments,
    audit,
    bank,
    cash,
    codes,
    credit,
    customers,
    figures,
    fiscal_notes,
    importing,
    negotiation,
    papers,
    privacy,
    receiving,
    returns,
    sales,
    settings,
    storage,
)
from crediario.ui.messages.customers import missing_words
from crediario.ui.messages.privacy import hold_words
from crediario.ui.messages.sales import plan_warning
from crediario.ui.messages.wording import Message, Wording, shown

__all__ = [
    "WORDS",
    "Message",
    "hold_words",
    "merged",
    "missing_words",
    "plan_warning",
    "shown",
    "words",
]


def merged(tables: Sequence[dict[str, Wording]]) -> dict[str, Wording]:
    """The tables as one.

    Raises:
        ValueError: two tables have words for the same failure.
    """
    told = Counter(code for table in tables for code in table)
    twice = sorted(code for code, times in told.items() if times > 1)
    if twice:
        raise ValueError(f"words given twice: {', '.join(twice)}")
    return {code: wording for table in tables for code, wording in table.items()}


WORDS = merged(
    [
        access.WORDS,
        attachments.WORDS,
        audit.WORDS,
        bank.WORDS,
        cash.WORDS,
        codes.WORDS,
        credit.WORDS,
        customers.WORDS,
        figures.WORDS,
        fiscal_notes.WORDS,
        importing.WORDS,
        negotiation.WORDS,
        papers.WORDS,
        privacy.WORDS,
        receiving.WORDS,
        returns.WORDS,
        sales.WORDS,
        settings.WORDS,
        storage.WORDS,
    ]
)


def words(failure: KnownFailure) -> Message:
    """The words of a failure, its figures put in; one without words is a mistake that a test finds."""
    wording = WORDS[failure.code]
    if not isinstance(wording, Message):
        return wording(failure)
    figures = {name: shown(value) for name, value in vars(failure).items()}
    filled = (part.format_map(figures) for part in (wording.title, wording.text, wording.advice))
    return Message(*filled)
