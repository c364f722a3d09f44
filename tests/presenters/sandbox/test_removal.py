from tests.presenters.sandbox.bench import QUESTION, Bench


def delete_the_open_one(bench: Bench) -> int:
    bench.send()
    bench.answer("It moves.")
    where = bench.open_conversation()
    bench.presenter.removal.delete(where)
    bench.dispatcher.run()
    return where


def test_what_was_deleted_comes_back_and_is_open_again(bench: Bench) -> None:
    where = delete_the_open_one(bench)
    assert bench.vault.conversations.list() == ()
    assert bench.now().undo == f"“{QUESTION}” is deleted."
    bench.presenter.removal.undo()
    bench.dispatcher.run()
    assert (bench.now().current_id, bench.now().undo) == (where, "")
    assert [row.text for row in bench.now().messages] == [QUESTION, "It moves."]
    bench.presenter.removal.undo()
    bench.dispatcher.run()
    assert bench.now().problem is None


def test_the_way_back_ends_with_the_offer(bench: Bench) -> None:
    delete_the_open_one(bench)
    undo = bench.chat.history._undo
    bench.presenter.removal.forget()
    assert (bench.now().undo, bench.chat.history._undo) == ("", None)
    assert undo is not None
    restored = bench.chat.history.bring_back(undo)
    assert restored.exception() is not None
    assert bench.vault.conversations.list() == ()


def test_a_deleted_branch_comes_back_and_is_shown(bench: Bench) -> None:
    bench.send()
    bench.answer("First.")
    bench.presenter.turns.regenerate()
    bench.dispatcher.run()
    bench.answer("Second.")
    second = bench.now().messages[1].message_id
    bench.presenter.removal.delete_branch(second)
    bench.dispatcher.run()
    assert [(row.text, row.places) for row in bench.now().messages][1] == ("First.", 1)
    bench.presenter.removal.undo()
    bench.dispatcher.run()
    assert [(row.text, row.places) for row in bench.now().messages][1] == ("Second.", 2)


def test_a_removed_folder_comes_back_with_its_conversations_and_is_listed_again(bench: Bench) -> None:
    bench.presenter.listing.create_folder("Board")
    bench.dispatcher.run()
    (folder,) = bench.now().lists.folders
    bench.send()
    bench.answer("It moves.")
    assert bench.now().folder_id == folder.folder_id
    bench.presenter.removal.delete_folder(folder.folder_id)
    bench.dispatcher.run()
    now = bench.now()
    assert (now.lists.folders, now.lists.folder_id, now.folder_id, len(now.conversations)) == ((), None, None, 1)
    assert now.undo == "“Board” is removed. What was in it stands under all conversations."
    bench.presenter.removal.undo()
    bench.dispatcher.run()
    now = bench.now()
    assert (now.lists.folders[0].count, now.lists.folder_id, now.folder_id, now.undo) == (
        1,
        *[folder.folder_id] * 2,
        "",
    )
    assert now.problem is None


def test_the_way_back_to_a_folder_ends_where_something_else_is_deleted(bench: Bench) -> None:
    bench.presenter.listing.create_folder("Board")
    bench.dispatcher.run()
    (folder,) = bench.now().lists.folders
    bench.presenter.removal.delete_folder(folder.folder_id)
    bench.dispatcher.run()
    where = delete_the_open_one(bench)
    bench.presenter.removal.undo()
    bench.dispatcher.run()
    assert (bench.now().current_id, bench.now().lists.folders) == (where, ())
