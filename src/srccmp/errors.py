"""One tree of errors; each names what is wrong, where, and what to do about it.

::

    SrccmpError
    ├── BadInput            a path, a file or an option that cannot be used
    │   ├── UnreadableArticle   one file; the others are still compared
    │   └── NothingToCompare    no article is left
    ├── NotFound            an id that no claim, statement or article has
    └── MissingExtra        an engine that is not installed
"""


class SrccmpError(Exception):
    """Base of all errors that srccmp raises on purpose.

    ``hint`` tells the reader what to do, or is empty; ``exit_code`` is what the command line
    ends with.
    """

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class BadInput(SrccmpError):
    """Something given from outside cannot be used."""


class UnreadableArticle(BadInput):
    """One file is no article; ``code`` is the word that its note carries."""

    def __init__(self, message: str, *, code: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.code = code


class NothingToCompare(BadInput):
    """No article is left to compare."""


class NotFound(SrccmpError):
    """No claim, statement or article has this id, or several begin with it."""


class MissingExtra(SrccmpError):
    """An optional engine was asked for and is not installed."""
