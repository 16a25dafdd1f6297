"""By what claims can be sorted. Imports nothing: the command line reads it to print its help."""

from enum import StrEnum


class Sort(StrEnum):
    IMPORTANCE = "importance"  # the canonical order of a comparison
    SOURCES = "sources"  # most first
    ORIGINS = "origins"  # most first
    TIME = "time"  # when it happened, by the timeline; without a time last
    PUBLISHED = "published"  # the first publication
    FACET = "facet"
    ID = "id"
