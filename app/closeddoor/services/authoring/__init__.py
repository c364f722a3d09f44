"""Authoring a pack in forms: the same folder that a text editor would change, checked while it is written."""
