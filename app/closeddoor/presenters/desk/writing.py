"""What is typed goes into the draft at once and into the folder soon; what another program does there is noticed."""

from typing import Protocol

from PySide6.QtCore import QObject

from closeddoor.domain.ports import Dispatcher
from closeddoor.language import tr
from closeddoor.presenters.desk.parts import HOME, Part, is_there, part_of
from closeddoor.presenters.states.desk import DeskViewState
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.authoring.checking import Checked
from closeddoor.services.authoring.draft import Change, Draft
from closeddoor.services.authoring.field_places import field_at
from closeddoor.services.authoring.folder import ChangedOnDiskError
from closeddoor.services.authoring.forms import typed_value
from closeddoor.services.authoring.service import AuthoringService
from closeddoor.services.authoring.table_text import UnwritableTableError

SETTLE_AFTER_S = 0.5
"""So long after the last key what was typed is written, checked and shown: no thought takes longer than that."""

LOOK_AGAIN_AFTER_S = 3.0
"""So often the folder is looked at while the desk shows: a text editor may be at it as well."""

SAVED = tr("Written to the folder.")
NOT_SAVED = tr("Being written …")
CONFLICT = tr("Another program changed what you are changing. Nothing was written over it.")


class DeskPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: DeskViewState) -> None: ...

    def show_field(self, key: str) -> None:
        """Bring a field into view, with the keyboard in it."""
        ...

    def show_mark(self, span: str) -> None:
        """Bring a mark of the document into view."""
        ...


class Writing(QObject):
    """Holds the draft that is open, and keeps folder and draft the same."""

    def __init__(
        self, page: DeskPage, service: AuthoringService, dispatcher: Dispatcher, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._service = service
        self._dispatcher = dispatcher
        self._draft: Draft | None = None
        self._part = Part(HOME)
        self._checked: Checked | None = None
        self._typed = 0
        self._is_writing = False
        self._is_shown = False
        self._has_conflict = False
        self._problem: Problem | None = None
        self._said = ""

    def _render(self) -> None:
        raise NotImplementedError

    # Typing

    def write(self, key: str, text: str) -> None:
        """Take what was typed into a field; `key` is that of the field."""
        draft = self._draft
        file, _, path = key.partition("#")
        if draft is None or not draft.is_writable(file):
            return
        try:
            if not path:
                draft.set_text(file, text)
            elif (spec := field_at(draft, file, path)) is not None:
                draft.set_value(file, path, typed_value(spec, text))
        except UnwritableTableError as error:
            self._problem = Problem.of(error)
            self._render()
            return
        self._settle_later()

    def leave(self) -> None:
        """Write what was typed last, because the page or the window is about to be left."""
        self._is_shown = False
        self._typed += 1  # nothing is left for a timer to do
        self._send()

    def step_back(self) -> None:
        """Take the last change that was written back."""
        if self._draft is None:
            return
        self._send()
        step = self._draft.step_back()
        if step is not None:
            part = part_of(step.part)
            self._part = part if is_there(self._draft, part) else Part(HOME)
            self._said = tr("The last change is taken back.")
            self._send(is_step_back=True)
            self._check()
            self._render()

    def decide(self, *, keeps_mine: bool) -> None:
        """End a conflict: write what was typed here over what is in the folder, or take what is there."""
        draft = self._draft
        if draft is None:
            return

        def go_on(files: dict[str, bytes]) -> None:
            if draft is not self._draft:
                return
            draft.insist(files) if keeps_mine else draft.yield_to(files)
            self._has_conflict, self._problem = False, None
            self._stay_or_go_up()
            self._changed()

        self._dispatcher.deliver(self._service.open(draft.folder), go_on, self._fail)

    # To the folder and back

    def _settle_later(self) -> None:
        self._typed += 1
        number = self._typed

        def settle() -> None:
            if number == self._typed:
                self._changed()

        self._said = ""
        self._dispatcher.later(SETTLE_AFTER_S, settle)

    def _changed(self) -> None:
        """Write, check and show what is there now."""
        self._send()
        self._check()
        self._render()

    def _send(self, *, is_step_back: bool = False) -> None:
        draft = self._draft
        change = draft.change() if draft is not None and not self._has_conflict else {}
        if draft is None or not change:
            return
        expected = draft.before(change)
        draft.has_saved(change, self._part.key, is_step_back=is_step_back)
        self._is_writing = True

        def written(_: None) -> None:
            if draft is self._draft:
                self._is_writing, self._problem = False, None
                self._render()

        def refused(error: BaseException) -> None:
            if draft is self._draft:
                self._not_written(draft, expected, error)

        self._dispatcher.deliver(self._service.write(draft.folder, change, expected), written, refused)

    def _not_written(self, draft: Draft, expected: Change, error: BaseException) -> None:
        """Remember that the folder does not have it; it is tried again with whatever is typed next."""
        self._is_writing = False
        draft.was_not_saved(expected)
        self._has_conflict = isinstance(error, ChangedOnDiskError)
        self._fail(error)

    def _check(self) -> None:
        draft = self._draft
        if draft is None:
            return
        checked_files = dict(draft.files)

        def show(checked: Checked) -> None:
            if draft is self._draft and checked_files == draft.files:
                self._checked = checked
                self._render()

        self._dispatcher.deliver(self._service.check(checked_files), show, self._fail)

    def _look_at_folder(self) -> None:
        """Take what another program changed, now and every few seconds while the desk shows."""
        draft = self._draft
        if draft is None or not self._is_shown:
            return

        def take(files: dict[str, bytes]) -> None:
            if draft is not self._draft or not self._is_shown:
                return
            if not self._is_writing:
                self._take(draft, files)
            self._dispatcher.later(LOOK_AGAIN_AFTER_S, self._look_at_folder)

        def gone(error: BaseException) -> None:
            if draft is self._draft and self._is_shown:
                self._fail(error)

        self._dispatcher.deliver(self._service.open(draft.folder), take, gone)

    def _take(self, draft: Draft, files: dict[str, bytes]) -> None:
        had, seen = dict(draft.files), dict(draft.on_disk)
        in_conflict = draft.take(files)
        if in_conflict and not self._has_conflict:
            self._has_conflict = True
            self._fail(ChangedOnDiskError(in_conflict))
        if had != draft.files or seen != draft.on_disk:
            self._said = tr("The folder was changed by another program: this is what it holds now.")
            self._stay_or_go_up()
            self._check()
            self._render()

    def _stay_or_go_up(self) -> None:
        if self._draft is not None and not is_there(self._draft, self._part):
            self._part = Part(HOME)

    def _fail(self, error: BaseException) -> None:
        self._problem = Problem.of(error)
        self._render()
