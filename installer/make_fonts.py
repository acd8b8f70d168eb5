"""Makes the four files of "Crediario Sans" in resources/fonts from Inter's static TTF files.

Usage: python installer/make_fonts.py FOLDER

FOLDER holds, at any depth, Inter_400Regular.ttf, Inter_500Medium.ttf, Inter_600SemiBold.ttf and
Inter_700Bold.ttf (the npm package @expo-google-fonts/inter carries them). Needs fonttools. The reasons stand
in docs/adr/0004-qr-and-fonts.md.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

FAMILY = "Crediario Sans"
STYLES = {"400Regular": "Regular", "500Medium": "Medium", "600SemiBold": "SemiBold", "700Bold": "Bold"}
UNITS_PER_EM = 1000  # half of Inter's: short coordinates make the part embedded in a paper a fifth smaller
TARGET = Path(__file__).parents[1] / "resources" / "fonts"

# Figures and signs only: tabular commas and parentheses would leave holes in running text.
TABULAR = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "plus", "minus"]

KEPT_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x24F),  # Latin: every name of a European customer
    (0x2BC, 0x2BC),
    (0x300, 0x30C),  # accents that arrive apart from their letter
    (0x323, 0x328),
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),  # spaces, dashes, quotes, the ellipsis
    (0x20AC, 0x20AC),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2190, 0x2199),
    (0x21A9, 0x21AA),
    (0x21B5, 0x21B5),
    (0x21E7, 0x21E7),
    (0x2212, 0x2212),
    (0x2248, 0x2248),
    (0x2260, 0x2265),
    (0x232B, 0x232B),
    (0x23CE, 0x23CE),
    (0x25A0, 0x25CF),
    (0x2713, 0x2713),
)


def make_font(source: Path, style: str) -> Path:
    """Freezes the figures, keeps the Latin letters, renames; answers the file written."""
    font = TTFont(source, recalcTimestamp=False)
    _freeze_figures(font)
    _keep_latin(font)
    scale_upem(font, UNITS_PER_EM)
    _rename(font)
    target = TARGET / f"{FAMILY.replace(' ', '')}-{style}.ttf"
    font.save(target)
    return target


def _freeze_figures(font: TTFont) -> None:
    for table in font["cmap"].tables:
        for code, glyph in table.cmap.items():
            if glyph in TABULAR:
                table.cmap[code] = f"{glyph}.tf"


def _keep_latin(font: TTFont) -> None:
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 11, 13, 14, 16, 17]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in KEPT_RANGES for code in range(first, last + 1)])
    subsetter.subset(font)


def _rename(font: TTFont) -> None:
    for record in font["name"].names:
        if record.nameID in {1, 3, 4, 6, 16}:
            family = FAMILY.replace(" ", "") if record.nameID in {3, 6} else FAMILY
            record.string = str(record).replace("Inter", family)


if __name__ == "__main__":
    for weight, style_name in STYLES.items():
        make_font(next(Path(sys.argv[1]).rglob(f"Inter_{weight}.ttf")), style_name)
