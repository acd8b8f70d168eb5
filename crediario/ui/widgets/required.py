"""Which field of a form is wrong or missing, each saying so itself."""

from collections.abc import Sequence

from crediario.domain.errors import KnownFailure
from crediario.ui.messages import words
from crediario.ui.widgets.edits import Edit, ValueEdit


def say_refusal(edit: Edit, failure: KnownFailure) -> Edit:
    """Puts a refusal's words at a field."""
    edit.set_error(words(failure).title)
    return edit


def first_wrong(required: Sequence[tuple[Edit, str]], others: Sequence[Edit]) -> Edit | None:
    """The first field, in this order, that is missing or wrong; every one of them says what is wrong."""
    for edit, missing in required:
        if not edit.text().strip():
            edit.set_error(missing)
    edits = [edit for edit, _ in required] + list(others)
    for edit in edits:
        if isinstance(edit, ValueEdit):
            edit.check() if edit.text().strip() else None
    return next((edit for edit in edits if edit.error), None)
