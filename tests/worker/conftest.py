import sys
from collections.abc import Iterator
from typing import Any

import pytest

from closeddoor.worker.native import load_library


@pytest.fixture(scope="module")
def library() -> Iterator[Any]:
    before = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "llama_cpp"}
    yield load_library()
    for name in [name for name in sys.modules if name.partition(".")[0] == "llama_cpp"]:
        del sys.modules[name]
    sys.modules.update(before)
