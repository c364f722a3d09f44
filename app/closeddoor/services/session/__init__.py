"""A briefing played by a group: what the facilitator's guide says of its time."""

from closeddoor.services.session.run_of_show import RunOfShow, SectionName, ShowStep, run_of_show

__all__ = ["RunOfShow", "SectionName", "ShowStep", "run_of_show"]
