"""The privacy of one person: consents, requests, who opened the record, taking the data along, erasing."""

from crediario.services.core import Topic
from crediario.services.privacy import PrivacyView, person_privacy
from crediario.ui.navigation import PersonPrivacy, Shell
from crediario.ui.privacy.accesses_page import AccessesPage
from crediario.ui.privacy.consents_page import ConsentsPage
from crediario.ui.privacy.person_page import DataPage
from crediario.ui.privacy.requests_page import RequestsPage
from crediario.ui.privacy.tabbed import Page, TabbedScreen


class PersonPrivacyScreen(TabbedScreen):
    """Reached from the ficha, and from the lists of Privacidade."""

    title = "Privacidade"
    refreshes_on = frozenset({Topic.PRIVACY, Topic.CUSTOMERS})

    def __init__(self, shell: Shell, place: PersonPrivacy) -> None:
        self._customer_id = place.customer_id
        pages: list[Page] = [
            ConsentsPage(shell, place.customer_id),
            RequestsPage(shell, place.customer_id),
        ]
        if shell.ctx.operator.may("see_privacy"):
            pages += [AccessesPage(shell, place.customer_id), DataPage(shell, place.customer_id)]
        super().__init__(shell, pages)

    def reload(self) -> None:
        """The page shown, and whose it is."""
        self.shell.tasks.run(self, person_privacy, self._name, self._customer_id)
        super().reload()

    def _name(self, found: PrivacyView) -> None:
        self.title = f"Privacidade de {found.name}"
        self.title_changed.emit()
