"""The facilitator's tutorial to the letter: its files written, its lines typed at a terminal, its words compared."""

import json
import subprocess
import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from closeddoor.packs import read_signed_archive
from tests.cli.at_a_terminal import Seen, at_a_terminal
from tests.docs.documents import ROOT
from tests.docs.tutorial import Step, changed, says, steps_of
from tests.e2e.running import environment

DOCUMENT = ROOT / "docs" / "facilitators.md"

PASSPHRASE = "seven quiet lamps"
PROMPTS = (
    "A passphrase for the new key: ",
    "A passphrase for your new history: ",
    "The same passphrase once more: ",
    "Passphrase of the key: ",
    "Passphrase of the former key: ",
    "Passphrase: ",
)


class Desk:
    """An author's desk: a folder, a terminal, and a shell with the real command."""

    def __init__(self, folder: Path, variables: Mapping[str, str]) -> None:
        self.folder = folder
        self.variables = variables
        self.said = ""

    def follow(self, step: Step) -> None:
        """Do what a block of the document says."""
        if step.kind == "file":
            path = self.folder / step.path
            assert path.parent.is_dir(), f"line {step.line}: the folder of {step.path} is not there yet"
            path.write_text(step.text, encoding="utf-8")
        elif step.kind == "diff":
            path = self.folder / step.path
            path.write_text(changed(path.read_text(encoding="utf-8"), step.text), encoding="utf-8")
        elif step.kind in {"run", "refused"}:
            self.said = ""
            for line in step.text.splitlines():
                seen = self.type(line)
                assert seen.exit_code == (step.kind == "refused"), f"line {step.line}: {line}: {seen.text}"
                self.said += seen.text
        elif step.kind == "said":
            assert says(self.said, step.text), f"line {step.line}: {self.said}"

    def type(self, line: str) -> Seen:
        """Type a line; whatever asks for a passphrase gets it."""
        script = ["bash", "-c", f"cd '{self.folder}' && {line}"]
        return at_a_terminal(script, [(prompt, PASSPHRASE) for prompt in _asked_by(line)], self.variables)


def _asked_by(line: str) -> tuple[str, ...]:
    """Return the prompts that a command shows, in their order."""
    new_key, new_history, again, key, former, known = PROMPTS
    if "keygen" in line:
        return (new_key, again)
    if "pack build" in line and "--key" in line:
        return (key, former) if "--former-key" in line else (key,)
    if "pack install" in line:
        is_first = "draft" in line or "stick" in line
        return (new_history, again) if is_first else (known,)
    return ()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk at which the whole tutorial was followed."""
    folder = tmp_path_factory.mktemp("desk")
    commands = str(Path(sys.executable).parent)
    variables = environment(tmp_path_factory.mktemp("home"))
    desk = Desk(folder, {**variables, "PATH": f"{commands}:{variables['PATH']}"})
    for step in steps_of(DOCUMENT):
        desk.follow(step)
    return desk


def test_every_step_can_be_followed(desk: Desk) -> None:
    steps = list(steps_of(DOCUMENT))
    assert {step.kind for step in steps} == {"file", "diff", "run", "refused", "said"}
    assert sum(step.kind == "run" for step in steps) >= 8
    assert (desk.folder / "second.cdpack").is_file()


def test_what_was_handed_over_is_the_author_s(desk: Desk) -> None:
    first, signer = read_signed_archive((desk.folder / "stick" / "minutes-by-scribe.cdpack").read_bytes())
    second, successor = read_signed_archive((desk.folder / "second.cdpack").read_bytes())
    assert signer is not None
    assert successor is not None
    assert successor.former_key == signer.public_key
    assert (first.info.revision, second.info.revision) == (1, 2)


def test_participants_hold_no_key(desk: Desk) -> None:
    pack, _ = read_signed_archive((desk.folder / "second.cdpack").read_bytes())
    content = (desk.folder / "on-paper" / "first-briefing-documents.pdf").read_bytes()
    told = "".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
    task = pack.scenarios[0].tasks[0]
    assert "itmissednodecision" in told
    for key in (*task.targets, *task.decoys):  # type: ignore[attr-defined]  # a highlight
        assert "".join(key.why.split())[:30] not in told


def test_the_session_is_run_by_whoever_the_pack_was_handed_to(desk: Desk, tmp_path: Path) -> None:
    """The last step, on the participant's profile, in the real window."""
    title = "Minutes before the coffee is cold"
    profile = str(desk.folder / "participant")
    command = [sys.executable, "-m", "tests.docs.session_participant", profile, str(tmp_path), title]
    ended = subprocess.run(
        command, cwd=ROOT, env=desk.variables, input=f"{PASSPHRASE}\n", capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    seen: list[str] = json.loads(ended.stdout)
    whole = "\n".join(seen)
    assert "No names, no scores" in seen[0]
    assert seen[-1].startswith("In my next meeting I will ask")
    pack, _ = read_signed_archive((desk.folder / "second.cdpack").read_bytes())
    task = pack.scenarios[0].tasks[0]
    for key in (*task.targets, *task.decoys):  # type: ignore[attr-defined]  # a highlight
        first = next(number for number, shown in enumerate(seen) if key.why in shown)
        assert "Would you put your name under this?" in seen[first - 1]
        assert whole.count(key.why) == 1


def test_it_takes_no_longer_than_it_says() -> None:
    source = DOCUMENT.read_text(encoding="utf-8")
    words = {"one": 1, "two": 2, "five": 5, "ten": 10}
    minutes = [words[part.split(" minute")[0]] for part in source.split("(")[1:] if part.split(" minute")[0] in words]
    assert len(minutes) == 8
    assert sum(minutes) <= 30


@pytest.mark.parametrize(
    ("said", "promised", "is_right"),
    [("a\r\nb\r\n", "a\nb", True), ("a x b", "a … b", True), ("a b", "a", False), ("a.b", "a?b", False)],
)
def test_words_are_compared_to_the_letter(said: str, promised: str, is_right: bool) -> None:  # noqa: FBT001 - a case
    assert says(said, promised) is is_right


def test_a_change_that_fits_nowhere_is_noticed() -> None:
    with pytest.raises(AssertionError, match="does not stand there once"):
        changed("revision = 3", "-revision = 1\n+revision = 2\n")
