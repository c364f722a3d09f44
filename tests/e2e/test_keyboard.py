"""The whole path by keyboard alone: first use, a briefing on the real models, a conversation, a setting."""

import json

import pytest

from closeddoor.domain.secret import Secret
from closeddoor.tour.route import read_visit
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from tests.e2e.keyboard_participant import MEMO
from tests.e2e.running import NEEDS_MODELS, started

pytestmark = [pytest.mark.real_model, NEEDS_MODELS, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    """What the participant without a mouse left, opened with the passphrase that was typed."""
    folder = tmp_path_factory.mktemp("keyboard")
    (folder / "profile").mkdir(mode=0o700)
    with started("-m", "tests.e2e.keyboard_participant", str(folder / "profile"), home=folder / "home") as child:
        said, errors = child.communicate(timeout=280)
    assert errors == ""
    assert (child.returncode, said) == (0, "")
    return VaultFolder(folder / "profile" / "vault").unlock_with_passphrase(
        Secret.from_text(read_visit()["passphrase"])
    )


def test_every_task_was_answered_and_scored(vault: Vault) -> None:
    (attempt,) = vault.attempts.list()
    answers = {task: json.loads(answer.response_json) for task, answer in vault.attempts.answers(attempt.id).items()}
    mark = read_visit()["marks"][0]
    assert [quote["quote"] for quote in answers["claims"]["quotes"]] == [mark["quote"]]
    assert answers["call"]["questions"] == read_visit()["questions"][:1]
    assert answers["decide"]["confidence"] == 0.8
    assert answers["reply"]["text"] == MEMO
    assert attempt.stage == "debrief"


def test_the_conversation_was_sent_and_stopped(vault: Vault) -> None:
    asked, told = vault.conversations.messages(vault.conversations.list()[0].id)
    assert asked.text == read_visit()["sandbox_question"]
    assert told.state in {"stopped", "complete"}


def test_the_theme_was_set(vault: Vault) -> None:
    assert vault.settings.get("theme") == "dark"
