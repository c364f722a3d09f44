"""Where the pages lead: what opens what, the way back, and where it is said that something could not be opened."""

from pathlib import Path

from PySide6.QtCore import QObject

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.bootstrap.own_practice_ways import lead_to_own_practice
from closeddoor.bootstrap.palette import Doors, appearance_actions
from closeddoor.bootstrap.rooms import Rooms
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.presenters.states.shared import Problem
from closeddoor.presenters.states.window import PageName
from closeddoor.services.practice.briefing import Briefing
from closeddoor.services.shelf_briefing import whole_briefing


class Ways(QObject):
    """Brings pages into the window, with on them what was asked for."""

    def __init__(self, rooms: Rooms, equipment: Equipment, parent: QObject) -> None:
        super().__init__(parent)
        self._rooms = rooms
        self._equipment = equipment
        self._frame = equipment.frame
        self._is_read_again = False
        rooms.begin(self._connect)
        self._frame.page_shown.connect(self._refresh)
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

        self._equipment.dispatcher.deliver(self._rooms.finished.reopen(attempt_id), show, self._rooms.teller(asked_at))

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

    def _open_own(self, briefing_id: int) -> None:
        self._rooms.own_practice.open(briefing_id)

    def _begin_own(self, name: str, text: str) -> None:
        self._rooms.own_practice.begin(name, text)

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

    def _show_policy(self) -> None:
        self.go("privacy")
        self._rooms.privacy.show_section("policy")

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

    def _connect(self, name: PageName) -> None:
        """Connect a room that was just opened with all that it leads to."""
        connect = {
            "home": self._connect_home,
            "meeting": self._connect_meeting,
            "briefing": self._connect_briefing,
            "debrief": self._connect_debrief,
            "library": self._connect_library,
            "record": self._connect_record,
            "sandbox": self._connect_sandbox,
            "own_practice": self._connect_own_practice,
            "settings": self._connect_settings,
            "session": self._connect_session,
            "models": self._connect_models,
            "desk": self._connect_desk,
        }.get(name)
        if connect is not None:
            connect()

    def _connect_home(self) -> None:
        page = self._equipment.pages.home
        page.briefing_requested.connect(self.open_briefing)
        page.debrief_requested.connect(self.open_finished)
        page.meeting_requested.connect(self.open_meeting)
        page.record_requested.connect(self._open_cards)
        page.library_requested.connect(lambda: self._frame.show("library"))
        page.sandbox_requested.connect(lambda: self._frame.show("sandbox"))
        page.conversation_requested.connect(self.open_conversation)

    def _connect_meeting(self) -> None:
        page = self._equipment.pages.meeting
        page.briefing_requested.connect(self.open_briefing)
        page.kind_requested.connect(self.open_meeting)

    def _connect_briefing(self) -> None:
        self._rooms.briefing.debrief_opened.connect(self._show_debrief)
        self._rooms.briefing.failed.connect(self._show_home_with)

    def _connect_debrief(self) -> None:
        self._rooms.debrief.finished.connect(self._leave_debrief)
        self._equipment.pages.debrief.policy_requested.connect(self._show_policy)
        self._rooms.debrief.briefing_requested.connect(self.open_briefing)

    def _connect_library(self) -> None:
        page = self._equipment.pages.library
        page.briefing_requested.connect(self.open_briefing)
        page.debrief_requested.connect(self.open_finished)
        page.own_requested.connect(lambda: self.go("own_practice"))
        page.session_requested.connect(lambda: self.go("session"))
        page.desk_requested.connect(lambda: self.go("desk"))
        page.policy_requested.connect(self._show_policy)
        self._rooms.library.backup_requested.connect(self._show_copies)

    def _connect_record(self) -> None:
        page = self._equipment.pages.record
        page.briefing_requested.connect(self.open_briefing)
        page.debrief_requested.connect(self.open_finished)
        page.own_requested.connect(self._open_own)
        page.home_requested.connect(lambda: self.go("home"))
        page.policy_requested.connect(self._show_policy)
        self._rooms.record.deletion_begun.connect(self._rooms.leave)
        self._rooms.record.all_deleted.connect(self._rooms.forget_practice)

    def _connect_sandbox(self) -> None:
        self._equipment.pages.sandbox.models_requested.connect(lambda: self._frame.show("models"))
        self._equipment.pages.sandbox.policy_requested.connect(self._show_policy)
        attachments = self._rooms.attachments
        attachments.practice_requested.connect(self._begin_own)
        attachments.practice_page_requested.connect(lambda: self.go("own_practice"))

    def _connect_own_practice(self) -> None:
        lead_to_own_practice(self._rooms.own_practice, self._frame, self.go)
        self._equipment.pages.own_practice.policy_requested.connect(self._show_policy)

    def _connect_settings(self) -> None:
        page = self._equipment.pages.settings
        page.models_requested.connect(lambda: self._frame.show("models"))
        page.privacy_requested.connect(lambda: self._frame.show("privacy"))
        page.policy_requested.connect(self._show_policy)

    def _connect_models(self) -> None:
        self._equipment.pages.models.choosing.policy_requested.connect(self._show_policy)

    def _connect_desk(self) -> None:
        self._rooms.desk.group_requested.connect(self._run_with_group)

    def _run_with_group(self, pack: Pack, scenario_id: str) -> None:
        self._rooms.session.take(pack, scenario_id)
        self.go("session")

    def _connect_session(self) -> None:
        group = self._rooms.session
        group.begun.connect(lambda: self._frame.show("stage"))
        group.ended.connect(lambda: self._frame.back())  # noqa: PLW0108 - Qt keeps no method's object

    def _connect_window(self) -> None:
        window = self._equipment.window
        window.page_requested.connect(self.go)
        window.back_requested.connect(self._go_back)
        window.new_conversation_requested.connect(self._start_conversation)
        window.search_requested.connect(self._start_search)
        window.pack_dropped.connect(self._look_at_pack)
