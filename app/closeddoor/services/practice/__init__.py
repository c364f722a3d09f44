"""One briefing from reading to debrief, resumable at any point."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from closeddoor.services.practice.briefing import Briefing, JsonObject, Notes
    from closeddoor.services.practice.finished import Finished, FinishedService
    from closeddoor.services.practice.margin import MarginNote
    from closeddoor.services.practice.service import PracticeService
    from closeddoor.services.practice.steps import COMMIT, READ, SELF_SCORE, BriefingStep, steps_of

__all__ = [
    "COMMIT",
    "READ",
    "SELF_SCORE",
    "Briefing",
    "BriefingStep",
    "Finished",
    "FinishedService",
    "JsonObject",
    "MarginNote",
    "Notes",
    "PracticeService",
    "steps_of",
]

_HOMES = dict(
    zip(
        __all__,
        (
            "steps",
            "steps",
            "steps",
            "briefing",
            "steps",
            "finished",
            "finished",
            "briefing",
            "margin",
            "briefing",
            "service",
            "steps",
        ),
        strict=True,
    )
)
"""The module of each name, imported when that is asked for: home needs a few of them, and would wait for all."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(name)
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
