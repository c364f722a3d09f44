"""What was asked of a worker, as whoever asked holds it: a future and a way to stop."""

from collections.abc import Callable
from concurrent.futures import Future

from closeddoor.domain.ports import PreparedText, Reply
from closeddoor.inference.idle_requests import JudgeRequest, PrepareRequest
from closeddoor.inference.requests import GenerateRequest, Request


class RunningGeneration:
    """The `Generation` of `domain.ports`."""

    def __init__(self, request: GenerateRequest, stop: Callable[[Request], None]) -> None:
        self._request = request
        self._stop = stop

    @property
    def future(self) -> Future[Reply]:
        return self._request.future

    def stop(self) -> None:
        self._stop(self._request)


class RunningJudgement:
    """The `Judgement` of `domain.ports`."""

    def __init__(self, request: JudgeRequest, stop: Callable[[Request], None]) -> None:
        self._request = request
        self._stop = stop

    @property
    def future(self) -> Future[tuple[float, ...]]:
        return self._request.future

    def stop(self) -> None:
        self._request.give_up()
        self._stop(self._request)


class RunningPreparation:
    """The `Preparation` of `domain.ports`."""

    def __init__(self, request: PrepareRequest, stop: Callable[[Request], None]) -> None:
        self._request = request
        self._stop = stop

    @property
    def future(self) -> Future[PreparedText]:
        return self._request.future

    def stop(self) -> None:
        self._request.give_up()
        self._stop(self._request)
