"""The chat model while nobody asks it anything: how it computes fastest is found once, and after a while it goes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import cast

from PySide6.QtCore import QObject, QTimer, Signal

from closeddoor.bootstrap.models import Models
from closeddoor.domain.errors import KnownError
from closeddoor.domain.idle import NEVER
from closeddoor.domain.ports import Dispatcher
from closeddoor.presenters.models.in_use import Speed
from closeddoor.services.settings import UNLOAD_AFTER_KEY, USUAL_UNLOAD_MINUTES
from closeddoor.services.tunings import KeptTuning, TuningService
from closeddoor.wire.messages import Tuned

QUIET_MS = 10_000
"""So long nobody has asked anything before the search begins: who opened a page is about to ask."""

_GIVEN_WAY = "model.closed"


class Tuner(QObject):
    """Lets a model's fastest settings be found once per file, build and processor; `measured` says that they were."""

    measured = Signal()

    def __init__(self, models: Models, service: TuningService, dispatcher: Dispatcher, parent: QObject) -> None:
        super().__init__(parent)
        self._models = models
        self._service = service
        self._dispatcher = dispatcher
        self._kept: dict[str, KeptTuning] = {}
        self._refused: set[str] = set()
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._search)
        models.chat_idle.connect(self._quiet.start)
        models.chat_asked.connect(self._quiet.stop)
        dispatcher.deliver(service.load(), self._take)

    def speed_of(self, sha256: str) -> Speed | None:
        """Return how fast a model was here; None where it was not measured."""
        kept = self._kept.get(sha256)
        return Speed(kept.reply_tokens_per_s, kept.prompt_tokens_per_s, kept.measured_on) if kept else None

    def _take(self, kept: dict[str, KeptTuning]) -> None:
        self._kept = kept | self._kept
        self._models.use_tunings({sha256: found.tuning for sha256, found in self._kept.items()})
        self.measured.emit()

    def _search(self) -> None:
        client, sha256 = self._models.chat_client, self._models.sha256
        ready = client.state.model if client is not None else None
        known = self._kept.get(sha256)
        if client is None or ready is None or sha256 in self._refused or (known and known.build == ready.build):
            return
        found = partial(self._found, sha256, ready.build)
        self._dispatcher.deliver(client.tune(), found, partial(self._not_found, sha256))

    def _found(self, sha256: str, build: str, tuned: Tuned) -> None:
        today = datetime.now(UTC).astimezone().date().isoformat()
        kept = KeptTuning(tuned.tuning, tuned.prompt_tokens_per_s, tuned.reply_tokens_per_s, build, today)
        self._take({sha256: kept})
        self._dispatcher.deliver(self._service.keep(sha256, kept), lambda _: None, lambda _: None)

    def _not_found(self, sha256: str, error: BaseException) -> None:
        """Try again when it is quiet, where somebody asked something; otherwise not before the next start."""
        if not (isinstance(error, KnownError) and error.code == _GIVEN_WAY):
            self._refused.add(sha256)


class Unloader(QObject):
    """Takes the chat model out of memory when nobody has asked it anything for as long as the setting says."""

    def __init__(self, models: Models, parent: QObject) -> None:
        super().__init__(parent)
        self._models = models
        self._after_minutes: float = USUAL_UNLOAD_MINUTES
        self._is_idle = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._unload)
        models.chat_idle.connect(partial(self._follow, is_idle=True))
        models.chat_asked.connect(partial(self._follow, is_idle=False))

    def apply(self, settings: Mapping[str, object]) -> None:
        """Follow the settings; the time begins anew."""
        self._after_minutes = cast("float", settings.get(UNLOAD_AFTER_KEY, USUAL_UNLOAD_MINUTES))
        self._follow(is_idle=self._is_idle)

    def _follow(self, *, is_idle: bool) -> None:
        self._is_idle = is_idle
        if is_idle and self._after_minutes != NEVER:
            self._timer.start(round(self._after_minutes * 60_000))
        else:
            self._timer.stop()

    def _unload(self) -> None:
        client = self._models.chat_client
        if client is not None and client.is_idle:
            self._models.unload()
