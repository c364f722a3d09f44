"""The privacy room: what is kept, what opens it, what leaves no copy, and what the system refuses."""
