"""The sandbox page: which conversation is open, and the parts that do the rest."""

from dataclasses import dataclass, replace
from typing import get_args

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import ContextUse, Dispatcher, Executor
from closeddoor.domain.set_up import SetUp
from closeddoor.inference.states import WorkerState
from closeddoor.language import tr
from closeddoor.policy.in_force import why_not
from closeddoor.policy.rules import Policy
from closeddoor.presenters.drafts import Drafts
from closeddoor.presenters.sandbox.carrying import Carrying, Choice
from closeddoor.presenters.sandbox.drafts import UnsentWords
from closeddoor.presenters.sandbox.export import Export, PrintMarkdown
from closeddoor.presenters.sandbox.listing import Listing
from closeddoor.presenters.sandbox.removal import Removal
from closeddoor.presenters.sandbox.rows import branch_messages, branch_rows, summarised_through
from closeddoor.presenters.sandbox.set_up import SetUpChoice
from closeddoor.presenters.sandbox.shown import SandboxPage, Shown
from closeddoor.presenters.sandbox.turns import SandboxModel, Turns
from closeddoor.presenters.sandbox.unbegun import UnbegunSetUp
from closeddoor.presenters.states.sandbox import SandboxViewState
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.changes import HistoryChanged, HistoryChanges
from closeddoor.services.chat import ChatService, OffTheRecordEndedError, Opened
from closeddoor.services.chat.history import GoneConversationError

NEARLY_FULL = 0.75
"""From this share of the context on, how much is used is said without being asked for."""


@dataclass(frozen=True)
class Files:
    """How files are written: on which thread, and how Markdown becomes a PDF."""

    jobs: Executor
    print_markdown: PrintMarkdown


