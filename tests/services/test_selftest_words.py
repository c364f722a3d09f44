"""The words of a self-test, in the language of who reads them: the names of its attempts too."""

from collections.abc import Iterator
from gettext import NullTranslations

import pytest

from closeddoor.confinement.attempts import ATTEMPTS
from closeddoor.confinement.enforced import Enforced
from closeddoor.language import speak
from closeddoor.presenters.privacy.shut import tried_process
from closeddoor.selftest.report import KindReport, Tried
from closeddoor.services.selftest_words import lines_of
from closeddoor.tour.pseudo import PseudoLanguage

REPORT = KindReport("worker", Enforced(), tuple(Tried(each.name, each.group, "refused", "EPERM") for each in ATTEMPTS))


@pytest.fixture
def another_language() -> Iterator[None]:
    speak(PseudoLanguage())
    yield
    speak(NullTranslations())


@pytest.mark.usefixtures("another_language")
def test_the_name_of_every_attempt_is_said_in_the_language_that_is_spoken() -> None:
    said = PseudoLanguage().gettext
    lines = "\n".join(lines_of(REPORT))
    shown = [row.name for group in tried_process(REPORT).groups for row in group.rows]
    assert shown == [said(each.name) for each in ATTEMPTS]
    for each in ATTEMPTS:
        assert said(each.name) in lines
        assert said(each.group) in lines
