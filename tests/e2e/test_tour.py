"""The whole path on the real models, as one visitor goes it: vault, briefing, debrief, library, sandbox, back in."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from closeddoor.tour.route import read_visit
from tests.e2e.running import NEEDS_MODELS, places_with, started, typed_words

pytestmark = [pytest.mark.real_model, NEEDS_MODELS, pytest.mark.timeout(400)]

LEAST_COLOURS = 40
VERDICTS = {
    "highlight": {"found", "found_other_label", "missed", "decoy", "left_alone", "neutral", "too_long"},
    "interview": {"revealed", "not_revealed", "unsure"},
    "decision": {"chosen", "not_chosen"},
    "memo": {"met", "not_met", "unsure"},
}


@dataclass(frozen=True)
class Tour:
    """What a tour left: its pictures, its profile, the home it was given, and what it said."""

    pictures: Path
    profile: Path
    home: Path
    exit_code: int
    said: str
    errors: str


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Tour:
    folder = tmp_path_factory.mktemp("tour")
    out, profile, home = folder / "out", folder / "profile", folder / "home"
    command = ("-m", "closeddoor", "tour", "--out", str(out), "--size", "1024x700", "--profile", str(profile))
    with started(*command, home=home) as process:
        said, errors = process.communicate(timeout=380)
    return Tour(out, profile, home, process.returncode, said, errors)


def test_it_ends_well_and_says_nothing_it_should_not(tour: Tour) -> None:
    assert (tour.exit_code, tour.errors) == (0, "")
    assert "pictures" in tour.said


def test_every_page_and_state_has_a_picture_that_shows_something(tour: Tour, qapp: object) -> None:
    assert qapp
    pictures = sorted(tour.pictures.glob("*.png"))
    names = " ".join(path.stem for path in pictures)
    assert len(pictures) >= 12
    for page in ("promise", "recovery", "home", "read", "highlight", "interview", "decision", "memo", "commit"):
        assert page in names
    for page in (
        "self-score",
        "debrief",
        "library",
        "library-first-key",
        "read-longer",
        "estimate",
        "choice",
        "workbook",
        "sandbox-streaming",
        "sandbox-stopped",
        "sandbox-search",
        "settings",
    ):
        assert page in names
    for path in pictures:
        image = QImage(str(path))
        assert (image.width(), image.height()) == (1024, 700), path.name
        assert colours(image) > LEAST_COLOURS, path.name


def test_no_two_pages_show_the_same(tour: Tour) -> None:
    pictures = [path.read_bytes() for path in sorted(tour.pictures.glob("*.png"))]
    assert len(set(pictures)) >= len(pictures) - 2  # a debrief that ends early shows its end more than once


def test_the_result_fits_the_contract(tour: Tour) -> None:
    result = json.loads((tour.pictures / "result.json").read_text(encoding="utf-8"))
    assert list(result) == ["pack", "version", "scenario", "score", "low", "high", "max", "tasks"]
    assert [task["type"] for task in result["tasks"]] == ["highlight", "interview", "decision", "memo"]
    for total in ("score", "low", "high", "max"):
        assert result[total] == pytest.approx(sum(task[total] for task in result["tasks"]))
    for task in result["tasks"]:
        assert 0 <= task["low"] <= task["score"] <= task["high"] <= task["max"]
        assert {item["verdict"] for item in task["items"]} <= VERDICTS[task["type"]]
        assert all(item["decided_by"] in {"exact", "grader"} for item in task["items"])
    assert result["tasks"][3]["scored_by"] == "grader"


def test_what_was_typed_was_understood(tour: Tour) -> None:
    result = json.loads((tour.pictures / "result.json").read_text(encoding="utf-8"))
    highlight, interview, decision, memo = (items_of(task) for task in result["tasks"])
    assert sum(item["verdict"].startswith("found") for item in highlight.values()) == 3
    assert interview["chilled"]["verdict"] == "revealed"
    assert [name for name, item in decision.items() if item["verdict"] == "chosen"] == ["second-test"]
    text = read_visit()["memo"].strip()
    met = [item for item in memo.values() if item["verdict"] == "met"]
    assert len(met) >= 2
    assert all(item["evidence"] in text for item in met)


def test_the_profile_holds_no_plain_text_of_what_was_typed(tour: Tour, tmp_path: Path) -> None:
    words = typed_words()
    assert places_with(words, tour.profile) == []
    assert places_with(words, tour.home) == []
    (tmp_path / "control.txt").write_text("\n".join(words), encoding="utf-8")
    assert len(places_with(words, tmp_path)) == len(words) > 10


def test_nothing_is_written_outside_the_profile(tour: Tour) -> None:
    assert [path.name for path in tour.home.rglob("*") if path.is_file()] == []
    assert {path.name for path in tour.profile.iterdir()} == {"vault", "snapshots"}


def colours(image: QImage) -> int:
    """Count the colours of a coarse grid: a blank or unpainted window has a handful."""
    return len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)})


def items_of(task: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in task["items"]}
