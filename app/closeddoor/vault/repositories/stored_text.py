def storable(text: str) -> str:
    """Replace halves of surrogate pairs, which a paste can bring and UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
