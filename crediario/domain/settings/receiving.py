"""Page Recebimento: change, charges let go, and the drawer."""

from enum import StrEnum

from crediario.domain.money import MAX_AMOUNT, Money
from crediario.domain.settings.notes import SettingNote


class ChangeRounding(StrEnum):
    """The smallest coin the shop gives change in; the change is rounded up to it, never down."""

    EXACT = "exact"
    FIVE_CENTS = "five_cents"
    TEN_CENTS = "ten_cents"

    @property
    def coin(self) -> Money:
        """That coin; zero where change is exact."""
        return {self.EXACT: Money.ZERO, self.FIVE_CENTS: Money(5), self.TEN_CENTS: Money(10)}[self]


NOTES = {
    "change_rounding": SettingNote(
        "Troco, quando faltam moedas pequenas",
        "O troco sobe até a moeda escolhida, sempre a favor de quem paga; a diferença fica no caixa"
        " do dia como arredondamento de troco.",
        "CDC, art. 39: para menos, nunca.",
    ),
    "waiver_by_cashier": SettingNote(
        "Dispensa de multa e juros, até onde o caixa dá sozinho",
        "Em cada recibo, com o motivo. Acima disto, pede os 6 números da gerência.",
        minimum=Money.ZERO,
        maximum=MAX_AMOUNT,
    ),
    "waiver_by_manager": SettingNote(
        "Dispensa de multa e juros, até onde a gerência dá",
        "Em cada recibo, com o motivo. Acima disto, só quem é responsável.",
        minimum=Money.ZERO,
        maximum=MAX_AMOUNT,
    ),
    "blind_count": SettingNote(
        "Fechamento às cegas",
        "Quem fecha conta a gaveta sem ver quanto o sistema espera, e pode recontar até duas vezes.",
    ),
    "cash_tolerance": SettingNote(
        "Diferença de caixa que fecha sem a gerência",
        "No fechamento, a mais ou a menos em cada forma de pagamento; acima disto, pede o motivo e os 6"
        " números da gerência. Toda diferença fica registrada.",
        minimum=Money.ZERO,
        maximum=Money(500_00),
    ),
}