class SandboxPresenter(QObject):
    """Opens conversations and their branches.

    `turns`, `listing`, `set_up`, `removal` and `export` take the other intents of the page. `opened` says which
    conversation is shown, 0 for one that has not begun; `passage_wanted` carries the `Source` that a reply names.
    """

    opened = Signal(int)
    passage_wanted = Signal(object)

    def __init__(
        self,
        page: SandboxPage,
        chat: ChatService,
        model: SandboxModel,
        dispatcher: Dispatcher,
        changes: HistoryChanges,
        files: Files,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._chat = chat
        self._dispatcher = dispatcher
        self._shown = shown = Shown(page, _empty(model))
        self._opened: Opened | None = None
        self._use: ContextUse | None = None
        self.set_up = SetUpChoice(shown, chat.history, UnbegunSetUp(shown, chat.drafts, dispatcher), dispatcher)
        self.set_up.begin_anew()
        self.drafts = UnsentWords(shown, chat.drafts, dispatcher)
        shown.changed = self.drafts.changed
        self.listing = Listing(shown, chat.history, dispatcher, self)
        self.turns = Turns(shown, chat, model, self.set_up, self._load)
        self.carrying = Carrying(shown, chat, self.turns, self.set_up, dispatcher, self._start_with)
        self.turns.going_on = self.carrying.leave
        self.removal = Removal(shown, chat, dispatcher, self)
        self.removal.closing.connect(self._close)
        self.removal.changed.connect(self.listing.refresh)
        self.removal.restored.connect(self.open)
        self.removal.folder_changed.connect(self._show_folder)
        self.export = Export(shown, files.jobs, dispatcher, files.print_markdown, self)
        self._titles = Drafts[int, str](chat.history.rename, dispatcher, self._show_renamed, shown.fail)
        changes.subscribe(self._on_history_changed)

    @property
    def state(self) -> SandboxViewState:
        return self._shown.state

    def show_problem(self, problem: Problem) -> None:
        self._shown.show(problem=problem)

    def refresh(self) -> None:
        """Load the list of conversations, and the one that is open; the first time, what was left unsent."""
        self._shown.keep(export_refusal=why_not(Policy.check_export))
        self.drafts.restore()
        self.set_up.restore()
        self.listing.refresh()
        if self.state.current_id is not None:
            self._load(self.state.current_id)

    def open(self, conversation_id: int, message_id: int = 0) -> None:
        """Show a conversation; with `message_id`, the branch with it, and it is pointed out."""
        if conversation_id != self.state.current_id:
            self.turns.leave()
        self._shown.show(
            current_id=conversation_id,
            draft=self.drafts.leave_for(conversation_id),
            highlight_message_id=message_id or None,
            problem=None,
            context_full=False,
            export="",
            notice="",
        )
        self._load(conversation_id, message_id or None)
        self.opened.emit(conversation_id)

    def start_new(self) -> None:
        """Show an empty conversation, which is made when its first turn is sent, and the list that it will be in."""
        self.turns.leave()
        self.listing.end_search()
        draft = self.drafts.leave_for(None)
        self.set_up.begin_anew()
        self._opened = self._use = None
        self._shown.show(
            current_id=None,
            draft=draft,
            title="",
            messages=(),
            branches=(),
            context_line="",
            context_full=False,
            can_regenerate=False,
            is_pinned=False,
            folder_id=None,
            problem=None,
            export="",
            notice="",
        )
        self.opened.emit(0)

    def _start_with(self, set_up: SetUp, is_off_the_record: bool, words: str) -> None:  # noqa: FBT001  a callback
        """Show an empty conversation that goes on from another; if off the record, other drafts wait meanwhile."""
        self.start_new()
        if is_off_the_record:
            self.drafts.set_aside(self.state.draft)
        self.set_up.begin_with(set_up, is_off_the_record=is_off_the_record)
        self._shown.show(draft=words)

    def leave_page(self) -> None:
        """Keep what was typed; give up what waits only as long as the page shows: an undo, and what was said last."""
        self.drafts.keep()
        self._titles.keep()
        self.carrying.keep()
        self.set_up.flush()
        self.removal.forget()
        self._shown.show(notice="", export="")

    def show_alternative(self, message_id: int, step: int) -> None:
        """Show the turn that stands `step` places further on at the same place, and what follows from it."""
        if self._opened is None or self._chat.is_writing or message_id not in self._opened.branches.messages:
            return
        neighbour = self._opened.branches.neighbour(message_id, step)
        if neighbour is not None:
            self.show_branch(neighbour)

    def show_branch(self, message_id: int) -> None:
        """Show the branch with this turn that was gone on with last."""
        if self._opened is not None and not self._chat.is_writing:
            self.turns.end_edit()
            self._shown.keep(highlight_message_id=None)
            self._load(self._opened.conversation.id, message_id)

    def rename(self, conversation_id: int, title: str, is_done: bool = True) -> None:  # noqa: FBT001, FBT002  a signal's
        """Take a title: it is kept soon while it is typed, and at once when it is done. A blank one is none."""
        if title.strip():
            self._titles.write(conversation_id, title.strip())
        if is_done:
            self._titles.keep()

    def pin(self, conversation_id: int, is_pinned: bool) -> None:  # noqa: FBT001  a page's signal
        """Keep a conversation at the top of the list, or no longer."""
        pinned = self._chat.history.pin(conversation_id, is_pinned=is_pinned)
        self._dispatcher.deliver(pinned, lambda _: self.refresh(), self._shown.fail)

    def move(self, conversation_id: int, folder_id: int) -> None:
        """Put a conversation into a folder, with 0 into none."""
        moved = self._chat.history.move(conversation_id, folder_id or None)
        self._dispatcher.deliver(moved, lambda _: self.refresh(), self._shown.fail)

    def choose_for_full_context(self, choice: str, text: str = "") -> None:
        """Go on without the oldest turns, or in another way with what is carried over, which is `text`."""
        if choice == "drop_oldest":
            self.turns.go_on_without_oldest()
        else:
            self.carrying.choose(next(each for each in get_args(Choice) if each == choice), text)

    def show_figures(self, is_wanted: bool) -> None:  # noqa: FBT001  a menu's signal
        """Show what replies took and how much of the context is used, or no longer."""
        self._shown.show(shows_figures=is_wanted, context_line=context_line(self._use, is_wanted=is_wanted))

    def show_passage(self, message_id: int, number: int) -> None:
        """Have the passage shown that a reply names by its number."""
        if self._opened is not None and message_id in self._opened.branches.messages:
            question = self._opened.branches.parents[message_id]
            given = self._opened.sources.get(question, ()) if question is not None else ()
            for source in given:
                if source.number == number:
                    self.passage_wanted.emit(source)

    def show_model(self, model: SandboxModel) -> None:
        """Say which model answers from now on."""
        self._shown.show(model_line=model.name, model_caveat=model.caveat)

    def follow_model(self, state: WorkerState) -> None:
        self.turns.follow_model(state)

    def _on_history_changed(self, change: HistoryChanged) -> None:
        if "conversation" in change.tables:
            self.listing.refresh()

    def _show_renamed(self, over: Problem | None) -> None:
        self._shown.end_problem(over)
        self.refresh()

    def _show_folder(self, folder_id: int | None) -> None:
        """List a folder, or all, and read anew where the conversation stands that is open."""
        self.listing.choose_folder(folder_id)
        if self.state.current_id is not None:
            self._load(self.state.current_id)

    def _close(self, conversation_id: int) -> None:
        self.listing.end_search()
        if conversation_id == self.state.current_id:
            self.start_new()
        self.drafts.forget(conversation_id)
        self.carrying.forget(conversation_id)
        self._titles.forget(conversation_id)

    def _load(self, conversation_id: int, message_id: int | None = None) -> None:
        def show(opened: Opened) -> None:
            if conversation_id == self.state.current_id:
                self._show_opened(opened)

        def fail(error: BaseException) -> None:
            is_shown = conversation_id == self.state.current_id
            if isinstance(error, GoneConversationError | OffTheRecordEndedError):
                if not is_shown:
                    return
                self._close(conversation_id)
            self._shown.fail(error)

        self._dispatcher.deliver(self._chat.history.open(conversation_id, message_id), show, fail)

    def _show_opened(self, opened: Opened) -> None:
        self._opened = opened
        self.set_up.take(opened.set_up, is_off_the_record=opened.is_off_the_record)
        live = {row.message_id: row.text for row in self.state.messages if row.state == "writing"}
        rows = branch_messages(opened.branches, opened.sources, summarised_through(opened.set_up))
        is_writing = self._chat.is_writing
        if rows and rows[-1].state == "writing" and rows[-1].message_id in live:
            rows = (*rows[:-1], replace(rows[-1], text=live[rows[-1].message_id]))
        self._shown.show(
            title=opened.conversation.title,
            is_pinned=opened.conversation.pinned,
            folder_id=opened.conversation.folder_id,
            messages=rows,
            branches=branch_rows(opened.branches),
            can_regenerate=bool(rows) and not is_writing,
            can_branch=not is_writing,
        )
        if not is_writing:
            self.carrying.bring_back(opened.conversation.id)
            use = self._chat.context_use(opened.set_up, opened.branches.shown())
            self._dispatcher.deliver(use, self._show_use, lambda _: None)

    def _show_use(self, use: ContextUse) -> None:
        self._use = use
        self._shown.show(context_line=context_line(use, is_wanted=self.state.shows_figures))


def context_line(use: ContextUse | None, *, is_wanted: bool) -> str:
    """Return how much of what the model can hold is used: when it is asked for, or when little is left."""
    if use is None or not (is_wanted or use.prompt_tokens > NEARLY_FULL * use.context_tokens):
        return ""
    return tr(
        "{prompt_tokens:,} of {context_tokens:,} tokens used",
        prompt_tokens=use.prompt_tokens,
        context_tokens=use.context_tokens,
    )


def _empty(model: SandboxModel) -> SandboxViewState:
    return SandboxViewState(
        conversations=(),
        current_id=None,
        title="",
        messages=(),
        can_send=True,
        can_stop=False,
        can_regenerate=False,
        model_line=model.name,
        model_caveat=model.caveat,
    )
