"""Files of a record, on both engines: kept whole, opened by permission and written down, refused, removed."""

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from crediario.db.models import Attachment, Audit, AuthorisedBuyer, Operation, RecordAccess
from crediario.db.statements import run
from crediario.domain.attachments import (
    MOST_FILES,
    AttachmentNotFound,
    PhotoNotPicture,
    PhotoWithoutConsent,
    SameFileAlready,
    TooManyAttachments,
)
from crediario.domain.errors import Refusal
from crediario.domain.relations import CustomerClosed
from crediario.gateways.clock import at_shop
from crediario.services import attachments, relations
from crediario.services.attachments import (
    AttachmentKind,
    AttachOrder,
    MediaType,
    OpenAttachmentOrder,
    RemoveAttachmentOrder,
)
from crediario.services.core import Context, PermissionDenied
from tests.support.builders import a_customer
from tests.support.media import HTML, SVG, a_picture, jpeg, pdf, phone_jpeg, png, png_of, zipped
from tests.support.privacy import with_photo_consent
from tests.support.shop import CASHIER, MANAGER, SELLER, TODAY, as_person, new_id

PHOTO, DOCUMENT, INCOME, ADDRESS, BUREAU, OTHER = AttachmentKind


def attach(
    ctx: Context,
    customer: int,
    content: bytes,
    kind: AttachmentKind = DOCUMENT,
    title: str = "RG frente",
    buyer: int | None = None,
) -> int:
    order = AttachOrder.of(new_id(), customer, kind, title, content, buyer_id=buyer)
    return attachments.attach_file(ctx, order).attachment_id


def opened(ctx: Context, attachment_id: int) -> bytes:
    done = attachments.open_attachment(ctx, OpenAttachmentOrder(new_id(), attachment_id))
    return attachments.attachment_content(ctx, done.attachment_id, done.access_id)


def colour(content: bytes) -> tuple[int, ...]:
    with Image.open(io.BytesIO(content)) as picture:
        return tuple(picture.convert("RGB").getpixel((picture.width - 5, picture.height // 2)))


@pytest.mark.parametrize(
    ("content", "media_type", "suffix"),
    [
        (jpeg(), MediaType.JPEG, "jpg"),
        (png(), MediaType.PNG, "png"),
        (pdf(2), MediaType.PDF, "pdf"),
    ],
    ids=["jpeg", "png", "pdf"],
)
def test_a_file_is_kept_byte_for_byte(
    shop: Context, content: bytes, media_type: MediaType, suffix: str
) -> None:
    ana = a_customer(shop)
    kept = attach(shop, ana, content, INCOME, "  Holerite   de maio ")

    [row] = attachments.customer_attachments(shop, ana)
    assert (row.attachment_id, row.kind, row.title, row.media_type) == (
        kept, INCOME, "Holerite de maio", media_type,
    )  # fmt: skip
    assert (row.size_bytes, row.operator_name) == (len(content), "Aurora R.")
    assert at_shop(shop.clock, row.attached_at).date() == TODAY
    done = attachments.open_attachment(shop, OpenAttachmentOrder(new_id(), kept))
    assert done.file_name == f"anexo-{kept}-2026-06-09.{suffix}"
    assert attachments.attachment_content(shop, kept, done.access_id) == content


def test_bytes_are_in_no_audit_and_no_answer(shop: Context) -> None:
    kept = attach(shop, a_customer(shop), jpeg())
    opened(shop, kept)
    rows = Audit.select().where(Audit.use_case.in_(["attach_file", "open_attachment"]))
    answers = Operation.select().where(Operation.use_case.in_(["attach_file", "open_attachment"]))
    assert all(len(row.subject) < 400 for row in rows)
    assert all(len(row.result) < 400 for row in answers)
    assert '"sha256"' in rows[0].subject


def test_the_same_request_keeps_one_file(shop: Context) -> None:
    order = AttachOrder.of(new_id(), a_customer(shop), DOCUMENT, "RG", jpeg())
    assert attachments.attach_file(shop, order) == attachments.attach_file(shop, order)
    assert Attachment.select().count() == 1


def test_a_file_is_chosen_from_the_computer(shop: Context, tmp_path: Path) -> None:
    path = tmp_path / "RG_da  Ana\u202e.final.jpg"
    path.write_bytes(png())
    chosen = attachments.choose_file(shop, path)
    assert (chosen.title, chosen.media_type, chosen.content) == ("RG da Ana.final", MediaType.PNG, png())


# Refused, and nothing changed


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "attachment_empty"),
        (b"\xff\xd8\xff" + b"\x00" * (5 * 1024 * 1024), "attachment_too_large"),
        (SVG, "not_an_attachment"),
        (HTML, "not_an_attachment"),
        (zipped(), "not_an_attachment"),
        (b"MZ\x90\x00" + b"\x00" * 60, "not_an_attachment"),
        (jpeg(a_picture(900, 700))[:900], "picture_damaged"),
        (png()[:-8], "picture_damaged"),
        (png_of(60_000, 60_000), "picture_too_large"),
        (pdf(3)[:400], "pdf_damaged"),
        (pdf(password="segredo"), "pdf_locked"),
        (pdf(61), "pdf_too_long"),
    ],
    ids=["empty", "huge", "svg", "html", "zip", "program", "cut-jpeg", "cut-png", "bomb", "cut-pdf",
         "locked", "long"],
)  # fmt: skip
@pytest.mark.parametrize("kind", [DOCUMENT, PHOTO])
def test_what_lies_about_itself_is_refused(
    shop: Context, tmp_path: Path, kind: AttachmentKind, content: bytes, code: str
) -> None:
    ana = a_customer(shop)
    before = Audit.select().count()
    path = tmp_path / "foto.jpg"
    path.write_bytes(content)

    for ask in (lambda: attach(shop, ana, content, kind), lambda: attachments.choose_file(shop, path)):
        with pytest.raises(Refusal) as refused:
            ask()
        assert refused.value.code == code
    assert (Attachment.select().count(), Audit.select().count()) == (0, before)


