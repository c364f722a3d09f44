"""`closed-door model qualify`: what it prints and how it ends; the measuring itself has its own tests."""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from closeddoor.bootstrap import judging
from closeddoor.cli import run
from closeddoor.domain.qualification import Calibration, Figures, JudgedModel, Qualification
from closeddoor.domain.secret import Secret
from closeddoor.inference.states import WorkerSpec
from closeddoor.vault.vault_folder import VaultFolder

Said = pytest.CaptureFixture[str]
FOUND = Qualification(
    model=JudgedModel("ab" * 32, "ggml 1", "Some model"),
    grader_version=6,
    measured_on="2026-11-23",
    grader=Figures(312, 45, 42, 151, 144, 0.82, 0.86),
    together=Figures(312, 60, 58, 190, 185, 0.89, 0.9),
    auc=0.81,
    gamed=48,
    gamed_met=0,
    passed=True,
    reasons=("With it, 250 of 312 labelled decisions were taken.", "It may give a second opinion on what you write."),
    calibration=Calibration(-1.0, 1.0, 0.5, 0.1, 0.8),
)


class Measured:
    """What stands in the place of the measuring: it says that it is half done, and then what it found."""

    def __init__(self, found: Qualification) -> None:
        self.future: Future[Qualification] = Future()
        self._found = found

    def run(self, on_progress: Callable[[float], None]) -> "Measured":
        on_progress(0.5)
        self.future.set_result(self._found)
        return self


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> Callable[[Qualification], list[WorkerSpec]]:
    def put(found: Qualification) -> list[WorkerSpec]:
        specs: list[WorkerSpec] = []

        @contextmanager
        def measuring(spec: WorkerSpec, _name: str, _folders: Sequence[Path]) -> Iterator[Measured]:
            specs.append(spec)
            yield Measured(found)

        monkeypatch.setattr(judging, "measuring", measuring)
        return specs

    return put


def model_file(folder: Path) -> Path:
    path = folder / "some.gguf"
    path.write_bytes(b"GGUF" + bytes(60))
    return path


def test_a_qualified_model_ends_with_0_and_a_table(
    measured: Callable[[Qualification], list[WorkerSpec]], capsys: Said, tmp_path: Path
) -> None:
    specs = measured(FOUND)
    assert run(["model", "qualify", "--model", str(model_file(tmp_path))]) == 0
    out, err = capsys.readouterr()
    assert "Some model: qualified, measured on 2026-11-23 on this machine" in out
    assert "58 of 60 = 0.97" in out
    assert "0 of 48" in out
    assert out.rstrip().endswith(FOUND.reasons[-1])
    assert " 50%" in err
    assert len(specs[0].sha256) == 64


def test_one_that_failed_ends_with_1_and_the_same_as_json(
    measured: Callable[[Qualification], list[WorkerSpec]], capsys: Said, tmp_path: Path
) -> None:
    failed = replace(FOUND, passed=False, reasons=("Fine for conversation; not used to judge.",))
    measured(failed)
    assert run(["model", "qualify", "--model", str(model_file(tmp_path)), "--json"]) == 1
    assert Qualification.from_json(json.loads(capsys.readouterr().out)) == failed


def test_a_file_that_is_not_there_is_named(capsys: Said, tmp_path: Path) -> None:
    assert run(["model", "qualify", "--model", str(tmp_path / "none.gguf")]) == 1
    assert "none.gguf cannot be read" in capsys.readouterr().err


def test_with_a_passphrase_it_is_kept_in_the_vault(
    measured: Callable[[Qualification], list[WorkerSpec]], capsys: Said, tmp_path: Path
) -> None:
    measured(FOUND)
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("seven dull wet boots\n")
    profile = tmp_path / "profile"
    given = ["--profile", str(profile), "--passphrase-file", str(passphrase)]
    assert run(["model", "qualify", "--model", str(model_file(tmp_path)), *given]) == 0
    capsys.readouterr()
    vault = VaultFolder(profile / "vault").unlock_with_passphrase(Secret(b"seven dull wet boots"))
    try:
        assert Qualification.from_json(vault.settings.get(f"qualification:{FOUND.model.sha256}")) == FOUND
    finally:
        vault.close()
