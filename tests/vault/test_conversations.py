from typing import Any

import pytest

from closeddoor.domain.branches import branches_of
from closeddoor.domain.errors import BugError
from closeddoor.domain.history import SearchHit, SearchScope
from closeddoor.vault.repositories.conversations import ConversationRepository
from closeddoor.vault.repositories.folders import FolderNameTakenError
from closeddoor.vault.repositories.removal import COLUMNS, GoneError
from closeddoor.vault.vault import Vault


class Clock:
    """A clock that a test moves."""

    now_ms = 1_000

    def __call__(self) -> int:
        return self.now_ms


def test_conversations_are_listed_by_their_latest_change() -> None:
    clock = Clock()
    conversations = Vault.in_memory(clock).conversations
    older, newer = conversations.create("Older"), conversations.create("Newer")
    assert [each.id for each in conversations.list()] == [newer, older]
    clock.now_ms = 2_000
    conversations.add_message(older, "user", "and yet")
    conversations.rename(newer, "Renamed")
    listed = conversations.list()
    assert [(each.title, each.message_count) for each in listed] == [("Older", 1), ("Renamed", 0)]
    assert (listed[0].created_at_ms, listed[0].updated_at_ms) == (1_000, 2_000)


def test_a_reply_grows_and_ends() -> None:
    conversations = Vault.in_memory().conversations
    conversation = conversations.create("Sandbox")
    conversations.add_message(conversation, "user", "Why?")
    reply = conversations.add_message(conversation, "assistant", "", "writing")
    conversations.update_message(reply, "Beca", "writing")
    conversations.update_message(reply, "Because.", "complete")
    messages = conversations.messages(conversation)
    assert [(each.role, each.text, each.state) for each in messages] == [
        ("user", "Why?", "complete"),
        ("assistant", "Because.", "complete"),
    ]
    with pytest.raises(BugError):
        conversations.update_message(999, "nowhere", "complete")


def shown(conversations: ConversationRepository, conversation_id: int) -> list[str]:
    found = conversations.get(conversation_id)
    assert found is not None
    tree = branches_of(conversations.messages(conversation_id), found.current_id)
    return [message.text for message in tree.shown()]


def test_messages_follow_what_is_shown_unless_they_begin_a_branch() -> None:
    conversations = Vault.in_memory().conversations
    here = conversations.create("Here")
    asked = conversations.add_message(here, "user", "Why?")
    first = conversations.add_message(here, "assistant", "Because.")
    conversations.add_after(here, asked, "assistant", "Why not?", "complete")
    assert shown(conversations, here) == ["Why?", "Why not?"]
    conversations.show_branch(here, first)
    conversations.add_message(here, "user", "Really?")
    assert shown(conversations, here) == ["Why?", "Because.", "Really?"]
    conversations.add_after(here, None, "user", "How?", "complete")
    assert shown(conversations, here) == ["How?"]
    assert len(conversations.messages(here)) == 5


def test_a_message_that_goes_leaves_another_shown() -> None:
    conversations = Vault.in_memory().conversations
    here = conversations.create("Here")
    asked = conversations.add_message(here, "user", "Why?")
    first = conversations.add_message(here, "assistant", "Because.")
    second = conversations.add_after(here, asked, "assistant", "", "writing")
    conversations.delete_message(second, show_instead=first)
    assert shown(conversations, here) == ["Why?", "Because."]
    conversations.delete_message(first)
    assert shown(conversations, here) == ["Why?"]


def test_what_was_taken_out_comes_back_as_it_was() -> None:
    vault = searchable("alpha", "beta", "gamma")
    conversations = vault.conversations
    before = (conversations.get(1), conversations.messages(1))
    branch = conversations.take_out_branch(2)
    assert shown(conversations, 1) == ["alpha"]
    assert (conversations.search("beta"), "beta" in repr(branch)) == ((), False)
    conversations.put_back(branch)
    assert (conversations.get(1), conversations.messages(1)) == before
    conversations.update_message(3, "gamm", "writing")
    whole = conversations.take_out(1)
    assert (conversations.list(), conversations.search("alpha"), conversations.search("due")) == ((), (), ())
    conversations.put_back(whole)
    assert [(each.text, each.state) for each in conversations.messages(1)][2] == ("gamm", "interrupted")
    assert [hit.message_id for hit in conversations.search("alpha")] == [1]
    assert [hit.message_id for hit in conversations.search("due")] == [None]


