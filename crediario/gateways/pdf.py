"""PDF pages read by pdfium, one thread at a time: the library keeps state that is shared by all documents."""

from collections.abc import Iterator
from contextlib import contextmanager
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
