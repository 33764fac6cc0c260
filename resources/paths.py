"""Where the shipped files lie: the same answer from a checkout, an installed wheel and a frozen folder."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


class MissingResourceError(FileNotFoundError):
    """A shipped file is not where it must be: the installation is damaged, reinstall it.

    ``key`` is ``resource_missing``; ``name`` is the asked path relative to ``resources``.
    """

    key = "resource_missing"

    def __init__(self, name: str) -> None:
        super().__init__(f"resource_missing: expected {_ROOT / name}; reinstall the program")
        self.name = name


def resource_path(*parts: str) -> Path:
    """Absolute path of a shipped file or folder, e.g. ``resource_path("sounds", "goods.wav")``.

    Without parts: the folder of all resources. Raises ``MissingResourceError`` if there is no such file or folder, or
    if the parts lead out of the folder.
    """
    path = _ROOT.joinpath(*parts).resolve()
    if not path.is_relative_to(_ROOT) or not path.exists():
        raise MissingResourceError("/".join(parts))
    return path
