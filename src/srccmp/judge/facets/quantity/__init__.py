"""How many: counts of the same thing in the same role, and measures told of one thing."""

from srccmp.judge.facets.quantity.compare import compare_quantities
from srccmp.judge.facets.quantity.kinship import counted_as
from srccmp.judge.facets.quantity.ladder import COURSES, quantity_level
from srccmp.judge.facets.quantity.told import Told, told_of

__all__ = ["COURSES", "Told", "compare_quantities", "counted_as", "quantity_level", "told_of"]
