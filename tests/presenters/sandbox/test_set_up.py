from pathlib import Path

import pytest

from closeddoor.domain.set_up import SetUp
from closeddoor.presenters.sandbox.set_up import KEEP_AFTER_S
from closeddoor.services.personas import personas, system_prompt
from closeddoor.vault.ways import Protection
from tests.presenters.sandbox.bench import Bench
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder


def test_who_answers_is_kept_with_the_conversation_and_told_to_the_model(bench: Bench) -> None:
    bench.presenter.set_up.choose_persona("regulator")
    bench.presenter.set_up.choose_manner("careful")
    bench.presenter.set_up.choose_length("short")
    bench.send()
    assert "supervisor" in bench.reply.messages[0].text
    assert bench.reply.messages[0].text.endswith("Answer in at most three sentences.")
    assert (bench.reply.sampling.temperature, bench.reply.sampling.max_tokens) == (0.2, 192)
    bench.answer("What shows it?")
    where = bench.open_conversation()
    bench.presenter.start_new()
    assert bench.now().set_up.line == "Plain assistant · Balanced · Medium"
    bench.presenter.open(where)
    bench.dispatcher.run()
    assert bench.now().set_up.line == "Regulator · Careful · Short"


def test_a_change_holds_for_what_follows(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    bench.presenter.set_up.choose_persona("cfo")
    bench.dispatcher.run()
    bench.send("And the cost?")
    assert "chief financial officer" in bench.reply.messages[0].text


def test_own_words_are_kept_soon_and_before_the_next_turn(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    where = bench.open_conversation()
    bench.presenter.set_up.write_own("You are my")
    bench.presenter.set_up.write_own("You are my successor.")
    bench.presenter.refresh()
    bench.dispatcher.run()
    assert bench.now().set_up.own_text == "You are my successor."
    assert bench.vault.conversations.get(where).set_up_json.count("successor") == 0  # type: ignore[union-attr]  # there
    bench.dispatcher.advance(KEEP_AFTER_S)
    assert bench.vault.conversations.get(where).set_up_json.count("successor") == 1  # type: ignore[union-attr]  # there
    bench.presenter.set_up.write_own("You are my predecessor.")
    bench.send("And now?")
    assert bench.reply.messages[0].text == "You are my predecessor."


def test_own_words_typed_last_are_kept_when_the_page_is_left(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    bench.presenter.set_up.write_own("You are my successor.")
    bench.presenter.leave_page()
    kept = bench.vault.conversations.get(bench.open_conversation())
    assert kept is not None
    assert "successor" in kept.set_up_json


def test_that_it_is_on_the_disk_is_said_only_once_it_is(bench: Bench, tmp_path: Path) -> None:
    bench.send()
    bench.answer("It moves.")
    assert not bench.now().set_up.is_on_disk
    cheap_folder(tmp_path / "vault").keep(bench.vault, Protection("passphrase", PASSPHRASE))
    bench.presenter.refresh()
    bench.dispatcher.run()
    assert bench.now().set_up.is_on_disk


@pytest.mark.parametrize("kept", ["", "null", "[]", '{"persona": 3, "manner": "wild", "length": null}', "{}"])
def test_what_cannot_be_read_is_as_without_a_choice(kept: str) -> None:
    assert SetUp.from_json(kept) == SetUp()


def test_a_set_up_survives_being_kept() -> None:
    chosen = SetUp("own", "You are “Mara”.", "free", "long")
    assert SetUp.from_json(chosen.to_json()) == chosen
    assert SetUp.from_json('{"persona": "gone"}').persona == "gone"
    assert system_prompt(SetUp("gone")) == system_prompt(SetUp())


def test_every_persona_says_who_it_is_to_the_user_and_to_the_model() -> None:
    assert [each.id for each in personas()] == [
        "assistant", "board_chair", "regulator", "journalist", "vendor", "cfo",
    ]  # fmt: skip
    for each in personas():
        assert each.name
        assert len(each.about) < 140
        assert 20 < len(each.prompt.split()) < 110
        assert "!" not in each.about + each.prompt
