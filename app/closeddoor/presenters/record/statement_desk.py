"""The intents of the statement of practice; nothing of it is kept when the application ends."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.errors import KnownError
from closeddoor.language import tr
from closeddoor.presenters.paper import Order, PaperDesk, Prepare
from closeddoor.presenters.record.board import RecordBoard
from closeddoor.presenters.record.statement import Draft, practised_by_module, statement_state, statement_text
from closeddoor.services.record import RecordedAttempt
from closeddoor.services.saving import check_export, saved_line

COPIED = tr("The statement was copied. The clipboard is cleared in 30 seconds.")


class StatementDesk(QObject):
    """`copied` carries the text for the clipboard; `paper` makes files."""

    copied = Signal(str)

    def __init__(self, board: RecordBoard, paper: PaperDesk, day: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._board = board
        self._paper = paper
        self._day = day
        self._draft = Draft()

    def suggest_from(self, attempts: Sequence[RecordedAttempt]) -> None:
        """Suggest hours from what was practised; what was typed stays."""
        self._draft = self._draft.with_practised(practised_by_module(attempts))
        self._board.show(statement=statement_state(self._draft, self._day()))

    def tick(self, module: str, is_ticked: bool) -> None:  # noqa: FBT001 - a page's signal
        self._write(self._draft.with_tick(module, is_ticked=is_ticked))

    def write_hours(self, module: str, hours: str) -> None:
        self._write(self._draft.with_hours(module, hours))

    def write_name(self, name: str) -> None:
        self._write(self._draft.with_name(name))

    def copy(self) -> None:
        page = self._board.state.statement.page
        if page is None:
            return
        try:
            check_export()
        except KnownError as error:
            self._board.show_failure(error)
        else:
            self.copied.emit(statement_text(page))
            self._board.show(said=COPIED)

    def save(self, path: Path, prepare: Prepare) -> None:
        """Save the statement where the user said; one sheet is set in no time, so nothing is said meanwhile."""
        self._board.show(said="", problem=None)
        self._paper.make(Order(path, prepare, lambda _: None, self._tell_saved, self._board.show_failure))

    def _tell_saved(self, path: Path) -> None:
        self._board.show(said=saved_line(path))

    def _write(self, draft: Draft) -> None:
        self._draft = draft
        self._board.show(statement=statement_state(draft, self._day()), said="")