def test_the_same_bytes_twice_are_told(shop: Context) -> None:
    ana, bia = a_customer(shop, "Ana Lima"), a_customer(shop, "Bia Reis")
    kept = attach(shop, ana, jpeg())
    with pytest.raises(SameFileAlready) as refused:
        attach(shop, ana, jpeg(), OTHER, "outra coisa")
    assert (refused.value.title, refused.value.attached_on) == ("RG frente", date(2026, 6, 9))
    attach(shop, bia, jpeg())
    attachments.remove_attachment(shop, RemoveAttachmentOrder(new_id(), kept))
    attach(shop, ana, jpeg())
    assert len(attachments.customer_attachments(shop, ana)) == 1


def test_a_record_takes_forty_files(shop: Context) -> None:
    ana = with_photo_consent(shop, a_customer(shop))
    for number in range(MOST_FILES - 1):
        attach(shop, ana, jpeg(a_picture(20 + number, 20)))
    attach(shop, ana, jpeg(a_picture(30, 30, "red")), PHOTO)
    with pytest.raises(TooManyAttachments):
        attach(shop, ana, jpeg(a_picture(90, 20)))
    attach(shop, ana, jpeg(a_picture(30, 30, "green")), PHOTO)
    first = attachments.customer_attachments(shop, ana)[-1].attachment_id
    attachments.remove_attachment(shop, RemoveAttachmentOrder(new_id(), first))
    attach(shop, ana, jpeg(a_picture(90, 20)))


@pytest.mark.parametrize("column", ["replaced_by", "anonymised_at"])
def test_a_closed_record_takes_none(shop: Context, column: str) -> None:
    ana = a_customer(shop)
    run(shop.database, f"UPDATE customer SET {column} = id WHERE id = ?", (ana,))  # noqa: S608
    with pytest.raises(CustomerClosed):
        attach(shop, ana, jpeg())


def test_crafted_orders_change_nothing(shop: Context) -> None:
    ana, bia = a_customer(shop, "Ana Lima"), a_customer(shop, "Bia Reis")
    buyer = a_buyer(shop, bia)
    other_bytes = AttachOrder(new_id(), ana, DOCUMENT, "RG", "0" * 64, jpeg())
    for ask in (
        lambda: attachments.attach_file(shop, other_bytes),
        lambda: attach(shop, 10**9, jpeg()),
        lambda: attach(shop, ana, jpeg(), PHOTO, buyer=buyer),
        lambda: attach(shop, ana, jpeg(), PHOTO, buyer=10**9),
        lambda: attach(shop, bia, jpeg(), DOCUMENT, buyer=buyer),
        lambda: attach(shop, ana, jpeg(), "weapon"),  # type: ignore[arg-type]
    ):
        with pytest.raises((ValueError, LookupError)):
            ask()
    assert Attachment.select().count() == 0


