"""Where things are: the only module that knows the folders of resources and of the user.

Resources stand in three places, by how the program was started: beside the package in the source tree, inside
the package as ``_resources`` when a wheel was installed, beside the frozen program when PyInstaller made it.
"""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a file or folder that ships with the program.

    Args:
        parts: names below ``resources/``, as in ``resource("fonts", "OFL.txt")``.

    Raises:
        FileNotFoundError: nothing of that name ships: the installation is damaged.
    """
    path = _resources_folder().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"missing resource: {path}")
    return path


def user_data_folder() -> Path:
    """The folder of this person's shop files where no other was chosen; the caller makes it."""
    from platformdirs import user_data_path

    return user_data_path("crediario", appauthor=False)


def _resources_folder() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"
