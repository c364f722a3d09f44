"""The section on what each process is refused, wired."""

from functools import partial

from closeddoor.bootstrap.facts import enforcement
from closeddoor.bootstrap.services import Services
from closeddoor.presenters.privacy.presenter import PrivacyPresenter
from closeddoor.presenters.privacy.shut import ShutPresenter
from closeddoor.services.trying import SelftestService
from closeddoor.ui.pages.privacy.shut import ShutSection


def open_shut(page: ShutSection, services: Services, room: PrivacyPresenter) -> ShutPresenter:
    """Return the presenter of the section; the reader tells what was in force when it last read a document."""
    equipment = services.equipment
    service = SelftestService(equipment.jobs, equipment.dispatcher, equipment.profile.folder)
    in_force = partial(enforcement, services.vault, equipment.models, services.reader)
    presenter = ShutPresenter(page, in_force, service, equipment.dispatcher, room)
    room.left.connect(presenter.cancel)
    page.try_requested.connect(presenter.try_out)
    page.cancel_requested.connect(presenter.cancel)
    page.copy_requested.connect(presenter.copy)
    presenter.copied.connect(equipment.clipboard.copy)
    return presenter
