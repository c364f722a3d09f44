"""A passphrase asked for on a real terminal: it is not shown, and a new one is asked for twice."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from closeddoor.cli.passphrase import PassphraseNotGivenError, ask_passphrase
from tests.cli.at_a_terminal import Seen, at_a_terminal
from tests.e2e.running import environment

PROGRAM = """
import sys
from pathlib import Path
from closeddoor.cli.passphrase import passphrase_for
from closeddoor.domain.errors import KnownError
try:
    passphrase = passphrase_for(None, is_new=sys.argv[1] == "new")
except KnownError as error:
    sys.exit(str(error))
Path(sys.argv[2]).write_bytes(passphrase.reveal())
"""
NEW, AGAIN = "A passphrase for your new history: ", "The same passphrase once more: "


def asked(kind: str, answers: Sequence[tuple[str, str]], folder: Path) -> Seen:
    command = (sys.executable, "-c", PROGRAM, kind, str(folder / "typed"))
    return at_a_terminal(command, answers, environment(folder / "home"))


def test_it_is_asked_for_once_and_never_shown(tmp_path: Path) -> None:
    seen = asked("known", [("Passphrase: ", "vier Wörter für mich")], tmp_path)
    assert seen.exit_code == 0
    assert (tmp_path / "typed").read_text(encoding="utf-8") == "vier Wörter für mich"
    assert "vier" not in seen.text


def test_a_new_one_is_asked_for_until_two_are_the_same(tmp_path: Path) -> None:
    answers = [(NEW, "first"), (AGAIN, "frist"), (NEW, "second"), (AGAIN, "second")]
    seen = asked("new", answers, tmp_path)
    assert seen.exit_code == 0
    assert (tmp_path / "typed").read_text(encoding="utf-8") == "second"
    assert seen.text.count("these were not the same") == 1
    assert not any(word in seen.text for word in ("first", "frist", "second"))


def test_two_that_are_never_the_same_make_nothing(tmp_path: Path) -> None:
    seen = asked("new", [(NEW, "one"), (AGAIN, "two")] * 3, tmp_path)
    assert seen.exit_code == 1
    assert "The two were not the same 3 times. Nothing was made." in seen.text
    assert not (tmp_path / "typed").exists()


def test_the_end_of_input_is_no_passphrase(tmp_path: Path) -> None:
    seen = asked("known", [("Passphrase: ", "\x04")], tmp_path)
    assert seen.exit_code == 1
    assert "No passphrase was typed." in seen.text


def test_without_a_terminal_the_file_is_named_instead(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "empty").open("w+", encoding="utf-8") as no_terminal:
        monkeypatch.setattr("sys.stdin", no_terminal)
        with pytest.raises(PassphraseNotGivenError, match="--passphrase-file"):
            ask_passphrase(is_new=True)
