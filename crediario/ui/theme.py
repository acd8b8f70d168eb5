"""Colours, sizes and letters of the whole program: no other module names a colour or a pixel.

The values are those of the design's token table. Sizes are pixels at 96 dpi and 100% text; ``px`` scales them
with the text size, so that letters, rows, buttons and gaps grow together.
"""

from dataclasses import dataclass, fields
from enum import Enum, IntEnum
from functools import lru_cache
from string import Template
from typing import ClassVar, Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from crediario import paths
from crediario.ui.stylesheet import STYLESHEET


class Scheme(Enum):
    """Light or dark."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colors:
    """One colour for each meaning; the names are the design's."""

    bg: QColor
    surface: QColor
    surface2: QColor
    line: QColor
    line_strong: QColor
    text: QColor
    text2: QColor
    text3: QColor
    pri: QColor
    on_pri: QColor
    pri_hover: QColor
    pri_text: QColor
    pri_soft: QColor
    pri_line: QColor
    late: QColor
    late_soft: QColor
    late_line: QColor
    att: QColor
    att_soft: QColor
    att_line: QColor
    ok: QColor
    ok_soft: QColor
    ok_line: QColor
    focus_bg: QColor
    rail: QColor
    rail_text: QColor
    rail_key: QColor
    rail_active: QColor
    rail_ink: QColor
    aok: QColor
    mark: QColor
    scrim: QColor
    paper: QColor
    ink: QColor
    a1: QColor
    a2: QColor
    a3: QColor
    a4: QColor
    a5: QColor


def _colors(names: str) -> Colors:
    return Colors(*(QColor(name) for name in names.split()))


COLORS = {
    Scheme.LIGHT: _colors(
        "#E9EDF2 #FFFFFF #F4F6F9 #D2D8E0 #77828F #141C28 #414D5C #56616F #1E3F94 #FFFFFF #17327A #1E3F94"
        " #E4EBFA #A9BCE8 #AD1F17 #FBE8E6 #E3A39D #7F4B00 #FFF0D1 #DDB56A #125C33 #DFF2E6 #8FC7A5 #FFFBD1"
        " #14203B #C9D3E8 #A3B2D3 #2C3F70 #FFFFFF #5B7FB8 #FFF6B8 #8C10151D #FFFFFF #000000"
        " #B68A00 #C56C10 #B5480F #8F240E #5A0F0F"
    ),
    Scheme.DARK: _colors(
        "#10151D #19212C #212B38 #344153 #7E8DA1 #E9EEF5 #B9C4D2 #9AA8B9 #3F69D0 #FFFFFF #3559B8 #9DB9FF"
        " #22335A #4B6CB8 #FF9C92 #3D2021 #7E403D #F3C163 #382B12 #75592A #82D6A3 #15311F #35694A #33301A"
        " #0B1120 #C9D3E8 #A3B2D3 #26365F #FFFFFF #6C93D6 #4A4420 #8C000000 #FFFFFF #000000"
        " #E8BE55 #E2903C #E0703A #DD554B #D83A66"
    ),
}


class Gap(IntEnum):
    """The only distances between things."""

    NONE = 0
    X2 = 2
    X4 = 4
    X6 = 6
    X8 = 8
    X10 = 10
    X12 = 12
    X14 = 14
    X16 = 16
    X20 = 20
    X24 = 24
    X44 = 44


