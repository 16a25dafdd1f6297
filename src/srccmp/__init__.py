"""Several news accounts of one event, compared statement by statement across languages.

>>> from srccmp import CompareOptions, compare, read_articles
>>> sorted(compare(read_articles(["seeds"]), CompareOptions(encoder="none")).to_dict())[:2]
['articles', 'claims']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from srccmp.comparison import Comparison
    from srccmp.errors import SrccmpError
    from srccmp.model import Article, Reading, Relation
    from srccmp.options import CompareOptions
    from srccmp.pipeline import compare
    from srccmp.read import read_articles

__version__ = "0.1.0"
__all__ = [
    "Article",
    "CompareOptions",
    "Comparison",
    "Reading",
    "Relation",
    "SrccmpError",
    "compare",
    "read_articles",
]

_HOME = {
    "Article": "model",
    "CompareOptions": "options",
    "Comparison": "comparison",
    "Reading": "model",
    "Relation": "model",
    "SrccmpError": "errors",
    "compare": "pipeline",
    "read_articles": "read",
}


def __getattr__(name: str) -> Any:
    """Public names, each loaded when it is first used: `srccmp --help` needs none of them."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"srccmp.{_HOME[name]}"), name)
