"""Taking a conversation out of the vault: to the clipboard, or into a file once it is clear what that means."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.presenters.paper import Order, PaperDesk, Steps, as_it_is
from closeddoor.presenters.sandbox.shown import Shown
from closeddoor.presenters.sandbox.writing_out import (
    conversation_file,
    conversation_text,
    file_name,
    message_text,
)
from closeddoor.presenters.states.shared import UNPROTECTED, Busy
from closeddoor.services.saving import check_export, saved_line

PrintMarkdown = Callable[[str, str, str], Steps]
"""Reads Markdown off the window's thread and returns the steps that set it as a PDF, with a title and a line at the
foot of each page; given by the composition root."""


class Export(QObject):
    """`copied` carries what goes to the private clipboard. Nothing off the record is ever written to a file."""

    copied = Signal(str)

    def __init__(
        self, shown: Shown, jobs: Executor, dispatcher: Dispatcher, print_markdown: PrintMarkdown, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shown = shown
        self._desk = PaperDesk(dispatcher, jobs, self)
        self._print = print_markdown
        self._said: Busy | None = None

    def copy_message(self, message_id: int, as_markdown: bool) -> None:  # noqa: FBT001  a page's signal
        """Have one message copied: plain, or as it was written."""
        row = next((row for row in self._shown.state.messages if row.message_id == message_id), None)
        if row is not None and self._may():
            self.copied.emit(message_text(row, as_markdown=as_markdown))

    def copy_all(self, as_markdown: bool) -> None:  # noqa: FBT001  a page's signal
        """Have the branch that is shown copied."""
        if self._may():
            self.copied.emit(conversation_text(self._shown.state.messages, as_markdown=as_markdown))

    def begin(self, form: str) -> None:
        """Say first that a file is not protected; `form` is `markdown` or `pdf`."""
        if not self._shown.state.set_up.is_off_the_record and self._may():
            name = file_name(self._shown.state.title)
            self._shown.show(export=form, export_name=name, notice="", problem=None)

    def give_up(self) -> None:
        self._shown.show(export="")

    def save(self, path: Path) -> None:
        """Write the branch that is shown where the user chose."""
        state = self._shown.state
        text = conversation_file(state.title, state.model_line, state.messages)
        self._shown.show(export="", problem=None, notice="")
        if state.export == "pdf":
            prepare = partial(self._print, text, state.title, UNPROTECTED)
        else:
            prepare = partial(as_it_is, text.encode("utf-8"))
        self._desk.make(Order(path, prepare, self._tell_busy, self._tell_saved, self._shown.fail))

    def give_up_file(self) -> None:
        self._desk.give_up()

    def _may(self) -> bool:
        """Say where the machine's policy forbids it."""
        try:
            check_export()
        except KnownError as error:
            self._shown.fail(error)
            return False
        return True

    def _tell_saved(self, path: Path) -> None:
        self._shown.show(notice=f"{saved_line(path)} {UNPROTECTED}")

    def _tell_busy(self, busy: Busy | None) -> None:
        """Say how far the file is, unless the page says how far a reply is."""
        state = self._shown.state
        if state.busy is self._said and not (busy and state.can_stop):
            self._said = busy
            self._shown.show(busy=busy)
        elif busy is None:
            self._said = None
