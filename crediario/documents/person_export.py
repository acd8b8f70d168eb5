"""What the shop holds of a person, written for that person: the declaration of LGPD art. 19 II.

It says what was decided and why, who opened the record, how long each thing is kept and on which basis.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from crediario.documents import person_words as words
from crediario.documents.person_reasons import reason_sections
from crediario.documents.person_words import Row, cents, day, moment
from crediario.documents.report import Report, Section, Table
from crediario.documents.report import render as render_report
from crediario.documents.shop import ShopHeader
from crediario.documents.wording import figures, receipt_number

#: What is said of an absence.
NOTHING = "Nada registrado."


@dataclass(frozen=True, slots=True)
class PersonPaper:
    """What to print.

    Attributes:
        customer_ids: the person's records, the one in use first.
        rows: table → its rows, as ``db.person_data`` finds them.
        operators: how each person of the shop is called, by id.
        years: how long the shop keeps after the last settlement.
        files: how many files go with the export.
    """

    shop: ShopHeader
    customer_ids: Sequence[int]
    rows: Mapping[str, Sequence[Row]]
    operators: Mapping[int, str]
    years: int
    files: int
    issued_at: datetime
    issued_by: str


def render(paper: PersonPaper) -> bytes:
    """The declaration as a PDF.

    Rule: LGPD arts. 9º, 18, 19 and 20; law.md §8. See docs/regras.md#lgpd.
    """
    customer = _kept(paper)
    return render_report(
        Report(
            shop=paper.shop,
            title="Seus dados nesta loja",
            subtitle=str(customer["name"]),
            file_title=f"Dados do cliente {paper.customer_ids[0]}",
            notes=(
                "Esta é a declaração completa dos dados que a loja guarda sobre você, para que servem e por"
                " quanto tempo ficam (LGPD, art. 19, II). Um arquivo com os mesmos dados em formato aberto"
                " (JSON) acompanha este papel.",
            ),
            sections=[
                *_person(paper, customer),
                *_bought(paper),
                *_credit(paper),
                *_privacy(paper),
                _files(paper),
                *reason_sections(paper.years, paper.shop),
            ],
            issued_at=paper.issued_at,
            issued_by=paper.issued_by,
        )
    )


def _kept(paper: PersonPaper) -> Row:
    return next(row for row in paper.rows["customer"] if row["id"] == paper.customer_ids[0])


def _section(title: str, table: Table, *lines: str) -> Section:
    """A section with its table, or the words for an absence."""
    return Section(title, lines, table=table) if table.rows else Section(title, (*lines, NOTHING))


def _by(paper: PersonPaper, row: Row) -> str:
    return paper.operators.get(row["operator_id"], "–")


# -- who the person is ---------------------------------------------------------------------------------------


def _person(paper: PersonPaper, customer: Row) -> list[Section]:
    rows = paper.rows
    detail = next((row for row in rows["customer_detail"] if row["customer_id"] == customer["id"]), None)
    phones = [
        ("Telefone", f"{words.phone(row['e164'])}, {words.PHONES[row['purpose']]}")
        for row in rows["customer_phone"]
    ]
    merged = ", ".join(str(id_) for id_ in paper.customer_ids[1:])
    others = [("Cadastros unificados", f"nº {merged}")] if merged else []
    pairs = [
        ("Número do cliente", str(customer["id"])),
        *words.record_pairs(customer, detail),
        *phones,
        *others,
    ]
    return [Section("Quem você é para a loja", pairs=pairs), _beside(paper, customer)]


def _beside(paper: PersonPaper, customer: Row) -> Section:
    rows = [
        ["Avalista", f"cliente nº {row['guarantor_id']} responde por suas compras", _span(row)]
        if row["customer_id"] in paper.customer_ids
        else ["Avalista", f"você responde pelas compras do cliente nº {row['customer_id']}", _span(row)]
        for row in paper.rows["guarantor"]
    ]
    rows += [
        [
            "Comprador autorizado",
            f"{row['name']}, {words.RELATIONS[row['relation']]}, limite {_limit(row['limit_cents'])}",
            _span(row),
        ]
        for row in paper.rows["authorised_buyer"]
    ]
    rows += [
        ["Referência", f"{row['name']}, {words.REFERENCES[row['kind']]}"
         + (f", {words.phone(row['e164'])}" if row["e164"] else ""), "–"]
        for row in paper.rows["customer_reference"]
    ]  # fmt: skip
    return _section("Pessoas ligadas ao seu cadastro", Table(("O quê", "Quem", "Desde"), (32, 104, 38), rows))


def _span(row: Row) -> str:
    ended = f" até {moment(row['ended_at'])[:10]}" if row["ended_at"] else ""
    return f"{moment(row['created_at'])[:10]}{ended}"


def _limit(value: int | None) -> str:
    return "o seu" if value is None else cents(value)


# -- what was bought and paid --------------------------------------------------------------------------------


def _bought(paper: PersonPaper) -> list[Section]:
    return [_purchases(paper), _open(paper), _payments(paper), _agreements(paper), _points(paper)]


def _purchases(paper: PersonPaper) -> Section:
    items: dict[int, list[str]] = {}
    for item in paper.rows["sale_item"]:
        items.setdefault(item["sale_id"], []).append(_item(item))
    rows = [
        [
            str(sale["number"]),
            day(sale["sold_on"]),
            ", ".join(items.get(sale["id"], [])) or "–",
            cents(sale["price_cents"]),
            cents(sale["down_payment_cents"]),
            f"{sale['installment_count']} de {cents(_piece(paper, sale))}",
        ]
        for sale in paper.rows["sale"]
        if sale["agreement_id"] is None and sale["reverses_id"] is None
    ]
    table = Table(
        ("Carnê", "Dia", "O que você comprou", "Valor", "Entrada", "Parcelas"),
        (15, 24, 60, 25, 21, 29),
        rows,
        frozenset({3, 4, 5}),
    )
    return _section("O que você comprou", table)


def _item(item: Row) -> str:
    return (
        str(item["description"]) if item["quantity"] == 1 else f"{item['quantity']} × {item['description']}"
    )


def _piece(paper: PersonPaper, sale: Row) -> int:
    pieces = [row["amount_cents"] for row in paper.rows["installment"] if row["sale_id"] == sale["id"]]
    return int(pieces[0]) if pieces else 0


def _open(paper: PersonPaper) -> Section:
    contracts = {sale["id"]: sale["number"] for sale in paper.rows["sale"]}
    rows = [
        [f"{contracts[row['sale_id']]}, parcela {row['number']}", day(row["due_date"]),
         cents(row["amount_cents"]), cents(row["open_cents"])]
        for row in paper.rows["installment"]
        if row["open_cents"]
    ]  # fmt: skip
    downs = _down_payments(paper)
    rows += [
        [f"{sale['number']}, entrada", day(sale["sold_on"]), cents(sale["down_payment_cents"]), cents(left)]
        for sale, left in downs
    ]
    table = Table(("Carnê", "Vencimento", "Valor", "Em aberto"), (60, 38, 38, 38), rows, frozenset({2, 3}))
    pieces = sum(row["open_cents"] for row in paper.rows["installment"])
    total = cents(pieces + sum(left for _, left in downs))
    lines = (f"Total em aberto, sem multa nem juros: {total}.",) if rows else ()
    return _section("O que está em aberto", table, *lines)


def _down_payments(paper: PersonPaper) -> list[tuple[Row, int]]:
    """Sales whose down payment is owed again, since its receipt was reversed, and what is open of it."""
    paid: dict[int, int] = {}
    for row in paper.rows["allocation"]:
        if row["installment_id"] is None:
            paid[row["sale_id"]] = paid.get(row["sale_id"], 0) + row["amount_cents"]
    sale_of = {row["id"]: row["sale_id"] for row in paper.rows["sale_return"]}
    for row in paper.rows["sale_return_line"]:
        # What goods that came back took off it is owed no more.
        if row["installment_id"] is None:
            sale_id = sale_of[row["sale_return_id"]]
            paid[sale_id] = paid.get(sale_id, 0) + row["settled_cents"]
    left = [
        (sale, sale["down_payment_cents"] - paid[sale["id"]])
        for sale in paper.rows["sale"]
        if sale["id"] in paid
    ]
    return [(sale, cents_left) for sale, cents_left in left if cents_left > 0]


def _payments(paper: PersonPaper) -> Section:
    contracts = {sale["id"]: sale["number"] for sale in paper.rows["sale"]}
    numbers = {row["id"]: row["number"] for row in paper.rows["installment"]}
    undone = {row["reverses_id"] for row in paper.rows["payment"]}
    paid: dict[int, list[str]] = {}
    for row in paper.rows["allocation"]:
        if row["payment_id"] is not None:
            number = numbers.get(row["installment_id"])
            part = f"parcela {number}" if number else "entrada"
            paid.setdefault(row["payment_id"], []).append(f"carnê {contracts[row['sale_id']]}, {part}")
    methods: dict[int, list[str]] = {}
    for row in paper.rows["tender"]:
        methods.setdefault(row["payment_id"], []).append(words.METHODS[row["method"]])
    rows = [
        [
            receipt_number(row["number"]),
            day(row["paid_on"]),
            "; ".join(paid.get(row["id"], [])),
            ", ".join(dict.fromkeys(methods.get(row["id"], []))),
            cents(row["amount_cents"]) + (" estornado" if row["id"] in undone else ""),
        ]
        for row in paper.rows["payment"]
        if row["reverses_id"] is None
    ]
    table = Table(
        ("Recibo", "Dia", "O que pagou", "Como", "Valor"), (18, 24, 70, 32, 30), rows, frozenset({4})
    )
    return _section("O que você pagou", table, *_past(paper))


def _past(paper: PersonPaper) -> list[str]:
    """What was settled before the shop used this program."""
    before = [row for row in paper.rows["allocation"] if row["origin"] == "import"]
    total = cents(sum(row["amount_cents"] for row in before))
    return [f"Antes deste programa: {figures(len(before))} parcelas pagas, {total}."] if before else []


def _agreements(paper: PersonPaper) -> Section:
    rows = [
        [str(row["number"]), day(row["signed_on"]), words.OFFERS[row["offer"]], cents(row["open_cents"]),
         cents(row["total_cents"])]
        for row in paper.rows["agreement"]
    ]  # fmt: skip
    table = Table(
        ("Acordo", "Dia", "Como", "Estava em aberto", "Ficou em"),
        (22, 30, 46, 38, 38),
        rows,
        frozenset({3, 4}),
    )
    return _section("Acordos", table)


def _points(paper: PersonPaper) -> Section:
    points = sum(row["points"] for row in paper.rows["point_entry"])
    return Section("Pontos", (f"Saldo de pontos por pagar em dia: {figures(points)}.",))


# -- what was decided ----------------------------------------------------------------------------------------


def _credit(paper: PersonPaper) -> list[Section]:
    return [_standing(paper), _analyses(paper), _limits(paper), _decisions(paper)]


def _standing(paper: PersonPaper) -> Section:
    pairs: list[tuple[str, str]] = []
    for row in paper.rows["credit_account"]:
        limit = "o padrão da loja" if row["limit_cents"] is None else cents(row["limit_cents"])
        pairs += [
            ("Situação", words.STATUSES[row["status"]]),
            ("Limite", limit),
            ("Bloqueio", row["blocked_reason"] or "nenhum"),
            ("Restrição anotada", row["restriction"] or "nenhuma"),
        ]
    for row in paper.rows["customer_score"]:
        pairs.append(
            (
                "Score desta loja",
                f"{row['score']} de 1000: das últimas {row['settled_count']} parcelas pagas,"
                f" {row['on_time_count']} em dia, {row['short_delay_count']} com até 15 dias de atraso,"
                f" {row['long_delay_count']} com mais; {_purchase_words(row['purchase_count'])}.",
            )
        )
    lines = [
        "O programa calcula o score e o sinal de cada compra só com a sua história nesta loja. Quem decide é"
        " uma pessoa da loja, e você pode pedir que a decisão seja revista (LGPD, art. 20)."
    ]
    return Section("O que foi decidido sobre o seu crédito", lines if pairs else [*lines, NOTHING], pairs)


def _purchase_words(count: int) -> str:
    return "1 compra" if count == 1 else f"{figures(count)} compras"


def _analyses(paper: PersonPaper) -> Section:
    rows = [
        [
            day(row["analysed_on"]),
            words.DECISIONS[row["proposed"]],
            words.DECISIONS[row["decision"]],
            cents(row["limit_cents"]),
            row["reason"],
            _by(paper, row),
        ]
        for row in paper.rows["credit_analysis"]
    ]
    titles = ("Dia", "O programa propôs", "A loja decidiu", "Limite", "Por quê", "Por")
    return _section("Análises de crédito", Table(titles, (24, 28, 28, 24, 48, 22), rows, frozenset({3})))


def _limits(paper: PersonPaper) -> Section:
    rows = [
        [moment(row["created_at"]), words.LIMIT_KINDS[row["kind"]], cents(row["before_cents"]),
         cents(row["after_cents"]), row["reason"]]
        for row in paper.rows["limit_entry"]
    ]  # fmt: skip
    titles = ("Quando", "O quê", "Era", "Ficou", "Por quê")
    return _section("Mudanças do limite", Table(titles, (32, 40, 24, 24, 54), rows, frozenset({2, 3})))


def _decisions(paper: PersonPaper) -> Section:
    contracts = {sale["id"]: sale for sale in paper.rows["sale"]}
    releases = {row["id"]: row for row in paper.rows["release"]}
    rows = []
    for row in paper.rows["credit_decision"]:
        sale, release = contracts[row["sale_id"]], releases.get(row["release_id"])
        freed = (
            f"{release['reason']} ({paper.operators.get(release['approver_id'], '–')})" if release else "–"
        )
        failed = words.rule_words(json.loads(row["failed"] or "[]"))
        rows.append([str(sale["number"]), day(sale["sold_on"]), words.COLOURS[row["colour"]], failed, freed])
    titles = ("Carnê", "Dia", "Sinal", "O que a política apontou", "Liberação e motivo")
    return _section("Sinal de cada compra", Table(titles, (16, 24, 22, 64, 48), rows))


# -- consents, requests, openings ----------------------------------------------------------------------------


def _privacy(paper: PersonPaper) -> list[Section]:
    consents = [
        [day(row["consented_on"]), words.PURPOSES[row["purpose"]], "sim" if row["given"] else "não",
         words.CHANNELS[row["channel"]], row["text"]]
        for row in paper.rows["consent"]
    ]  # fmt: skip
    requests = [
        [f"{row['asked_on'].year}/{row['id']:05d}", words.REQUESTS[row["kind"]], day(row["asked_on"]),
         f"{day(row['answered_on'])} {row['answer'] or ''}".strip() if row["answered_on"] else "ainda não"]
        for row in paper.rows["privacy_request"]
    ]  # fmt: skip
    openings = [
        [moment(row["opened_at"]), words.OPENED[row["opened"]], _by(paper, row)]
        for row in reversed(paper.rows["record_access"])
    ]
    return [
        _section(
            "Consentimentos",
            Table(("Dia", "Para quê", "Vale", "Como", "Texto"), (24, 34, 14, 26, 76), consents),
            "Comprar, pagar e receber cobrança não dependem de consentimento.",
        ),
        _section(
            "Seus pedidos", Table(("Protocolo", "Pedido", "Em", "Resposta"), (26, 56, 24, 68), requests)
        ),
        _section("Quem abriu o seu cadastro", Table(("Quando", "O quê", "Quem"), (40, 70, 64), openings)),
    ]


def _files(paper: PersonPaper) -> Section:
    rows = [
        [words.PAPERS[row["kind"]], f"nº {row['subject_id']}", moment(row["issued_at"])]
        for row in paper.rows["document"]
    ]
    rows += [
        [words.FILES[row["kind"]], row["title"] + (", retirado do cadastro" if row["removed_at"] else ""),
         moment(row["created_at"])]
        for row in paper.rows["attachment"]
    ]  # fmt: skip
    together = f"{figures(paper.files)} arquivos acompanham esta declaração." if paper.files else ""
    table = Table(("O quê", "Qual", "Quando"), (50, 84, 40), rows)
    return _section("Papéis emitidos e arquivos guardados", table, *filter(None, [together]))
