"""A conversation that has outgrown the real model is summarised by it, and goes on."""

import pytest
from PySide6.QtCore import QCoreApplication

from closeddoor.domain.history import MessageRole
from closeddoor.domain.ports import ContextUse
from closeddoor.domain.set_up import SetUp, Summary
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.chat import LocalChatModel
from closeddoor.inference.states import WorkerSpec
from closeddoor.inference.waiting import wait
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService, carrying_over
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor
from tests.inference.starter import FOLDER, NEEDS_CHAT, Connect

pytestmark = pytest.mark.real_model

CONTEXT, ROOM = 512, 24
"""Small, for a busy machine reads and writes slowly."""

SAID = "We spoke of the pilot, its cost and the people who would use it, and nothing was decided. " * 4


@NEEDS_CHAT
@pytest.mark.timeout(300)
def test_what_is_left_after_a_summary_fits_by_exact_counts(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("SUMMARY_TOKENS", "REPLY_ROOM_TOKENS"):
        monkeypatch.setattr(carrying_over, room, ROOM)
    client = connect(WorkerSpec("chat", FOLDER / STARTER_CHAT.file_name, "", CONTEXT))
    application = QCoreApplication.instance()
    assert application is not None
    vault, model = Vault.in_memory(), LocalChatModel(client)
    chat = ChatService(vault, InlineExecutor(), model, QtDispatcher(application), HistoryChanges())
    conversation = vault.conversations.create("Long", SetUp().to_json())
    for number in range(6):
        role: MessageRole = "assistant" if number % 2 else "user"
        vault.conversations.add_message(conversation, role, SAID, "complete")
    vault.conversations.add_message(conversation, "user", "And now?", "complete")

    def use() -> ContextUse:
        opened = chat.history.open(conversation).result(0)
        return wait(chat.context_use(opened.set_up, opened.branches.shown()), 60.0)

    before = use()
    assert before.prompt_tokens > before.context_tokens
    fractions: list[float] = []
    summarising = chat.carrying_over.summarise(conversation, fractions.append, all_turns=False)
    proposal = wait(summarising.future, 240.0)
    assert proposal.text
    assert fractions[-1] == 1.0
    chat.history.keep_summary(conversation, Summary(proposal.text, proposal.through_id))
    after = use()
    assert after.prompt_tokens + ROOM <= after.context_tokens
    vault.close()
