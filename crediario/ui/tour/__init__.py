"""A picture of every screen, driven by keys as a person would drive them, on a copy of a shop."""

from collections.abc import Callable
from pathlib import Path

from crediario.services.core import Context
from crediario.ui.theme import Scheme, Theme
from crediario.ui.tour import counter, drawer, entering, managing, undoing
from crediario.ui.tour.hands import Hands, application

#: One screen after the other, as a shop's day goes.
STEPS: tuple[Callable[[Hands], None], ...] = (
    entering.first_run,
    entering.sign_in,
    entering.home,
    counter.customers,
    counter.sale,
    counter.over_limit,
    counter.receive,
    counter.negotiate,
    managing.overdue,
    managing.settings,
    managing.portfolio,
    managing.bank,
    managing.audit,
    managing.people,
    managing.credit,
    managing.privacy,
    undoing.goods_back,
    undoing.payment_undone,
    undoing.date_moved,
    drawer.cash,
    entering.lock,
)


def take_pictures(ctx: Context, out: Path, theme: str, size: tuple[int, int], text: int) -> list[str]:
    """Drives the window through every screen and writes ``NN-name.png``, named as the design's pictures.

    Args:
        ctx: *sistema* in a shop that may be changed: a sale and a receipt are made in it.
        out: the folder to write to.
        theme: ``light`` or ``dark``.
        size: of the window.
        text: size of the letters, in percent.

    Returns:
        The names written.
    """
    out.mkdir(parents=True, exist_ok=True)
    Theme.apply(application(), Scheme.DARK if theme == "dark" else Scheme.LIGHT, text)
    hands = Hands(ctx, out, size)
    for step in STEPS:
        step(hands)
    hands.window.close()
    return hands.names
