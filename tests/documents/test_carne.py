import re
from dataclasses import replace
from datetime import date

import pytest

from crediario.documents.carne import CarneAgreement, CarneData, ShopHeader, render
from crediario.domain.money import Money, Rate
from tests.documents.pages import codes_on, page_images, page_texts, whole_text
from tests.documents.samples import AURORA, carne, weekly_carne
from tests.support.snapshots import assert_matches_snapshot

NASTY = [
    "A" * 10_000,
    "Ana " * 2_500,
    "😀👩‍👩‍👧",
    "<b>Ana</b>",
    "=1+1",
    "NUL\x00NUL",
    "\ud83d",
    "(par)\\ênteses",
    "",
    " ",
]


def words(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page_texts(pdf)))


def with_interest(**changes: object) -> CarneData:
    plan = carne(3)
    summary = replace(
        plan.summary,
        interest=Money(1003),
        rate_month=Rate.percent("0.9"),
        rate_year=Rate.percent("11.350967"),
        total_effective_cost=Rate.percent("11.35"),
        **changes,  # type: ignore[arg-type]
    )
    return replace(plan, summary=summary)


@pytest.mark.parametrize("count", [1, 3, 4, 12])
def test_every_code_on_every_page_decodes(count: int) -> None:
    plan = carne(count)
    pages = page_images(render(plan))[1:]
    for page, image in enumerate(pages):
        slips = plan.slips[3 * page : 3 * page + 3]
        found = codes_on(image)
        assert found["bars"] == {slip.code for slip in slips}
        assert found["qr"] == {slip.pix_payload for slip in slips}


@pytest.mark.parametrize("length", [106, 122, 152, 180, 213])
def test_payloads_of_all_lengths_decode_at_the_resolution_of_a_cheap_printer(length: int) -> None:
    plan = carne(1)
    payload = ("00020126" + "aZ9-." * 60)[:length]
    [_, image] = page_images(
        render(replace(plan, slips=(replace(plan.slips[0], pix_payload=payload),))), 203 / 72
    )
    assert codes_on(image)["qr"] == {payload}


def test_the_same_carne_is_the_same_bytes() -> None:
    assert render(carne(4)) == render(carne(4))


@pytest.mark.parametrize(("count", "pages"), [(1, 2), (3, 2), (4, 3), (6, 3), (24, 9), (25, 11), (120, 42)])
def test_cover_three_slips_a_page_and_dates_where_the_cover_is_full(count: int, pages: int) -> None:
    assert len(page_texts(render(weekly_carne(count)))) == pages


def test_500_installments_are_only_more_pages() -> None:
    assert len(page_texts(render(weekly_carne(500)))) == 1 + 4 + 167


def test_text_of_the_picture() -> None:
    assert_matches_snapshot("documents/carne-6", whole_text(render(carne(6))))


def test_text_of_a_long_calendar() -> None:
    assert_matches_snapshot("documents/carne-30-weekly", whole_text(render(weekly_carne(30))))


def test_accents_come_back_from_the_file() -> None:
    text = words(render(carne(1)))
    for piece in (
        "Rosângela Aparecida Lima",
        "Máquina de lavar 11 kg",
        "Móveis, eletro e confecções",
        "Anotações",
    ):
        assert piece in text


def test_every_slip_names_the_shop_its_address_and_its_cnpj() -> None:
    for page in page_texts(render(carne(6)))[1:]:
        assert page.count("CNPJ 12.345.678/0001-95") == 3
        assert page.count("Rua Major Gote, 850, Centro, Patos de Minas, MG") == 3
        assert page.count("***.456.789-**") == 3


def test_a_long_legal_name_leaves_the_cnpj() -> None:
    shop = replace(
        AURORA, legal_name="Comércio de Móveis " * 20, street="Avenida Presidente Juscelino, 1 " * 3
    )
    text = words(render(carne(1, shop=shop)))
    assert text.count("CNPJ 12.345.678/0001-95") == 2
    assert text.count("Patos de Minas, MG · (34) 3821-0000") == 1


def test_a_shop_that_has_told_little_prints_little() -> None:
    shop = ShopHeader("Aurora", "Aurora", "", "Rua A, 1", "", "Patos de Minas", "MG")
    text = words(render(carne(1, shop=shop, customer_document_masked="")))
    assert "CNPJ" not in text
    assert "Rua A, 1, Patos de Minas, MG" in text
    assert "Fale com a gente antes." in text
    assert "da loja:" not in text


