import ast
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from crediario import paths
from crediario.domain.money import Money
from crediario.ui import icons
from crediario.ui.dialogs import Box
from crediario.ui.messages import Message
from crediario.ui.theme import COLORS, TEXT_PERCENTS, Gap, Scheme, Size, Theme, colors, font, px
from crediario.ui.widgets.buttons import KeyButton, LinkButton
from crediario.ui.widgets.cards import Avatar, Canhoto, Card, Legend, Note, SumLine, Tag
from crediario.ui.widgets.charts import LoadBars, MonthLoad, PunctualityStrip, Share, ShareBar
from crediario.ui.widgets.choices import ChoiceGroup, MethodCard, PersonCard, PlanCard
from crediario.ui.widgets.codes import BarcodeView, QrView
from crediario.ui.widgets.date_edit import DateEdit
from crediario.ui.widgets.fields import Check, Combo, Field, Radio
from crediario.ui.widgets.fitting import EvenColumns, SideBySide
from crediario.ui.widgets.labels import IconLabel, Paragraph, bold, keycap_run, label
from crediario.ui.widgets.layout import SidePane, column
from crediario.ui.widgets.paint import TagTone
from crediario.ui.widgets.pin_edit import PinEdit
from crediario.ui.widgets.search_field import SearchButton, SearchField
from crediario.ui.widgets.states import EmptyState, Pane, Skeleton
from tests.ui.support import press, type_text

UI = Path(__file__).parents[2] / "crediario" / "ui"
MONSTER = "<b>Maria</b> & <img src=x> " + "x" * 10_000


def plan_card() -> PlanCard:
    card = PlanCard("1")
    card.show_plan("6× sem juros", "R$ 190,00", "/mês", [("Total", "R$ 1.140,00")])
    return card


def share_bar() -> ShareBar:
    bar = ShareBar()
    bar.show_shares(Money(250000), [Share(Money(20858), "late", "em atraso")])
    return bar


SPEAKING: list[tuple[Callable[[], QWidget], str]] = [
    (lambda: KeyButton("Receber", "F10", "primary"), "Receber, F10"),
    (lambda: LinkButton("Reimprimir", "F9"), "Reimprimir, F9"),
    (lambda: MethodCard("Pix", "P", "qr-code"), "Pix, P"),
    (lambda: PersonCard("JP", "Joana Prado", "caixa", "1"), "Joana Prado, 1"),
    (plan_card, "6× sem juros, 1"),
    (lambda: Check("Imprimir recibo"), "Imprimir recibo"),
    (lambda: Radio("6× sem juros"), "6× sem juros"),
    (lambda: Tag("28 dias", "late", "clock"), "28 dias"),
    (
        lambda: Paragraph("O disco está cheio. ", bold("Nada se perdeu.")),
        "O disco está cheio. Nada se perdeu.",
    ),
    (lambda: IconLabel("eye", spoken="Mostrar CPF"), "Mostrar CPF"),
    (
        lambda: PunctualityStrip(["on_time", "on_time", "long"]),
        "Pontualidade: 2 em dia, 1 com mais de 15 dias",
    ),
    (share_bar, "De R$\u00a02.500,00: em atraso R$\u00a0208,58"),
    (PinEdit, "Senha de 6 números"),
    (lambda: SearchField("Nome"), "Buscar cliente"),
    (QrView, "Código QR do Pix"),
    (BarcodeView, "Código de barras da parcela"),
    (LoadBars, "Quanto paga por mês"),
    (lambda: Skeleton("Calculando…"), "Calculando…"),
]


@pytest.mark.parametrize(("make", "name"), SPEAKING, ids=[name for _, name in SPEAKING])
def test_every_part_has_a_name_for_the_screen_reader(
    qtbot: QtBot, make: Callable[[], QWidget], name: str
) -> None:
    part = make()
    qtbot.addWidget(part)
    assert part.accessibleName() == name


def test_the_parts_are_drawn_in_both_themes_and_all_text_sizes(qtbot: QtBot, qapp: QApplication) -> None:
    for scheme in Scheme:
        for percent in TEXT_PERCENTS:
            Theme.apply(qapp, scheme, percent)
            sheet = QWidget()
            qtbot.addWidget(sheet)
            sheet.setLayout(column(*everything()))
            assert not sheet.grab().isNull()
            assert px(Size.ROW) == round(36 * percent / 100)


