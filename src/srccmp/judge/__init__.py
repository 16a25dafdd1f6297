"""Claims → verdicts: facets against facets, each with its ladder; similarity decides nothing."""

from srccmp.judge.sums import sum_notes
from srccmp.judge.timeline import timeline
from srccmp.judge.verdict import judge_all

__all__ = ["judge_all", "sum_notes", "timeline"]
