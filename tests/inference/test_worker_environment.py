import subprocess
import sys

import pytest

from closeddoor.inference.process import worker_environment

LOOKED_UP = "import sys; print('pwd' in sys.modules)"
"""Python's own start imports it to ask who the account is, which a name service may answer over the network."""


def looked_up(environment: dict[str, str]) -> str:
    command = [sys.executable, "-I", "-c", LOOKED_UP]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="accounts are looked up otherwise there")
def test_a_worker_asks_nobody_who_it_is() -> None:
    given = {name: worker_environment().value(name) for name in worker_environment().keys()}  # noqa: SIM118 - not a dict
    assert looked_up(given) == "False"
    assert looked_up({name: value for name, value in given.items() if name != "HOME"}) == "True", "the control"


def test_nothing_that_steers_reaches_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONPATH", "LD_PRELOAD", "GGML_BACKEND_PATH", "LLAMA_CPP_LIB_PATH"):
        monkeypatch.setenv(name, "x")
    assert {"PYTHONPATH", "LD_PRELOAD", "GGML_BACKEND_PATH", "LLAMA_CPP_LIB_PATH"} & set(
        worker_environment().keys()
    ) == set()
