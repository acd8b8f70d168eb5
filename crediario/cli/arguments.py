"""What stands on a command line: amounts, rates and days; what is not understood is said in Portuguese."""

import argparse
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from crediario.domain.br import parse_plain_money
from crediario.domain.errors import Refusal
from crediario.domain.money import Money, Rate
from crediario.ui import command_words as words_of
from crediario.ui import messages

Answer = dict[str, Any]
Prepare = Callable[[argparse.ArgumentParser], None]
Run = Callable[[argparse.Namespace], tuple[Answer, int]]
#: Of each command the options, and what it does.
Commands = dict[str, tuple[Prepare, Run]]

REFUSED = 1
WRONG_USAGE = 2


class WrongUsage(Exception):
    """The command line itself is not understood; carries the words for it."""


class Help(argparse.HelpFormatter):
    """Help whose frame is Portuguese too."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The line that shows how a command is written."""
        super().add_usage(usage, actions, groups, words_of.USAGE if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are raised, in Portuguese, instead of printed in English."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"add_help": False, "formatter_class": Help})
        self._positionals.title, self._optionals.title = words_of.POSITIONALS, words_of.OPTIONALS
        self.add_argument("-h", "--help", action="help", help=words_of.OPTIONS["help"])

    def error(self, message: str) -> NoReturn:
        """Refuses the command line."""
        raise WrongUsage(words_of.usage(message))


def money(text: str) -> Money:
    """An amount with a point and two decimals."""
    try:
        return parse_plain_money(text)
    except Refusal as refusal:
        raise argparse.ArgumentTypeError(messages.words(refusal).whole) from refusal


def percent(text: str) -> Rate:
    """A rate written as a percentage, with a point."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise argparse.ArgumentTypeError(words_of.not_a_rate(text))
    return Rate.percent(value)


def day(text: str) -> date:
    """A date in ISO form."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(words_of.not_a_day(text)) from error


def data_options(command: argparse.ArgumentParser) -> None:
    """Which shop."""
    command.add_argument("--data", required=True, metavar="DIR", help=words_of.OPTIONS["data"])
