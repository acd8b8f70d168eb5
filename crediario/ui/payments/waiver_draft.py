"""What of fine and interest is forgiven in one receipt, as far as it was said. Imports no Qt."""

from dataclasses import dataclass

from crediario.domain.money import Money

#: Why a shop forgives; the text beside it may say more.
REASONS = (
    "Erro da loja", "Bom histórico de pagamento", "Combinado antes", "Dificuldade informada", "Outro motivo",
)  # fmt: skip
#: The one that says nothing by itself.
OTHER = REASONS[-1]


@dataclass(frozen=True, slots=True)
class WaiverDraft:
    """A waiver being typed.

    Attributes:
        typed: how much; None means all charges.
        unreadable: something was typed that is no amount.
        reason: of the list; empty while none was chosen.
        detail: what was written beside it.
    """

    typed: Money | None = None
    unreadable: bool = False
    reason: str = ""
    detail: str = ""

    def amount(self, charges: Money) -> Money:
        """How much is forgiven of these charges, as far as it can be."""
        return charges if self.typed is None else min(self.typed, charges)

    @property
    def words(self) -> str:
        """``Erro da loja: cobrado duas vezes``, as it is kept with the receipt."""
        return ": ".join(part for part in (self.reason, self.detail.strip()) if part)

    def problem(self, charges: Money) -> str:
        """Why nothing can be forgiven yet, in words; empty when it can."""
        if self.unreadable:
            return "Confira o valor dispensado."
        if self.typed is not None and self.typed > charges:
            return "A dispensa passa da multa e dos juros das parcelas marcadas."
        if not self.amount(charges):
            return "Não há multa nem juros a dispensar nas parcelas marcadas."
        if not self.reason or (self.reason == OTHER and not self.detail.strip()):
            return "Falta o motivo da dispensa (Ctrl+J)."
        return ""
