import re
from dataclasses import replace
from typing import get_args

import pypdfium2
import pytest

from crediario.documents.cash_sheet import CashSheetContent, MovementKind, MovementSum, render
from crediario.documents.shop import ShopHeader
from crediario.domain.cash_closing import MethodCount
from crediario.domain.money import Money
from crediario.domain.tender import Method
from tests.documents.pages import page_texts, whole_text
from tests.documents.sale_samples import NASTY, ODD, cash_sheet
from tests.documents.samples import AURORA
from tests.documents.test_agreement import letters
from tests.support.snapshots import assert_matches_snapshot

MM = 72 / 25.4


def words(sheet: CashSheetContent) -> str:
    [text] = page_texts(render(sheet))
    return re.sub(r"\s+", " ", text).replace("\u00a0", " ")


def test_text_of_a_sheet() -> None:
    assert_matches_snapshot("documents/fechamento-80mm", whole_text(render(cash_sheet())))


def test_the_same_sheet_is_the_same_bytes() -> None:
    assert render(cash_sheet()) == render(cash_sheet())


def test_the_strip_is_80_mm_wide_and_as_long_as_its_content() -> None:
    short, long = (
        pypdfium2.PdfDocument(render(cash_sheet(pieces=cash_sheet().pieces * times)))[0] for times in (1, 5)
    )
    assert round(short.get_width() / MM, 1) == 80
    assert (long.get_height() - short.get_height()) / MM == pytest.approx(24 * 4.1, abs=0.5)


def test_every_kind_of_movement_has_its_name_and_sum() -> None:
    kinds = get_args(MovementKind)
    sums = tuple(
        MovementSum(kind, method, place + 1, Money(100 * place - 250))
        for place, kind in enumerate(kinds)
        for method in (Method.CASH, Method.PIX)
    )
    text = words(cash_sheet(movements=sums))
    for name in (
        "Recebimentos",
        "Estornos",
        "Troco arredondado",
        "Devoluções e crédito pago",
        "Suprimentos",
        "Sangrias",
    ):
        assert f"{name} (" in text
    assert "Correções (14) 7,00 Dinheiro (7) 3,50 Pix (7) 3,50" in text


def test_expected_counted_and_difference_of_each_means() -> None:
    text = words(cash_sheet())
    assert "Dinheiro Esperado 921,53 Contado 911,53 Falta −10,00" in text
    assert "Pix Esperado 4.120,90 Contado 4.120,90 Confere 0,00" in text
    more = MethodCount(Method.CHEQUE, Money(5), Money(6))
    assert "Cheque Esperado 0,05 Contado 0,06 Sobra 0,01" in words(cash_sheet(counts=(more,)))


def test_what_was_counted_and_where_it_went() -> None:
    text = words(cash_sheet())
    assert "Dinheiro contado 2 vezes 7 × R$ 100,00 700,00" in text
    assert "Soma R$ 911,53" in text
    assert "Fica no caixa R$ 150,00 Recolhido ao cofre R$ 761,53" in text
    bare = words(cash_sheet(pieces=(), times_counted=1))
    assert "Dinheiro contado 1 vez Fica" in bare
    assert "Soma" not in bare


def test_the_audit_where_its_chain_has_begun() -> None:
    assert "Auditoria 18.442 · 9f3ac05577e1b2d4" in words(cash_sheet())
    assert "9f3ac05577e1b2d40" not in words(cash_sheet())
    assert "Auditoria" not in words(cash_sheet(audit_number=None))


def test_a_day_without_movement() -> None:
    text = words(cash_sheet(movements=(), note="", released_by=""))
    assert "Sem movimento." in text
    assert "Observação" not in text
    assert "liberada" not in text


def test_a_shop_without_a_cnpj() -> None:
    assert "CNPJ" not in words(cash_sheet(shop=replace(AURORA, cnpj="")))


@pytest.mark.parametrize("text", NASTY)
def test_a_note_comes_back_whole(text: str) -> None:
    found = letters("".join(page_texts(render(cash_sheet(note=text)))))
    shown = letters(text).replace("中", "□")
    # A single word longer than the strip is cut, and says so.
    assert shown in found or (" " not in text and "…" in found)


@pytest.mark.parametrize("text", ODD)
def test_no_text_breaks_a_sheet(text: str) -> None:
    shop = ShopHeader(text, text, text, text, text, text, text, text, text)
    sheet = cash_sheet(
        shop=shop, till=text, operator=text, closed_by=text, note=text, released_by=text, audit_hash=text
    )
    assert "Recolhido ao cofre" in words(sheet)


def test_the_largest_sums_are_never_cut() -> None:
    most = Money(99_999_999_999)
    counts = (MethodCount(Method.CASH, most, most),)
    text = words(cash_sheet(counts=counts, float_left=most, collected=most, pieces=()))
    assert text.count("999.999.999,99") == 4


def test_a_preview_says_that_nothing_is_closed_and_has_nothing_to_sign() -> None:
    text = words(cash_sheet(number=None))
    assert "PRÉVIA DO FECHAMENTO DE CAIXA" in text and "Prévia: o caixa continua aberto." in text
    assert "Visto em" in text and "A recolher ao cofre" in text
    for absent in ("Fechado em", "conferido por", "Auditoria", "Recolhido", "não muda"):
        assert absent not in text
