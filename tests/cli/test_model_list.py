"""`closed-door model list` and `model show`: real files, the real confined reader, nothing loaded."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from closeddoor.cli import run
from closeddoor.cli.model import list as listing
from closeddoor.domain.secret import Secret
from closeddoor.grading.weights import fitted
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.processor import processor_name
from closeddoor.services.qualification import keep_in
from closeddoor.services.tunings import KeptTuning, TuningService
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.wire.messages import Tuning
from tests.cli.test_model_qualify import FOUND
from tests.fakes.ports import InlineExecutor
from tests.inference.gguf_models import Made
from tests.inference.starter import FOLDER, NEEDS_CHAT

Said = pytest.CaptureFixture[str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give this test a home with the models of one other application, and none of its own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("OLLAMA_MODELS", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(listing, "model_folders", lambda: (tmp_path / "own",))
    folder = tmp_path / ".lmstudio" / "models"
    folder.mkdir(parents=True)
    return tmp_path


def test_a_model_of_another_application_is_listed_with_what_it_takes_and_no_hash(home: Path, capsys: Said) -> None:
    folder = home / ".lmstudio" / "models"
    Made(quantisation="Q8_0").write(folder / "small-q8_0.gguf")
    (folder / "broken.gguf").write_bytes(b"no model at all, but long enough to be looked at")
    assert run(["model", "list", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    model = said["models"][0]
    assert (model["app"], model["name"], model["sha256"]) == ("LM Studio", "small-q8_0", "")
    assert (model["quantisation"], model["context_tokens"]) == ("Q8_0", 4096)
    assert model["needed_bytes"] > model["size_bytes"] > 0
    assert (model["writes_tokens_per_s"], model["may_judge"]) == (None, None)
    assert [each["name"] for each in said["passed_over"]] == ["broken"]
    assert run(["model", "list"]) == 0
    out = capsys.readouterr().out
    assert "Made for a test (LM Studio)" in out
    assert "Passed over: broken (LM Studio)" in out


def test_without_any_it_says_so(home: Path, capsys: Said) -> None:
    assert home
    assert run(["model", "list"]) == 0
    assert capsys.readouterr().out == "No model was found.\n"


@NEEDS_CHAT
def test_the_starter_is_shown_with_its_hash_licence_speed_and_that_it_may_not_judge(
    tmp_path: Path, capsys: Said
) -> None:
    path = tmp_path / "renamed.gguf"
    shutil.copy(FOLDER / STARTER_CHAT.file_name, path)
    profile, secret = tmp_path / "profile", tmp_path / "passphrase"
    secret.write_text("a long enough passphrase for this test\n")
    profile.mkdir()
    vault, _ = VaultFolder(profile / "vault").create(Secret(b"a long enough passphrase for this test"))
    kept = KeptTuning(Tuning(1, 1), 400.0, 140.25, "ggml 1", "2026-11-23")
    TuningService(vault, InlineExecutor(), processor_name()).keep(STARTER_CHAT.sha256, kept).result()
    judged = replace(FOUND.model, sha256=STARTER_CHAT.sha256)
    keep_in(vault, replace(FOUND, model=judged, grader_version=fitted().version, passed=False))
    vault.close()
    opening = ["--profile", str(profile), "--passphrase-file", str(secret)]
    assert run(["model", "show", str(path), "--json", *opening]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["sha256"], said["licence"]) == (STARTER_CHAT.sha256, "apache-2.0")
    assert (said["reads_tokens_per_s"], said["writes_tokens_per_s"], said["may_judge"]) == (400.0, 140.25, False)
    assert run(["model", "show", str(path), *opening]) == 0
    out = capsys.readouterr().out
    assert "writes 140.2 and reads 400 tokens a second, measured on 2026-11-23" in out
    assert "measured, and not qualified" in out
    assert run(["model", "show", str(path)]) == 0
    assert "--passphrase-file" in capsys.readouterr().out


@pytest.mark.parametrize(("content", "says"), [(b"not a model, though long enough", "GGUF"), (None, "not there")])
def test_what_is_no_model_is_a_sentence(tmp_path: Path, capsys: Said, content: bytes | None, says: str) -> None:
    path = tmp_path / "other.gguf"
    if content is not None:
        path.write_bytes(content)
    assert run(["model", "show", str(path)]) == 1
    assert says in capsys.readouterr().err