# Photos


def test_a_photo_is_kept_small_and_seen_by_whoever_sees_the_record(shop: Context) -> None:
    ana = with_photo_consent(shop, a_customer(shop))
    assert attachments.customer_photo(shop, ana) is None
    kept = attach(shop, ana, phone_jpeg(1600, 1200), PHOTO, "Foto")

    with Image.open(io.BytesIO(opened(shop, kept))) as picture:
        assert picture.size == (768, 1024)
    shown = attachments.customer_photo(as_person(shop, SELLER), ana)
    assert shown is not None
    with Image.open(io.BytesIO(shown)) as picture:
        assert max(picture.size) == 192
    assert RecordAccess.select().where(RecordAccess.opened == "attachment").count() == 1


def test_a_new_photo_takes_the_place_of_the_one_before(shop: Context) -> None:
    ana = with_photo_consent(shop, a_customer(shop))
    for shade in ("#C02020", "#20C020"):
        attach(shop, ana, jpeg(a_picture(80, 80, shade)), PHOTO, "Foto")
    shown = attachments.customer_photo(shop, ana)
    assert shown is not None
    assert colour(shown)[1] > 150
    assert [row.kind for row in attachments.customer_attachments(shop, ana)] == [PHOTO]
    assert Attachment.select().count() == 2


def test_a_photo_taken_off_is_shown_no_more(shop: Context) -> None:
    ana = with_photo_consent(shop, a_customer(shop))
    kept = attach(shop, ana, jpeg(), PHOTO)
    attachments.remove_attachment(shop, RemoveAttachmentOrder(new_id(), kept))
    assert attachments.customer_photo(shop, ana) is None


def test_a_photo_is_kept_only_while_a_yes_to_it_stands(shop: Context) -> None:
    """Rule: law.md §8."""
    ana = a_customer(shop)
    with pytest.raises(PhotoWithoutConsent):
        attach(shop, ana, jpeg(), PHOTO)
    attach(shop, with_photo_consent(shop, ana), jpeg(), PHOTO)
    with_photo_consent(shop, ana, given=False)
    assert attachments.customer_photo(shop, ana) is None
    with pytest.raises(PhotoWithoutConsent):
        attach(shop, ana, jpeg(a_picture(80, 80, "red")), PHOTO)
    attach(shop, ana, jpeg(a_picture(80, 80, "red")), DOCUMENT)


def test_a_pdf_is_no_photo(shop: Context) -> None:
    with pytest.raises(PhotoNotPicture):
        attach(shop, a_customer(shop), pdf(), PHOTO)


def a_buyer(ctx: Context, customer: int) -> int:
    order = relations.BuyerOrder(new_id(), customer, relations.BuyerDraft("Rui Lima"))
    return relations.add_authorised_buyer(ctx, order).buyer_id


def test_an_authorised_buyer_has_a_photo_of_their_own(shop: Context) -> None:
    ana = with_photo_consent(shop, a_customer(shop))
    buyer = a_buyer(shop, ana)
    attach(shop, ana, jpeg(a_picture(80, 80, "#C02020")), PHOTO, "Foto")
    for shade in ("#2020C0", "#20C020"):
        attach(shop, ana, jpeg(a_picture(80, 80, shade)), PHOTO, "Foto do Rui", buyer)

    own, theirs = attachments.customer_photo(shop, ana), attachments.buyer_photo(shop, buyer)
    assert own is not None
    assert theirs is not None
    assert (colour(own)[0] > 150, colour(theirs)[1] > 150) == (True, True)
    assert [row.title for row in attachments.customer_attachments(shop, ana)] == ["Foto"]
    assert relations.people_desk(shop, ana).buyers[0].has_photo
    photo = AuthorisedBuyer.get_by_id(buyer).photo_id
    attachments.remove_attachment(shop, RemoveAttachmentOrder(new_id(), photo))
    assert attachments.buyer_photo(shop, buyer) is None
    assert not relations.people_desk(shop, ana).buyers[0].has_photo


