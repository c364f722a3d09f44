"""What the window's process and the children may not pull in, by what a fresh interpreter has loaded afterwards."""

import subprocess
import sys

import pytest

NETWORK = {"socket", "_socket", "ssl", "_ssl", "http", "http.client", "urllib.request", "asyncio"}


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; before = set(sys.modules); {statement}; print(*(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-I", "-c", code], check=True, capture_output=True, text=True, timeout=60)
    return set(run.stdout.split())


def test_the_window_imports_no_engine_no_numpy_and_no_network() -> None:
    names = "catalogue, chat, client, embedder, problems, process, waiting"
    modules = loaded_by(f"from closeddoor.inference import {names}")
    assert "closeddoor.inference.client" in modules
    assert not modules & (NETWORK | {"numpy", "llama_cpp", "pickle", "PySide6.QtNetwork", "PySide6.QtGui"})


def test_the_engine_comes_without_numpy_templates_or_a_cache_that_unpickles() -> None:
    modules = loaded_by(
        "from closeddoor.worker import service; from closeddoor.worker.native import load_library; load_library()"
    )
    assert "llama_cpp.llama_cpp" in modules
    # typing_extensions, which the bindings import, loads _socket to name one of its types; seccomp denies its use.
    assert not modules & (NETWORK - {"_socket"} | {"numpy", "jinja2", "diskcache", "pickle", "llama_cpp.llama_cache"})


@pytest.mark.parametrize(
    "statement",
    [
        "from closeddoor.wire import codec, framing, messages",
        "from closeddoor.confinement import child",
    ],
)
def test_wire_and_confinement_are_standard_library_only(statement: str) -> None:
    modules = loaded_by(statement)
    ours = {"closeddoor"}
    outside = {name for name in modules if name.partition(".")[0] not in sys.stdlib_module_names | ours}
    assert not outside
    assert not modules & NETWORK
