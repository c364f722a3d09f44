"""One briefing from reading to debrief, resumable at any point."""

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
