"""The modules of briefings by their names; home needs no more of a briefing."""

from closeddoor.language import tr

MODULE_TITLES = {
    "vendor-proposal": tr("Vendor proposal"),
    "business-case": tr("Business case"),
    "risk": tr("AI risk"),
    "project-update": tr("Project update"),
    "public-statement": tr("Public statement"),
}
