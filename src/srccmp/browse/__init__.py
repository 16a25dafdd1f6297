"""``browse``: the comparison on the full screen (extra ``browse``: Textual)."""

from __future__ import annotations

from srccmp.browse.choose import Choice, choice_of
from srccmp.errors import MissingExtra
from srccmp.present.view import Index

__all__ = ["Choice", "browse", "choice_of", "ensure"]


def ensure() -> None:
    """Raise `MissingExtra` where Textual is not installed: before anything is compared."""
    try:
        import textual  # noqa: F401
    except ModuleNotFoundError as error:
        hint = "pip install 'srccmp[browse]'"
        raise MissingExtra(f"the full screen needs {error.name}", hint=hint) from error


def browse(index: Index, choice: Choice, asked_pager: str | None = None) -> None:
    """Show the comparison until the reader quits; articles open in the pager that was asked for, as
    in `pager.chosen`. Raises `MissingExtra` without Textual."""
    ensure()
    from srccmp.browse.app import BrowseApp

    BrowseApp(index, choice, asked_pager).run()
