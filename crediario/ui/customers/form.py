"""The customer's record: typed once, checked field by field, duplicates shown while typing."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from crediario.domain.br import parse_phone
from crediario.domain.customers import missing_for_credit
from crediario.domain.errors import KnownFailure, Refusal
from crediario.domain.registration import checked_facts
from crediario.domain.settings import ShopProfile
from crediario.services.customers import (
    ChangeCustomerOrder,
    CustomerDraft,
    CustomerOrder,
    CustomerRecord,
    CustomerSaved,
    DocumentTaken,
    LookAlike,
    LookAlikeFound,
    change_customer,
    customer_record,
    look_alikes,
    register_customer,
)
from crediario.services.settings import profile_in_force
from crediario.ui.customers.form_draft import missing_of
from crediario.ui.customers.form_fields import FormFields
from crediario.ui.customers.form_side import FormSide
from crediario.ui.dialogs import Question
from crediario.ui.keys import Action
from crediario.ui.messages import words
from crediario.ui.navigation import Area, CustomerCard, CustomerForm, Screen, Shell
from crediario.ui.theme import Size, px
from crediario.ui.widgets.edits import Edit
from crediario.ui.widgets.layout import ScrollArea, SidePane, column
from crediario.ui.widgets.states import EmptyState, Pane

LEAVE = Question("Sair sem gravar?", "O que foi digitado no cadastro não foi gravado.", yes="Sair sem gravar")


class CustomerFormScreen(Screen):
    """One page; F10 writes it and the ficha takes its place."""

    title = "Novo cliente"
    area = Area.CUSTOMERS
    manual = "cadastro"
    debounce_ms: ClassVar[int] = 250

    def __init__(self, shell: Shell, place: CustomerForm) -> None:
        super().__init__(shell)
        self.title = "Novo cliente" if place.customer_id is None else "Editar cadastro"
        self.customer_id = place.customer_id
        self._request_id = str(uuid4())
        self._before: CustomerDraft | None = None
        self._saved = False
        self.fields, self.side = FormFields(shell.today), FormSide()
        self.primary = self.side.primary
        self.pane = Pane(ScrollArea(self.fields), EmptyState("user", "Cliente não encontrado"))
        self.place(column(SidePane(self.pane, self.side, Size.SIDE_PANEL_NARROW)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._listen()
        self._start = CustomerDraft(name=place.name)
        self.fields.show_draft(self._start)
        self._edited()
        self.shell.tasks.run(self, profile_in_force, self._use_profile, on_refused=lambda _: None)