def everything() -> list[QWidget]:
    bars = LoadBars()
    bars.show_months([MonthLoad("10/07", "sex", Money(19000), Money(11250))])
    qr, code = QrView(), BarcodeView()
    qr.show_matrix([[True, False], [False, True]])
    code.show_modules([True, False, True])
    disabled = KeyButton("Desligado", "F10", "primary")
    disabled.setEnabled(False)
    canhoto = Canhoto()
    canhoto.top.addWidget(SumLine("Parcelas", "208,58"))
    card = Card("Parcelas", "11").add(Combo([(1, "um")])).add_header(LinkButton("Ver", "F9"))
    empty = EmptyState("search", "Ninguém", "Tente o telefone.", KeyButton("Cadastrar", "Ctrl+N"))
    tones: tuple[TagTone, ...] = ("late", "att", "ok", "pri", "plain")
    return [
        *(make() for make, _ in SPEAKING),
        *(Note("Sem papel. ", keycap_run("F9"), tone=tone) for tone in tones),
        card.add_footer(label("2 marcadas")),
        Field("1º vencimento", DateEdit(lambda: date(2026, 6, 9)), "obrigatório", "sexta-feira"),
        Pane(QWidget(), empty),
        *(bars, qr, code, disabled, canhoto, Avatar("MG"), Legend("a vencer", "aok"), SearchButton()),
    ]


def test_text_is_never_read_as_markup_nor_widens_the_window(qtbot: QtBot) -> None:
    sheet = QWidget()
    qtbot.addWidget(sheet)
    plain = label(MONSTER, elide=True)
    parts = [plain, Paragraph(MONSTER), Note(MONSTER), Card(MONSTER, MONSTER), SumLine(MONSTER, "1,00")]
    sheet.setLayout(column(*parts))
    assert plain.textFormat() == Qt.TextFormat.PlainText
    assert sheet.minimumSizeHint().width() < 600
    sheet.resize(600, 400)
    assert not sheet.grab().isNull()


def test_no_label_is_made_but_by_the_helper_nor_any_format_but_plain() -> None:
    found = [
        f"{path.name}:{node.lineno}"
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QLabel")
        or (
            isinstance(node, ast.Attribute)
            and node.attr in ("RichText", "AutoText", "MarkdownText", "setHtml")
        )
    ]
    assert not found


