"""The three cards of the ficha that say whether to sell: the limit, the score and why, the alerts."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crediario.domain.br import format_money
from crediario.services.ficha import CardCredit, CustomerCard, ScoreLine
from crediario.ui import icons
from crediario.ui.customers import card_credit_words
from crediario.ui.customers.card_credit_words import Alert
from crediario.ui.theme import Gap, Size, colors, ink, px
from crediario.ui.widgets import paint
from crediario.ui.widgets.cards import Card, Legend
from crediario.ui.widgets.charts import Share, ShareBar
from crediario.ui.widgets.fitting import SideBySide
from crediario.ui.widgets.labels import label
from crediario.ui.widgets.layout import column, holder, row, vertical_separator

#: Lines of the score and alerts that have room; the rest is counted.
SCORE_LINES, ALERTS = 4, 3


class LimitBox(Card):
    """The limit: what is free of it, and what late and coming installments take."""

    def __init__(self) -> None:
        super().__init__()
        self._limit = label("", "office", "text2", align=Qt.AlignmentFlag.AlignRight)
        self._free = label("", "kpi")
        self._why = label("", "office", "text2", elide=True)
        self._bar = ShareBar()
        self._late, self._not_due = Legend("", "late"), Legend("", "aok")
        for legend in (self._late, self._not_due):
            legend.setMinimumHeight(px(Gap.X20))
        self._legends = SideBySide(self._late, self._not_due, gap=Gap.X14)
        head = row(label("Limite", "body_bold"), None, self._limit)
        self.add(
            column(head, self._free, self._why, gap=Gap.X2),
            None,
            self._bar,
            self._legends,
        )
        self.body.setSpacing(px(Gap.X6))

    def show_card(self, card: CustomerCard) -> None:
        """What is free, and what is not."""
        credit, totals = card.credit, card.totals
        self._limit.setText(card_credit_words.limit_words(credit))
        self._free.announce(format_money(credit.free))
        self._free.set_tone("text" if credit.free else "late")
        self._why.setText(card_credit_words.free_words(credit))
        self._why.setToolTip(self._why.text())
        self._why.set_tone("late" if credit.is_closed or credit.over else "text2")
        shares = [Share(totals.late_face, "late", "em atraso"), Share(totals.not_due, "aok", "a vencer")]
        self._bar.show_shares(credit.limit, shares)
        self._late.set_words(card_credit_words.late_words(card))
        self._late.setVisible(bool(totals.late_count))
        self._not_due.set_words(card_credit_words.not_due_words(card))
        self._not_due.setVisible(bool(totals.not_due))
        self._legends.settle()


class ScoreMeter(QWidget):
    """0 to 1000 in the three colours of risk, with a mark where the customer stands."""

    def __init__(self) -> None:
        super().__init__()
        self._score, self._edges = 0, (450, 650)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_score(self, score: int, edges: tuple[int, int]) -> None:
        """Show a score, and where the colours change."""
        self._score, self._edges = score, edges
        self.setAccessibleName(f"Score {score} de 1000")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(Size.SIDE_COLUMN) // 3, px(Gap.X14) + px(Gap.X16))

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        painter, c, high = QPainter(self), colors(), px(Gap.X8)
        fair, good = self._edges
        bands = ((0, fair, c.late_line), (fair, good, c.att_line), (good, 1000, c.ok_line))
        for start, end, color in bands:
            left, right = self._at(start), self._at(end)
            painter.fillRect(QRectF(left, px(Gap.X4), right - left - 1, high), color)
        mark = min(max(self._at(self._score) - px(Gap.X2), 0), self.width() - px(Gap.X4))
        painter.fillRect(QRectF(mark, 0, px(Gap.X4), high + px(Gap.X8)), c.text)
        below = QRectF(0, high + px(Gap.X6), self.width(), px(Gap.X16))
        paint.text(painter, below, "0", "small", c.text2)
        paint.text(painter, below, "1000", "small", c.text2, paint.RIGHT)

    def _at(self, score: int) -> float:
        return self.width() * score / 1000


class _Reason(QWidget):
    """A line of the score: sign, what was counted, the points."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = label("", "office_bold")
        self._sign.setFixedWidth(px(Gap.X16))
        self._said = label("", "office", elide=True)
        self._points = label("", "office_bold", align=Qt.AlignmentFlag.AlignRight)
        self.setLayout(row(self._sign, self._said, 1, self._points, gap=Gap.X6))

    def show_line(self, line: ScoreLine) -> None:
        """A reason in words."""
        good = line.points > 0
        self._sign.setText("+" if good else "−")
        self._said.setText(card_credit_words.score_line(line))
        self._said.setToolTip(self._said.text())
        self._points.setText(card_credit_words.score_points(line))
        for each in (self._sign, self._points):
            each.set_tone("ok" if good else "late")


