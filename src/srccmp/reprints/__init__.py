"""Articles that are one text: reprints, rewritten ones and translations, with their first."""

from srccmp.reprints.copies import Copies, near_copies
from srccmp.reprints.families import Settled, settle_families

__all__ = ["Copies", "Settled", "near_copies", "settle_families"]
