from pathlib import Path

import pytest

from closeddoor.domain.ports import Sampling
from closeddoor.domain.set_up import SetUp
from closeddoor.presenters.sandbox.set_up import KEEP_AFTER_S
from closeddoor.presenters.states.sandbox import NumberRow
from closeddoor.services.personas import personas, system_prompt
from closeddoor.vault.ways import Protection
from tests.presenters.sandbox.bench import Bench
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

BAD_NUMBERS = (
    '{"numbers": {"temperature": NaN, "top_p": 7, "top_k": 2.5, "min_p": true, "max_tokens": "9", "other": 1}}'
)


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


def test_own_numbers_reach_the_model_and_are_kept_with_their_conversation(bench: Bench) -> None:
    for name, typed in (("temperature", "0,35"), ("top_k", "12"), ("max_tokens", "300")):
        bench.presenter.set_up.write_number(name, typed)
    bench.send()
    sampling = bench.reply.sampling
    assert (sampling.temperature, sampling.top_k, sampling.max_tokens, sampling.top_p) == (0.35, 12, 300, 0.9)
    bench.answer("It moves.")
    where = bench.open_conversation()
    bench.presenter.start_new()
    assert bench.now().set_up.line == "Plain assistant · Balanced · Medium"
    assert not bench.now().set_up.has_own_numbers
    bench.presenter.open(where)
    bench.dispatcher.run()
    state = bench.now().set_up
    assert state.line == "Plain assistant · Own numbers · At most 300 tokens"
    assert (state.manner, state.length, state.has_own_numbers) == ("", "", True)
    assert number(bench, "temperature").text == "0.35"


@pytest.mark.parametrize("typed", ["3", "-0.1", "warm", "nan", "1e400", "0.5.5", "1,250"])
def test_a_bad_number_is_told_beside_its_field_and_the_last_good_one_holds(bench: Bench, typed: str) -> None:
    bench.send()
    bench.answer("It moves.")
    bench.presenter.set_up.write_number("temperature", "0.4")
    bench.presenter.set_up.write_number("temperature", typed)
    row = number(bench, "temperature")
    assert (row.text, row.problem.endswith("Until then 0.4 holds.")) == (typed, True)
    bench.dispatcher.advance(KEEP_AFTER_S)
    bench.presenter.refresh()
    bench.dispatcher.run()
    assert number(bench, "temperature") == row
    bench.send("And now?")
    assert bench.reply.sampling.temperature == 0.4
    bench.answer("It moves.")
    bench.presenter.start_new()
    assert (number(bench, "temperature").text, number(bench, "temperature").problem) == ("0.7", "")


def test_the_bounds_are_said_and_whole_numbers_asked_for(bench: Bench) -> None:
    bench.presenter.set_up.write_number("top_k", "12.5")
    bench.presenter.set_up.write_number("top_p", "0")
    assert number(bench, "top_k").problem == "A whole number from 1 to 200 is needed. Until then 40 holds."
    assert number(bench, "top_p").problem == "A number from 0.05 to 1 is needed. Until then 0.9 holds."
    bench.presenter.set_up.write_number("max_tokens", "9000")
    assert number(bench, "max_tokens").problem.startswith("A whole number from 16 to 8,192 is needed.")
    bench.presenter.set_up.write_number("max_tokens", "8,192")
    assert number(bench, "max_tokens").problem == ""
    assert bench.now().set_up.line.endswith("At most 8,192 tokens")
    bench.presenter.set_up.write_number("top_p", "")
    assert (number(bench, "top_p").text, number(bench, "top_p").problem) == ("", "")


def test_plain_words_take_back_the_numbers_that_they_mean(bench: Bench) -> None:
    set_up = bench.presenter.set_up
    for name, typed in (("temperature", "0.4"), ("min_p", "none"), ("max_tokens", "300")):
        set_up.write_number(name, typed)
    set_up.choose_manner("careful")
    assert (number(bench, "temperature").text, number(bench, "min_p").problem) == ("0.2", "")
    assert bench.now().set_up.line == "Plain assistant · Careful · At most 300 tokens"
    set_up.choose_length("long")
    assert bench.now().set_up.line == "Plain assistant · Careful · Long"
    set_up.write_number("temperature", "0.4")
    set_up.write_number("top_p", "none")
    set_up.back_to_balanced()
    assert bench.now().set_up.line == "Plain assistant · Balanced · Medium"
    assert [row.text for row in bench.now().set_up.numbers] == ["0.7", "0.9", "40", "0.05", "1.1", "768"]
    bench.send()
    assert bench.reply.sampling == Sampling()


def number(bench: Bench, name: str) -> NumberRow:
    return next(row for row in bench.now().set_up.numbers if row.name == name)


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


@pytest.mark.parametrize(
    "kept", ["", "null", "[]", '{"persona": 3, "manner": "wild", "length": null}', "{}", BAD_NUMBERS]
)
def test_what_cannot_be_read_is_as_without_a_choice(kept: str) -> None:
    assert SetUp.from_json(kept) == SetUp()


def test_a_set_up_survives_being_kept() -> None:
    chosen = SetUp("own", "You are “Mara”.", "free", "long", {"temperature": 0.35, "top_k": 12})
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
