"""Before a meeting: the guide to its kind, notes kept as they are typed, a briefing that prepares for it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.meeting import MeetingGuide, MeetingKind, MeetingNote, NoteKey, is_meeting_kind
from closeddoor.domain.ports import Dispatcher
from closeddoor.language import tr
from closeddoor.presenters.drafts import Drafts
from closeddoor.presenters.home.offers import briefing_offer
from closeddoor.presenters.meeting_notes import PAGE_ROWS, named, rows_of, title_of, with_unkept
from closeddoor.presenters.states.meeting import (
    GuideView,
    MeetingKindRow,
    MeetingViewState,
    QuestionView,
    SaidAndMeant,
)
from closeddoor.presenters.states.shared import Problem
from closeddoor.presenters.words import day_of, long_date
from closeddoor.services.choosing import fitting
from closeddoor.services.meetings import MeetingService, guide_to
from closeddoor.services.overview import Overview, OverviewService

KEPT = tr("Kept, encrypted")
KEPT_IN_MEMORY = tr("Kept in memory until you close Closed Door")
COPIED = tr("Copied. The clipboard is cleared in half a minute.")
OPENING = tr("Opening your notes.")


class MeetingPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: MeetingViewState) -> None: ...

    def offer_undo(self, text: str, undo: Callable[[], None], settled: Callable[[], None]) -> None: ...


class MeetingPresenter(QObject):
    """One kind of meeting at a time, and the notes for one; `copied` carries a text for the clipboard."""

    copied = Signal(str)

    def __init__(
        self,
        page: MeetingPage,
        meetings: MeetingService,
        overview: OverviewService,
        dispatcher: Dispatcher,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._meetings = meetings
        self._overview = overview
        self._dispatcher = dispatcher
        self._guide: MeetingGuide | None = None
        self._note: MeetingNote | None = None
        self._others: tuple[MeetingNote, ...] = ()
        self._listed = PAGE_ROWS
        self._state = MeetingViewState()
        self._drafts = Drafts[NoteKey, MeetingNote](
            meetings.keep_notes, dispatcher, self._show_kept, self._show_failure
        )

    @property
    def kind(self) -> str:
        """Which kind of meeting shows; "" while the kinds are to choose from."""
        return self._guide.kind if self._guide else ""

    def open(self, kind: str) -> None:
        """Show a kind of meeting with its notes; anything else shows the kinds to choose from."""
        self.leave()
        self._note, self._others, self._listed = None, (), PAGE_ROWS
        self._guide = guide_to(kind) if is_meeting_kind(kind) else None
        if self._guide is None:
            kinds = (MeetingKindRow(each.kind, each.title, each.about) for each in self._meetings.guides())
            self._show(MeetingViewState(kinds=tuple(kinds)))
            return
        self._show(MeetingViewState(guide=guide_view(self._guide), notes_line=OPENING))
        self._load_notes(self._guide.kind)

    def refresh(self) -> None:
        """Look which briefing prepares for the meeting, and what notes there still are: the page is shown anew."""
        if self._guide is not None:
            if self._state.can_write:  # else they are on their way
                self._load_notes(self._guide.kind)
            self._dispatcher.deliver(self._overview.overview(), self._offer_briefing, self._show_failure)

    def write_notes(self, text: str) -> None:
        """Take what is typed; it is kept soon."""
        if self._note is not None and self._state.can_write:
            self._write(replace(self._note, text=text))

    def name_notes(self, name: str) -> None:
        """Take what the user calls the meeting."""
        if self._note is not None and self._state.can_write:
            self._write(named(self._note, name))

    def begin_notes(self) -> None:
        """Begin notes for another meeting; those in hand are kept."""
        if self._note is not None and self._state.can_write and not self._note.is_blank:
            self.leave()
            notes = (self._note, *self._others)
            self._take_in_hand(self._meetings.begin(self._note.kind, notes), notes)

    def open_notes(self, begun_at_ms: int) -> None:
        """Go on with the notes for another meeting."""
        chosen = next((note for note in self._others if note.begun_at_ms == begun_at_ms), None)
        if chosen is not None and self._note is not None and self._state.can_write:
            self.leave()
            self._take_in_hand(chosen, (self._note, *self._others))

    def list_more_notes(self) -> None:
        """List some more of the notes for other meetings."""
        self._listed += 4 * PAGE_ROWS
        self._change(**self._listing())

    def delete_notes(self) -> None:
        """Delete the notes in hand; they can be brought back for a while."""
        note = self._note
        if note is None or note.is_blank or not self._state.can_write:
            return
        self._drafts.forget(note.key)
        self._change(can_write=False, notes_line="", problem=None)
        deleted, failed = partial(self._offer_back, note), partial(self._keep_after_all, note)
        self._dispatcher.deliver(self._meetings.delete_notes(note.key), deleted, failed)

    def forget_notes(self) -> None:
        """Drop what a disk still refuses, and show nothing that was deleted elsewhere."""
        self._drafts.forget_all()
        if self._guide is not None:
            self.open(self._guide.kind)

    def leave(self) -> None:
        """Keep what was typed last."""
        self._drafts.keep()

    def copy_questions(self) -> None:
        if self._guide is not None:
            self.copied.emit(questions_text(self._guide))
            self._change(copied_line=COPIED)

    def _show_kept(self, over: Problem | None) -> None:
        problem = None if self._state.problem == over else self._state.problem
        text = self._state.notes or self._state.name
        line = self._where_kept(text) if self._state.can_write else self._state.notes_line
        self._change(notes_line=line, problem=problem)

    def _where_kept(self, text: str) -> str:
        if not text or self._drafts.are_waiting:
            return ""
        return KEPT if self._meetings.is_on_disk else KEPT_IN_MEMORY

    def _load_notes(self, kind: MeetingKind) -> None:
        self._dispatcher.deliver(self._meetings.notes(kind), partial(self._show_notes, kind), self._show_failure)

    def _show_notes(self, kind: MeetingKind, kept: tuple[MeetingNote, ...]) -> None:
        """Go on with the notes in hand if they are still there or were never written, else with the last ones."""
        if self._guide is None or self._guide.kind != kind:
            return
        notes = with_unkept(kind, kept, self._drafts.not_kept)
        before = self._note
        same = next((note for note in notes if before is not None and note.key == before.key), None)
        blank = before if before is not None and before.is_blank else None
        self._take_in_hand(same or blank or self._meetings.in_hand(kind, notes), notes)

    def _take_in_hand(self, note: MeetingNote, notes: tuple[MeetingNote, ...]) -> None:
        self._note = note
        self._others = tuple(each for each in notes if each.key != note.key and not each.is_blank)
        self._change(
            **self._listing(),
            notes=note.text,
            name=note.name,
            day=day_of(note.begun_at_ms),
            begun_at_ms=note.begun_at_ms,
            can_write=True,
            notes_line=self._where_kept(note.text or note.name),
        )

    def _listing(self) -> dict[str, object]:
        rows = rows_of(self._others)
        left = len(rows) - self._listed
        return {
            "others": rows[: self._listed],
            "more_others": tr("Show earlier notes ({left} more)", left=left) if left > 0 else "",
        }

    def _write(self, changed: MeetingNote) -> None:
        note = self._note = self._meetings.written_now(changed)
        self._drafts.write(note.key, note)
        self._change(notes=note.text, name=note.name, notes_line="", problem=None)

    def _offer_back(self, note: MeetingNote, _: None) -> None:
        if self._note is not None and self._note.key == note.key:
            notes = (note, *self._others)
            self._take_in_hand(self._meetings.begin(note.kind, notes), self._others)
        gone = tr("The notes “{title}” were deleted.", title=title_of(note))
        self._page.offer_undo(gone, partial(self._bring_back, note), lambda: None)

    def _keep_after_all(self, note: MeetingNote, error: BaseException) -> None:
        """Nothing was deleted: what was typed last is kept, as it would have been."""
        self._drafts.write(note.key, note)
        self._change(can_write=True)
        self._show_failure(error)

    def _bring_back(self, note: MeetingNote) -> None:
        def brought_back(_: None) -> None:
            if self._note is not None and self._note.kind == note.kind:
                self.leave()
                self._take_in_hand(note, (self._note, *self._others))

        def failed(error: BaseException) -> None:
            self._drafts.write(note.key, note)  # tried again, as whatever a disk refuses
            brought_back(None)
            self._show_failure(error)

        self._dispatcher.deliver(self._meetings.bring_back_notes(note), brought_back, failed)

    def _offer_briefing(self, overview: Overview) -> None:
        if self._guide is not None:
            found = fitting(overview.candidates, self._guide.modules)
            self._change(briefing=briefing_offer(found, overview) if found else None)

    def _show_failure(self, error: BaseException) -> None:
        line = self._state.notes_line if self._state.can_write else ""
        self._change(problem=Problem.of(error), notes_line=line)

    def _change(self, **changes: object) -> None:
        self._show(replace(self._state, **changes))  # type: ignore[arg-type]  # the names are those of the state

    def _show(self, state: MeetingViewState) -> None:
        self._state = state
        self._page.render(state)


def guide_view(guide: MeetingGuide) -> GuideView:
    return GuideView(
        kind=guide.kind,
        title=guide.title,
        opening=guide.opening,
        questions=tuple(QuestionView(each.question, each.good, each.evasive) for each in guide.questions),
        red_flags=tuple(SaidAndMeant(each.sign, each.why) for each in guide.red_flags),
        terms=tuple(SaidAndMeant(each.term, each.means) for each in guide.terms),
        facts_line=tr("Facts as of {facts_as_of}", facts_as_of=long_date(guide.facts_as_of)),
    )


def questions_text(guide: MeetingGuide) -> str:
    """Return the questions as they are pasted into a note: numbered, nothing else."""
    return "\n".join(f"{number}. {each.question}" for number, each in enumerate(guide.questions, 1))
