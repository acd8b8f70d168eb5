"""Nothing the audit shows is without words."""

import importlib
import inspect
import pkgutil
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import get_args, get_type_hints

import pytest

import crediario.services
from crediario.domain.errors import Refusal
from crediario.domain.importing.mapping import Meaning
from crediario.domain.importing.report import NoteKind, RefusedReason
from crediario.domain.money import Money, Rate
from crediario.services.audit import ChainReport, Detail, Finding, Flaw, Noted
from crediario.ui.audit import audit_words, chain_words, detail_words, key_words
from crediario.ui.audit.audit_words import USE_CASES, Group
from crediario.ui.audit.field_words import FIELDS, HIDDEN, VALUES


def modules() -> list[object]:
    names = pkgutil.iter_modules(crediario.services.__path__, "crediario.services.")
    return [importlib.import_module(each.name) for each in names]


def use_cases() -> set[str]:
    return {
        name
        for module in modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if getattr(function, "kind", "") == "use_case"
    }


def figures() -> tuple[set[str], set[str]]:
    """Every field and every word of a list that a request or an answer may hold."""
    names: set[str] = set()
    choices: set[str] = set()
    seen: set[object] = set()

    def walk(kind: object) -> None:
        for part in get_args(kind):
            walk(part)
        if isinstance(kind, type) and issubclass(kind, Enum):
            choices.update(each.value for each in kind)
        if is_dataclass(kind) and kind not in seen and kind not in (Money, Rate):
            seen.add(kind)
            hints = get_type_hints(kind)
            for field in fields(kind):
                if not (field.metadata.get("secret") or field.metadata.get("attached")):
                    names.add(field.name)
                    if field.name not in HIDDEN:
                        walk(hints[field.name])

    for module in modules():
        for _, function in inspect.getmembers(module, inspect.isfunction):
            if getattr(function, "kind", "") == "use_case":
                hints = get_type_hints(function.__wrapped__)
                walk(next(kind for name, kind in hints.items() if name not in ("ctx", "return")))
                walk(hints["return"])
    return names - {"request_id"}, choices


#: Lines of a spreadsheet that were refused are told by the screen that brings it.
OF_IMPORTS = {*RefusedReason, *NoteKind, *Meaning}


def test_every_figure_is_called_something() -> None:
    names, _ = figures()
    assert {name for name in names if name.removesuffix("_id") not in FIELDS} - set(FIELDS) - HIDDEN == set()


def test_every_word_of_a_list_is_translated() -> None:
    _, choices = figures()
    assert {str(each) for each in choices} - set(VALUES) - {str(each) for each in OF_IMPORTS} == set()


def test_every_use_case_is_called_something() -> None:
    assert use_cases() - set(USE_CASES) == set()


def test_nothing_is_called_that_does_not_exist() -> None:
    assert set(USE_CASES) - use_cases() == set()


def test_no_two_use_cases_are_called_the_same() -> None:
    words = [words for _, words in USE_CASES.values()]
    assert len(words) == len(set(words))
    assert all(each[0].isupper() and not each.endswith(".") for each in words)


def test_every_group_filters_something() -> None:
    assert all(audit_words.group_names(group) for group in Group)


def test_every_refusal_that_leaves_a_row_is_called_something() -> None:
    kept = {
        found.code
        for module in modules()
        for _, found in inspect.getmembers(module, inspect.isclass)
        if issubclass(found, Refusal) and found.keeps_changes
    }
    assert {*kept, "permission_denied"} <= set(audit_words.REFUSED)


@pytest.mark.parametrize("flaw", Flaw)
def test_every_flaw_is_told_for_one_row_and_for_many(flaw: Flaw) -> None:
    one, many = Finding(flaw, 7, 7), Finding(flaw, 7, 1842)

    for found in (one, many):
        words = chain_words.finding_words(found)
        assert words.endswith(".") and "{" not in words
    assert set(chain_words.COMPARED) == set(Noted)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("terms", "price"), Money(1290_00), "condições · valor da compra: R$ 1.290,00"),
        (("terms", "rate"), Rate.percent("0.9"), "condições · juros ao mês: 0,90%"),
        (("terms", "first_due"), "2026-07-10", "condições · 1º vencimento: 10/07/2026"),
        (("tenders", "1", "method"), "cash", "formas de pagamento · 1º · forma: dinheiro"),
        (("active",), False, "ativa: não"),
        (("seller_id",), None, "quem vendeu: —"),
        (("draft", "document"), "52998224725", "cadastro · CPF ou CNPJ: •••.•••.•••-25"),
        (("document",), "12345678000195", "CPF ou CNPJ: 12345678000195"),
        ((), "pronto", "resposta: pronto"),
        (("permission",), "release_any_credit", "permissão: Liberar qualquer venda"),
    ],
)
def test_figures_are_read_as_people_read_them(path: tuple[str, ...], value: object, words: str) -> None:
    detail = Detail(path, value)  # type: ignore[arg-type]
    assert f"{detail_words.name_of(detail)}: {detail_words.value_of(detail)}".replace("\xa0", " ") == words


def test_a_long_text_is_cut() -> None:
    assert len(detail_words.value_of(Detail(("note",), "a" * 5000))) < 400


def test_a_sound_chain_says_what_was_not_looked_at() -> None:
    report = ChainReport(1842, None, 3, 1, False, (), 0)  # type: ignore[arg-type]
    words = chain_words.whole_words(report)

    assert words.startswith("1.842 linhas conferidas")
    assert "3 linhas de antes" in words
    assert chain_words.WITHOUT_KEY in words


def test_the_code_is_copied_line_by_line() -> None:
    code = "-".join(["ABCDEF"] * 9)
    assert key_words.in_lines(code).splitlines() == ["ABCDEF  ABCDEF  ABCDEF"] * 3
