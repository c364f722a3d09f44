from collections.abc import Iterator
from pathlib import Path

import pytest

from closeddoor.domain.ports import ChatMessage
from closeddoor.presenters.briefing.asking import SLOW_AFTER_S
from closeddoor.presenters.briefing.interview import OWN_WORDS
from closeddoor.presenters.debrief.interview import interview_debrief
from closeddoor.services.practice import COMMIT
from closeddoor.services.rephrasing import LONGEST_S, RephrasingService
from closeddoor.vault.errors import DiskFullError
from tests.fakes.inference import FakeEmbedder
from tests.fakes.scripted_model import ScriptedGeneration, ScriptedModel
from tests.presenters.briefing.bench import Bench
from tests.services.practice_bench import QUESTION

SAYS, WORDING = "It renews.", "Well, it renews."
OFF = "Is parking space number 4 free?"


class Loaded:
    can_rephrase = True

    def prepare_to_rephrase(self) -> None:
        """It is loaded."""


class Talk(Bench):
    """A bench whose replies a model puts in other words when the test lets it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.model = ScriptedModel()
        self.own_words = RephrasingService(
            self.model, FakeEmbedder(), self.dispatcher, Loaded(), lambda _: [ChatMessage("system", "The situation.")]
        )
        self.presenter.use_rephrasing(self.own_words)
        self.show("call")
        self.answer()

    @property
    def writing(self) -> ScriptedGeneration:
        return self.model.generations[-1]

    def ask(self, question: str = QUESTION) -> None:
        self.presenter.ask(question)
        self.answer()

    def say(self, text: str) -> None:
        self.writing.say(text)
        self.writing.end()
        self.dispatcher.run()

    def texts(self) -> list[str]:
        return [line.text for line in self.interview().lines]


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    talk = Talk(tmp_path)
    yield talk
    talk.vault.close()


def test_a_reply_is_shown_in_the_words_of_the_model_and_again_when_it_is_reopened(talk: Talk) -> None:
    talk.ask()
    assert talk.texts() == ["Hello.", QUESTION]
    talk.say(WORDING)
    assert talk.texts() == ["Hello.", QUESTION, WORDING]
    assert talk.interview().lines[-1].aside == OWN_WORDS
    reopened = talk.reopened()
    assert reopened.wordings == {"call": {0: WORDING}}
    assert [reply.text for reply in reopened.interview(reopened.scenario.task("call"))[1]] == [SAYS]  # type: ignore[arg-type]  # an interview


def test_what_is_not_beyond_doubt_is_not_shown(talk: Talk) -> None:
    talk.ask()
    talk.say("It renews, and you pay 5% more.")
    assert talk.texts() == ["Hello.", QUESTION, SAYS]
    assert talk.interview().lines[-1].aside == ""
    assert talk.reopened().wordings == {}


def test_the_wait_is_said_after_a_moment_and_only_then(talk: Talk) -> None:
    talk.ask()
    assert not talk.interview().answering
    talk.dispatcher.advance(SLOW_AFTER_S + 0.01)
    assert talk.interview().answering
    talk.say(WORDING)
    assert not talk.interview().answering


def test_the_authored_words_can_be_had_at_once(talk: Talk) -> None:
    talk.ask()
    talk.presenter.show_reply()
    assert talk.texts() == ["Hello.", QUESTION, SAYS]
    assert talk.writing.was_stopped
    talk.dispatcher.run()
    talk.presenter.show_reply()
    assert talk.texts() == ["Hello.", QUESTION, SAYS]


def test_after_its_time_the_authored_words_are_shown(talk: Talk) -> None:
    talk.ask()
    talk.dispatcher.advance(LONGEST_S + 0.1)
    assert talk.texts() == ["Hello.", QUESTION, SAYS]
    assert not talk.interview().answering


def test_the_next_question_does_not_wait(talk: Talk) -> None:
    talk.ask()
    first = talk.writing
    talk.presenter.ask(OFF)
    assert first.was_stopped
    assert talk.texts() == ["Hello.", QUESTION, SAYS]
    talk.answer()
    assert talk.texts() == ["Hello.", QUESTION, SAYS, OFF]
    assert talk.interview().draft == ""


@pytest.mark.parametrize("way", ["step", "leave", "open", "commit"])
def test_going_away_shows_the_authored_words_and_keeps_no_other(talk: Talk, way: str) -> None:
    talk.ask()
    writing = talk.writing
    if way == "step":
        talk.presenter.show_step("reply")
        talk.presenter.show_step("call")
    elif way == "leave":
        talk.presenter.leave()
    elif way == "open":
        talk.show("call")
    else:
        talk.presenter.show_step(COMMIT)
        talk.presenter.commit()
    assert writing.was_stopped
    talk.dispatcher.run()
    talk.dispatcher.advance(SLOW_AFTER_S + LONGEST_S)
    assert talk.reopened().wordings == {}
    if way != "commit":
        assert talk.texts() == ["Hello.", QUESTION, SAYS]


def test_it_is_said_once_whose_words_they_are(talk: Talk) -> None:
    for question in (OFF, QUESTION):
        talk.ask(question)
        reply = talk.model.generations[-1].messages[-1].text.split("fixed:\n")[1].split("\n")[0]
        talk.say(f"Well, {reply[0].lower()}{reply[1:]}")
    asides = [line.aside for line in talk.interview().lines if line.speaker == "counterpart"]
    assert sum(OWN_WORDS in aside for aside in asides) == 1
    assert len(talk.reopened().wordings["call"]) == 2


def test_the_debrief_shows_the_words_that_were_shown_and_scores_as_ever(talk: Talk) -> None:
    talk.ask()
    talk.say(WORDING)
    talk.presenter.commit()
    talk.answer()
    talk.presenter.score()
    talk.answer()
    (scored,) = talk.debriefs
    task = scored.scenario.task("call")
    result = next(each for each in scored.scored().tasks if each.id == "call")
    debrief = interview_debrief(scored, task, result, "")  # type: ignore[arg-type]  # an interview
    assert WORDING in [line.text for line in debrief.lines]
    assert [fact.says for fact in debrief.facts] == [SAYS]
    assert [item.verdict for item in result.items] == ["revealed"]


def test_a_disk_that_refuses_the_wording_is_told_of(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    talk.ask()

    def refuse(*_: object) -> None:
        raise DiskFullError

    monkeypatch.setattr(talk.vault.attempts, "save_reflection", refuse)
    talk.say(WORDING)
    assert talk.now().problem is not None
    assert talk.texts()[-1] == WORDING