# Opening


def test_every_opening_is_written_down(shop: Context) -> None:
    ana = a_customer(shop)
    kept = attach(shop, ana, pdf())
    manager = as_person(shop, MANAGER)
    before = RecordAccess.select().where(RecordAccess.opened == "attachment").count()
    opened(manager, kept)

    rows = RecordAccess.select().where(RecordAccess.opened == "attachment").order_by(RecordAccess.id)
    assert rows.count() == before + 1
    assert (rows[-1].customer_id, rows[-1].operator_id) == (ana, manager.operator.id)
    said = Audit.select().where(Audit.use_case == "open_attachment").get()
    assert f'"attachment_id":{kept}' in said.subject


def test_nothing_is_read_without_an_opening_of_ones_own(shop: Context) -> None:
    ana, bia = a_customer(shop, "Ana Lima"), a_customer(shop, "Bia Reis")
    of_ana, of_bia = attach(shop, ana, pdf()), attach(shop, bia, pdf(text="Outro"))
    done = attachments.open_attachment(shop, OpenAttachmentOrder(new_id(), of_bia))
    for ctx, attachment_id in ((shop, of_ana), (as_person(shop, MANAGER), of_bia)):
        with pytest.raises(AttachmentNotFound):
            attachments.attachment_content(ctx, attachment_id, done.access_id)
    with pytest.raises(AttachmentNotFound):
        attachments.attachment_content(shop, of_bia, 10**9)


def test_who_is_not_allowed_opens_nothing(shop: Context) -> None:
    ana = a_customer(shop)
    kept = attach(as_person(shop, SELLER), ana, pdf())
    cashier = as_person(shop, CASHIER)
    for ask in (
        lambda: attachments.open_attachment(cashier, OpenAttachmentOrder(new_id(), kept)),
        lambda: attachments.attachment_content(cashier, kept, 1),
        lambda: attachments.attachment_thumbnail(cashier, kept),
    ):
        with pytest.raises(PermissionDenied):
            ask()
    assert len(attachments.customer_attachments(cashier, ana)) == 1
    assert RecordAccess.select().where(RecordAccess.opened == "attachment").count() == 0


def test_a_list_shows_small_ones(shop: Context) -> None:
    ana = a_customer(shop)
    for content in (jpeg(a_picture(900, 300)), png(a_picture(300, 900)), pdf()):
        kept = attach(shop, ana, content)
        with Image.open(io.BytesIO(attachments.attachment_thumbnail(shop, kept))) as picture:
            assert max(picture.size) == 96


# Taken off


def test_a_file_taken_off_is_gone_and_its_row_stays(shop: Context) -> None:
    ana = a_customer(shop)
    kept = attach(shop, ana, jpeg())
    removed = attachments.remove_attachment(shop, RemoveAttachmentOrder(new_id(), kept))

    assert removed.title == "RG frente"
    assert attachments.customer_attachments(shop, ana) == ()
    row = Attachment.get_by_id(kept)
    assert (bytes(row.content), row.removed_at) == (jpeg(), shop.clock.now())
    for ask in (
        lambda: attachments.remove_attachment(shop, RemoveAttachmentOrder(new_id(), kept)),
        lambda: attachments.open_attachment(shop, OpenAttachmentOrder(new_id(), kept)),
        lambda: attachments.attachment_thumbnail(shop, kept),
        lambda: attachments.remove_attachment(shop, RemoveAttachmentOrder(new_id(), 10**9)),
    ):
        with pytest.raises(AttachmentNotFound):
            ask()


def test_an_erased_file_is_shown_no_more(shop: Context) -> None:
    ana = with_photo_consent(shop, a_customer(shop))
    attach(shop, ana, jpeg(), PHOTO)
    kept = attach(shop, ana, pdf())
    run(shop.database, "UPDATE attachment SET content = ?", (b"",))
    assert attachments.customer_attachments(shop, ana) == ()
    assert attachments.customer_photo(shop, ana) is None
    with pytest.raises(AttachmentNotFound):
        attachments.open_attachment(shop, OpenAttachmentOrder(new_id(), kept))
