"""Closing the window in the midst of everything: what was typed last is kept, and the reply as far as it came."""

import json
from pathlib import Path

import pytest

from tests.e2e.closing_participant import MEMO, QUESTION
from tests.e2e.running import NEEDS_MODELS, started
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

pytestmark = [pytest.mark.real_model, NEEDS_MODELS]


def test_nothing_is_lost_when_the_window_is_closed(tmp_path: Path) -> None:
    folder = cheap_folder(tmp_path / "profile" / "vault")
    folder.path.parent.mkdir()
    folder.create(PASSPHRASE)[0].close()
    with started("-m", "tests.e2e.closing_participant", str(folder.path), home=tmp_path / "home") as child:
        said, errors = child.communicate(timeout=100)
    assert (child.returncode, errors) == (0, "")
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    answers = vault.attempts.answers(vault.attempts.list()[0].id)
    asked, told = vault.conversations.messages(vault.conversations.list()[0].id)
    vault.close()
    assert json.loads(answers["reply"].response_json) == {"text": MEMO}
    assert (asked.text, told.state) == (QUESTION, "interrupted")
    shown = json.loads(said)
    assert shown
    assert told.text.startswith(shown)
