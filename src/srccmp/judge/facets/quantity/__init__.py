"""How many: counts of the same thing in the same role, and measures told of one thing."""

from srccmp.judge.facets.quantity.compare import compare_quantities
from srccmp.judge.facets.quantity.ladder import COURSES, quantity_level

__all__ = ["COURSES", "compare_quantities", "quantity_level"]
