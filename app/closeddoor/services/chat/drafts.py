"""What is being written to the model, kept until it is sent: a crash or a closed window does not take it."""

from concurrent.futures import Future
from dataclasses import dataclass

from closeddoor.domain.ports import Executor
from closeddoor.services.chat.records import is_off_the_record
from closeddoor.vault.vault import Vault

KEY = "sandbox_draft"
MOST_CHARACTERS = 100_000


@dataclass(frozen=True)
class Draft:
    """`conversation_id` is None for a conversation that has not begun."""

    conversation_id: int | None
    text: str


NOTHING = Draft(None, "")


class DraftService:
    """One draft, in the vault only; nothing of a conversation off the record."""

    def __init__(self, vault: Vault, database: Executor) -> None:
        self._vault = vault
        self._database = database

    def keep(self, draft: Draft) -> Future[None]:
        """Keep `draft` in place of the last one, which is overwritten; an empty one leaves none."""
        is_off = draft.conversation_id is not None and is_off_the_record(draft.conversation_id)
        kept = None if is_off or not draft.text.strip() else [draft.conversation_id, draft.text[:MOST_CHARACTERS]]
        return self._database.submit(lambda: self._vault.settings.set(KEY, kept))

    def load(self) -> Future[Draft]:
        """Return the draft that was kept last; whatever cannot be read is none."""
        return self._database.submit(lambda: _draft(self._vault.settings.get(KEY)))


def _draft(kept: object) -> Draft:
    match kept:
        case [int() | None as conversation_id, str() as text]:
            return Draft(conversation_id, text)
    return NOTHING
