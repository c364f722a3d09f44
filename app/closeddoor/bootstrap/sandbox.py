"""The sandbox put together: its presenter, what it writes out, and which intent of the page goes where."""

from PySide6.QtCore import QObject

from closeddoor.bootstrap.services import Services
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.inference.states import WorkerState
from closeddoor.presenters.sandbox import Files, SandboxPresenter
from closeddoor.presenters.sandbox.export import Export
from closeddoor.presenters.sandbox.listing import Listing
from closeddoor.presenters.sandbox.set_up import SetUpChoice
from closeddoor.presenters.sandbox.turns import SandboxModel, Turns
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.ui.clipboard import PrivateClipboard
from closeddoor.ui.pages.sandbox.page import SandboxPage
from closeddoor.ui.pages.sandbox.paper import pdf_of_markdown


def sandbox_files(jobs: Executor) -> Files:
    """Return how a conversation becomes a file."""
    return Files(jobs, pdf_of_markdown)


def open_sandbox_over(services: Services, parent: QObject) -> SandboxPresenter:
    """Return the presenter of the sandbox over an open vault; it says which model answers."""
    equipment, models = services.equipment, services.equipment.models
    files, page = sandbox_files(equipment.jobs), equipment.pages.sandbox
    presenter = open_sandbox(page, services.chat, models, equipment.dispatcher, services.changes, files, parent)
    connect_clipboard(presenter, equipment.clipboard)

    def follow_model(state: WorkerState) -> None:
        presenter.follow_model(state)
        if state.phase == "ready":  # whether there is a format for it is known only now
            presenter.show_model(models)

    models.chat_state_changed.connect(follow_model)
    if models.chat_client is not None:
        follow_model(models.chat_client.state)
    return presenter


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
    page.carried_changed.connect(presenter.carrying.write)
    page.pin_requested.connect(presenter.pin)
    page.move_requested.connect(presenter.move)
    page.alternative_requested.connect(presenter.show_alternative)
    page.branch_requested.connect(presenter.show_branch)
    page.figures_toggled.connect(presenter.show_figures)
    page.passage_requested.connect(presenter.show_passage)
    _connect_turns(page, presenter.turns)
    _connect_listing(page, presenter.listing)
    _connect_set_up(page, presenter.set_up)
    _connect_export(page, presenter.export)
    page.delete_requested.connect(presenter.removal.delete)
    page.branch_deleted.connect(presenter.removal.delete_branch)
    page.folder_deleted.connect(presenter.removal.delete_folder)
    page.undo_requested.connect(presenter.removal.undo)
    page.undo_settled.connect(presenter.removal.forget)


def _connect_turns(page: SandboxPage, turns: Turns) -> None:
    page.draft_changed.connect(turns.draft)
    page.send_requested.connect(turns.send)
    page.stop_requested.connect(turns.stop)
    page.cancel_requested.connect(turns.cancel)
    page.regenerate_requested.connect(turns.regenerate)
    page.edit_requested.connect(turns.edit)
    page.edit_given_up.connect(turns.end_edit)


def _connect_listing(page: SandboxPage, listing: Listing) -> None:
    page.more_requested.connect(listing.show_more)
    page.search_changed.connect(listing.search)
    page.search_narrowed.connect(listing.narrow_search)
    page.folder_chosen.connect(listing.choose_folder)
    page.folder_created.connect(listing.create_folder)
    page.folder_renamed.connect(listing.rename_folder)


def _connect_set_up(page: SandboxPage, set_up: SetUpChoice) -> None:
    page.persona_chosen.connect(set_up.choose_persona)
    page.own_text_changed.connect(set_up.write_own)
    page.manner_chosen.connect(set_up.choose_manner)
    page.length_chosen.connect(set_up.choose_length)
    page.number_changed.connect(set_up.write_number)
    page.balanced_requested.connect(set_up.back_to_balanced)
    page.record_chosen.connect(set_up.choose_record)


def _connect_export(page: SandboxPage, export: Export) -> None:
    page.copy_requested.connect(export.copy_message)
    page.copy_all_requested.connect(export.copy_all)
    page.export_requested.connect(export.begin)
    page.export_given_up.connect(export.give_up)
    page.place_chosen.connect(export.save)
    page.file_given_up.connect(export.give_up_file)
