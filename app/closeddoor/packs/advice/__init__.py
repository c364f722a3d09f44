"""What could be better about a pack that is read without an error: warnings, which refuse nothing."""

from closeddoor.packs.advice.advise import advise
from closeddoor.packs.advice.warning import Warned

__all__ = ["Warned", "advise"]
