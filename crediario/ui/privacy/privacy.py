"""Privacidade: requests, incidents, accesses, and who may be erased, of the whole shop."""

from crediario.services.core import Topic
from crediario.ui.navigation import Privacy, Shell
from crediario.ui.privacy.accesses_page import AccessesPage
from crediario.ui.privacy.erasable_page import ErasablePeoplePage
from crediario.ui.privacy.incidents_page import IncidentsPage
from crediario.ui.privacy.requests_page import RequestsPage
from crediario.ui.privacy.tabbed import TabbedScreen


class PrivacyScreen(TabbedScreen):
    """Reached from Ajustes."""

    title = "Privacidade (LGPD)"
    refreshes_on = frozenset({Topic.PRIVACY})

    def __init__(self, shell: Shell, _: Privacy) -> None:
        pages = (RequestsPage(shell), IncidentsPage(shell), AccessesPage(shell), ErasablePeoplePage(shell))
        super().__init__(shell, pages)
