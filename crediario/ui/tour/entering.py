"""The first start, the sign-in, Início with what opens from anywhere, and the lock."""

from PySide6.QtCore import QCoreApplication

from crediario.domain.permissions import Role
from crediario.ui.setup.assistant import AssistantPage
from crediario.ui.tour.hands import Hands

#: What is typed in the assistant, field by field, and the picture taken at the end of each step.
FIRST_RUN = (
    (
        "12-assistente-1-loja",
        (
            "12345678000195",
            "Casa Aurora",
            "Casa Aurora Ltda",
            "38700002",
            "Rua Major Gote, 850",
            "Centro",
            "Patos de Minas",
            "MG",
            "3438210000",
            "34999000850",
            "pix@casaaurora.example",
        ),
    ),
    (
        "12-assistente-2-gerente",
        ("Cláudia Ribeiro", "", "161803", "161803", *("gerente da casa aurora",) * 2),
    ),
    ("12-assistente-3-plano", ()),
)
SEARCHED = "mar gra"


def first_run(hands: Hands) -> None:
    """As typed by somebody new; nothing is written, since this shop is set up."""
    hands.window.show_page(AssistantPage(hands.window.shell_for(hands.ctx), lambda _: None))
    QCoreApplication.processEvents()
    for name, typed in FIRST_RUN:
        hands.type(*typed)
        hands.take(name)
        hands.press("Return")


def sign_in(hands: Hands) -> None:
    """Who sells today."""
    hands.window.ask_who()
    hands.take("12b-entrada")
    hands.let_in(Role.CASHIER)


def home(hands: Hands) -> None:
    """Início; the search and the keys over it."""
    hands.take("01-inicio")
    hands.window.open_search(SEARCHED)
    hands.take("01b-busca")
    hands.window.close_overlay()
    hands.window.help()
    hands.take("14-atalhos")
    hands.window.close_overlay()


def lock(hands: Hands) -> None:
    """Nothing of what was open can be seen."""
    hands.press("Ctrl+L")
    hands.take("12c-trava")
