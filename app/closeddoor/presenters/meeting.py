"""Before a meeting: the guide to its kind, notes kept as they are typed, a briefing that prepares for it."""

from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.meeting import MeetingGuide, MeetingKind, is_meeting_kind
from closeddoor.domain.ports import Dispatcher
from closeddoor.language import tr
from closeddoor.presenters.drafts import Drafts
from closeddoor.presenters.home.offers import briefing_offer
from closeddoor.presenters.states.meeting import (
    GuideView,
    MeetingKindRow,
    MeetingViewState,
    QuestionView,
    SaidAndMeant,
)
from closeddoor.presenters.states.shared import Problem
from closeddoor.presenters.words import long_date
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


class MeetingPresenter(QObject):
    """One kind of meeting at a time; `copied` carries the text that is to go to the clipboard."""

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
        self._state = MeetingViewState()
        self._drafts = Drafts[MeetingKind, str](meetings.keep_notes, dispatcher, self._show_kept, self._show_failure)

    def open(self, kind: str) -> None:
        """Show a kind of meeting with its notes; anything else shows the kinds to choose from."""
        self.leave()
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
        if self._guide is not None and self._state.can_write:
            self._drafts.write(self._guide.kind, text)
            self._change(notes=text, notes_line="", problem=None)

    def leave(self) -> None:
        """Keep what was typed last."""
        self._drafts.keep()

    def copy_questions(self) -> None:
        if self._guide is not None:
            self.copied.emit(questions_text(self._guide))
            self._change(copied_line=COPIED)

    def _show_kept(self, over: Problem | None) -> None:
        problem = None if self._state.problem == over else self._state.problem
        line = self._where_kept(self._state.notes) if self._state.can_write else self._state.notes_line
        self._change(notes_line=line, problem=problem)

    def _where_kept(self, text: str) -> str:
        if not text or self._drafts.are_waiting:
            return ""
        return KEPT if self._meetings.is_on_disk else KEPT_IN_MEMORY

    def _load_notes(self, kind: MeetingKind) -> None:
        self._dispatcher.deliver(self._meetings.notes(kind), partial(self._show_notes, kind), self._show_failure)

    def _show_notes(self, kind: MeetingKind, notes: str) -> None:
        if self._guide is not None and self._guide.kind == kind:
            text = self._drafts.latest(kind, notes)
            self._change(notes=text, can_write=True, notes_line=self._where_kept(text))

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
