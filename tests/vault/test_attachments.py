from closeddoor.domain.attachment import Part, ReadDocument, Source, part_at
from closeddoor.domain.own_briefing import OwnMark, OwnPoint, OwnWork
from closeddoor.vault.vault import Vault

PLAN = ReadDocument("plan.pdf", "pdf", 900, "One.\nTwo.\n", (Part("page", "1", 0), Part("page", "2", 5)), "a remark")


def test_an_attachment_comes_back_as_it_was() -> None:
    vault = Vault.in_memory(lambda: 7)
    conversation = vault.conversations.create("Plan")
    identity = vault.attachments.add(conversation, PLAN)
    (listed,) = vault.attachments.list(conversation)
    assert (listed.id, listed.name, listed.characters, listed.added_at_ms) == (identity, "plan.pdf", 10, 7)
    assert listed.parts == PLAN.parts
    removed = vault.attachments.take_out(identity)
    assert removed is not None
    assert vault.attachments.list(conversation) == ()
    assert vault.attachments.document(identity) is None
    assert vault.attachments.put_back(removed)
    document = vault.attachments.document(identity)
    assert document is not None
    assert document.text == PLAN.text
    assert PLAN.text not in repr(removed)


def test_it_does_not_come_back_to_a_conversation_that_is_gone() -> None:
    vault = Vault.in_memory()
    conversation = vault.conversations.create("Plan")
    removed = vault.attachments.take_out(vault.attachments.add(conversation, PLAN))
    vault.conversations.delete(conversation)
    assert removed is not None
    assert not vault.attachments.put_back(removed)


def test_attachments_and_sources_go_and_come_back_with_their_conversation() -> None:
    vault = Vault.in_memory()
    conversation = vault.conversations.create("Plan")
    question = vault.conversations.add_message(conversation, "user", "Why?")
    identity = vault.attachments.add(conversation, PLAN)
    sources = (Source(1, identity, 5, 9, "plan.pdf, page 2"),)
    vault.attachments.keep_sources(question, (Source(1, identity, 0, 4, "plan.pdf, page 1"),))
    vault.attachments.keep_sources(question, sources)
    removed = vault.conversations.take_out(conversation)
    assert vault.attachments.sources(question) == ()
    vault.conversations.put_back(removed)
    assert vault.attachments.sources(question) == sources
    branch = vault.conversations.take_out_branch(question)
    assert vault.attachments.sources(question) == ()
    vault.conversations.put_back(branch)
    assert vault.attachments.sources(question) == sources
    assert vault.attachments.all_sources(conversation) == {question: sources}
    assert vault.attachments.all_sources(conversation + 1) == {}
    vault.attachments.keep_sources(question + 1, sources)  # a question that was deleted meanwhile
    assert vault.attachments.sources(question + 1) == ()


def test_a_citation_names_the_part_it_stands_in() -> None:
    parts = (Part("slide", "3", 4), Part("sheet", "Costs", 9), Part("heading", "Term", 9))
    assert [part.words for part in parts] == ["slide 3", "sheet “Costs”", "“Term”"]
    assert part_at(parts, 3) is None
    assert part_at(parts, 4) == parts[0]
    assert part_at(parts, 9) == parts[2]


def test_practice_on_an_own_document_is_kept_listed_and_brought_back() -> None:
    vault = Vault.in_memory(lambda: 3)
    begun = vault.own_briefings.add("Proposal", "The text.")
    points = (OwnPoint("names the cap", "met"), OwnPoint("asks who pays", "unsure"))
    work = OwnWork("judge", points, (OwnMark(0, 3, "why?"),), "No cap.", "Who pays?")
    vault.own_briefings.save(begun.id, work)
    (row,) = vault.own_briefings.list()
    assert (row.title, row.is_judged, row.next_time) == ("Proposal", True, "Who pays?")
    deleted = vault.own_briefings.delete(begun.id)
    assert deleted is not None
    assert vault.own_briefings.list() == ()
    vault.own_briefings.put_back(deleted)
    kept = vault.own_briefings.get(begun.id)
    assert kept is not None
    assert (kept.text, kept.work) == ("The text.", work)
