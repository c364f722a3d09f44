import pytest

from closeddoor.domain.errors import BugError
from closeddoor.domain.history import SearchHit
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


def test_a_reply_replaces_another_in_one_transaction_or_not_at_all() -> None:
    conversations = Vault.in_memory().conversations
    conversation = conversations.create("Sandbox")
    old = conversations.add_message(conversation, "assistant", "Because.")
    with pytest.raises(BugError):
        conversations.update_message(999, "nowhere", "writing", [old])
    assert [each.text for each in conversations.messages(conversation)] == ["Because."]
    new = conversations.add_message(conversation, "assistant", "", "writing")
    conversations.update_message(new, "Why not?", "writing", [old])
    assert [each.text for each in conversations.messages(conversation)] == ["Why not?"]


def test_regenerating_deletes_a_message_and_what_followed_here_only() -> None:
    conversations = Vault.in_memory().conversations
    here, there = conversations.create("Here"), conversations.create("There")
    ids = [conversations.add_message(here, "user", text) for text in ("a", "b", "c")]
    conversations.add_message(there, "user", "later, elsewhere")
    conversations.delete_messages_from(ids[1])
    assert [each.text for each in conversations.messages(here)] == ["a"]
    assert len(conversations.messages(there)) == 1
    assert conversations.add_message(here, "user", "d") > ids[2]
    conversations.delete_message(ids[0])
    assert [each.text for each in conversations.messages(here)] == ["d"]
    assert conversations.search("a") == ()


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
