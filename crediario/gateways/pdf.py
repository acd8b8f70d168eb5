"""PDF pages read by pdfium, one thread at a time: the library keeps state that is shared by all documents."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_TURN = RLock()


@contextmanager
def opened_pdf(content: bytes) -> "Iterator[PdfDocument]":
    """A document while it is looked at; other threads wait until it is closed.

    Raises:
        pypdfium2.PdfiumError: the bytes are no PDF, are damaged, or ask for a password.
    """
    import pypdfium2

    with _TURN, pypdfium2.PdfDocument(content) as document:
        yield document


def marked_pdf(content: bytes, mark: Callable[[float, float], bytes]) -> bytes:
    """A document with a mark drawn over each of its pages; what was there stays as it was.

    Args:
        content: the document.
        mark: makes the PDF of one page that is laid over a page so wide and so high, in points.

    Raises:
        pypdfium2.PdfiumError: one of the two is no PDF.
    """
    with opened_pdf(content) as document:
        for page in document:
            with opened_pdf(mark(*page.get_size())) as over:
                page.insert_obj(over.page_as_xobject(0, document).as_pageobject())
            page.gen_content()
        written = BytesIO()
        document.save(written)
        return written.getvalue()
