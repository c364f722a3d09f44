"""The sandbox put together: its presenter, what it writes out, and which intent of the page goes where."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument

from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.presenters.sandbox import Files, SandboxPresenter
from closeddoor.presenters.sandbox.turns import SandboxModel
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.text import render_chat
from closeddoor.ui.clipboard import PrivateClipboard
from closeddoor.ui.pages.sandbox.page import SandboxPage
from closeddoor.ui.pdf import paper_faces, pdf_of
from closeddoor.ui.widgets.document.typesetter import Typesetter


def sandbox_files(jobs: Executor) -> Files:
    """Return how a conversation becomes a file."""
    return Files(jobs, _print_markdown)


def open_sandbox(
    page: SandboxPage,
    chat: ChatService,
    model: SandboxModel,
    dispatcher: Dispatcher,
    changes: HistoryChanges,
    files: Files,
    parent: QObject,
) -> SandboxPresenter:  # fmt: skip
    """Return the presenter of `page`, with every intent of the page connected."""
    presenter = SandboxPresenter(page, chat, model, dispatcher, changes, files, parent)
    connect_sandbox(page, presenter)
    return presenter


def connect_clipboard(presenter: SandboxPresenter, clipboard: PrivateClipboard) -> None:
    """Copy privately, and take away what was copied when a conversation off the record ends."""
    presenter.export.copied.connect(clipboard.copy)
    presenter.removal.ended.connect(clipboard.clear)


def connect_sandbox(page: SandboxPage, presenter: SandboxPresenter) -> None:
    page.new_requested.connect(presenter.start_new)
    page.conversation_requested.connect(presenter.open)
    page.hit_requested.connect(presenter.open)
    page.rename_requested.connect(presenter.rename)
    page.context_choice_requested.connect(presenter.choose_for_full_context)
    page.delete_requested.connect(presenter.removal.delete)
    page.search_changed.connect(presenter.listing.search)
    turns = presenter.turns
    page.draft_changed.connect(turns.draft)
    page.send_requested.connect(turns.send)
    page.stop_requested.connect(turns.stop)
    page.cancel_requested.connect(turns.cancel)
    page.regenerate_requested.connect(turns.regenerate)
    page.copy_requested.connect(lambda message_id: presenter.export.copy_message(message_id, False))


def _print_markdown(markdown: str, title: str, footnote: str) -> bytes:
    document = QTextDocument()
    Typesetter(document, paper_faces()).set_blocks(render_chat(markdown).blocks)
    return pdf_of(document, title, footnote)
