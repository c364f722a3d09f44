"""Where the pages lead: what opens what, the way back, and where it is said that something could not be opened."""

from pathlib import Path

from PySide6.QtCore import QObject

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.bootstrap.palette import Doors, appearance_actions
from closeddoor.bootstrap.rooms import Rooms
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.practice import Briefing, FinishedService
from closeddoor.services.shelf_briefing import whole_briefing


class Ways(QObject):
    """Brings pages into the window, with on them what was asked for."""

    def __init__(self, rooms: Rooms, finished: FinishedService, equipment: Equipment, parent: QObject) -> None:
        super().__init__(parent)
        self._rooms = rooms
        self._finished = finished
        self._equipment = equipment
        self._frame = equipment.frame
        self._is_read_again = False
        self._connect_pages()
        self._connect_presenters()
        self._connect_window()

    @property
    def is_read_again(self) -> bool:
        """Whether the debrief that shows is one that was finished before."""
        return self._is_read_again

    def go(self, page: str) -> None:
        """Keep what was typed last, and show a page."""
        self._rooms.leave()
        self._frame.show(page)

    def open_briefing(self, pack_id: str, scenario_id: str) -> None:
        """Show a briefing, or say where it was asked for that its pack was removed."""
        asked_at = self._frame.page

        def open_if_waited_for(found: tuple[Pack, Scenario]) -> None:
            if self._frame.page == asked_at:
                self._open(*found)

        def refuse(error: BaseException) -> None:
            if asked_at not in ("library", "record"):
                self._frame.show("home")
            self._rooms.teller(asked_at)(error)

        dispatcher, library = self._equipment.dispatcher, self._equipment.library
        dispatcher.deliver(whole_briefing(library, dispatcher, pack_id, scenario_id), open_if_waited_for, refuse)

    def open_meeting(self, kind: str) -> None:
        """Show what to have in hand before a kind of meeting; an empty `kind` lets the user choose one."""
        self._rooms.meeting.open(kind)
        self._frame.show("meeting")

    def open_finished(self, attempt_id: int) -> None:
        """Show the debrief of a finished attempt again, if the user still waits for it where they asked."""
        asked_at = self._frame.page

        def show(briefing: Briefing) -> None:
            if self._frame.page == asked_at:
                self._show_in_debrief(briefing, is_read_again=True)

        self._equipment.dispatcher.deliver(self._finished.reopen(attempt_id), show, self._rooms.teller(asked_at))

    def doors(self) -> Doors:
        """Where the palette leads."""
        window = self._equipment.window
        actions = {
            "new_conversation": self._start_conversation,
            "search": self._start_search,
            "packs": self._show_packs,
            "privacy": window.show_privacy_detail,
            "copies": self._show_copies,
            "lock": window.lock_requested.emit,
            "shortcuts": window.show_shortcuts,
            **appearance_actions(self._rooms.settings),
        }
        return Doors(
            self._rooms.leave, self._show_place, self.open_meeting, self.open_briefing, self.open_conversation, actions
        )

    def _open(self, pack: Pack, scenario: Scenario) -> None:
        self._rooms.briefing.open(pack, scenario)
        self._frame.show("briefing")

    def _go_back(self) -> None:
        self._rooms.leave()
        if self._frame.page == "privacy" and self._rooms.privacy.go_back():
            return
        if self._frame.page == "desk" and self._go_up_on_the_desk():
            return
        self._frame.back()

    def _go_up_on_the_desk(self) -> bool:
        """From a preview back to the desk, from a part of the pack to the one above; return whether there was one."""
        page = self._equipment.pages.desk
        if page.has_preview():
            page.preview_ended.emit()
            return True
        return self._rooms.desk.go_up()

    def _leave_debrief(self) -> None:
        """From one that was read again, go back to where it was opened; home has the next offer after any other."""
        if self._is_read_again:
            self._frame.back()
        else:
            self._frame.show("home")

    def _refresh(self, page: str) -> None:
        """Start the model that a page needs, and let what it shows be looked at anew."""
        if page == "sandbox":
            self._equipment.models.start_chat()
        elif page == "briefing":
            self._equipment.models.start_embedder()
        self._rooms.refresh(page, is_return=self._frame.is_return)

    def _open_cards(self) -> None:
        self._rooms.record.show_view("cards")
        self.go("record")

    def open_conversation(self, conversation_id: int) -> None:
        """Show a conversation in the sandbox."""
        self._rooms.sandbox.open(conversation_id)
        self._frame.show("sandbox")

    def _start_search(self) -> None:
        self.go("sandbox")
        self._equipment.pages.sandbox.focus_search()

    def _show_place(self, page: str) -> None:
        if page == "meeting":
            self.open_meeting("")
        else:
            self._frame.show(page)

    def _show_packs(self) -> None:
        self.go("library")
        self._rooms.library.show_view("packs")

    def _show_copies(self) -> None:
        self.go("privacy")
        self._rooms.privacy.show_section("copies")

    def _look_at_pack(self, path: Path) -> None:
        """Go to the library, where the question about it is asked."""
        self.go("library")
        self._rooms.library.look_at(path)

    def _start_conversation(self) -> None:
        self._rooms.sandbox.start_new()
        self.go("sandbox")

    def _show_debrief(self, briefing: Briefing) -> None:
        """Go on to the debrief where the participant waits for it; who has left finds it offered at home."""
        if self._frame.page == "briefing":
            self._show_in_debrief(briefing, is_read_again=False)
        elif self._frame.page == "home":
            self._rooms.home.refresh()

    def _show_in_debrief(self, briefing: Briefing, *, is_read_again: bool) -> None:
        self._is_read_again = is_read_again
        self._rooms.debrief.show(briefing)
        self._frame.show("debrief")

    def _show_home_with(self, problem: Problem) -> None:
        self._frame.show("home")
        self._rooms.home.show_problem(problem)

    def _connect_pages(self) -> None:
        pages = self._equipment.pages
        for page in (pages.home, pages.meeting, pages.library, pages.record):
            page.briefing_requested.connect(self.open_briefing)
        for page in (pages.home, pages.library, pages.record):
            page.debrief_requested.connect(self.open_finished)
        pages.home.meeting_requested.connect(self.open_meeting)
        pages.home.record_requested.connect(self._open_cards)
        pages.home.library_requested.connect(lambda: self._frame.show("library"))
        pages.home.sandbox_requested.connect(lambda: self._frame.show("sandbox"))
        pages.home.conversation_requested.connect(self.open_conversation)
        pages.meeting.kind_requested.connect(self.open_meeting)
        pages.record.own_requested.connect(self._rooms.own_practice.open)
        pages.library.desk_requested.connect(lambda: self.go("desk"))
        pages.record.home_requested.connect(lambda: self.go("home"))

    def _connect_presenters(self) -> None:
        self._rooms.briefing.debrief_opened.connect(self._show_debrief)
        self._rooms.briefing.failed.connect(self._show_home_with)
        self._rooms.record.deletion_begun.connect(self._rooms.leave)
        self._rooms.record.all_deleted.connect(self._rooms.forget_practice)
        self._rooms.debrief.finished.connect(self._leave_debrief)
        self._rooms.debrief.briefing_requested.connect(self.open_briefing)
        self._frame.page_shown.connect(self._refresh)

    def _connect_window(self) -> None:
        window = self._equipment.window
        window.page_requested.connect(self.go)
        window.back_requested.connect(self._go_back)
        window.new_conversation_requested.connect(self._start_conversation)
        window.search_requested.connect(self._start_search)
        window.pack_dropped.connect(self._look_at_pack)
