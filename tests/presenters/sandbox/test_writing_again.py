from closeddoor.domain.errors import KnownError
from tests.presenters.sandbox.bench import QUESTION, Bench


def write_again(bench: Bench) -> None:
    bench.send()
    bench.answer("First.")
    bench.presenter.turns.regenerate()
    bench.dispatcher.run()


def test_writing_again_adds_an_alternative(bench: Bench) -> None:
    write_again(bench)
    bench.answer("Second.")
    assert [(row.text, row.place, row.places) for row in bench.now().messages] == [
        (QUESTION, 1, 1),
        ("Second.", 2, 2),
    ]


def test_the_arrows_go_from_one_alternative_to_the_next_and_not_beyond(bench: Bench) -> None:
    write_again(bench)
    bench.answer("Second.")
    for step, text in ((-1, "First."), (-1, "First."), (1, "Second."), (1, "Second.")):
        bench.presenter.show_alternative(bench.now().messages[1].message_id, step)
        bench.dispatcher.run()
        assert bench.now().messages[1].text == text
    bench.presenter.show_alternative(999, 1)
    assert bench.now().messages[1].text == "Second."


def test_the_branch_that_was_chosen_is_the_one_that_opens_and_goes_on(bench: Bench) -> None:
    write_again(bench)
    bench.answer("Second.")
    bench.presenter.show_alternative(bench.now().messages[1].message_id, -1)
    where = bench.open_conversation()
    bench.presenter.start_new()
    bench.presenter.open(where)
    bench.dispatcher.run()
    assert [row.text for row in bench.now().messages] == [QUESTION, "First."]
    bench.send("And bias?")
    assert [turn.text for turn in bench.reply.messages[1:]] == [QUESTION, "First.", "And bias?"]


def test_while_the_model_writes_no_other_branch_is_shown(bench: Bench) -> None:
    write_again(bench)
    assert not bench.now().can_branch
    bench.reply.say("Sec")
    bench.presenter.show_alternative(bench.now().messages[1].message_id, -1)
    bench.dispatcher.run()
    assert [row.text for row in bench.now().messages] == [QUESTION, "Sec"]
    bench.reply.end()
    bench.dispatcher.run()
    assert bench.now().can_branch


def test_the_old_reply_is_shown_again_when_nothing_came(bench: Bench) -> None:
    write_again(bench)
    bench.reply.fail(KnownError("model.missing", "The model is not there."))
    bench.dispatcher.run()
    assert [row.text for row in bench.now().messages] == [QUESTION, "First."]
    assert bench.now().can_regenerate


def test_an_edited_turn_becomes_a_branch_and_the_old_one_stays(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    bench.presenter.turns.draft("half a thought")
    bench.presenter.turns.edit(bench.now().messages[0].message_id)
    assert (bench.now().draft, bench.now().editing_id) == (QUESTION, bench.now().messages[0].message_id)
    bench.send("What is bias?")
    assert (bench.now().draft, bench.now().editing_id) == ("half a thought", None)
    bench.answer("A lean.")
    assert [(row.text, row.place, row.places) for row in bench.now().messages] == [
        ("What is bias?", 2, 2),
        ("A lean.", 1, 1),
    ]
    assert [(row.text, row.depth, row.is_shown) for row in bench.now().branches] == [
        (QUESTION, 0, False),
        ("What is bias?", 0, True),
    ]
    bench.presenter.show_branch(bench.now().branches[0].message_id)
    bench.dispatcher.run()
    assert [row.text for row in bench.now().messages] == [QUESTION, "It moves."]


def test_giving_up_an_edit_brings_back_what_was_typed(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    bench.presenter.turns.draft("half a thought")
    bench.presenter.turns.edit(bench.now().messages[0].message_id)
    bench.presenter.turns.draft("another wording")
    bench.presenter.turns.end_edit()
    assert (bench.now().draft, bench.now().editing_id) == ("half a thought", None)
    bench.presenter.turns.edit(bench.now().messages[1].message_id)
    assert bench.now().editing_id is None
