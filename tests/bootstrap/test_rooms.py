"""What is asked of all rooms at once, and when each of them is made."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from closeddoor.bootstrap.places import place_of
from closeddoor.bootstrap.steps import take_all
from closeddoor.ui.pages.settings.page import SettingsPage
from closeddoor.ui.pages.specs import PAGES
from tests.bootstrap.test_session import Bench

ROOT = Path(__file__).resolve().parents[2]

FIRST_MINUTE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from closeddoor.bootstrap import Application
from closeddoor.profile import Profile
from closeddoor.ui.theme import styled_application
app = styled_application("closed-door")
application = Application(app, Profile(Path(sys.argv[1])), lambda _is_hidden: None)
def say():
    pages = {name.split(".")[3] for name in sys.modules if name.startswith("closeddoor.ui.pages.")}
    print(*sorted(pages - {"specs"}))
    heavy = ("presenters.sandbox.presenter", "presenters.sandbox.rows", "presenters.briefing.presenter",
             "presenters.briefing.view", "services.practice.service", "services.record.attempts", "ui.palette")
    print(*(name for name in heavy if f"closeddoor.{name}" in sys.modules))
    print(*(name for name in ("fsrs", "decimal", "typing_extensions") if name in sys.modules))
    app.quit()
application.session_began.connect(lambda _: QTimer.singleShot(300, say))
application.start()
app.exec()
"""


class OurMistakeError(Exception):
    """Stands for any."""


def _stumble() -> None:
    raise OurMistakeError


def test_a_page_that_goes_wrong_when_it_is_left_costs_no_other_page_what_was_typed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms, left = bench.session.rooms, []
    monkeypatch.setattr(rooms.briefing, "leave", _stumble)
    for room in (rooms.debrief, rooms.own_practice, rooms.meeting):
        monkeypatch.setattr(room, "leave", lambda room=room: left.append(room))
    monkeypatch.setattr(rooms.sandbox, "leave_page", lambda: left.append(rooms.sandbox))
    with pytest.raises(OurMistakeError):
        rooms.leave()
    assert left == [rooms.debrief, rooms.own_practice, rooms.meeting, rooms.sandbox]


def made(bench: Bench) -> set[str]:
    return {spec.name for spec in PAGES if bench.session.rooms.is_open(spec.name)}


def test_a_room_is_made_when_its_page_is_first_shown_and_no_other_with_it(bench: Bench) -> None:
    assert made(bench) == {"home"}
    bench.go("library")
    assert made(bench) == {"home", "library"}
    library = bench.session.library
    bench.go("home")
    bench.go("library")
    assert bench.session.library is library


def test_asking_where_the_user_is_and_leaving_make_no_room(bench: Bench) -> None:
    assert place_of("home", bench.session.rooms, bench.session.ways).page == "home"
    bench.session.rooms.leave()
    bench.session.rooms.forget_practice()
    assert made(bench) == {"home"}


def test_who_asks_for_a_presenter_gets_it_with_its_page_connected(bench: Bench) -> None:
    bench.session.meeting.open("board")
    assert "meeting" in made(bench)
    page = bench.session.services.equipment.pages.meeting
    page.kind_requested.emit("")
    assert bench.frame.page == "meeting"


def test_settings_made_late_show_what_was_changed_before(bench: Bench) -> None:
    bench.session.settings.change("theme", "dark")
    bench.dispatcher.run()
    assert "settings" not in made(bench)
    shown: list[object] = []
    page = bench.session.services.equipment.pages.settings
    assert isinstance(page, SettingsPage)
    page.render = shown.append  # type: ignore[method-assign, assignment]  # looked over its shoulder
    bench.go("settings")
    bench.dispatcher.run()
    rows = [row for group in shown[-1].groups for row in group.rows]  # type: ignore[attr-defined]  # a view state
    assert next(row.value for row in rows if row.key == "theme") == "dark"


def test_what_nobody_opened_is_not_even_imported(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT / "app")}
    command = [sys.executable, "-c", FIRST_MINUTE, str(tmp_path / "profile")]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.split() == ["home", "unlock"], "only these pages, and none of the presenters and services"


def test_steps_are_taken_in_order_also_behind_one_that_goes_wrong() -> None:
    taken: list[int] = []
    with pytest.raises(OurMistakeError):
        take_all(lambda: taken.append(1), _stumble, lambda: taken.append(2), lambda: taken.append(3))
    assert taken == [1, 2, 3]
