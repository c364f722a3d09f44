"""What a loaded model's file says about itself, as llama.cpp repeats it."""

import ctypes
from typing import Any


def metadata(library: Any, pointer: Any, key: bytes) -> str:
    """Return a text or a number as text; empty where the file does not say it."""
    buffer = ctypes.create_string_buffer(256)
    library.llama_model_meta_val_str(pointer, key, buffer, len(buffer))
    return buffer.value.decode("utf-8", "replace")


def number(library: Any, pointer: Any, key: str) -> int:
    """Return a whole number that is not negative; 0 where the file does not say it."""
    text = metadata(library, pointer, key.encode())
    return int(text) if text.isascii() and text.isdigit() else 0
