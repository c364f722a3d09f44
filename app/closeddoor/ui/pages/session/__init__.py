"""A session with a group: the desk before it, the stage on the projector, and what is printed."""