def test_the_paper_is_no_bank_slip() -> None:
    text = words(render(with_interest())).lower()
    for word in ("boleto", "linha digitável", "dívida", "devedor", "calote"):
        assert word not in text


def test_fine_and_daily_interest_in_words_and_reais() -> None:
    text = words(render(carne(1)))
    assert "multa de 2% (R$ 3,80) e juros de 1% ao mês (R$ 0,06 por dia)" in text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("days", "words_of_grace"),
    [(0, None), (1, "Até 1 dia de tolerância."), (3, "Até 3 dias de tolerância.")],
)
def test_tolerance_is_told_only_where_there_is_one(days: int, words_of_grace: str | None) -> None:
    text = words(render(with_interest(grace_days=days)))
    assert ("tolerância" in text) == (words_of_grace is not None)
    assert words_of_grace is None or words_of_grace in text


def test_a_shop_without_late_charges_says_so() -> None:
    text = words(render(with_interest(late_fine=Rate.ZERO, late_interest=Rate.ZERO)))
    assert "Depois do vencimento: sem acréscimo." in text
    assert "Se atrasar sem acréscimo" in text


def test_daily_interest_below_a_centavo_is_not_shown_as_zero() -> None:
    plan = carne(1)
    slip = replace(plan.slips[0], interest_per_day=Money.ZERO)
    assert "juros de 1% ao mês." in words(render(replace(plan, slips=(slip,))))


def test_the_due_date_is_white_on_black() -> None:
    [_, page] = page_images(render(carne(1)))
    scale = page.width / 210
    box = page.crop(tuple(round(edge * scale) for edge in (67.8, 31, 120, 37)))  # type: ignore[arg-type]
    white = sum(box.histogram()[200:]) / (box.width * box.height)
    assert 0.1 < white < 0.4


def test_nothing_stands_in_the_quiet_zones() -> None:
    [_, page] = page_images(render(carne(1)))
    scale = page.width / 210
    for x, y, wide, high in (
        (62.4, 77.9, 4.7, 10),  # left of the bars, as far as the perforation
        (131.3, 77.9, 5.2, 10),  # right of them
        (172.1, 28.6, 2.7, 34.6),  # around the QR code
        (204, 28.6, 2.7, 34.6),
        (174.9, 28.6, 29, 2.7),
        (174.9, 60.5, 29, 2.7),
    ):
        zone = page.crop(tuple(round(edge * scale) for edge in (x, y, x + wide, y + high)))  # type: ignore[arg-type]
        assert zone.getextrema()[0] > 250, (x, y)


def test_early_discount_is_promised_only_where_there_is_interest() -> None:
    assert "desconto proporcional dos juros é automático" in words(render(with_interest()))
    assert "Pagou antes?" not in words(render(carne(1)))


def test_rates_and_cost_stand_on_the_cover() -> None:
    text = words(render(with_interest()))
    assert "0,90% ao mês, 11,35% ao ano" in text
    assert "Custo efetivo total (CET) 11,35% ao ano" in text


def test_no_down_payment_no_line() -> None:
    plan = carne(1)
    summary = replace(plan.summary, down_payment=Money.ZERO, down_payment_on=None)
    text = words(render(replace(plan, summary=summary)))
    assert "Entrada" not in text
    assert "Total a prazo R$" in text.replace("\u00a0", " ")


def test_points_are_told_only_where_there_is_a_programme() -> None:
    plan = carne(1)
    assert "pontos" not in words(render(plan))
    slip = replace(plan.slips[0], points=190)
    assert "Em dia vale 190 pontos. Este mês apertou?" in words(render(replace(plan, slips=(slip,))))
    for points, said in ((1, "1 ponto."), (1140, "1.140 pontos.")):
        several = replace(plan, slips=(replace(slip, points=points),))
        assert f"Em dia vale {said} Este mês" in words(render(several))


def test_without_pix_the_slip_says_where_to_pay() -> None:
    plan = carne(1)
    pdf = render(replace(plan, slips=(replace(plan.slips[0], pix_payload=None),)))
    text = words(pdf)
    assert "Pix" not in text
    assert "Pague na loja" in text
    assert codes_on(page_images(pdf)[1])["bars"] == {plan.slips[0].code}