class Size:
    """Every other size."""

    HAIRLINE = 1
    OUTLINE = 2
    BAR = 4
    RADIUS_TAG = 4
    RADIUS_CONTROL = 6
    RADIUS_CARD = 8
    RADIUS_DIALOG = 10
    BUTTON_SMALL = 30
    BUTTON = 36
    BUTTON_LARGE = 44
    BUTTON_TILL = 56
    BUTTON_TILL_COMPACT = 46
    BUTTON_SEARCH = 60
    FIELD = 38
    FIELD_MONEY = 48
    FIELD_SEARCH = 60
    FIELD_TOP = 34
    FIELD_TOP_WIDTH = 340
    SEARCH_ROOM = 120
    TOP_ROOM = 32
    ROW = 36
    ROW_OFFICE = 34
    ROW_TWO_LINE = 50
    ROW_TALL = 46
    HEADER = 33
    CARD_HEADER = 40
    CARD_FOOTER = 41
    KEYCAP = 19
    KEYCAP_PADDING = 6
    KEYCAP_MIN = 20
    TAG = 22
    CHECK = 18
    RADIO = 18
    ICON_SMALL = 14
    ICON = 16
    ICON_LARGE = 20
    ICON_RAIL = 20
    ICON_STATE = 26
    STATE_TILE = 52
    DROP_ZONE = 176
    NUMBER = 120
    SHEET_COLUMN = 152
    SHEET_LINES = 44
    SHEET_LINE = 30
    AVATAR = 44
    AVATAR_LARGE = 52
    RAIL_WIDTH = 88
    RAIL_ITEM = 56
    RAIL_ITEM_COMPACT = 52
    RAIL_ITEM_LEAST = 44
    RAIL_BAR = 4
    TOP_BAR = 52
    TOP_BAR_COMPACT = 48
    KEY_BAR = 36
    KEY_BAR_COMPACT = 34
    SIDE_PANEL = 396
    SIDE_PANEL_MAX = 420
    SIDE_PANEL_NARROW = 320
    SIDE_COLUMN = 300
    #: Narrower than this, what stands beside the list becomes a page of it.
    FOLD = 1120
    MAIN_LEAST = 380
    MAIN_ABOVE = 340
    HEAD_FOLD = 800
    PROFILE_PANEL = 360
    CHIP = 74
    CHIP_HEAD = 200
    CHIP_BAR = 6
    CHIP_BAR_WIDTH = 56
    FILTER_NAME = 190
    FILTER_NAME_NARROW = 150
    FILTER_AMOUNT = 96
    READ_LEAST = 92
    WIZARD_RAIL = 300
    WIZARD_BUTTON = 190
    STEP_ITEM = 54
    STEP_BADGE = 28
    SIGN_IN_RAIL = 520
    SIGN_IN_FORM = 520
    NOTCH = 9
    PIN_BOX = 56
    METHOD_CARD = 58
    PERSON_CARD = 66
    PLAN_ROW = 25
    BAR_HEIGHT = 12
    STRIP_LOW = 9
    STRIP_MIDDLE = 14
    STRIP_HIGH = 20
    STRIP_WIDTH = 12
    LOAD_BAR = 48
    LOAD_CHART = 190
    DOT = 8
    PALETTE_WIDTH = 858
    PALETTE_TOP = 66
    HELP_WIDTH = 1158
    DIALOG_WIDTH = 460
    TOAST_WIDTH = 420
    SKELETON_BAR = 12
    COMPACT_BELOW = 720
    NARROW_BELOW = 1200
    WINDOW_WIDTH = 1366
    WINDOW_HEIGHT = 768
    WINDOW_MIN_WIDTH = 800
    WINDOW_MIN_HEIGHT = 600
    QR = 146
    QR_LARGE = 220
    BARCODE = 26
    LOGO_WIDTH = 44
    LOGO_HEIGHT = 28
    CARET = 22
    SCROLL_BAR = 10
    READABLE = 640


TextStyle = Literal[
    "amount", "panel", "state", "plan", "kpi", "title", "heading", "name", "strong_name", "money", "button",
    "search", "body", "body_medium", "body_bold", "office", "office_medium", "office_bold", "small",
    "small_bold",
]  # fmt: skip

TEXT_STYLES: dict[TextStyle, tuple[int, QFont.Weight]] = {
    "amount": (40, QFont.Weight.Bold),
    "panel": (34, QFont.Weight.Bold),
    "state": (28, QFont.Weight.Bold),
    "plan": (26, QFont.Weight.Bold),
    "kpi": (24, QFont.Weight.DemiBold),
    "title": (18, QFont.Weight.Bold),
    "heading": (20, QFont.Weight.Bold),
    "search": (20, QFont.Weight.Normal),
    "name": (16, QFont.Weight.DemiBold),
    "strong_name": (16, QFont.Weight.Bold),
    "money": (20, QFont.Weight.DemiBold),
    "button": (18, QFont.Weight.DemiBold),
    "body": (14, QFont.Weight.Normal),
    "body_medium": (14, QFont.Weight.Medium),
    "body_bold": (14, QFont.Weight.DemiBold),
    "office": (13, QFont.Weight.Normal),
    "office_medium": (13, QFont.Weight.Medium),
    "office_bold": (13, QFont.Weight.DemiBold),
    "small": (12, QFont.Weight.Normal),
    "small_bold": (12, QFont.Weight.DemiBold),
}

