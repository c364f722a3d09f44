"""Messages and framing between the window and its children; standard library only, so children stay small."""
