"""What makes the window's start quick, done before anything of it is imported."""

import builtins
import gc


def make_haste() -> None:
    """Look for no garbage, and import as Python does, not as PySide6 would have it.

    PySide6 replaces `__import__` by a function that reads the source of every module imported from then on, to see
    whether it may switch PySide6's spelling of names (`__feature__`, PYSIDE-2029). Nothing here does: a fifth of the
    start went into that. `collect_what_comes` looks for garbage again.
    """
    gc.disable()
    import PySide6.QtCore  # noqa: F401, PLC0415 - it replaces the function as it is imported

    own = vars(builtins).get("__orig_import__")
    if own is not None:
        builtins.__import__ = own


def collect_what_comes() -> None:
    """Look for garbage from now on: what is there stays, and looking through it would hold the window for 25 ms."""
    gc.freeze()
    gc.enable()
