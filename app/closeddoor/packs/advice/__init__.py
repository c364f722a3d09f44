"""What an author is told of a pack: what could be better, which refuses nothing, and what a refusal asks them to do."""

from closeddoor.packs.advice.advise import advise
from closeddoor.packs.advice.refusals import UNFINISHED, explain
from closeddoor.packs.advice.warning import Warned

__all__ = ["UNFINISHED", "Warned", "advise", "explain"]
