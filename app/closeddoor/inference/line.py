"""Requests that wait for a worker, in the order in which they are taken up."""

from collections import deque

from closeddoor.domain.errors import KnownError
from closeddoor.inference.requests import Request

MOST_WAITING = 64
"""Requests behind the one that is being answered; who asks for more is not a person."""


class Line:
    """First come, first served; what gives way is taken up when nothing else waits."""

    def __init__(self) -> None:
        self._waiting: deque[Request] = deque()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    @property
    def is_full(self) -> bool:
        return len(self._waiting) >= MOST_WAITING

    def add(self, request: Request) -> None:
        self._waiting.append(request)

    def next(self) -> Request:
        """Return who is next, and no longer in the line; there must be one."""
        request = next((waiting for waiting in self._waiting if not waiting.gives_way), self._waiting[0])
        self._waiting.remove(request)
        return request

    def leave(self, request: Request) -> bool:
        """Take a request out; return whether it was in the line."""
        was_in = request in self._waiting
        if was_in:
            self._waiting.remove(request)
        return was_in

    def refuse(self, problem: KnownError) -> None:
        """Tell everyone that nothing could begin."""
        waiting, self._waiting = self._waiting, deque()
        for request in waiting:
            request.refuse(problem)
