"""Titles out of file names, and the names files are saved under."""

from datetime import date

import pytest

from crediario.domain.attachments import TITLE_LENGTH, MediaType, file_title, safe_file_name


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("RG frente.jpg", "RG frente"),
        ("comprovante_de_renda.maio.pdf", "comprovante de renda.maio"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Ana\\foto.png", "foto"),
        (".jpg", "jpg"),
        ("...", ""),
        ("", ""),
        ("nota\u202egpj.exe.jpg", "notagpj.exe"),
        ("a\x00b\n c.pdf", "ab c"),
        ("IMG_20260609_143200.jpg", "IMG 20260609 143200"),
        ("é" * 300 + ".jpg", "é" * TITLE_LENGTH),
        ("e\u0301.jpg", "é"),
    ],
)
def test_a_title_is_what_is_readable_of_a_file_name(name: str, title: str) -> None:
    assert file_title(name) == title


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        (MediaType.JPEG, "anexo-12-2026-06-09.jpg"),
        (MediaType.PNG, "anexo-12-2026-06-09.png"),
        (MediaType.PDF, "anexo-12-2026-06-09.pdf"),
    ],
)
def test_a_file_is_saved_under_its_id_and_day(media_type: MediaType, name: str) -> None:
    assert safe_file_name(12, date(2026, 6, 9), media_type) == name
