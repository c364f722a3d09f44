"""Everything behind the unlock page: the other pages, the models, and the session once a history is open."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.bootstrap.front import Front
from closeddoor.bootstrap.locking import BeginAnew, Holding, Locker, Opened
from closeddoor.bootstrap.models import Models
from closeddoor.bootstrap.pages import Pages
from closeddoor.bootstrap.session import Session
from closeddoor.bootstrap.slots import open_slots
from closeddoor.domain.place import Place
from closeddoor.domain.secret import Secret
from closeddoor.inference.taking import has_cut_off_copy
from closeddoor.presenters.promise import IN_MEMORY, LIMITS
from closeddoor.presenters.states.window import PageName
from closeddoor.profile import Profile, model_folders, scenario_folder
from closeddoor.services.found_models import chosen_model
from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.places import take_place
from closeddoor.vault.vault import Vault

if TYPE_CHECKING:
    from closeddoor.bootstrap.keeping import Keeping
    from closeddoor.presenters.keep import KeepPresenter
    from closeddoor.ui.pages.keep.page import KeepPage


class House(QObject):
    """What a session is made with; `session_began` carries the `Session` once a history is open."""

    session_began = Signal(object)

    def __init__(self, front: Front, profile: Profile, pages: Pages, begin_anew: BeginAnew, parent: QObject) -> None:
        super().__init__(parent)
        self._front = front
        self.pages = pages
        self.models = Models(model_folders(), self)
        self.vault: Vault | None = None
        self.session: Session | None = None
        holding = Holding(
            front.window, front.frame, front.clipboard, self.models, front.database, lambda: front.unlock.is_opening
        )
        self.locker = Locker(holding, begin_anew)
        front.window.lock_requested.connect(lambda: self.locker.lock("shortcut"))
        front.window.hide_requested.connect(lambda: self.locker.lock("quick_hide"))
        self._equipment = Equipment(
            profile=profile,
            pages=pages,
            window=front.window,
            frame=front.frame,
            models=self.models,
            library=LibraryService(pack_folders(scenario_folder()), front.jobs),
            database=front.database,
            database_wanted=front.database.is_wanted,
            jobs=front.jobs,
            dispatcher=front.dispatcher,
            clipboard=front.clipboard,
            start_afresh=self.locker.start_afresh,
            lock=self.locker.lock,
        )

    def begin_session(self, vault: Vault, *, is_again: bool) -> Session:
        """Open every door over an open history; `is_again`: after a lock, at the place where the user was.

        In any window it is said what the lock before it ended: whoever restarted the computer has to know it as well.
        """
        self.vault = vault
        profile = self._equipment.profile.folder
        # On an idle thread, and waited for: whoever is made with the session says which model it is, and may start it.
        model, place, slots = self._front.database.submit(
            lambda: (chosen_model(vault), take_place(vault), open_slots(vault, profile))
        ).result()
        self.models.keep_snapshots(slots)
        self.models.use(model)
        self.session = session = Session(vault, self._equipment, self)
        if has_cut_off_copy(profile / "models"):
            session.models.choosing.sweep(session.home.tell)
        self.session_began.emit(session)
        to_come_back_to = place if is_again else _what_is_to_be_said(place)
        if self._front.unlock.opened_with == "recovery_code":
            from closeddoor.bootstrap.privacy_protection import offer_new_passphrase

            session.begin()
            come_back = partial(session.come_back, to_come_back_to) if to_come_back_to else None
            offer_new_passphrase(session.privacy, self._front.frame, come_back)
        else:
            session.begin(to_come_back_to)
        self.locker.guard(Opened(vault, session))
        return session

    def begin_in_memory(self, passphrase: Secret | None) -> None:
        """Begin with nothing on the disk, and keep it under `passphrase` when one is given."""
        front = self._front

        def begin(vault: Vault) -> None:
            front.frame.begin_in_memory(" ".join((IN_MEMORY, front.promise[1], LIMITS[0])))
            session = self.begin_session(vault, is_again=False)
            keep = self._offer_keeping(vault, session)
            self.locker.guard(Opened(vault, session, lambda: keep().ask_before_locking()))
            if passphrase is not None:
                keep().keep_with(passphrase)

        front.dispatcher.deliver(front.database.submit(front.folder.begin_in_memory), begin)

    def leave(self) -> None:
        """Keep what was typed, and end the workers; a reply goes on as far as it came."""
        if self.session is not None:
            self.session.leave_page()
            self.session.chat.stop()
        QApplication.processEvents()
        self.models.close()
        QApplication.processEvents()

    def close(self) -> None:
        """Close the history, once no job asks it for anything any more; safe to call twice."""
        if self.session is not None and self.session.rooms.is_open("models"):
            self.session.models.end()
        if self.vault is not None:
            self._front.database.submit(self.vault.close).result()
            self.vault = None

    def _offer_keeping(self, vault: Vault, session: Session) -> "Callable[[], KeepPresenter]":
        """Have the keep page asked for where it is wanted; return what makes its presenter, with the page, if need be.

        It is asked for by the privacy line, by a window that is closed, and at the end of the first debrief.
        """
        window = self._front.window
        made: list[Keeping] = []

        def make(name: PageName, page: QWidget) -> None:
            if name == "keep":
                made.append(self._keeping(vault, session, cast("KeepPage", page)))

        def keep() -> "KeepPresenter":
            self.pages.make("keep")
            return made[0].presenter

        self.pages.follow(make)
        window.keep_requested.connect(lambda: keep().begin())
        window.close_asked.connect(lambda: keep().ask_before_closing())
        session.rooms.follow("debrief", lambda: session.debrief.finished.connect(lambda: keep().ask_after_debrief()))
        return keep

    def _keeping(self, vault: Vault, session: Session, page: "KeepPage") -> "Keeping":
        from closeddoor.bootstrap.keeping import Keeping
        from closeddoor.bootstrap.system import enforced_here
        from closeddoor.services.keeping import KeepingService

        front = self._front
        service = KeepingService(vault, front.folder, front.database, front.jobs)
        words = (front.promise, enforced_here())
        keeping = Keeping(page, service, front.frame, front.window, front.dispatcher, words, session.leave_page)
        keeping.presenter.kept.connect(lambda: self._open_slots(vault))
        return keeping

    def _open_slots(self, vault: Vault) -> None:
        """Let what is read ahead be kept as well, by the next worker; without slots it is read again each day."""
        profile = self._equipment.profile.folder
        opened = self._front.database.submit(lambda: open_slots(vault, profile))
        self._front.dispatcher.deliver(opened, self.models.keep_snapshots, lambda _: None)


def _what_is_to_be_said(place: Place | None) -> Place | None:
    """Return home, where the lock before this window left something to say; None where it did not."""
    at_home = place.at_home() if place else Place()
    return None if at_home == Place() else at_home
