"""The semáforo beside the limit: always in sight, with the rule in plain words and the smallest change."""

from PySide6.QtWidgets import QWidget

from crediario.domain.br import format_amount, format_money
from crediario.domain.credit.signal import Colour
from crediario.services.sales import SaleDesk
from crediario.ui import credit_words
from crediario.ui.sales.credit_draft import Credit
from crediario.ui.theme import Gap
from crediario.ui.widgets.cards import Legend
from crediario.ui.widgets.charts import Share, ShareBar
from crediario.ui.widgets.fitting import SideBySide
from crediario.ui.widgets.labels import IconLabel, label
from crediario.ui.widgets.layout import column, row


class LightBox(QWidget):
    """What is free of the limit, what this sale takes of it, and the light."""

    def __init__(self) -> None:
        super().__init__()
        self.free = label("", "office_bold")
        self.bar = ShareBar()
        self._used, self._this = Legend("", "aok"), Legend("", "pri")
        self._sign = IconLabel("shield-check", "ok")
        self.light = label("", "office_bold", wrap=True)
        self.change = label("", "small", "text2", wrap=True)
        head = row(label("Limite disponível", "office", "text2", elide=True), 1, self.free, gap=Gap.X8)
        self._legends = SideBySide(self._used, self._this, gap=Gap.X8)
        said = row(self._sign, self.light, 1, gap=Gap.X8)
        self.setLayout(column(head, self.bar, self._legends, said, self.change, gap=Gap.X4))

    def show_credit(self, desk: SaleDesk, credit: Credit | None) -> None:
        """The light of the chosen plan; before there is one, only the limit."""
        position = desk.position
        self.setVisible(position is not None)
        if position is None:
            return
        limit = desk.policy.default_limit if position.limit is None else position.limit
        free = limit - position.open
        self.free.setText(format_money(free))
        self.free.set_tone("text" if free.cents >= 0 else "late")
        shares = [Share(position.open, "aok", "usado")]
        if credit is not None:
            shares.append(Share(credit.signal.asked, "pri", "esta venda"))
        self.bar.show_shares(limit, shares)
        self._used.set_words(f"usado {format_amount(position.open)}")
        self._this.setVisible(credit is not None)
        if credit is not None:
            self._this.set_words(f"esta venda {format_amount(credit.signal.asked)}")
        self._legends.settle()
        self._show_light(credit)

    def _show_light(self, credit: Credit | None) -> None:
        for widget in (self._sign, self.light):
            widget.setVisible(credit is not None)
        # Under a red light the card of the ways out says it, with room for it.
        warned = credit is not None and credit.signal.colour is Colour.YELLOW
        change = credit_words.change_words(credit.signal, credit.terms) if credit and warned else ""
        self.change.setText(change)
        self.change.setVisible(bool(change))
        if credit is None:
            return
        colour = credit.signal.colour
        tone, icon, name = credit_words.LIGHTS[colour]
        if colour is Colour.RED and not credit.signal.is_forbidden:
            icon = "lock"
        self._sign.show_icon(icon, tone)  # type: ignore[arg-type]
        self.light.set_tone(tone)  # type: ignore[arg-type]
        words = credit_words.light_words(credit.signal)
        self.light.announce(words)
        self.light.setAccessibleName(f"{name}: {words}")
