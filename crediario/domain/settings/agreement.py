"""Page Acordo: how far an agreement goes, and a due date is moved."""

from crediario.domain.money import Rate
from crediario.domain.settings.notes import SettingNote

#: Nobody in the shop takes more than this off the principal in an agreement.
AGREEMENT_DISCOUNT_CAP = Rate.percent(25)

NOTES = {
    "discount_by_cashier": SettingNote(
        "Desconto no acordo, até onde o caixa fecha sozinho",
        "Sobre o valor das parcelas, só na proposta à vista.",
        minimum=Rate.ZERO,
        maximum=AGREEMENT_DISCOUNT_CAP,
    ),
    "discount_by_manager": SettingNote(
        "Desconto no acordo, até onde a gerência aprova",
        "Acima do limite do caixa, pede os 6 números da gerência e o motivo.",
        minimum=Rate.ZERO,
        maximum=AGREEMENT_DISCOUNT_CAP,
    ),
    "discount_by_owner": SettingNote(
        "Desconto no acordo, o máximo da loja",
        "Acima do limite da gerência, só quem é responsável aprova; acima deste, ninguém.",
        minimum=Rate.ZERO,
        maximum=AGREEMENT_DISCOUNT_CAP,
    ),
    "cash_discount": SettingNote(
        "Desconto do acordo à vista",
        "O que a proposta à vista já traz; pode ser mudado em cada acordo.",
        minimum=Rate.ZERO,
        maximum=AGREEMENT_DISCOUNT_CAP,
    ),
    "agreement_down_payment": SettingNote(
        "Entrada do acordo parcelado",
        "A parte do total que a proposta já pede na assinatura; pode ser mudada em cada acordo.",
        minimum=Rate.ZERO,
        maximum=Rate.percent(50),
    ),
    "due_move_max_days": SettingNote(
        "Combinar novo vencimento, até quantos dias",
        "Contados de hoje, ou do vencimento que ainda não chegou. Cada parcela muda de data uma vez só.",
        minimum=1,
        maximum=90,
    ),
}
