"""After F10: the sale is saved, its papers are ready, and three sentences to say before the goodbye."""

from collections.abc import Sequence

from crediario.domain.settings import ShopProfile
from crediario.services.after_sale import AfterSale, after_sale
from crediario.services.payments import PaymentView, payment_view
from crediario.services.sales import SaleReceipt, SaleView, sale_view
from crediario.services.settings import profile_in_force
from crediario.ui.done_page import DonePage
from crediario.ui.keys import Action
from crediario.ui.navigation import NewSale, Shell
from crediario.ui.sales import sale_words
from crediario.ui.sales.done_papers import papers_of
from crediario.ui.sales.farewell import Farewell
from crediario.ui.sales.farewell_words import message_words
from crediario.ui.sales.paper_choice import Papers
from crediario.ui.whatsapp import NOT_OPENED, open_chat


class SaleDonePage(DonePage[Farewell]):
    """Stands in the place of the form; the next sale is one Enter away."""

    def __init__(self, shell: Shell, receipt: SaleReceipt, chosen: Papers) -> None:
        super().__init__(shell, "Documentos da venda", "A venda está salva.", Farewell())
        self._receipt, self._chosen = receipt, chosen
        self._sale: SaleView | None = None
        self._after: AfterSale | None = None
        self._profile: ShopProfile | None = None
        self.next_sale = self.farewell.next_sale
        self.farewell.message.clicked.connect(self._write)
        self.farewell.receive.clicked.connect(self._receive)
        self.next_sale.clicked.connect(self._next_sale)

    def keys(self) -> Sequence[Action]:
        """What works here, in the order of the bar."""
        return (
            Action("next_field", self._next_sale, label="Nova venda"),
            Action("receive", self._receive),
            *self._message_keys(),
            *self.shelf.keys(),
            Action("back", self._shell.navigation.home, label="Ir para o início"),
        )

    def _message_keys(self) -> tuple[Action, ...]:
        """Only where there is a telephone to write to."""
        if self._after is None or self._after.phone is None:
            return ()
        return (Action("whatsapp", self._write, label="Enviar por WhatsApp"),)

    def reload(self) -> None:
        """Fetch the sale as it was registered; then its papers."""
        self._shell.tasks.run(self, sale_view, self._arrived, self._receipt.sale_id)
        self._shell.tasks.run(self, profile_in_force, self._shop_arrived)
        self._shell.tasks.run(self, after_sale, self._after_arrived, self._receipt.sale_id)

    def _arrived(self, sale: SaleView) -> None:
        self._sale = sale
        self.head.say(f"Venda {sale.number} concluída", sale_words.done_words(sale))
        self.farewell.show_sale(sale)
        if sale.down_payment_id is None:
            self._issue(sale, None)
        else:
            self._shell.tasks.run(self, payment_view, self._payment_arrived, sale.down_payment_id)

    def _payment_arrived(self, payment: PaymentView) -> None:
        self.head.show_payment("Entrada recebida", payment)
        if self._sale is not None:
            self._issue(self._sale, payment)

    def _issue(self, sale: SaleView, payment: PaymentView | None) -> None:
        self.shelf.issue(papers_of(sale, payment, self._chosen))

    def _after_arrived(self, after: AfterSale) -> None:
        self._after = after
        self.farewell.show_after(after)
        self.keys_changed.emit()

    def _shop_arrived(self, profile: ShopProfile | None) -> None:
        self._profile = profile
        self.farewell.show_shop(profile)

    def _write(self) -> None:
        """Ctrl+W: the conversation opens with the text ready; a person sends it."""
        if self._sale is None or self._after is None or self._after.phone is None:
            return
        text = message_words(self._sale, self._profile)
        if not open_chat(self._after.phone, text):
            self._shell.dialogs.warn(self, NOT_OPENED)

    def _receive(self) -> None:
        self._shell.navigation.open_receive(self._receipt.customer_id)

    def _next_sale(self) -> None:
        self._shell.navigation.replace(NewSale())
