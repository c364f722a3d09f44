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
from closeddoor.cli.model import qualify
from closeddoor.domain.qualification import Calibration, Figures, JudgedModel, Qualification
from closeddoor.domain.secret import Secret
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.states import WorkerSpec
from closeddoor.inference.taking import ChosenModel
from closeddoor.policy.in_force import follow
from closeddoor.services.found_models import CHOICE_KEY
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.wire.messages import FileIdentity
from tests.policy.policies import policy_of

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


@pytest.fixture
def no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give this test a folder of models in which there is none."""
    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setattr(qualify, "model_folders", lambda: (folder,))
    return folder


def test_without_a_file_the_starter_is_measured_where_it_is(
    measured: Callable[[Qualification], list[WorkerSpec]], no_models: Path
) -> None:
    specs = measured(FOUND)
    (no_models / STARTER_CHAT.file_name).touch()
    assert run(["model", "qualify"]) == 0
    assert (specs[0].model_path, specs[0].sha256) == (no_models / STARTER_CHAT.file_name, STARTER_CHAT.sha256)


def test_with_no_model_at_all_nothing_is_measured_and_it_says_how_to_get_one(
    measured: Callable[[Qualification], list[WorkerSpec]], capsys: Said, no_models: Path
) -> None:
    specs = measured(FOUND)
    assert run(["model", "qualify"]) == 1
    said = capsys.readouterr().err
    assert STARTER_CHAT.file_name in said
    assert STARTER_CHAT.how_to_get() in said
    assert run(["model", "qualify", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "model.missing"
    assert specs == []
    assert list(no_models.iterdir()) == []


@pytest.fixture
def chosen(tmp_path: Path) -> tuple[ChosenModel, list[str]]:
    """A vault in which a model is chosen, and the arguments that open it."""
    path, profile, passphrase = model_file(tmp_path), tmp_path / "profile", tmp_path / "passphrase"
    passphrase.write_text("seven dull wet boots\n")
    profile.mkdir()
    choice = ChosenModel("Mine", "An app", path, "cd" * 32, FileIdentity.of(path.lstat()), is_copy=False)
    vault, _ = VaultFolder(profile / "vault").create(Secret(b"seven dull wet boots"))
    vault.settings.set(CHOICE_KEY, choice.to_json())
    vault.close()
    return choice, ["--profile", str(profile), "--passphrase-file", str(passphrase)]


def test_with_a_passphrase_the_model_chosen_in_the_vault_is_measured(
    measured: Callable[[Qualification], list[WorkerSpec]], chosen: tuple[ChosenModel, list[str]]
) -> None:
    specs = measured(FOUND)
    choice, opening = chosen
    assert run(["model", "qualify", *opening]) == 0
    assert (specs[0].model_path, specs[0].sha256) == (choice.path, choice.sha256)


def test_a_chosen_model_that_went_away_is_named_and_no_other_measured_in_its_place(
    measured: Callable[[Qualification], list[WorkerSpec]], capsys: Said, chosen: tuple[ChosenModel, list[str]]
) -> None:
    specs = measured(FOUND)
    choice, opening = chosen
    choice.path.unlink()
    assert run(["model", "qualify", *opening]) == 1
    assert "The model Mine (An app) has changed or gone away" in capsys.readouterr().err
    assert specs == []


@pytest.mark.parametrize("which", ["file", "starter"])
def test_a_model_that_the_organisation_does_not_allow_is_not_measured(
    measured: Callable[[Qualification], list[WorkerSpec]], capsys: Said, tmp_path: Path, which: str, no_models: Path
) -> None:
    specs = measured(FOUND)
    (no_models / STARTER_CHAT.file_name).touch()
    follow(policy_of(models=["ef" * 32]))
    named = ["--model", str(model_file(tmp_path))] if which == "file" else []
    assert run(["model", "qualify", *named]) == 1
    assert "organisation" in capsys.readouterr().err
    assert specs == []