def test_what_belonged_to_something_gone_does_not_come_back() -> None:
    conversations = searchable("alpha", "beta").conversations
    branch = conversations.take_out_branch(2)
    conversations.delete(1)
    with pytest.raises(GoneError):
        conversations.put_back(branch)
    with pytest.raises(GoneError):
        conversations.take_out_branch(2)
    assert conversations.list() == ()


def test_pinned_conversations_come_first_and_folders_narrow_the_list() -> None:
    vault = Vault.in_memory(Clock())
    conversations = vault.conversations
    first, second, third = (conversations.create(title) for title in ("First", "Second", "Third"))
    folder = vault.folders.create("Board")
    conversations.pin(first, is_pinned=True)
    conversations.move(first, folder)
    conversations.move(second, folder)
    assert [each.id for each in conversations.page()] == [first, third, second]
    assert [each.id for each in conversations.page(2)] == [first, third]
    assert [each.id for each in conversations.page(folder_id=folder)] == [first, second]
    assert [(each.name, each.conversation_count) for each in vault.folders.list()] == [("Board", 2)]
    removed = conversations.take_out(first)
    assert vault.folders.take_out(folder) is not None
    conversations.put_back(removed)
    assert [(each.id, each.pinned, each.folder_id) for each in conversations.page(1)] == [(first, True, None)]


def test_two_folders_of_one_name_are_refused() -> None:
    folders = Vault.in_memory().folders
    board, other = folders.create("Board"), folders.create("Audit")
    for attempt in (lambda: folders.create("BOARD"), lambda: folders.rename(other, "board")):
        with pytest.raises(FolderNameTakenError):
            attempt()
    folders.rename(board, "board")
    assert [folder.name for folder in folders.list()] == ["Audit", "board"]


def test_a_folder_comes_back_with_what_was_in_it_and_went_nowhere_else() -> None:
    vault = Vault.in_memory()
    conversations, folders = vault.conversations, vault.folders
    board, audit = folders.create("Board"), folders.create("Audit")
    stays, moves, goes = (conversations.create(title, "{}", board) for title in ("Stays", "Moves", "Goes"))
    removed = folders.take_out(board)
    assert removed is not None
    assert "Board" not in repr(removed)
    assert [conversations.get(each).folder_id for each in (stays, moves)] == [None, None]  # type: ignore[union-attr]  # there
    conversations.move(moves, audit)
    conversations.delete(goes)
    assert folders.put_back(removed) == board
    assert {each.name: each.conversation_count for each in folders.list()} == {"Audit": 1, "Board": 1}
    assert folders.take_out(board + 100) is None


def test_a_folder_comes_back_as_the_one_that_has_its_name_since() -> None:
    vault = Vault.in_memory()
    board = vault.folders.create("Board")
    talk = vault.conversations.create("Talk", "{}", board)
    removed = vault.folders.take_out(board)
    assert removed is not None
    since = vault.folders.create("BOARD")
    assert vault.folders.put_back(removed) == since
    assert [(each.id, each.conversation_count) for each in vault.folders.list()] == [(since, 1)]
    assert vault.conversations.get(talk).folder_id == since  # type: ignore[union-attr]  # there


def test_a_search_can_be_narrowed() -> None:
    clock = Clock()
    vault = Vault.in_memory(clock)
    conversations, folder = vault.conversations, vault.folders.create("Board")
    old, new = conversations.create("Drift, old"), conversations.create("New", "{}", folder)
    conversations.add_message(old, "user", "What is drift?")
    clock.now_ms = 5_000
    told = conversations.add_message(new, "assistant", "Drift is change.")

    def found(**narrow: Any) -> list[int | None]:
        return [hit.message_id for hit in conversations.search("drift", 50, SearchScope(**narrow))]

    assert found() == [None, 2, 1]
    assert found(role="user") == [1]
    assert found(role="assistant") == found(since_ms=4_000) == found(folder_id=folder) == [told]
    conversations.rename(old, "Else")
    assert found() == [2, 1]


