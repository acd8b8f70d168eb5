"""After F10: the agreement is saved; its papers, what it closed, and what to say before the goodbye."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from crediario.documents.wording import receipt_number
from crediario.domain.br import format_date, format_money
from crediario.domain.negotiation import OfferKind
from crediario.services.negotiation import AgreementMade, AgreementView, agreement_view
from crediario.services.payments import PaymentView, payment_view
from crediario.ui import printers
from crediario.ui.done_page import DonePage
from crediario.ui.keys import Action
from crediario.ui.navigation import Negotiation, Shell
from crediario.ui.negotiation import negotiation_words
from crediario.ui.negotiation.agreement_papers import papers_of
from crediario.ui.negotiation.sums import office_line
from crediario.ui.theme import Gap, Size, px
from crediario.ui.widgets.buttons import KeyButton
from crediario.ui.widgets.cards import Canhoto, SumLine
from crediario.ui.widgets.labels import IconLabel, Paragraph, bold, label
from crediario.ui.widgets.layout import ScrollArea, clear, column, holder, row, separator


class AgreementDonePage(DonePage["AgreementFarewell"]):
    """Stands in the place of the form; the next customer is one Enter away."""

    def __init__(self, shell: Shell, name: str, made: AgreementMade) -> None:
        super().__init__(shell, "Documentos do acordo", "O acordo está salvo.", AgreementFarewell())
        self._name, self.made = name, made
        self.primary = self.farewell.primary
        self.head.say(f"Acordo nº {made.number} feito", name)
        self.farewell.receive.clicked.connect(self._receive)
        self.farewell.customer.clicked.connect(self._open_customer)
        self.primary.clicked.connect(self._next)

    def keys(self) -> Sequence[Action]:
        """What works here; F10, pressed twice in a hurry, must not skip the papers."""
        return (
            Action("next_field", self._next, label="Negociar com outro cliente"),
            Action("receive", self._receive),
            Action("customer", self._open_customer),
            *self.shelf.keys(),
            Action("conclude", run=lambda: None, in_bar=False),
            Action("back", label="Voltar"),
        )

    def reload(self) -> None:
        """Fetch the agreement as it was made; then its papers."""
        self._shell.tasks.run(self, agreement_view, self._arrived, self.made.agreement_id)

    def _arrived(self, view: AgreementView) -> None:
        self.head.say(f"Acordo nº {view.number} feito", negotiation_words.done_words(self._name, view))
        self.farewell.show_agreement(view)
        self.shelf.issue(papers_of(view, printers.remembered().receipt_form))
        if view.payment_id is not None:
            self._shell.tasks.run(self, payment_view, self._payment_arrived, view.payment_id)

    def _payment_arrived(self, payment: PaymentView) -> None:
        self.head.show_payment(f"Recibo {receipt_number(payment.number)}, recebido", payment)

    def _receive(self) -> None:
        self._shell.navigation.open_receive(self.made.customer_id)

    def _open_customer(self) -> None:
        self._shell.navigation.open_customer(self.made.customer_id)

    def _next(self) -> None:
        self._shell.navigation.replace(Negotiation())


class AgreementFarewell(Canhoto):
    """What was closed and what is paid instead; three things to say; the ways on."""

    def __init__(self) -> None:
        super().__init__()
        self._sums = column(gap=Gap.X4)
        self._sums_place = holder(self._sums)
        self.total = SumLine("Total do acordo", kind="total")
        self.first_due = Paragraph(style="body", tone="text")
        self.old = Paragraph(style="body", tone="text")
        self.sign = Paragraph(
            "São duas vias: assinam cliente, loja e ",
            bold("duas testemunhas"),
            ".",
            style="body",
            tone="text",
        )
        self.receive = KeyButton("Receber", "F4", size="large", icon="hand-coins")
        self.customer = KeyButton("Abrir a ficha", "Ctrl+I", size="large", icon="user")
        self.primary = KeyButton("Negociar com outro", "Enter", "primary", "till")
        self._build()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where there is hardly room, what the termo says gives way."""
        super().resizeEvent(event)
        self._sums_place.setVisible(self.height() >= px(Size.DIALOG_WIDTH))

    def show_agreement(self, view: AgreementView) -> None:
        """The figures and the dates of this one."""
        clear(self._sums)
        for name, amount in negotiation_words.closed_lines(view):
            self._sums.addWidget(office_line(name, amount))
        self.total.show_value(format_money(view.total))
        self._show_first_due(view)
        after = "estão pagas" if view.kind is OfferKind.CASH else "valem as do acordo"
        self.old.set_runs("Recolha as folhas ", bold(negotiation_words.old_slips(view)), f": agora {after}.")

    def _show_first_due(self, view: AgreementView) -> None:
        if view.kind is OfferKind.CASH:
            self.first_due.set_runs("Está tudo pago: o acordo ", bold("termina hoje"), ".")
            return
        due = view.lines[0].due_date
        weekday = negotiation_words.weekday(due)
        self.first_due.set_runs("A 1ª parcela é dia ", bold(format_date(due)), f", {weekday}.")

    def _build(self) -> None:
        self.top.addWidget(label("O que foi combinado", "name"))
        self.top.addWidget(self._sums_place)
        self.top.addWidget(separator())
        self.top.addWidget(self.total)
        said = column(label("Antes de o cliente sair", "body_bold"), gap=Gap.X10)
        for icon, sentence in (("calendar", self.first_due), ("receipt", self.old), ("pencil", self.sign)):
            mark = IconLabel(icon, "pri", Size.ICON_LARGE)
            line = row(mark, sentence, 1, gap=Gap.X10)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            said.addLayout(line)
        said.addStretch(1)
        self.body.addWidget(ScrollArea(holder(said)), 1)
        for button in (self.receive, self.customer, self.primary):
            self.body.addWidget(button)
