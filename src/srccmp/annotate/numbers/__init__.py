"""How many of what: the quantities of a statement.

>>> from srccmp.annotate.tokens import tokenize
>>> [found] = find_quantities(tokenize("At least 12 people were killed.", "en"), "en")
>>> found.low, found.high, found.unit, found.role
(12.0, None, 'person', 'killed')
"""

from srccmp.annotate.numbers.digits import digits_value
from srccmp.annotate.numbers.find import find_quantities
from srccmp.annotate.numbers.lexicon import coarser_units, kind_of_unit
from srccmp.annotate.numbers.parts import is_whole, opens_part

__all__ = [
    "coarser_units",
    "digits_value",
    "find_quantities",
    "is_whole",
    "kind_of_unit",
    "opens_part",
]
