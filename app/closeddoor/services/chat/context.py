"""What stands in front of a question for the model only: the documents attached to the conversation."""

from concurrent.futures import Future
from typing import Protocol

from closeddoor.services.futures import done


class Context(Protocol):
    """Who knows what the model should read with a question."""

    def context_for(self, conversation_id: int, question: str) -> Future[str]:
        """Return the text, empty where there is none; it is not kept with the message.

        A `KnownError` ends the turn before the model is asked, and is told to the user.
        """
        ...


class NoContext:
    """Nothing is attached."""

    def context_for(self, conversation_id: int, question: str) -> Future[str]:  # noqa: ARG002  nothing is looked up
        return done("")
