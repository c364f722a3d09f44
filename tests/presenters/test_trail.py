"""The way back leads to where a page was opened, and never to what is over."""

from itertools import pairwise

import pytest

from closeddoor.presenters.states.window import PageName
from closeddoor.presenters.trail import Trail


def walked(*pages: PageName) -> Trail:
    trail = Trail()
    for current, page in pairwise(pages):
        trail = trail.to(page, current)
    return trail


@pytest.mark.parametrize(
    ("pages", "back"),
    [
        (("home", "record", "debrief"), "record"),
        (("home", "library", "briefing"), "library"),
        (("home", "library", "briefing", "debrief"), "library"),
        (("home", "meeting", "briefing"), "meeting"),
        (("home", "meeting", "briefing", "debrief", "meeting"), "home"),
        (("record", "debrief", "briefing"), "debrief"),
        (("record", "debrief", "briefing", "debrief"), "record"),
        (("library", "briefing", "settings"), "home"),
        (("sandbox", "own_practice", "own_practice"), "sandbox"),
        (("record", "debrief", "keep", "debrief"), "record"),
        (("record", "debrief", "keep", "home", "meeting"), "home"),
        (("unlock", "home", "meeting"), "home"),
        (("unlock", "briefing"), "home"),
    ],
)
def test_back_leads_to_where_it_was_opened(pages: tuple[PageName, ...], back: PageName) -> None:
    assert walked(*pages).back == back
