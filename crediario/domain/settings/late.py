"""Page Atraso: the charges on late installments."""

from crediario.domain.charges import GRACE_LIMIT_DAYS, LATE_FINE_CAP, LATE_INTEREST_CAP
from crediario.domain.money import Rate
from crediario.domain.settings.notes import SettingNote

NOTES = {
    "late_fine": SettingNote(
        "Multa",
        "Cobrada uma vez só, quando a parcela passa do vencimento.",
        "CDC, art. 52, § 1º: no máximo 2% da prestação.",
        Rate.ZERO,
        LATE_FINE_CAP,
    ),
    "late_interest": SettingNote(
        "Juros de mora ao mês",
        "Simples, por dia corrido, sobre o valor em aberto da parcela.",
        "CC, art. 406, e CTN, art. 161, § 1º: no máximo 1% ao mês.",
        Rate.ZERO,
        LATE_INTEREST_CAP,
    ),
    "grace_days": SettingNote(
        "Tolerância, em dias",
        "Quem paga dentro dela não paga multa nem juros.",
        "Liberalidade da loja.",
        0,
        GRACE_LIMIT_DAYS,
    ),
    "grace_is_retroactive": SettingNote(
        "Depois da tolerância, contar desde o vencimento",
        "Desligado, os dias da tolerância não entram na conta.",
        "O contrato precisa dizer o mesmo.",
    ),
    "count_late_days_from": SettingNote(
        "Vencimento em dia não útil",
        "De onde contam os dias quando o primeiro dia útil também passou sem pagamento.",
        "STJ, REsp 1.954.924: do vencimento original.",
    ),
    "charge_rounding": SettingNote(
        "Centavos de multa e juros",
        "Cortar as frações nunca passa do teto; arredondar pode passar por um centavo.",
        "CDC, art. 52, § 1º.",
    ),
}
