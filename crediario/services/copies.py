"""Second copies (segundas vias): counted, and said on the paper; the archived original never changes."""

from dataclasses import dataclass

from crediario.db import papers
from crediario.documents import copy_mark
from crediario.domain.issuing import Medium, PaperErased
from crediario.gateways.pdf import marked_pdf
from crediario.services.core import Context, Topic, query, use_case


@dataclass(frozen=True, slots=True)
class CopyOrder:
    """One more copy of an issued document, and how it leaves."""

    request_id: str
    document_id: int
    medium: Medium


@dataclass(frozen=True, slots=True)
class CopyNoted:
    """The copy was counted: ``number`` is 2 for the first one beyond the original."""

    document_id: int
    number: int


@use_case("print_papers", changes={Topic.DOCUMENTS})
def note_copy(ctx: Context, order: CopyOrder) -> CopyNoted:
    """Counts one more copy of a paper that was handed out before.

    Raises:
        PaperErased: the person was anonymised.
        LookupError: there is no such document.

    Rule: product.md D5. See docs/regras.md#segunda-via.
    """
    if not papers.lock_document(ctx.stamp, order.document_id):
        raise LookupError(f"document {order.document_id}")
    if not papers.content(ctx.database, order.document_id):
        raise PaperErased
    return CopyNoted(order.document_id, papers.add_copy(ctx.stamp, order.document_id, order.medium))


@query("see_papers")
def copy_content(ctx: Context, document_id: int, number: int) -> bytes:
    """The PDF of a copy that was counted: the original, with "2ª via" over each page.

    Raises:
        PaperErased: the person was anonymised.
        LookupError: that copy was not counted.
    """
    copy = papers.copy_of(ctx.database, document_id, number)
    content = papers.content(ctx.database, document_id)
    if not content:
        raise PaperErased
    at = copy.copied_at.astimezone(ctx.now.tzinfo)

    def mark(width: float, height: float) -> bytes:
        return copy_mark.render(width, height, copy.kind, copy.number, at, copy.copied_by)

    return marked_pdf(content, mark)
