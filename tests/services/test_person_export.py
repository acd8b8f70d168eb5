"""The export of one person: complete, behind the password, audited with counts, no CPF in a name."""

import json
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest

from crediario.db import person_data
from crediario.db.models import Audit, Customer, Operation, RecordAccess
from crediario.services.core import Context, PasswordNeeded, PermissionDenied
from crediario.services.person_export import (
    ExportFile,
    ExportNotRecorded,
    ExportOrder,
    export_files,
    record_export,
)
from tests.support.builders import a_customer
from tests.support.privacy import CPF, a_canary
from tests.support.shop import CASHIER, OWNER, as_person, clock_of, new_id, unproven


def exported(ctx: Context, customer: int) -> tuple[ExportFile, ...]:
    order = ExportOrder(new_id(), customer)
    record_export(ctx, order)
    return export_files(ctx, order).files


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def test_the_json_holds_every_row_of_every_table(shop: Context) -> None:
    customer = a_canary(shop)
    order = ExportOrder(new_id(), customer)
    counts = record_export(shop, order).rows
    content = json.loads(export_files(shop, order).files[1].content)
    assert content["format"] == "crediario-pessoa/1"
    assert content["customer_ids"] == [customer]
    assert set(content["tables"]) == set(person_data.TITLES)
    assert {name: len(table["rows"]) for name, table in content["tables"].items() if table["rows"]} == counts
    (record,) = content["tables"]["customer"]["rows"]
    assert (record["document"], record["birth_date"]) == (CPF, "1985-03-14")
    assert set(content["not_included"]) == set(person_data.LEFT_OUT)


def test_the_declaration_can_be_read(shop: Context) -> None:
    text = text_of(exported(shop, a_canary(shop))[0].content)
    for wanted in (
        "Zenóbia Quintiliana Xarope", "529.982.247-25", "zenobia@xarope.example", "Bicicleta aro 29",
        "R$ 300,00", "estornado", "Aurora R.", "Passa do limite", "motivo Quintiliana", "Autorizo a loja",
        "Proteção do crédito", "5 anos depois da última quitação", "em até 15 dias", "entregue à Zenóbia",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_the_persons_files_go_along(shop: Context) -> None:
    files = exported(shop, a_canary(shop))
    assert [each.name.rsplit(".", 1)[1] for each in files] == [
        "pdf",
        "json",
        "png",
        *["pdf"] * 7,
    ]


def test_no_file_name_and_no_title_says_who_it_is(shop: Context) -> None:
    customer = a_canary(shop)
    files = exported(shop, customer)
    assert files[0].name == f"dados-cliente-{customer}-2020-06-22.pdf"
    for each in files:
        assert "Zen" not in each.name
        assert CPF not in each.name
    with pypdfium2.PdfDocument(files[0].content) as pdf:
        assert pdf.get_metadata_value("Title") == f"Dados do cliente {customer}"


def test_somebody_with_nothing_but_a_name_gets_a_declaration(shop: Context) -> None:
    text = text_of(exported(shop, a_customer(shop))[0].content)
    assert text.count("Nada registrado.") > 5


def test_a_record_merged_goes_with_the_one_that_was_kept(shop: Context) -> None:
    kept, merged = a_customer(shop), a_customer(shop, "Maria D. Silva")
    Customer.update(replaced_by=kept).where(Customer.id == merged).execute()
    content = json.loads(exported(shop, merged)[1].content)
    assert content["customer_ids"] == [kept, merged]
    assert [row["id"] for row in content["tables"]["customer"]["rows"]] == [kept, merged]


def test_it_is_written_down_with_its_counts_and_as_an_opening(shop: Context) -> None:
    customer = a_customer(shop)
    order = ExportOrder(new_id(), customer)
    record_export(shop, order)
    assert '"customer":1' in Operation.get_by_id(order.request_id).result
    assert Audit.select().where(Audit.operation == order.request_id).count() == 1
    assert RecordAccess.get(RecordAccess.customer == customer).opened == "export"


def test_no_files_without_having_been_written_down(shop: Context) -> None:
    customer, other = a_customer(shop), a_customer(shop, "Otávio Pereira Lima")
    order = ExportOrder(new_id(), customer)
    with pytest.raises(ExportNotRecorded):
        export_files(shop, order)
    record_export(shop, order)
    with pytest.raises(ExportNotRecorded):
        export_files(shop, replace(order, customer_id=other))
    clock_of(shop).moment += timedelta(minutes=16)
    with pytest.raises(ExportNotRecorded):
        export_files(shop, order)


def test_it_needs_the_permission_and_the_password(shop: Context) -> None:
    order = ExportOrder(new_id(), a_customer(shop))
    with pytest.raises(PermissionDenied):
        record_export(as_person(shop, CASHIER), order)
    with pytest.raises(PasswordNeeded):
        record_export(unproven(shop, OWNER), order)


def test_nobody_who_is_not_there_is_handed_out(shop: Context) -> None:
    with pytest.raises(LookupError):
        record_export(shop, ExportOrder(new_id(), 999_999))