Tone = Literal["text", "text2", "text3", "pri", "late", "att", "ok"]
INK: dict[Tone, str] = {
    "text": "text",
    "text2": "text2",
    "text3": "text3",
    "pri": "pri_text",
    "late": "late",
    "att": "att",
    "ok": "ok",
}
FAMILIES = ("Crediario Sans", "Inter")
TEXT_PERCENTS = (100, 115, 130, 150, 200)


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """A scheme and a text size; ``Theme.apply`` makes one the program's. Drawn things are kept by it."""

    scheme: Scheme
    text_percent: int
    family: str

    current: ClassVar["Theme"]

    @classmethod
    def apply(cls, app: QApplication, scheme: Scheme = Scheme.LIGHT, text_percent: int = 100) -> "Theme":
        """Dress the whole application; done before the first window, or again to change the scheme."""
        Theme.current = theme = cls(scheme, text_percent, _load_family())
        app.setStyle("Fusion")
        app.setPalette(_palette(COLORS[scheme]))
        app.setFont(font("body"))
        app.setStyleSheet(Template(STYLESHEET).substitute(_stylesheet_values()))
        return theme


def colors() -> Colors:
    """The colours of the scheme in use."""
    return _colors_of(Theme.current)


@lru_cache(maxsize=4)
def _colors_of(theme: Theme) -> Colors:
    """Looking up a member of an enumeration costs as much as drawing a line, and every cell asks."""
    return COLORS[theme.scheme]


def ink(tone: Tone) -> QColor:
    """The colour of letters and icons that say ``tone``."""
    color: QColor = getattr(colors(), INK[tone])
    return color


def px(size: int) -> int:
    """A size of this module in pixels at the text size in use; hairlines stay hairlines."""
    return size if size <= Size.OUTLINE else round(size * Theme.current.text_percent / 100)


def font(style: TextStyle) -> QFont:
    """A letter style, with figures that all have the same width."""
    return _font(style, Theme.current)


@lru_cache(maxsize=64)
def _font(style: TextStyle, theme: Theme) -> QFont:
    size, weight = TEXT_STYLES[style]
    letters = QFont(theme.family)
    letters.setPixelSize(px(size))
    letters.setWeight(weight)
    letters.setFeature(QFont.Tag("tnum"), 1)
    letters.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return letters


_families: list[str] = []


def _load_family() -> str:
    """The bundled family, loaded once; the system's own when the files are not there."""
    if not _families:
        loaded: set[str] = set()
        for file in sorted(paths.resource("fonts").glob("*.ttf")):
            loaded.update(QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file))))
        _families.extend(name for name in FAMILIES if name in loaded)
        _families.append(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family())
    return _families[0]


def _palette(c: Colors) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, color in (
        (role.Window, c.bg), (role.WindowText, c.text), (role.Base, c.surface), (role.Text, c.text),
        (role.AlternateBase, c.surface2), (role.Button, c.surface), (role.ButtonText, c.text),
        (role.Highlight, c.pri), (role.HighlightedText, c.on_pri), (role.PlaceholderText, c.text3),
        (role.ToolTipBase, c.surface), (role.ToolTipText, c.text), (role.Link, c.pri_text),
        (role.Accent, c.pri),
    ):  # fmt: skip
        palette.setColor(name, color)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, c.text3)
    return palette


def _stylesheet_values() -> dict[str, str]:
    colors_by_name = {field.name: getattr(colors(), field.name).name() for field in fields(Colors)}
    sizes = {name: size for name, size in vars(Size).items() if name.isupper()}
    sizes |= {gap.name: gap.value for gap in Gap} | {f"font_{k}": v[0] for k, v in TEXT_STYLES.items()}
    sizes_by_name = {name.lower(): f"{px(size)}px" for name, size in sizes.items()}
    return sizes_by_name | colors_by_name


Theme.current = Theme(Scheme.LIGHT, 100, FAMILIES[0])
