"""The look that the pages have, as in `tests/ui`: without one the measures are those of the platform."""

from tests.ui.conftest import appearance_switch, look

__all__ = ["appearance_switch", "look"]
