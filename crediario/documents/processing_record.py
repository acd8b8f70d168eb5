"""The simplified record of processing operations that a small agent keeps too (LGPD art. 37)."""

from dataclasses import dataclass
from datetime import datetime

from crediario.documents.person_reasons import channel, kept_rows
from crediario.documents.report import Report, Section, Table
from crediario.documents.report import render as render_report
from crediario.documents.shop import ShopHeader
from crediario.documents.wording import figures

_PURPOSES = (
    ("Vender a prazo, emitir carnê e recibo, receber", "Cadastro, compras, parcelas, pagamentos"),
    ("Analisar crédito e decidir limite", "Renda declarada, referências, pessoas ligadas, histórico na loja"),
    ("Cobrar parcelas em atraso", "Contatos, parcelas, pagamentos"),
    ("Ofertas, aniversário, foto", "Contatos, nascimento, foto; só com consentimento"),
)
_MEASURES = (
    "Cada pessoa da equipe entra com o seu número; o que cada uma pode é lido a cada operação.",
    "CPF mascarado; cada abertura de cadastro, CPF inteiro ou arquivo fica anotada.",
    "Auditoria encadeada por selos: mudança por fora aparece na conferência.",
    "Senha longa antes de exportar, apagar dados, mudar ajustes e pessoas; travamento por inatividade.",
    "Dados apagados somem também dos bytes do arquivo da loja.",
)


@dataclass(frozen=True, slots=True)
class ProcessingRecord:
    """What to print.

    Attributes:
        people: how many people are registered, those anonymised left out.
        anonymised: how many were.
        years: how long the shop keeps after the last settlement.
        small: whether the shop counts as a small agent.
    """

    shop: ShopHeader
    people: int
    anonymised: int
    years: int
    small: bool
    issued_at: datetime
    issued_by: str


def render(record: ProcessingRecord) -> bytes:
    """The record as a PDF.

    Rule: LGPD art. 37; Res. CD/ANPD 2/2022, art. 9º; law.md §8. See docs/regras.md#lgpd.
    """
    return render_report(
        Report(
            shop=record.shop,
            title="Registro das operações",
            subtitle="Tratamento de dados pessoais",
            file_title="Registro das operações de tratamento",
            sections=_sections(record),
            issued_at=record.issued_at,
            issued_by=record.issued_by,
        )
    )


def _sections(record: ProcessingRecord) -> list[Section]:
    shop = record.shop
    size = "agente de pequeno porte" if record.small else "porte comum"
    return [
        Section(
            "Quem trata os dados",
            pairs=(
                ("Controlador", f"{shop.legal_name}, {size}"),
                ("CNPJ", shop.cnpj),
                ("Canal para as pessoas", channel(shop)),
                ("Pessoas cadastradas", figures(record.people)),
                ("Já anonimizadas", figures(record.anonymised)),
            ),
        ),
        Section(
            "De quem e o quê",
            (
                "Clientes, avalistas, compradores autorizados, referências e equipe da loja. Dados de"
                " identificação, contato, endereço, trabalho e renda declarada, compras e pagamentos,"
                " documentos e foto entregues. Nenhum dado sensível (religião, saúde, biometria) é pedido.",
            ),
        ),
        Section("Para quê", table=Table(("Finalidade", "Dados"), (84, 90), _PURPOSES)),
        Section(
            "Com que base e por quanto tempo",
            table=Table(("O quê", "Base legal (LGPD)", "Até quando"), (66, 64, 44), kept_rows(record.years)),
        ),
        Section(
            "Com quem são compartilhados",
            (
                "O programa não envia dados a ninguém. O que a loja consultar ou comunicar por fora (bureau"
                " de crédito, contador, cobrança) deve ser anotado aqui pela loja:",
                "_" * 86,
                "_" * 86,
            ),
        ),
        Section("Como são protegidos", _MEASURES),
    ]
