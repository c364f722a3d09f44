"""Every link and picture of every document leads to something in the project."""

from pathlib import Path

import pytest

from tests.docs.documents import ROOT, Link, anchors, documents, links

OUTSIDE = ("https://", "http://", "mailto:")


def leads_nowhere(path: Path, link: Link) -> bool:
    if link.target.startswith(OUTSIDE):
        return False
    file, _, anchor = link.target.partition("#")
    target = (path.parent / file) if file else path
    if not target.exists() or not target.resolve().is_relative_to(ROOT):
        return True
    return bool(anchor) and (target.suffix != ".md" or anchor not in anchors(target))


def test_there_are_documents() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in documents()}
    assert {"README.md", "CONTRIBUTING.md", "docs/guide.md", "docs/pack-format.md", "docs/threat-model.md"} <= names
    assert not any(name.startswith(("tests/", "scenarios/")) for name in names)


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path: Path) -> None:
    assert [str(link) for link in links(path) if leads_nowhere(path, link)] == []


def test_every_picture_is_shown_by_a_document() -> None:
    shown = {(path.parent / link.target).resolve() for path in documents() for link in links(path) if link.is_picture}
    assert [path.name for path in sorted((ROOT / "docs" / "images").glob("*.png")) if path not in shown] == []


@pytest.mark.parametrize(
    ("target", "is_dead"),
    [
        ("guide.md", False),
        ("guide.md#first-steps", False),
        ("#here--there", False),
        ("https://example.org", False),
        ("other.md", True),
        ("guide.md#last-steps", True),
        ("#elsewhere", True),
        ("/etc/hosts", True),
    ],
)
def test_a_dead_link_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, *, is_dead: bool) -> None:
    monkeypatch.setattr("tests.docs.test_links.ROOT", tmp_path)
    (tmp_path / "guide.md").write_text("# First steps\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(f"# Here & there\n\nSee [it]({target}).\n", encoding="utf-8")
    assert [leads_nowhere(page, link) for link in links(page)] == [is_dead]
