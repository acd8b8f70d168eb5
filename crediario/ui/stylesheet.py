"""The style sheet: what Qt can draw from words. Colours and sizes stand in ``theme.py``, here their names."""

STYLESHEET = """
QMainWindow, #page { background: $bg; }
QDialog { background: $surface; }
QLabel { background: transparent; }
QLabel[tone="text"] { color: $text; }
QLabel[tone="text2"] { color: $text2; }
QLabel[tone="text3"] { color: $text3; }
QLabel[tone="pri"] { color: $pri_text; }
QLabel[tone="late"] { color: $late; }
QLabel[tone="att"] { color: $att; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="rail"] { color: $rail_text; }
QLabel[tone="rail_ink"] { color: $rail_ink; }

#topBar { background: $surface; border-bottom: $hairline solid $line; }
#keyBar { background: $surface; border-top: $hairline solid $line; }
#rail, #darkPanel { background: $rail; }
#wizardBar { background: $surface; border-top: $hairline solid $line; }
#card { background: $surface; border: $hairline solid $line; border-radius: $radius_card; }
#card[success="true"] { border: $outline solid $ok; }
#cardFooter { background: $surface2; border-top: $hairline solid $line;
    border-bottom-left-radius: $radius_control; border-bottom-right-radius: $radius_control; }
#separator { background: $line; max-height: $hairline; min-height: $hairline; }
#verticalSeparator { background: $line; max-width: $hairline; min-width: $hairline; }
#palette, #dialog { background: $surface; border: $hairline solid $line; border-radius: $radius_dialog; }
#toast { background: $rail; border-radius: $radius_card; }
#toast QLabel { color: $rail_ink; }
#paper { background: $paper; border: $hairline solid $line_strong; }
#paper QLabel { color: $ink; }
#tile { background: $surface2; border: $hairline solid $line; border-radius: $radius_control; }
#okTile { background: $ok_soft; border: $hairline solid $ok_line; border-radius: $radius_control; }

QLineEdit, QComboBox, QPlainTextEdit {
    background: $surface; color: $text; border: $hairline solid $line_strong; border-radius: $radius_control;
    padding: 0 $x10; min-height: $field; max-height: $field;
    selection-background-color: $pri; selection-color: $on_pri; }
QLineEdit { placeholder-text-color: $text3; }
QPlainTextEdit { max-height: none; padding: $x6 $x8; }
QLineEdit[shape="money"] { min-height: $field_money; max-height: $field_money; }
QLineEdit[shape="search"] { min-height: $field_search; max-height: $field_search;
    border: $outline solid $pri_text; border-radius: $radius_control; padding: 0 $search_room 0 $x44; }
QLineEdit[shape="top"] { min-height: $field_top; max-height: $field_top; padding: 0 $x44 0 $top_room; }
QLineEdit[shape="cell"] { min-height: $button_small; max-height: $button_small; border-color: $line; }
QLineEdit[pin="true"] { min-height: $pin_box; max-height: $pin_box; }
QLineEdit[shape="palette"] { min-height: $field_search; max-height: $field_search; background: $focus_bg;
    border: none; border-bottom: $outline solid $pri_text; padding: 0 $search_room 0 $x44;
    border-bottom-left-radius: 0; border-bottom-right-radius: 0; border-top-left-radius: $radius_card;
    border-top-right-radius: $radius_card; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {
    background: $focus_bg; border: $outline solid $pri_text; }
QLineEdit[shape="palette"]:focus { border: none; border-bottom: $outline solid $pri_text; }
QLineEdit:read-only { background: $surface2; border: $hairline solid $line; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
    background: $surface2; color: $text3; border: $hairline solid $line; }
QLineEdit[error="true"], QComboBox[error="true"] { border: $outline solid $late; }
QComboBox::drop-down { border: none; width: $x24; }
QComboBox::down-arrow { image: none; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: none; background: transparent; padding: 0;
    min-height: 0; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: $hairline solid $line_strong;
    selection-background-color: $pri_soft; selection-color: $text; outline: none; padding: $x4; }
QComboBox QAbstractItemView::item { min-height: $button_small; padding: 0 $x8; }

QTableView { background: $surface; color: $text; border: none; outline: none; }
QHeaderView { background: $surface2; border: none; }
QHeaderView::section { background: $surface2; color: $text2; border: none;
    border-bottom: $hairline solid $line; padding: 0 $x10; font-size: $font_small; font-weight: 600; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $text2; border: none; border-bottom: $bar solid transparent;
    padding: $x8 $x10; margin-right: $x6; }
QTabBar::tab:selected { color: $text; border-bottom: $bar solid $pri_text; font-weight: 600; }
#listTabs { font-size: $font_office; }
#listTabs::tab { padding: $x2 0; margin-right: $x14; }

QScrollArea, #scrolled { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: $scroll_bar; }
QScrollBar:horizontal { height: $scroll_bar; }
QScrollBar::handle { background: $line; border-radius: $bar; margin: $outline; }
QScrollBar::handle:vertical { min-height: $x24; }
QScrollBar::handle:horizontal { min-width: $x24; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: $surface; color: $text; border: $hairline solid $line_strong; padding: $x4 $x6; }
"""
