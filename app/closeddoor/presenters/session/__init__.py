"""A briefing for a group: from the desk to the projector."""
