"""A conversation as a line of a list: what home needs of the sandbox."""

from closeddoor.domain.history import Conversation
from closeddoor.language import tr
from closeddoor.presenters.states.home import ConversationRow
from closeddoor.presenters.words import local_day
from closeddoor.services.chat import is_off_the_record


def conversation_row(conversation: Conversation) -> ConversationRow:
    """Return a line of the list; what is special about the conversation stands before its day."""
    marks = (
        [tr("Off the record")] if is_off_the_record(conversation.id) else [tr("Pinned")] if conversation.pinned else []
    )
    below = " · ".join([*marks, local_day(conversation.updated_at_ms)])
    return ConversationRow(conversation.id, conversation.title, below)
