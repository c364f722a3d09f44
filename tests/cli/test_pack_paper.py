"""`pack paper`, over every pack that comes with the application: read back with a reader that is not ours."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from closeddoor.cli import run
from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.packs import read_pack
from closeddoor.packs.template import Beginning
from closeddoor.presenters.session.preparing import prepare
from closeddoor.services.beginning import begin_pack
from closeddoor.ui.pages.session.printing import paper_bytes
from tests.cli.test_pack_new import TODAY

Said = pytest.CaptureFixture[str]
BUILT_IN = sorted(path.parent for path in Path("scenarios").glob("*/pack.toml"))


def squeezed(text: str) -> str:
    """Return `text` without white space: a reader of PDFs cannot know where a line broke within a word or sentence."""
    return "".join(text.split())


def words_of(content: bytes) -> str:
    return squeezed("\n".join(page.extract_text() for page in PdfReader(BytesIO(content), strict=True).pages))


def secrets_of(scenario: Scenario) -> Iterator[str]:
    """Give every sentence that the author keeps for after the work."""
    for task in scenario.tasks:
        for key in ("targets", "decoys", "options", "inputs", "criteria", "facts"):
            yield from (each.why for each in getattr(task, key, ()))
        yield from (fact.says for fact in getattr(task, "facts", ()))
        yield from (criterion.statement for criterion in getattr(task, "criteria", ()))
        if hasattr(task, "why"):
            yield task.why


def said_before(scenario: Scenario) -> str:
    texts = [scenario.title, scenario.role, scenario.situation, *(each.displayed for each in scenario.documents)]
    return squeezed("".join((*texts, *(f"{term.term}{term.means}{term.matters}" for term in scenario.terms))))


@pytest.mark.parametrize("folder", BUILT_IN, ids=lambda folder: folder.name)
def test_participants_get_no_key(folder: Path, qapp: object) -> None:  # noqa: ARG001 - Qt has to be there
    pack = read_pack(folder)
    assert pack.scenarios
    for scenario in pack.scenarios:
        told = words_of(paper_bytes("documents", prepare(pack, scenario)))
        for document in scenario.documents:
            assert squeezed(document.displayed[:60]) in told
        for secret in secrets_of(scenario):
            assert squeezed(secret)[:40] not in told, secret
        assert "[[" not in told
        assert "]]" not in told
        _has_no_label(scenario, told)


def _has_no_label(scenario: Scenario, told: str) -> None:
    """Look for titles of labels more often than the documents themselves say them."""
    before = said_before(scenario)
    for task in scenario.tasks:
        if isinstance(task, HighlightTask):
            for label in task.labels:
                assert told.count(squeezed(label.title)) <= before.count(squeezed(label.title)), label
            for use in task.span_uses:
                assert f"{use.span}|" not in told


@pytest.mark.parametrize("folder", BUILT_IN, ids=lambda folder: folder.name)
def test_the_facilitator_gets_every_reason(folder: Path, qapp: object) -> None:  # noqa: ARG001 - as above
    pack = read_pack(folder)
    scenario = pack.scenarios[0]
    told = words_of(paper_bytes("guide", prepare(pack, scenario)))
    for secret in secrets_of(scenario):
        assert squeezed(secret)[:40] in told, secret
    assert squeezed("Run of show") in told
    assert squeezed("do not hand it out") in told


def test_the_sheet_for_hands_names_places_and_no_reason(qapp: object) -> None:  # noqa: ARG001 - as above
    for folder in BUILT_IN:
        pack = read_pack(folder)
        for scenario in pack.scenarios:
            prepared = prepare(pack, scenario)
            told = words_of(paper_bytes("hands", prepared))
            for part in prepared.hands:
                assert all(squeezed(line)[:30] in told for line in part.lines)
            for task in scenario.tasks:
                if isinstance(task, HighlightTask):
                    whys = [key.why for key in task.targets] + [key.why for key in task.decoys]
                    assert all(squeezed(why)[:40] not in told for why in whys)
                    _has_no_label(scenario, told)


def test_a_pack_for_discussion_is_printed_whole(tmp_path: Path, capsys: Said) -> None:
    begin_pack(tmp_path / "pack", Beginning("Claims"), TODAY)
    assert run(["pack", "paper", str(tmp_path / "pack"), "-o", str(tmp_path / "out"), "--json"]) == 0
    names = [Path(path).name for path in json.loads(capsys.readouterr().out)["files"]]
    assert names == ["first-briefing-guide.pdf", "first-briefing-documents.pdf", "first-briefing-hands.pdf"]
    told = words_of((tmp_path / "out" / names[0]).read_bytes())
    assert squeezed("20 to 40") in told
    assert squeezed("Clause by clause") in told


def test_what_is_there_is_written_over_by_force_only(tmp_path: Path, capsys: Said) -> None:
    begin_pack(tmp_path / "pack", Beginning("Claims"), TODAY)
    asked = ["pack", "paper", str(tmp_path / "pack"), "-o", str(tmp_path / "out")]
    assert run(asked) == 0
    assert run(asked) == 1
    assert "exists already" in capsys.readouterr().err
    assert run([*asked, "--force"]) == 0


def test_an_unknown_scenario_is_named(tmp_path: Path, capsys: Said) -> None:
    begin_pack(tmp_path / "pack", Beginning("Claims"), TODAY)
    asked = ["pack", "paper", str(tmp_path / "pack"), "-o", str(tmp_path / "out"), "--scenario", "other"]
    assert run(asked) == 1
    said = capsys.readouterr().err
    assert "no scenario “other”" in said
    assert "first-briefing" in said
    assert not (tmp_path / "out").exists()
