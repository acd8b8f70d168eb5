"""The address of a CEP put into the form: from the shop's own records, then perhaps from the internet."""

from PySide6.QtCore import QObject

from crediario.domain.errors import KnownFailure
from crediario.services.addresses import Address, CepAddress, address_of_cep, address_online
from crediario.ui.customers.form_cards import Essential
from crediario.ui.customers.form_words import ASKING, FROM_INTERNET, FROM_RECORDS, NO_ANSWER, NOT_FOUND
from crediario.ui.tasks import Lane, Tasks
from crediario.ui.widgets.edits import Edit


class CepFlow(QObject):
    """Fills what is empty, never what somebody typed; an answer to an older CEP is let go."""

    def __init__(self, fields: Essential, tasks: Tasks) -> None:
        super().__init__(fields)
        self._fields, self._tasks = fields, tasks
        self._kept = ""
        #: What the program itself wrote, by field: that it may write anew.
        self._filled: dict[str, str] = {}
        fields.cep.value_changed.connect(self._changed)

    def keep(self, cep: str) -> None:
        """The record has this CEP: its address is known."""
        self._kept = cep

    def _changed(self, cep: str | None) -> None:
        self._say("")
        if cep is None or self._fields.cep.text().strip() == self._kept:
            return
        self._tasks.run(
            self, address_of_cep, lambda found: self._found(cep, found), cep, on_refused=lambda _: None
        )

    def _found(self, cep: str, found: CepAddress) -> None:
        if not self._is_current(cep):
            return
        self._fill(found.address)
        if found.address.street:
            self._say(FROM_RECORDS)
        if found.ask_online:
            self._say(ASKING)
            self._tasks.run(
                self, address_online, lambda address: self._came(cep, address), cep,
                on_refused=lambda failure: self._away(cep, failure), lane=Lane.LONG,
            )  # fmt: skip

    def _came(self, cep: str, address: Address | None) -> None:
        if self._is_current(cep):
            self._say(FROM_INTERNET if address else NOT_FOUND)
            self._fill(address or Address())

    def _away(self, cep: str, _: KnownFailure) -> None:
        if self._is_current(cep):
            self._say(NO_ANSWER)

    def _is_current(self, cep: str) -> bool:
        return self._fields.cep.value() == cep

    def _say(self, words: str) -> None:
        self._fields.say_source(words)

    def _fill(self, address: Address) -> None:
        street = f"{address.street}, " if address.street else ""
        for name, text in (("street", street), ("district", address.district), ("city", address.city)):
            edit: Edit = getattr(self._fields, name)
            if text and edit.text() in ("", self._filled.get(name)):
                edit.setText(text)
                edit.set_error("")
                self._filled[name] = text
        if address.uf and self._fields.uf.value() in ("", self._filled.get("uf")):
            self._fields.uf.set_value(address.uf)
            self._filled["uf"] = address.uf
