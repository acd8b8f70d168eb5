import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest

import crediario
from crediario.domain.errors import KnownFailure, Refusal, Trouble
from crediario.domain.money import Money
from crediario.services.payments import InstallmentAlreadyPaid, QuoteChanged
from crediario.ui.messages import WORDS, Message, merged, words

LAYERS = ("domain", "db", "services", "documents", "gateways", "ui.widgets")
FORBIDDEN = (
    "dívida",
    "devedor",
    "calote",
    "inadimpl",
    "nome sujo",
    "imediatamente",
    "sob pena",
    "por favor",
    "!",
)


def every_failure() -> Iterator[type[KnownFailure]]:
    for layer in LAYERS:
        package = importlib.import_module(f"crediario.{layer}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)
    return below(KnownFailure)


def below(parent: type[KnownFailure]) -> Iterator[type[KnownFailure]]:
    for child in parent.__subclasses__():
        if child.__module__.startswith(f"{crediario.__name__}.") and child not in (Refusal, Trouble):
            yield child
        yield from below(child)


def test_every_failure_has_words() -> None:
    silent = sorted({failure.code for failure in every_failure()} - set(WORDS))
    assert not silent


def test_no_words_without_a_failure() -> None:
    assert not sorted(set(WORDS) - {failure.code for failure in every_failure()})


def test_words_given_twice_are_told_at_once() -> None:
    with pytest.raises(ValueError, match="wrong_pin"):
        merged([{"wrong_pin": Message("Senha errada")}, {"wrong_pin": Message("Outra senha")}])


@pytest.mark.parametrize("code", sorted(WORDS))
def test_the_words_name_only_what_the_failure_carries_and_respect_people(code: str) -> None:
    found = {failure.code: failure for failure in every_failure()}[code]
    sample = found.__new__(found)
    for name in found.__init__.__code__.co_varnames[1 : found.__init__.__code__.co_argcount]:
        setattr(sample, name, ("document",) if name == "missing" else 1)
    said = words(sample)
    assert said.title
    assert "{" not in said.whole
    assert not [word for word in FORBIDDEN if word in said.whole.lower()]


def test_figures_are_written_as_people_read_them() -> None:
    changed = words(QuoteChanged(shown=Money(14390), due=Money(14395)))
    assert changed.text == "Era R$\u00a0143,90 e agora é R$\u00a0143,95. Nada foi gravado."
    paid = words(InstallmentAlreadyPaid(4812, 5, 10, date(2026, 6, 8), 18442))
    assert paid.text == "Carnê 4812, parcela 5/10, paga em 08/06/2026, recibo 018.442."


def test_a_message_reads_as_one_paragraph() -> None:
    assert Message("Sem papel", "O pagamento está gravado", "Reponha.").whole == (
        "Sem papel. O pagamento está gravado. Reponha."
    )


def test_the_words_need_no_qt() -> None:
    code = "import sys; sys.modules['PySide6'] = None; import crediario.ui.messages"
    subprocess.run([sys.executable, "-c", code], check=True)
