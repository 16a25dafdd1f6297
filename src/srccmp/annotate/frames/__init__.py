"""Told events and what is said about them beyond the typed layers: cause, intent, scope, course.

No parser: a frame is read from cue words, cases and the concepts around them, inside one
statement. What a statement leaves out (the effect of "причиной стало падение ракеты") it takes
from the statement before it in the same article. Every frame carries the words that it rests on.
"""

from __future__ import annotations

from srccmp.annotate.frames.aims import find_intents, find_scopes
from srccmp.annotate.frames.causes import context_of, find_causes
from srccmp.annotate.frames.cued import Cued
from srccmp.annotate.frames.events import find_events
from srccmp.annotate.frames.values import CIVIL, HARM, Context, Event, Frame, specific

__all__ = [
    "CIVIL",
    "HARM",
    "Context",
    "Cued",
    "Event",
    "Frame",
    "context_of",
    "find_causes",
    "find_events",
    "find_intents",
    "find_scopes",
    "specific",
]
