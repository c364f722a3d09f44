"""A start that is waited for: nothing the first page does without is imported, and nothing slows the imports."""

import json
import subprocess
import sys

import pytest

from tests.e2e.running import ROOT

START = """
import builtins, gc, sys
import closeddoor.cli as commands
if HASTE:
    from closeddoor.cli.haste import collect_what_comes, make_haste
    make_haste()
else:
    import PySide6.QtCore
import closeddoor.cli.window
facts = {"modules": sorted(sys.modules), "imports": builtins.__import__.__name__, "collects": gc.isenabled()}
if HASTE:
    collect_what_comes()
import json
print(json.dumps({**facts, "collects_then": gc.isenabled(), "frozen": gc.get_freeze_count()}))
"""
NOT_YET = {
    "getpass", "hmac", "html.entities", "json", "platform", "platformdirs", "subprocess",
    "numpy", "llama_cpp", "sqlcipher3", "msgspec",
    "closeddoor.domain.ports", "closeddoor.domain.scenario", "closeddoor.ui.theme.verdicts", "closeddoor.vault.vault",
    "closeddoor.presenters.states.mending", "closeddoor.presenters.states.privacy.erase",
}  # fmt: skip


def started(*, haste: bool) -> dict[str, object]:
    code = f"HASTE = {haste}\n{START}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    facts: dict[str, object] = json.loads(done.stdout)
    return facts


@pytest.fixture(scope="module")
def hasty() -> dict[str, object]:
    return started(haste=True)


def test_what_the_first_page_does_without_is_not_imported(hasty: dict[str, object]) -> None:
    modules = hasty["modules"]
    assert isinstance(modules, list)
    assert "closeddoor.ui.pages.unlock.page" in modules
    assert NOT_YET & set(modules) == set()


def test_imports_do_not_read_the_source_of_every_module(hasty: dict[str, object]) -> None:
    """The control is PySide6 as it comes: should it stop doing so, there is nothing to undo."""
    assert started(haste=False)["imports"] == "__feature_import__"
    assert hasty["imports"] != "__feature_import__"


def test_garbage_is_looked_for_again_and_not_in_what_was_there(hasty: dict[str, object]) -> None:
    assert (hasty["collects"], hasty["collects_then"]) == (False, True)
    frozen = hasty["frozen"]
    assert isinstance(frozen, int)
    assert frozen > 10_000
