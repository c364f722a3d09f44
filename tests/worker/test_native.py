"""What llama.cpp says is heard by somebody who is there: it calls a bare pointer."""

import gc
import weakref
from typing import Any

from closeddoor.worker.native import ErrorLog


def test_whom_llama_speaks_to_is_held_until_it_speaks_to_another(library: Any) -> None:
    first = weakref.ref(ErrorLog(library))
    gc.collect()
    assert first() is not None
    second = weakref.ref(ErrorLog(library))
    gc.collect()
    assert second() is not None
    assert first() is None
