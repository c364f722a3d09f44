import subprocess
import sys
from pathlib import Path

import pytest

import environment


@pytest.fixture
def bare_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A virtual environment without pip, as an interrupted set-up leaves it, below a folder with a space."""
    venv = tmp_path / "my clone" / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "PYTHON", venv / "bin" / "python")
    return venv


def test_an_environment_that_was_not_finished_is_made_anew(bare_environment: Path) -> None:
    assert (bare_environment / "bin" / "python").exists()
    assert not environment._is_usable()


def test_an_environment_of_another_python_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))
    assert environment._is_usable()
    monkeypatch.setattr(sys, "version", "3.99.0 (another)")
    assert not environment._is_usable()


def test_no_environment_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "nowhere")
    assert not environment._is_usable()


def test_the_command_runs_from_a_path_with_a_space(bare_environment: Path) -> None:
    environment._link_source()
    run = subprocess.run(
        [bare_environment / "bin" / "closed-door", "--version"], capture_output=True, text=True, check=True
    )
    assert run.stdout.startswith("closed-door 0.")


def test_what_the_window_imports_is_compiled_before_it_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "app" / "closeddoor"
    package.mkdir(parents=True)
    (package / "page.py").write_text("shown = 1\n")
    (package / "draft.py").write_text("not finished (\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))
    environment.compile_source()
    assert [path.name.split(".")[0] for path in (package / "__pycache__").iterdir()] == ["page"]
