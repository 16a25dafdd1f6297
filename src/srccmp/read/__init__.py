"""Files to articles: found, decoded, named and dated, in an order that depends on them alone."""

from __future__ import annotations

from srccmp.read.files import read_articles

__all__ = ["read_articles"]
