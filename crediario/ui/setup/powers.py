"""What each role may do, read from the permissions the use cases check."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from crediario.domain.permissions import Role, allows
from crediario.ui.role_words import ROLES
from crediario.ui.setup.words import SHOWN_PERMISSIONS, SHOWN_ROLES
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.cards import Card
from crediario.ui.widgets.labels import Label, label
from crediario.ui.widgets.layout import separator

RIGHT = Qt.AlignmentFlag.AlignRight


def powers_card() -> Card:
    """One line for each permission, one column for each role; the first person's column is bold."""
    card = Card("O que cada um pode", flush=True)
    lines = QGridLayout()
    lines.setContentsMargins(px(Gap.X14), 0, px(Gap.X14), px(Gap.X4))
    lines.setHorizontalSpacing(px(Gap.X12))
    lines.setVerticalSpacing(0)
    lines.setColumnStretch(0, 1)
    for column, role in enumerate(SHOWN_ROLES, 1):
        name = label(ROLES[role].capitalize(), "small_bold", "text2", align=RIGHT)
        name.setMinimumHeight(px(Size.HEADER))
        lines.addWidget(name, 0, column)
    for line, (permission, said) in enumerate(SHOWN_PERMISSIONS, 1):
        lines.addWidget(separator(), 2 * line - 1, 0, 1, len(SHOWN_ROLES) + 1)
        lines.addWidget(label(said, "office", elide=True), 2 * line, 0)
        for column, role in enumerate(SHOWN_ROLES, 1):
            lines.addWidget(_answer(permission, role), 2 * line, column)
    return card.add(lines)


def _answer(permission: str, role: Role) -> Label:
    may = allows(role, permission)
    strong = role is Role.OWNER
    said = label(
        "sim" if may else "não",
        "office_bold" if strong else "office",
        "text" if may else "text3",
        align=RIGHT,
    )
    said.setMinimumHeight(px(Size.ROW_OFFICE))
    return said
