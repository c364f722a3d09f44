"""Attached documents put together: the service the model is asked through, and their part of the page."""

from PySide6.QtCore import QObject

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.inference.reading.client import ReaderClient
from closeddoor.presenters.attachments import AttachmentsPresenter, Shown
from closeddoor.presenters.sandbox import SandboxPresenter
from closeddoor.services.attachments import AttachmentService
from closeddoor.services.attachments.context import ContextBuilder
from closeddoor.services.attachments.service import NOT_BEGUN
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.ui.pages.sandbox.attachments import AttachmentStrip
from closeddoor.ui.pages.sandbox.page import SandboxPage


def attach_documents(
    page: SandboxPage,
    sandbox: SandboxPresenter,
    chat: ChatService,
    equipment: Equipment,
    changes: HistoryChanges,
    reader: ReaderClient,
    parent: QObject,
) -> AttachmentsPresenter:  # fmt: skip
    """Have `chat` ask for the attached documents, and put their strip into the page."""
    dispatcher, jobs = equipment.dispatcher, equipment.jobs
    builder = ContextBuilder(equipment.models.chat, equipment.models.embedder, jobs, dispatcher)
    service = AttachmentService(chat.records, equipment.database, reader, builder, dispatcher)
    chat.use_context(service)
    strip = AttachmentStrip()
    page.place_attachments(strip)
    strip.take_drops_on(page)

    def shown() -> Shown:
        return Shown(sandbox.state.current_id or NOT_BEGUN, sandbox.state.set_up.is_off_the_record)

    presenter = AttachmentsPresenter(strip, service, shown, dispatcher, changes, parent)
    sandbox.opened.connect(presenter.follow)
    sandbox.passage_wanted.connect(presenter.open_passage)
    page.send_requested.connect(lambda _: presenter.begin_conversation())
    connect_strip(strip, presenter)
    return presenter


def connect_strip(strip: AttachmentStrip, presenter: AttachmentsPresenter) -> None:
    strip.attach_requested.connect(presenter.attach)
    strip.cancel_requested.connect(presenter.cancel)
    strip.remove_requested.connect(presenter.remove)
    strip.undo_requested.connect(presenter.undo)
    strip.undo_settled.connect(presenter.settle)
    strip.document_requested.connect(presenter.open_document)
    strip.document_practice_requested.connect(presenter.practise)
    strip.practice_requested.connect(presenter.practice_page_requested)
    strip.source_requested.connect(presenter.open_source)