class ScoreBox(Card):
    """The score, the band it falls into, and every reason with its points."""

    def __init__(self) -> None:
        super().__init__()
        self._total = label("", "kpi")
        self._band = label("", "body_bold")
        self._meter = ScoreMeter()
        self._title = label("", "small_bold", "text2")
        self._reasons = [_Reason() for _ in range(SCORE_LINES)]
        self._more = label("", "small", "text2", elide=True)
        left = holder(
            column(label("Score", "body_bold"), self._total, self._band, self._meter, None, gap=Gap.X2)
        )
        left.setFixedWidth(px(Size.SIDE_COLUMN) * 2 // 5)
        right = column(self._title, *self._reasons, self._more, None, gap=Gap.X4)
        self.add(row(left, vertical_separator(), right, 1, gap=Gap.X14))

    def show_card(self, card: CustomerCard) -> None:
        """Every point explained: what does not fit is summed in a line of its own."""
        credit = card.credit
        self._total.setText(str(credit.score.total))
        self._band.setText(card_credit_words.BANDS[credit.band])
        self._band.set_tone(card_credit_words.BAND_TONES[credit.band])
        self._meter.show_score(credit.score.total, credit.edges)
        self._title.setText(card_credit_words.score_title(credit))
        self._show_lines(credit)

    def _show_lines(self, credit: CardCredit) -> None:
        lines = credit.score.lines
        fits = card_credit_words.heaviest(lines, SCORE_LINES)
        for place, reason in enumerate(self._reasons):
            reason.setVisible(place < len(fits))
            if place < len(fits):
                reason.show_line(fits[place])
        rest = [line for line in lines if line not in fits]
        self._more.setText(card_credit_words.other_lines(rest, has_any=bool(lines)))
        self._more.setToolTip(card_credit_words.all_lines(lines))
        self._more.setVisible(bool(self._more.text()))


class _AlertLine(QWidget):
    """A picture in the colour of its meaning, a title and what it is about."""

    def __init__(self) -> None:
        super().__init__()
        self._alert: Alert | None = None
        self._title = label("", "office_bold", elide=True)
        self._below = label("", "small", "text2", elide=True)
        inside = column(self._title, self._below, gap=Gap.NONE)
        inside.setContentsMargins(px(Gap.X24) + px(Gap.X2), 0, 0, 0)
        self.setLayout(inside)

    def show_alert(self, alert: Alert) -> None:
        """Change what it says."""
        self._alert = alert
        self._title.setText(alert.title)
        self._below.setText(alert.below)
        for each in (self._title, self._below):
            each.setToolTip(f"{alert.title}: {alert.below}")
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802
        if self._alert is not None:
            side = px(Size.ICON)
            place = QRectF(0, px(Gap.X2), side, side)
            icons.draw(QPainter(self), self._alert.icon, place, ink(self._alert.tone))


class AlertsBox(Card):
    """What to see before anything else, and how much of it there is."""

    def __init__(self) -> None:
        super().__init__()
        self._count = label("", "office", "text2", align=Qt.AlignmentFlag.AlignRight)
        self._lines = [_AlertLine() for _ in range(ALERTS)]
        self._none = label("Nada a observar.", "office", "text2")
        self._more = label("", "small", "text2", elide=True)
        head = row(label("Alertas", "body_bold"), None, self._count)
        self.add(column(head, self._none, *self._lines, self._more, None, gap=Gap.X4))

    def show_card(self, card: CustomerCard) -> None:
        """The weightiest first; the others are named in the last line."""
        found = card_credit_words.alerts(card)
        fits = found if len(found) <= ALERTS else found[: ALERTS - 1]
        self._count.setText(str(len(found)) if found else "")
        self._none.setVisible(not found)
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(fits))
            if place < len(fits):
                line.show_alert(fits[place])
        others = found[len(fits) :]
        self._more.setText("mais: " + ", ".join(each.title.lower() for each in others) if others else "")
        self._more.setToolTip("\n".join(f"{each.title}: {each.below}" for each in others))
        self._more.setVisible(bool(others))