@pytest.mark.parametrize("text", ["", "\0 nul", "half \ud83d pair", "\U0001f512 " * 2_000, "line\r\nline\u2028line"])
def test_any_text_is_kept(text: str) -> None:
    conversations = Vault.in_memory().conversations
    conversation = conversations.create(text)
    conversations.add_message(conversation, "user", text)
    expected = text.replace("\ud83d", "?")
    assert conversations.messages(conversation)[0].text == expected
    assert conversations.list()[0].title == expected


def test_an_undecodable_row_does_not_close_a_conversation() -> None:
    vault = Vault.in_memory()
    conversation = vault.conversations.create("Odd")
    vault.conversations.add_message(conversation, "user", "good")
    odd = vault.conversations.add_message(conversation, "user", "odd")
    with vault._database.write() as writing:
        writing.execute("UPDATE messages SET text = CAST(x'c328ff' AS TEXT) WHERE id = ?", (odd,))
    assert [each.text for each in vault.conversations.messages(conversation)] == ["good", "\ufffd(\ufffd"]


def searchable(*texts: str) -> Vault:
    vault = Vault.in_memory()
    conversation = vault.conversations.create("Due diligence")
    for text in texts:
        vault.conversations.add_message(conversation, "user", text)
    return vault


def test_a_hit_shows_its_place() -> None:
    vault = searchable("The vendor's résumé of exits was short.", "Nothing here")
    assert vault.conversations.search("RESUME") == (
        SearchHit(1, "Due diligence", 1, "The vendor's ", "résumé", " of exits was short."),
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("exit", [2, 1]),
        ("exit clause", [1]),
        ("clause exit", [1]),
        ("cla", [1]),
        ("cla exit", []),
        ("loi", [3]),
        ("Löi", [3]),
        ("", []),
        ("   ", []),
        ("???", []),
        ("exit ???", [2, 1]),
        ('"exit', [2, 1]),
        ("exit OR penalty", []),
        ("NEAR(exit clause)", []),
        ("text:exit", []),
        ("exit*", [2, 1]),
        ("-exit", [2, 1]),
        ("ex\0it", []),
        ("'; DROP TABLE messages; --", []),
    ],
)
def test_a_query_is_only_ever_words(query: str, found: list[int]) -> None:
    vault = searchable("an exit clause", "no exit", "La loi sur l'IA", "penalty")
    assert [hit.message_id for hit in vault.conversations.search(query)] == found


def test_search_follows_edits_and_deletions() -> None:
    vault = searchable("alpha", "alpha beta")
    vault.conversations.update_message(1, "gamma", "complete")
    assert [hit.message_id for hit in vault.conversations.search("alpha")] == [2]
    assert [hit.message_id for hit in vault.conversations.search("gamma")] == [1]
    vault.conversations.delete(1)
    assert vault.conversations.search("beta") == ()
    assert vault._database.read("SELECT count(*) FROM messages") == [(0,)]


def test_no_more_hits_than_asked_for() -> None:
    vault = searchable(*["same words"] * 9)
    assert [hit.message_id for hit in vault.conversations.search("same", limit=3)] == [9, 8, 7]


def test_nothing_that_belongs_to_a_conversation_is_forgotten_when_it_is_taken_out() -> None:
    database = Vault.in_memory()._database
    tables = [name for (name,) in database.read("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    belonging = {
        table
        for table in tables
        for _, _, parent, *_ in database.read(f"PRAGMA foreign_key_list({table})")
        if parent in {"conversations", "messages"}
    }
    assert belonging | {"conversations"} == set(COLUMNS)
    for table, columns in COLUMNS.items():
        assert set(columns.split(", ")) == {name for _, name, *_ in database.read(f"PRAGMA table_info({table})")}