def test_the_payload_can_be_copied_whole_from_one_line() -> None:
    plan = carne(1)
    payload = ("000201" + "aZ9-." * 60)[:213]
    for slip in (plan.slips[0], replace(plan.slips[0], pix_payload=payload)):
        page = page_texts(render(replace(plan, slips=(slip,))))[1]
        assert f"Pix copia e cola: {slip.pix_payload}\n" in page + "\n"


def test_slips_printed_again_come_without_the_cover() -> None:
    plan = carne(6, slips_only=(2, 5))
    pdf = render(plan)
    [page] = page_images(pdf)
    assert codes_on(page)["bars"] == {plan.slips[1].code, plan.slips[4].code}
    assert "Carnê 5214, 2ª via, folha 1 de 1" in words(pdf)


def test_a_last_installment_that_differs_is_told_on_the_cover() -> None:
    plan = carne(3)
    slips = (*plan.slips[:2], replace(plan.slips[2], amount=Money(19001)))
    text = words(render(replace(plan, slips=slips))).replace("\u00a0", " ")
    assert "2 de R$ 190,00 e 1 de R$ 190,01" in text
    assert "60, de valores diferentes" in words(render(weekly_carne(60)))


def test_weekday_at_each_due_date() -> None:
    assert date(2026, 7, 10).weekday() == 4
    assert "10/07/2026 sex" in words(render(carne(1)))


@pytest.mark.parametrize("text", NASTY)
def test_no_text_breaks_a_carne(text: str) -> None:
    shop = replace(
        AURORA, trade_name=text, legal_name=text, slogan=text, hours=text, whatsapp=text, street=text
    )
    plan = carne(2, shop=shop, customer_name=text, items_text=text, issued_by=text)
    pdf = render(plan)
    assert codes_on(page_images(pdf)[1])["bars"] == {slip.code for slip in plan.slips}


def test_markup_is_shown_as_it_was_typed() -> None:
    assert "<b>Ana</b> & =1+1" in words(render(carne(1, customer_name="<b>Ana</b> & =1+1")))


def test_a_carne_of_12_takes_at_most_8_kib_a_page() -> None:
    pdf = render(carne(12))
    assert len(pdf) / 5 <= 8 * 1024


def test_nothing_to_print_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one slip"):
        render(carne(3, slips_only=(9,)))


def test_a_code_of_another_length_is_refused() -> None:
    plan = carne(1)
    with pytest.raises(ValueError, match="16 digits"):
        render(replace(plan, slips=(replace(plan.slips[0], code="77020005"),)))


def test_no_helvetica_is_listed() -> None:
    assert b"Helvetica" not in render(carne(1))


def of_agreement(count: int = 4, **changes: object) -> CarneData:
    note = CarneAgreement(312, "carnê 4377, parcelas 4 a 8; carnê 4402, parcela 2")
    return carne(count, items_text="Acordo nº 312", agreement=note, **changes)


def test_the_carne_of_an_agreement_says_so_and_nothing_of_a_purchase() -> None:
    text = words(render(of_agreement()))
    for piece in (
        "Acordo nº 312", "Resumo do acordo", "Total do acordo", "Pago na assinatura em 09/06/2026",
        "A pagar por este carnê", "sem juros", "Pode pagar antes quando quiser.",
        "no lugar de: carnê 4377, parcelas 4 a 8; carnê 4402, parcela 2.",
        "Acordo nº 312. Depois do vencimento:", "acordo nº 312, folha 1 de 2",
    ):  # fmt: skip
        assert piece in text
    for piece in ("Preço à vista", "CET", "Taxa efetiva", "compra", "redução proporcional"):
        assert piece not in text


def test_every_code_of_an_agreements_carne_decodes() -> None:
    plan = of_agreement()
    pages = page_images(render(plan))[1:]
    found = [codes_on(image) for image in pages]
    assert set().union(*(each["bars"] for each in found)) == {slip.code for slip in plan.slips}
    assert set().union(*(each["qr"] for each in found)) == {slip.pix_payload for slip in plan.slips}


def test_text_of_an_agreements_carne() -> None:
    assert_matches_snapshot("documents/carne-acordo", whole_text(render(of_agreement())))


def test_nothing_paid_at_signing_has_no_line() -> None:
    plan = of_agreement()
    summary = replace(plan.summary, down_payment=Money.ZERO, down_payment_on=None)
    assert "Pago na assinatura" not in words(render(replace(plan, summary=summary)))