def test_every_label_of_a_dialog_is_plain(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = Box(parent, "circle-alert", "<b>Título</b>", "<img src=x>")
    assert {made.textFormat() for made in box.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_figures_have_one_width(qtbot: QtBot) -> None:
    for style in ("body", "amount", "office_bold", "small_bold"):
        metrics = QFontMetrics(font(style))
        assert len({metrics.horizontalAdvance(figure * 8) for figure in "0123456789"}) == 1
    assert QFontInfo(font("body")).family() == Theme.current.family


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", Scheme)
def test_everything_written_can_be_read(scheme: Scheme) -> None:
    c = COLORS[scheme]
    pairs = [
        (c.text, c.bg), (c.text2, c.bg), (c.text3, c.bg), (c.text3, c.surface2), (c.on_pri, c.pri),
        (c.on_pri, c.pri_hover), (c.pri_text, c.surface), (c.late, c.late_soft), (c.att, c.att_soft),
        (c.ok, c.ok_soft), (c.text, c.focus_bg), (c.text, c.pri_soft), (c.rail_text, c.rail),
        (c.rail_key, c.rail), (c.late, c.surface), (c.ok, c.surface), (c.late, c.pri_soft), (c.text, c.mark),
    ]  # fmt: skip
    assert not [(one.name(), other.name()) for one, other in pairs if contrast(one, other) < 4.5]
    assert contrast(c.line_strong, c.surface) >= 3


def test_icons_take_the_colour_asked_for_and_ship_with_their_licence(qtbot: QtBot) -> None:
    drawn = icons.pixmap("check", 24, colors().late).toImage()
    pixels = (drawn.pixelColor(x, y) for x in range(24) for y in range(24))
    seen = {pixel.name() for pixel in pixels if pixel.alpha() > 250}
    assert seen == {colors().late.name()}
    assert (paths.resource("icons") / "LICENSE").exists()


def test_six_figures_enter_by_themselves_and_no_more(qtbot: QtBot) -> None:
    edit = PinEdit()
    qtbot.addWidget(edit)
    done: list[str] = []
    edit.completed.connect(done.append)
    type_text(edit, "12a34 5678")
    assert done == ["123456"]
    assert edit.displayText() != "123456"


def test_cards_choose_one_and_a_dead_one_stays_unchosen(qtbot: QtBot) -> None:
    sheet = QWidget()
    qtbot.addWidget(sheet)
    cards = [
        MethodCard("Dinheiro", "D", "banknote"),
        MethodCard("Pix", "P", "qr-code"),
        MethodCard("X", "B", "x"),
    ]
    sheet.setLayout(column(*cards))
    group, chosen = ChoiceGroup(cards, sheet), list[int]()
    group.chosen.connect(chosen.append)
    cards[2].setEnabled(False)
    for place in (0, 1, 2, 9):
        group.choose(place)
    assert chosen == [0, 1]
    assert group.place == 1
    sheet.show()
    sheet.activateWindow()
    cards[1].setFocus()
    QApplication.processEvents()
    press(cards[1], Qt.Key.Key_Up)
    assert group.place == 0


def test_a_double_click_is_two_presses_only_while_the_button_lives(qtbot: QtBot) -> None:
    button, presses = KeyButton("Receber", "F10", "primary"), list[int]()
    qtbot.addWidget(button)

    def pressed() -> None:
        presses.append(1)
        button.setEnabled(False)

    button.clicked.connect(pressed)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]
    qtbot.mouseDClick(button, Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]
    press(button, Qt.Key.Key_Return)
    assert presses == [1]


def test_a_pane_waits_quietly_then_says_what_it_has(qtbot: QtBot) -> None:
    content, empty = QWidget(), EmptyState("search", "Ninguém com “marja”")
    pane = Pane(content, empty)
    qtbot.addWidget(pane)
    pane.wait()
    assert pane.currentWidget() is content, "no bars before 300 ms"
    qtbot.waitUntil(lambda: isinstance(pane.currentWidget(), Skeleton))
    pane.show_content(is_empty=True)
    assert pane.currentWidget() is empty
    tried: list[int] = []
    pane.show_failure(Message("Sem conexão", "Nada se perdeu."), lambda: tried.append(1))
    current = pane.currentWidget()
    assert current is not None
    button = current.findChild(QAbstractButton)
    assert isinstance(button, QAbstractButton)
    button.click()
    assert tried == [1]


def test_a_search_field_moves_the_list_without_leaving_the_text(qtbot: QtBot) -> None:
    field, steps, sent = SearchField("Nome"), list[int](), list[str]()
    qtbot.addWidget(field)
    field.stepped.connect(steps.append)
    field.submitted.connect(sent.append)
    type_text(field, "joão")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        press(field, key)
    assert (steps, sent, field.text()) == ([1, -1], ["joão"], "joão")


@pytest.mark.parametrize(("width", "is_line"), [(400, True), (150, False)])
def test_words_side_by_side_stand_below_each_other_rather_than_cut(
    qtbot: QtBot, width: int, is_line: bool
) -> None:
    first, second = Legend("usado 3.056,94", "aok"), Legend("esta venda 6.200,00", "pri")
    both = SideBySide(first, second, gap=Gap.X8)
    qtbot.addWidget(both)
    both.resize(width, 60)
    both.show()
    both.settle()
    qtbot.waitUntil(lambda: (first.y() == second.y()) == is_line)
    assert all(each.width() >= each.sizeHint().width() for each in (first, second))


def test_what_is_hidden_takes_no_room_side_by_side(qtbot: QtBot) -> None:
    first, second = Legend("usado 3.056,94", "aok"), Legend("esta venda 6.200,00", "pri")
    both = SideBySide(first, second, gap=Gap.X8)
    qtbot.addWidget(both)
    both.resize(first.sizeHint().width() + 10, 60)
    both.show()
    tall = both.sizeHint().height()
    second.hide()
    both.settle()
    assert both.sizeHint().height() < tall


def test_columns_that_do_not_fit_go_below(qtbot: QtBot) -> None:
    parts = [KeyButton(words) for words in ("Um", "Dois", "Três", "Quatro")]
    window = QWidget()
    qtbot.addWidget(window)
    even = EvenColumns(*parts, gap=Gap.X8, lined=True)
    even.setParent(window)
    whole, widest = even.sizeHint().width(), max(part.sizeHint().width() for part in parts)
    window.show()
    for width, lines in ((whole, 1), (whole - 1, 2), (widest, 4)):
        even.resize(width, 300)
        QApplication.processEvents()
        assert len({part.y() for part in parts}) == lines
    assert even.minimumSizeHint().width() == widest


def test_a_panel_goes_below_where_it_leaves_no_room_beside_it(qtbot: QtBot) -> None:
    window, main, side = QWidget(), QWidget(), QWidget()
    qtbot.addWidget(window)
    pane = SidePane(main, side)
    pane.setParent(window)
    window.show()
    for width, is_beside in ((1000, True), (600, False), (1000, True)):
        pane.resize(width, 700)
        QApplication.processEvents()
        assert (side.y() == main.y()) is is_beside
        assert side.width() == (px(Size.SIDE_PANEL_NARROW) if is_beside else width)
