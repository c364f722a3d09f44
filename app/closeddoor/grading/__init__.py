"""Free-text verdicts: what an answer says, decided on the device."""

from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.grading.material import GradingMaterial

__all__ = ["EmbeddedGrader", "GradingMaterial"]
