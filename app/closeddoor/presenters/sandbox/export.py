"""Taking a conversation out of the vault: to the clipboard, or into a file once it is clear what that means."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.language import tr
from closeddoor.presenters.sandbox.shown import Shown
from closeddoor.presenters.sandbox.writing_out import (
    conversation_file,
    conversation_text,
    file_name,
    message_text,
)
from closeddoor.presenters.states.shared import UNPROTECTED, Busy
from closeddoor.services.saving import save, saved_line

PrintMarkdown = Callable[[str, str, str], bytes]
"""Sets Markdown as a PDF, with a title and a line at the foot of each page; given by the composition root."""

SAVING = Busy(tr("Saving the file."))
SEEN_AFTER_S = 0.05
"""So that the page says so first: setting a PDF holds the window's thread, 0.4 s for 40,000 characters."""


class Export(QObject):
    """`copied` carries what goes to the private clipboard. Nothing off the record is ever written to a file."""

    copied = Signal(str)

    def __init__(
        self, shown: Shown, jobs: Executor, dispatcher: Dispatcher, print_markdown: PrintMarkdown, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shown = shown
        self._jobs = jobs
        self._dispatcher = dispatcher
        self._print = print_markdown

    def copy_message(self, message_id: int, as_markdown: bool) -> None:  # noqa: FBT001  a page's signal
        """Have one message copied: plain, or as it was written."""
        row = next((row for row in self._shown.state.messages if row.message_id == message_id), None)
        if row is not None:
            self.copied.emit(message_text(row, as_markdown=as_markdown))

    def copy_all(self, as_markdown: bool) -> None:  # noqa: FBT001  a page's signal
        """Have the branch that is shown copied."""
        self.copied.emit(conversation_text(self._shown.state.messages, as_markdown=as_markdown))

    def begin(self, form: str) -> None:
        """Say first that a file is not protected; `form` is `markdown` or `pdf`."""
        if not self._shown.state.set_up.is_off_the_record:
            name = file_name(self._shown.state.title)
            self._shown.show(export=form, export_name=name, notice="", problem=None)

    def give_up(self) -> None:
        self._shown.show(export="")

    def save(self, path: Path) -> None:
        """Write the branch that is shown where the user chose."""
        state = self._shown.state
        text = conversation_file(state.title, state.model_line, state.messages)
        self._shown.show(export="", problem=None, busy=state.busy or SAVING)
        if state.export == "pdf":
            self._dispatcher.later(SEEN_AFTER_S, lambda: self._write(path, self._print(text, state.title, UNPROTECTED)))
        else:
            self._write(path, text.encode("utf-8"))

    def _write(self, path: Path, data: bytes) -> None:
        def tell(saved: Path) -> None:
            self._end_saving()
            self._shown.show(notice=f"{saved_line(saved)} {UNPROTECTED}")

        def fail(error: BaseException) -> None:
            self._end_saving()
            self._shown.fail(error)

        self._dispatcher.deliver(self._jobs.submit(lambda: save(path, data)), tell, fail)

    def _end_saving(self) -> None:
        if self._shown.state.busy is SAVING:
            self._shown.show(busy=None)
