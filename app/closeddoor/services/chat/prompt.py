"""What the model reads: who it is, what stands in front of the question, the turns so far."""

from collections.abc import Sequence

from closeddoor.domain.history import Message
from closeddoor.domain.ports import ChatMessage
from closeddoor.domain.set_up import SetUp, Summary
from closeddoor.services.chat.said_to_model import BEFORE
from closeddoor.services.personas import system_prompt

TITLE_WORDS = 8

REPLY_ROOM_TOKENS = 512
"""What stays free for the reply where documents are put in front of a question, or the oldest turns set aside."""


def title_of(text: str) -> str:
    """Return the first words of a turn as the title of its conversation."""
    words = text.split()
    return " ".join(words[:TITLE_WORDS]) + (" …" if len(words) > TITLE_WORDS else "")


def up_to_the_question(branch: Sequence[Message]) -> Sequence[Message]:
    """Return the turns up to the user's last one: what is to be answered."""
    asked = list(branch)
    while asked and asked[-1].role == "assistant":
        asked.pop()
    return asked


def for_model(set_up: SetUp, branch: Sequence[Message]) -> list[ChatMessage]:
    """Return the turns as the model reads them: readable ones, after the system prompt.

    Where a summary stands for the first of them, it is read in their place, as part of a turn of the user: nothing that
    was said in a conversation is put where only the user's own instructions belong.
    """
    summary = set_up.summary
    rest = branch if summary is None else after_summary(summary, branch)
    turns = [ChatMessage(message.role, message.text) for message in rest or branch if message.readable and message.text]
    if summary is not None and rest is not None:
        place = next((place for place, turn in enumerate(turns) if turn.role == "user"), None)
        before = BEFORE.format(summary=summary.text)
        if place is None:
            turns.insert(0, ChatMessage("user", before))
        else:
            turns[place] = ChatMessage("user", before + turns[place].text)
    return [ChatMessage("system", system_prompt(set_up)), *turns]


def after_summary(summary: Summary, branch: Sequence[Message]) -> Sequence[Message] | None:
    """Return the turns that a summary does not stand for; None in a branch that went another way before its end."""
    if not summary.through_id:
        return branch
    places = [place for place, message in enumerate(branch) if message.id == summary.through_id]
    return branch[places[0] + 1 :] if places else None


def with_context(messages: Sequence[ChatMessage], context: str) -> list[ChatMessage]:
    """Put `context` in front of the last turn, if there is any."""
    if not context or not messages:
        return list(messages)
    last = messages[-1]
    return [*messages[:-1], ChatMessage(last.role, f"{context}\n\n{last.text}")]
