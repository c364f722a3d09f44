from pathlib import Path

import pytest

from closeddoor.cli import run
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder


def test_the_word_erases_a_profile_and_nothing_less_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = cheap_folder(tmp_path / "vault")
    folder.create(PASSPHRASE)[0].close()
    erase = ["privacy", "erase", "--profile", str(tmp_path)]
    assert run(erase) == 1
    assert run([*erase, "--confirm", "yes"]) == 1
    assert "--confirm erase" in capsys.readouterr().err
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert run([*erase, "--confirm", "erase"]) == 1
    assert "has this history open" in capsys.readouterr().err
    vault.close()
    assert run([*erase, "--confirm", "erase"]) == 0
    assert "found nothing left" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
    assert run([*erase, "--confirm", "erase"]) == 0
    assert "nothing to erase" in capsys.readouterr().out
