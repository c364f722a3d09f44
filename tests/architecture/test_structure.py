"""The house rules that a reader can rely on; import directions themselves are contracts in pyproject.toml."""

import ast
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APP = ROOT / "app" / "closeddoor"
SOURCES = sorted(APP.rglob("*.py"))

LONGEST_FILE = 350
LONGEST_FUNCTION = 60
VAGUE_NAMES = {"utils", "util", "common", "helpers", "helper", "manager", "misc"}
NEVER_IN_THE_WINDOW = {"numpy", "llama_cpp", "keyring", "ssl", "http", "urllib.request", "requests"}
COPIES_IN_THE_OPEN = {"QLineEdit", "QComboBox", "QSpinBox", "QDoubleSpinBox", "QInputDialog"}
"""Qt's own fields for a line, and what has one inside."""


def test_import_directions() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_no_file_grew_past_what_one_head_can_hold() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in SOURCES}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_grew_past_a_screen(trees: Mapping[Path, ast.Module]) -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_no_module_is_a_drawer_for_everything() -> None:
    assert [path for path in SOURCES if path.stem in VAGUE_NAMES or path.parent.name in VAGUE_NAMES] == []


def test_every_line_that_one_types_in_copies_in_private(trees: Mapping[Path, ast.Module]) -> None:
    named = {
        str(path.relative_to(APP))
        for path, tree in trees.items()
        if path.is_relative_to(APP / "ui")
        for node in ast.walk(tree)
        if isinstance(node, ast.alias) and node.name in COPIES_IN_THE_OPEN
    }
    assert named == {"ui/widgets/fields.py"}, "make a closeddoor.ui.widgets.fields.Line instead"


def test_no_item_of_a_layout_is_asked_for(trees: Mapping[Path, ast.Module]) -> None:
    """PySide keeps the wrapper of an item that Qt has deleted: the process ends of it later."""
    asked = {
        str(path.relative_to(APP))
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"itemAt", "itemAtPosition"}
    }
    assert asked == set()


def test_every_intent_of_a_page_reaches_somebody(trees: Mapping[Path, ast.Module]) -> None:
    declared = {
        node.targets[0].id
        for path, tree in trees.items()
        if path.name == "intents.py" and path.is_relative_to(APP / "ui" / "pages")
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    wiring = " ".join(path.read_text() for path in (APP / "bootstrap").rglob("*.py"))
    assert {name for name in declared if f".{name}.connect(" not in wiring} == set()


@pytest.mark.parametrize("module", ["closeddoor.bootstrap", "closeddoor.cli.window"])
def test_window_process_loads_no_network_model_or_keychain_module(module: str) -> None:
    listing = f"import sys, {module}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    assert NEVER_IN_THE_WINDOW & set(run.stdout.split()) == set()


def test_no_markup_of_a_session_or_machine_in_the_project() -> None:
    texts = [path for path in _project_files() if path.suffix not in {".png", ".jpg", ".gguf"}]
    forbidden = ("--index" + "-url", "--extra-index" + "-url", "/root" + "/", "/home" + "/")
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in texts
        for word in forbidden
        if path.is_file() and word in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert found == []


def _project_files() -> list[Path]:
    """Return what belongs to the project: as git knows it, or in an unpacked archive all but what was made there."""
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode == 0:
        return [ROOT / name for name in listing.stdout.splitlines()]
    made = {".venv", "build", "dist", "__pycache__"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not made & set(path.relative_to(ROOT).parts)]


def test_every_benchmark_that_make_calls_is_a_module_of_its_package() -> None:
    """Called by its path, it would not find the others."""
    called = re.findall(r"\$\(BIN\)/python (.*benchmarks\S+)", (ROOT / "Makefile").read_text())
    assert called
    assert [call for call in called if not call.startswith("-m benchmarks.")] == []
    assert [call for call in called if not (ROOT / f"{call.removeprefix('-m ').replace('.', '/')}.py").exists()] == []
