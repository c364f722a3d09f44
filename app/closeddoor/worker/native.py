"""llama.cpp itself, through the bare bindings of llama-cpp-python.

Only the module of C declarations is imported. The package's own `__init__` would pull in numpy, a template engine and a
disk cache that unpickles what it finds (CVE-2025-69872): 300 ms and megabytes for nothing we use.
"""

import ctypes
import importlib
import importlib.util
import os
import sys
from pathlib import Path
from typing import Any, ClassVar

_ERROR_LEVEL = 4


def load_library() -> Any:
    """Return the module of declarations, with the library loaded from its absolute path in the package."""
    spec = importlib.util.find_spec("llama_cpp")
    if spec is None:
        raise ModuleNotFoundError("llama_cpp")
    sys.modules["llama_cpp"] = importlib.util.module_from_spec(spec)  # not executed
    library = importlib.import_module("llama_cpp.llama_cpp")
    load_processor_library(library)
    library.llama_backend_init()
    return library


def load_processor_library(library: Any) -> None:
    """Load the calculations for this processor where they are files of their own, as in a bundle.

    There is one for each generation of processors; ggml takes the best that this one can run. The folder is named, so
    that no variable and no working folder is asked.
    """
    folder = Path(library._lib._name).parent  # noqa: SLF001 (the path that ctypes opened, absolute)
    if any(folder.glob("*ggml-cpu-*")):
        library._lib.ggml_backend_load_all_from_path(os.fsencode(folder))  # noqa: SLF001 (not declared there)


def build_of(library: Any) -> str:
    """Return which build of llama.cpp this is, for what was measured with it; its own version and commit where told.

    The numbers come from ggml, which is built from the same source: llama.cpp's library has none of its own.
    """
    told = []
    for name in ("ggml_version", "ggml_commit"):
        try:
            function = getattr(library._lib, name)  # noqa: SLF001 (these have no declaration there)
        except AttributeError:  # a library that does not show what it is linked with, as on Windows
            continue
        function.restype = ctypes.c_char_p
        told.append((function() or b"").decode("ascii", "replace"))
    return " ".join(["ggml", *told])


class ErrorLog:
    """Keeps llama.cpp's last error lines in memory, to tell one failure from another; nothing is written anywhere.

    llama.cpp speaks to one in a process, the last that was made.
    """

    _spoken_to: "ClassVar[ErrorLog | None]" = None
    """Held for as long as llama.cpp may call it: it keeps the bare pointer."""

    def __init__(self, library: Any, keep_lines: int = 20) -> None:
        self._keep_lines = keep_lines
        self.lines: list[str] = []
        self._callback = library.llama_log_callback(self._on_line)
        library.llama_log_set(self._callback, None)
        ErrorLog._spoken_to = self

    def _on_line(self, level: int, text: bytes, _data: ctypes.c_void_p) -> None:
        if level == _ERROR_LEVEL:
            self.lines = [*self.lines[1 - self._keep_lines :], text.decode("utf-8", "replace")]

    def mentions(self, *phrases: str) -> bool:
        said = " ".join(self.lines).lower()
        return any(phrase in said for phrase in phrases)
