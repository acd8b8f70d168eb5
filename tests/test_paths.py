import sys
from pathlib import Path

import pytest

from crediario import paths


def test_resources_of_the_source_tree() -> None:
    assert paths.resource("fonts", "OFL.txt").is_file()
    assert paths.resource("fonts").is_dir()


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.txt"):
        paths.resource("fonts", "nothing.txt")


def test_resources_of_an_installed_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_resources" / "fonts").mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.resource("fonts") == tmp_path / "_resources" / "fonts"


def test_resources_of_a_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource() == tmp_path / "resources"


def test_the_users_folder_bears_our_name() -> None:
    assert paths.user_data_folder().name == "crediario"
