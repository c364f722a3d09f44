"""The sandbox: conversations with the local model, on the record or off it."""

from closeddoor.services.chat.carrying_over import CarryingOver, Proposal, Summarising
from closeddoor.services.chat.context import Context, NoContext
from closeddoor.services.chat.drafts import DraftService, WaitingSummary
from closeddoor.services.chat.history import ConversationsService, Opened, Undo
from closeddoor.services.chat.prompt import title_of
from closeddoor.services.chat.records import OffTheRecordEndedError, Records, is_off_the_record
from closeddoor.services.chat.service import Beginning, ChatService
from closeddoor.services.chat.turn import ChatListener

__all__ = [
    "Beginning",
    "CarryingOver",
    "ChatListener",
    "ChatService",
    "Context",
    "ConversationsService",
    "DraftService",
    "NoContext",
    "OffTheRecordEndedError",
    "Opened",
    "Proposal",
    "Records",
    "Summarising",
    "Undo",
    "WaitingSummary",
    "is_off_the_record",
    "title_of",
]
