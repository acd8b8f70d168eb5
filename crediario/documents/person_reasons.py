"""Why a shop keeps which data of people, on which legal basis, for how long, and with whom it shares them."""

from collections.abc import Sequence

from crediario.documents.report import Section, Table
from crediario.documents.shop import ShopHeader

_MONEY = "Cadastro, compras, parcelas, pagamentos, acordos"
_PAPERS = "Recibos, carnês, termos"
_CREDIT = "Análise, limite, score, sinal das compras"
_BESIDE = "Referências e pessoas ligadas"
_PROOF = "Quem abriu o cadastro, pedidos, consentimentos"
_ASKED = "Ofertas, aniversário e foto"


def kept_rows(years: int) -> Sequence[Sequence[str]]:
    """What is kept, its basis in the LGPD, and until when.

    Rule: LGPD arts. 7º, 16 and 46; law.md §8.
    """
    after = f"{years} anos depois da última quitação"
    return (
        (_MONEY, "Contrato e obrigação legal (art. 7º, V e II)", after),
        (_PAPERS, "Exercício de direitos (art. 7º, VI)", after),
        (_CREDIT, "Proteção do crédito (art. 7º, X)", after),
        (_BESIDE, "Proteção do crédito (art. 7º, X)", after),
        (_PROOF, "Segurança e prova (arts. 7º, VI, e 46)", "enquanto houver cadastro"),
        (_ASKED, "Consentimento (art. 7º, I)", "até ser retirado"),
    )


def reason_sections(years: int, shop: ShopHeader) -> list[Section]:
    """What a person reads about it at the end of the declaration."""
    return [
        Section(
            "Para que e por quanto tempo",
            ("Depois do prazo, nome, documentos e contatos são apagados; ficam só os valores, sem nome.",),
            table=Table(("O quê", "Base legal (LGPD)", "Até quando"), (66, 64, 44), kept_rows(years)),
        ),
        Section(
            "Com quem a loja compartilhou",
            (
                "Este programa não envia seus dados a ninguém. Se a loja consultou um bureau de crédito ou"
                " comunicou um atraso a ele fora deste programa, peça a ela a informação.",
            ),
        ),
        Section(
            "O que você pode pedir",
            (
                "Corrigir dados, levar uma cópia, retirar um consentimento, saber com quem foram"
                " compartilhados, rever uma decisão de crédito e apagar o que não precisa mais ser guardado"
                " (LGPD, arts. 18 e 20). A loja anota o pedido, dá um protocolo e responde em até 15 dias."
                f" Fale com a loja: {channel(shop)}. Se não resolver, procure a ANPD (gov.br/anpd).",
            ),
        ),
    ]


def channel(shop: ShopHeader) -> str:
    """Where a person reaches the shop about the own data; a small shop names no officer, but a way.

    Rule: Res. CD/ANPD 2/2022, art. 11.
    """
    return ", ".join(text for text in (shop.address, shop.best_phone) if text) or "no balcão"
