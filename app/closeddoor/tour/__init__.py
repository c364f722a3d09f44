"""The real application, driven offscreen through its widgets, with a screenshot of every page and state."""
