"""Who says it: the voice that a statement's words come from, and whether they are quoted.

No parser: cue verbs and set phrases find the place, the cases and capitals around them find the
name (``voices``). Where several voices stand in one sentence, the innermost counts: a minister on
Telegram by way of an agency is the minister. A cue whose voice cannot be told gives a speaker
None, and a sentence without a cue gives no attribution at all: precision first.
"""

from srccmp.annotate.attribution.article import attribute_article
from srccmp.annotate.attribution.found import Speaking, carried
from srccmp.annotate.attribution.one import find_attribution, find_speaking

__all__ = ["Speaking", "attribute_article", "carried", "find_attribution", "find_speaking"]
