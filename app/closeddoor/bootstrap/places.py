"""Where the user is, as something that can be kept over a lock, and going back there."""

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

from closeddoor.bootstrap.rooms import Rooms
from closeddoor.bootstrap.ways import Ways
from closeddoor.domain.place import Place
from closeddoor.language import tr, tr_many
from closeddoor.presenters.states.shared import Problem
from closeddoor.presenters.states.window import BARE, PageName
from closeddoor.presenters.trail import ASIDE
from closeddoor.services.chat.records import is_off_the_record
from closeddoor.services.practice import Briefing

CODE_LEFT_UNCHECKED = Problem(
    tr("The recovery code was on the screen when the window was locked, and was not checked."),
    tr("Your history is kept, and opens as you have just opened it."),
    tr("If the code is not on paper, make a new one in the privacy room."),
)
NEW_CODE_UNCHECKED = Problem(
    tr("A new recovery code was on the screen when the window was locked, and was not checked: it is not valid."),
    tr("What opened your history before still does."),
    tr("Throw that paper away, and make another code."),
)
NEW_CODE_PUT = Problem(
    tr("A new recovery code was being put in force when the window was locked: it may be valid, or not."),
    tr("Your history opens as you have just opened it."),
    tr("Make another code: it takes the place of both. Until then keep both papers."),
)

_COME_BACK_TO = frozenset(get_args(PageName)) - frozenset((*ASIDE, *BARE))


def place_of(page: str, rooms: Rooms, ways: Ways) -> Place:
    """Return what is open on `page`. A conversation off the record is none to come back to."""
    return replace(_open_on(page, rooms, ways), new_code_put=rooms.puts_new_code)


def _open_on(page: str, rooms: Rooms, ways: Ways) -> Place:
    if page == "briefing":
        return _of_briefing(page, rooms.briefing.in_hand)
    if page == "debrief":
        shown = rooms.debrief.in_hand
        return Place(page, attempt_id=shown.attempt_id) if shown and ways.is_read_again else _of_briefing(page, shown)
    places: dict[str, Callable[[], Place]] = {
        "meeting": lambda: Place("meeting", meeting=rooms.meeting.kind),
        "library": lambda: Place("library", view=rooms.library.view),
        "record": lambda: Place("record", view=rooms.record.view),
        "privacy": lambda: Place("privacy", view=rooms.privacy.section),
        "stage": lambda: Place("session"),
        "own_practice": lambda: Place("own_practice", own_id=rooms.own_practice.briefing_id),
        "sandbox": lambda: _of_sandbox(rooms.sandbox.state.current_id or 0),
    }
    return places[page]() if page in places else Place(page)


def come_back(place: Place, rooms: Rooms, ways: Ways) -> None:
    """Show what was open before the lock, and say there what the lock has ended.

    A page that says nothing of other rooms leaves that to home; the sandbox, where they are looked for, says it too.
    """
    go_to(place, rooms, ways)
    if place.ended:
        for room in (rooms.sandbox, *rooms.telling(place.page)):
            room.show_problem(ended_by_the_lock(place.ended))
    if place.code_unchecked:
        rooms.home.show_problem(CODE_LEFT_UNCHECKED)
    room = rooms.privacy if place.page == "privacy" else rooms.home
    if place.new_code_unchecked:
        room.show_problem(NEW_CODE_UNCHECKED)
    if place.new_code_put:
        room.show_problem(NEW_CODE_PUT)


def go_to(place: Place, rooms: Rooms, ways: Ways) -> None:
    """Show what was open; what cannot be opened any more is said at home."""
    if place.attempt_id:
        ways.open_finished(place.attempt_id)
    elif place.scenario_id:
        ways.open_briefing(place.pack_id, place.scenario_id)
    elif place.conversation_id:
        ways.open_conversation(place.conversation_id)
    elif place.own_id:
        rooms.own_practice.open(place.own_id)
    elif place.page == "meeting":
        ways.open_meeting(place.meeting)
    else:
        _go_to_page(place, rooms, ways)


def ended_by_the_lock(count: int) -> Problem:
    """Return the sentence about conversations off the record that went on until the lock."""
    ended = tr_many(
        "{count} conversation off the record ended when the window was locked.",
        "{count} conversations off the record ended when the window was locked.",
        count,
        count=count,
    )
    return Problem(ended, tr("Nothing of it was kept, as was promised."))


def _of_sandbox(conversation_id: int) -> Place:
    return Place("sandbox", conversation_id=0 if is_off_the_record(conversation_id) else conversation_id)


def _of_briefing(page: str, briefing: Briefing | None) -> Place:
    if briefing is None:
        return Place()
    return Place(page, pack_id=briefing.pack.info.id, scenario_id=briefing.scenario.id)


def _go_to_page(place: Place, rooms: Rooms, ways: Ways) -> None:
    if place.page == "record":
        rooms.record.show_view(place.view)
    ways.go(place.page if place.page in _COME_BACK_TO else "home")
    if place.page == "library" and place.view == "packs":
        rooms.library.show_view("packs")
    if place.page == "privacy" and place.view:
        rooms.privacy.show_section(place.view)
