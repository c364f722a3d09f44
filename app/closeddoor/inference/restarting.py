"""When a worker that was lost may be started again."""

import time


class BackOff:
    """The first restart is immediate, each further one without an answer between waits twice as long."""

    def __init__(self, first_s: float, longest_s: float) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._failures = 0
        self._not_before_s = 0.0

    @property
    def delay_s(self) -> float:
        """How long to wait from now; not positive when there is nothing to wait for."""
        return self._not_before_s - time.monotonic()

    def failed(self) -> None:
        delay_s = min(self._longest_s, self._first_s * 2 ** (self._failures - 1)) if self._failures else 0.0
        self._not_before_s = time.monotonic() + delay_s
        self._failures += 1

    def answered(self) -> None:
        self._failures = 0
