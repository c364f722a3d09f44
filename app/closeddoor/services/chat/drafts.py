"""What is being written to the model, and who is to answer it, kept until it is sent: a crash does not take it."""

from concurrent.futures import Future
from dataclasses import asdict, dataclass, fields

from closeddoor.domain.ports import Executor
from closeddoor.domain.set_up import SetUp
from closeddoor.vault.vault import Vault

KEY = "sandbox_draft"
SET_UP_KEY = "sandbox_set_up"
SUMMARY_KEY = "sandbox_summary"
MOST_CHARACTERS = 100_000


@dataclass(frozen=True)
class WaitingSummary:
    """A summary, or what is to be carried over, as it was changed last, and not used yet.

    `through_id` and `turns` are those of the proposal, 0 for what is carried into a new conversation.
    """

    conversation_id: int
    is_for_new: bool
    text: str
    through_id: int = 0
    turns: int = 0

    @classmethod
    def from_json(cls, untrusted: object) -> "WaitingSummary | None":
        """Return what was kept; None for anything else."""
        types = {"conversation_id": int, "is_for_new": bool, "text": str, "through_id": int, "turns": int}
        if not isinstance(untrusted, dict) or set(untrusted) != {field.name for field in fields(cls)}:
            return None
        return cls(**untrusted) if all(type(untrusted[name]) is kind for name, kind in types.items()) else None


class DraftService:
    """One draft, in the vault only; who calls it gives it nothing that was typed off the record."""

    def __init__(self, vault: Vault, database: Executor) -> None:
        self._vault = vault
        self._database = database

    def keep(self, text: str) -> Future[None]:
        """Keep `text` in place of the last one, which is overwritten; blanks leave none."""
        kept = text[:MOST_CHARACTERS] if text.strip() else None
        return self._database.submit(lambda: self._vault.settings.set(KEY, kept))

    def keep_set_up(self, set_up: SetUp) -> Future[None]:
        """Keep who is to answer in a conversation that has not begun, in place of the last one."""
        kept = set_up.to_json() if set_up != SetUp() else None
        return self._database.submit(lambda: self._vault.settings.set(SET_UP_KEY, kept))

    def set_up(self) -> Future[SetUp]:
        """Return who was to answer; whatever cannot be read is as it is without a choice."""

        def read() -> SetUp:
            kept = self._vault.settings.get(SET_UP_KEY)
            return SetUp.from_json(kept) if isinstance(kept, str) else SetUp()

        return self._database.submit(read)

    def keep_summary(self, waiting: WaitingSummary | None) -> Future[None]:
        """Keep a summary that was not used yet, in place of the last one, which is overwritten; None leaves none."""
        kept = asdict(waiting) if waiting is not None else None
        return self._database.submit(lambda: self._vault.settings.set(SUMMARY_KEY, kept))

    def summary(self) -> Future[WaitingSummary | None]:
        """Return the summary that waits; whatever cannot be read is none."""
        return self._database.submit(lambda: WaitingSummary.from_json(self._vault.settings.get(SUMMARY_KEY)))

    def load(self) -> Future[str]:
        """Return what was kept last; whatever cannot be read is nothing."""
        return self._database.submit(lambda: kept_draft(self._vault))


def kept_draft(vault: Vault) -> str:
    """Return the words that wait in `vault` to be sent, empty without any; on the database thread."""
    kept = vault.settings.get(KEY)
    return kept if isinstance(kept, str) else ""
