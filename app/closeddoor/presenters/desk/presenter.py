"""The facilitator's desk: a pack's folder opened, its parts gone through, checked, seen and built."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.scenario import Module, Pack
from closeddoor.domain.secret import Secret
from closeddoor.language import tr
from closeddoor.presenters.desk.acting import Acting
from closeddoor.presenters.desk.findings import above, found_here, verdict, way_to, with_faults
from closeddoor.presenters.desk.parts import BUILD, HOME, Part, is_there, part_of
from closeddoor.presenters.desk.views import MODULES, view_of
from closeddoor.presenters.desk.writing import CONFLICT, NOT_SAVED, SAVED, DeskPage
from closeddoor.presenters.states.desk import DeskRow, DeskViewState
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.authoring.checking import Checked
from closeddoor.services.authoring.draft import Draft
from closeddoor.services.authoring.service import AuthoringService, Built, KeyToOpen

MOST_FINDINGS = 12
BUILDING = tr("Building the pack.")
MAKING_KEY = tr("Making the key.")


class DeskPresenter(Acting):
    """`opened` asks for the page to be shown; `preview_requested` carries the checked pack and the id of a briefing.

    `group_requested` carries the same: it is to be run with a group; and so does `grading_requested`: how the grader
    reads its sample answers is wanted, until `cancelled`.
    """

    cancelled = Signal()
    opened = Signal()
    preview_requested = Signal(object, str)
    group_requested = Signal(object, str)
    grading_requested = Signal(object, str)

    def __init__(
        self, page: DeskPage, service: AuthoringService, dispatcher: Dispatcher, parent: QObject | None = None
    ) -> None:
        super().__init__(page, service, dispatcher, parent)
        self._folders: tuple[Path, ...] = ()
        self._busy: Busy | None = None
        self._key: Path | None = None
        self._key_is_new = False
        self._former: Path | None = None

    @property
    def state(self) -> DeskViewState:
        """What shows."""
        return self._state_now()

    # Which pack

    def refresh(self) -> None:
        """Show what is open as its folder holds it now; else the folders that were opened before."""
        self._is_shown = True
        self._render()
        if self._draft is None:
            self._dispatcher.deliver(self._service.folders(), self._show_folders, self._fail)
        else:
            self._look_at_folder()

    def open(self, folder: Path) -> None:
        """Open the folder of a pack."""
        self._send()

        def show(files: dict[str, bytes]) -> None:
            self._put_away()
            self._draft = Draft(folder, files)
            self._dispatcher.deliver(self._service.remember(folder, self._folders), lambda _: None, self._fail)
            self._check()
            self._render()
            self._look_at_folder()

        self._dispatcher.deliver(self._service.open(folder), show, self._fail)

    def begin(self, parent: Path, title: str, author: str, module: str) -> None:
        """Make a new pack in a folder of the user's choice, and open it."""
        begun = self._service.begin(parent, title.strip(), author.strip(), cast("Module", module))
        self._dispatcher.deliver(begun, self.open, self._fail)

    def close(self) -> None:
        """Put the pack away; the folder has all of it."""
        self._send()
        self._put_away()
        self.refresh()

    def _put_away(self) -> None:
        self.cancel()
        self._draft, self._checked, self._part, self._former = None, None, Part(HOME), None
        self._has_conflict = self._is_writing = False
        self._problem, self._said, self._busy = None, "", None
        self._task = self._label = ""

    def _show_folders(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders
        self._render()

    # Where in it

    def show_part(self, key: str) -> None:
        """Go to a part of the pack; on the first page to a folder that was opened before."""
        if self._draft is None:
            self.open(Path(key))
            return
        self._go(part_of(key))

    def show_finding(self, part: str, field: str) -> None:
        """Go to where something is wrong or could be better."""
        self._go(part_of(part))
        self._page.show_field(field)

    def go_up(self) -> bool:
        """Go to the part above; return whether there was one."""
        if self._draft is None or self._part == Part(HOME):
            return False
        self._go(above(self._part))
        return True

    def _go(self, part: Part) -> None:
        if self._draft is not None and is_there(self._draft, part):
            self._part, self._said = part, ""
            self._problem = None if not self._has_conflict else self._problem
            self._task = self._label = ""
            self._changed()

    # Its buttons

    def press(self, key: str) -> None:
        """Do what a button stands for."""
        seen = {"preview": self.preview_requested, "group": self.group_requested, "grade": self.grading_requested}
        if key in {"close", BUILD}:
            self.close() if key == "close" else self._go(Part(BUILD))
        elif key in seen:
            self._with_sound_pack(seen[key].emit)
        else:
            self._do(key)

    def _with_sound_pack(self, hand_on: Callable[[Pack, str], object]) -> None:
        """Hand on the checked pack; where it is not sound, say what keeps it from being seen."""
        draft, scenario_id = self._draft, self._part.scenario_id
        if draft is None:
            return
        self._send()

        def go_on(checked: Checked) -> None:
            if checked.pack is None:
                self._problem = Problem(
                    tr("The pack is not sound yet, so a participant could not open it."),
                    tr("What you wrote is in the folder."),
                    tr("Mend first what stands at the end of this page."),
                )
                self._render()
            else:
                hand_on(checked.pack, scenario_id)

        self._dispatcher.deliver(self._service.check(draft.files), go_on, self._fail)

    # Signing and building

    def choose_key(self, path: Path) -> None:
        """Sign with the key in a file."""
        self._key, self._key_is_new, self._problem = path, False, None
        self._render()

    def make_key(self, path: Path) -> None:
        """Sign with a key that is made under the passphrase that is typed next."""
        self._key, self._key_is_new, self._problem = path, True, None
        self._render()

    def choose_former(self, path: Path | None) -> None:
        """Let the key in a file name the one that signs as its successor; None leaves that out."""
        self._former, self._problem = path, None
        self._render()

    def build(self, passphrase: Secret | None, former_passphrase: Secret | None = None) -> None:
        """Build the folder into a pack file beside it, signed under a passphrase; None leaves it unsigned.

        The second passphrase opens the former key, where one was chosen.
        """
        draft = self._draft
        if draft is None or self._busy is not None:
            return
        self._send()
        key, self._problem, self._said = self._key, None, ""
        former = KeyToOpen(self._former, former_passphrase) if self._former is not None else None
        if passphrase is None or key is None:
            self._build(draft, None, None)
        elif self._key_is_new:
            self._busy = Busy(MAKING_KEY)
            self._render()

            def go_on(_: str) -> None:
                self._key_is_new = False
                self._build(draft, KeyToOpen(key, passphrase), former)

            self._dispatcher.deliver(self._service.new_key(key, passphrase), go_on, self._not_built)
        else:
            self._build(draft, KeyToOpen(key, passphrase), former)

    def _build(self, draft: Draft, key: KeyToOpen | None, former: KeyToOpen | None) -> None:
        self._busy = Busy(BUILDING)
        self._render()
        self._dispatcher.deliver(self._service.build(draft.folder, key, former), self._built, self._not_built)

    def _built(self, built: Built) -> None:
        self._busy = None
        self._said = _said_of(built)
        self._render()

    def _not_built(self, error: BaseException) -> None:
        self._busy = None
        self._fail(error)

    # What shows

    def show_said(self, said: str) -> None:
        """Say something of the pack that was found out elsewhere."""
        self._said = said
        self._render()

    def show_busy(self, busy: Busy | None) -> None:
        """Show what is done for the desk elsewhere, or that it is over."""
        self._busy = busy
        self._render()

    def cancel(self) -> None:
        """Give up what is done for the desk elsewhere."""
        if self._busy is not None and self._busy.can_cancel:
            self.cancelled.emit()
            self.show_busy(None)

    def show_problem(self, problem: Problem) -> None:
        self._problem = problem
        self._render()

    def _render(self) -> None:
        state = self._state_now()
        sources = [field.value for group in state.groups for field in group.fields if field.key.endswith("#")]
        self._rendered_source = sources[0] if sources else ""
        self._page.render(state)

    def _state_now(self) -> DeskViewState:
        draft = self._draft
        if draft is None:
            rows = tuple(DeskRow(str(folder), folder.name, str(folder.parent)) for folder in self._folders)
            return DeskViewState(rows=rows, problem=self._problem, modules=MODULES, said=self._said)
        view = view_of(draft, self._part, self._task, self._label)
        findings = found_here(draft, self._part, self._checked)
        return replace(
            view,
            part=self._part.key,
            way=way_to(draft, self._part),
            groups=with_faults(view.groups, findings),
            findings=findings[:MOST_FINDINGS],
            verdict=verdict(self._checked, findings),
            is_sound=self._checked is not None and self._checked.is_sound,
            saved=CONFLICT if self._has_conflict else NOT_SAVED if draft.change() or self._is_writing else SAVED,
            said=self._said,
            can_step_back=bool(draft.steps),
            has_conflict=self._has_conflict,
            busy=self._busy,
            problem=self._problem,
            key_name=str(self._key) if self._key else "",
            key_is_new=self._key_is_new,
            former_name=str(self._former) if self._former else "",
        )


def _said_of(built: Built) -> str:
    if not built.words:
        return tr("{path} is built, unsigned: nobody vouches for it.", path=built.path)
    signed = tr(
        "{path} is built and signed. The words of your key are: {words}. Give them to participants on another way than "
        "the file.",
        path=built.path,
        words=built.words,
    )
    if not built.former_words:
        return signed
    named = tr(
        "Your former key, {words}, names it as its successor: whoever knew that key need not take this one on trust.",
        words=built.former_words,
    )
    return f"{signed} {named}"
