"""The reader of model headers without its process: what it would say, said at once."""

from collections.abc import Sequence
from concurrent.futures import Future

from closeddoor.inference.found_models import Found, Look
from closeddoor.inference.model_places import ModelPlace
from closeddoor.reader.model_headers import answer_to
from closeddoor.wire.model_headers import HeaderAnswer


class InlineHeaders:
    """Implements `services.found_models.HeaderReader`."""

    def read(self, beginnings: Sequence[bytes]) -> Future[tuple[HeaderAnswer, ...]]:
        future: Future[tuple[HeaderAnswer, ...]] = Future()
        future.set_result(tuple(map(answer_to, beginnings)))
        return future


def look(places: Sequence[ModelPlace]) -> Found:
    """Look through all places at once."""
    looking = Look(places)
    while pieces := looking.pieces():
        looking.take(tuple(map(answer_to, pieces)))
    return looking.found
