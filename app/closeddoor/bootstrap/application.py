"""The application from start to end: equipment first, a session once a history is open, on the disk or in memory."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtWidgets import QApplication

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.bootstrap.keeping import Keeping
from closeddoor.bootstrap.locking import BeginAnew, Holding, Locker, Opened, arguments_after
from closeddoor.bootstrap.mending import mend_closed
from closeddoor.bootstrap.messages import install_message_handler
from closeddoor.bootstrap.model_choice import offer_models
from closeddoor.bootstrap.models import Models
from closeddoor.bootstrap.pages import Pages, connect_unlock
from closeddoor.bootstrap.privacy_protection import offer_new_passphrase
from closeddoor.bootstrap.session import Session
from closeddoor.bootstrap.system import confines_children, enforced_here
from closeddoor.domain.secret import Secret
from closeddoor.instance import SingleInstance
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.presenters.models_found import ModelsPresenter
from closeddoor.presenters.promise import IN_MEMORY, LIMITS, promise_of
from closeddoor.presenters.unlock import UnlockPresenter
from closeddoor.presenters.window import WindowPresenter
from closeddoor.profile import Profile, model_folders, scenario_folder
from closeddoor.replacing import replace_process
from closeddoor.services.database_thread import DatabaseThread
from closeddoor.services.found_models import chosen_model
from closeddoor.services.keeping import KeepingService
from closeddoor.services.library import LibraryService, pack_folders
from closeddoor.services.opening import OpeningService
from closeddoor.services.places import take_place
from closeddoor.ui.clipboard import PrivateClipboard
from closeddoor.ui.theme import AppearanceSwitch
from closeddoor.ui.window import MainWindow
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder


@dataclass(frozen=True)
class _Threads:
    """The only two threads of the window's process beside its own."""

    database: DatabaseThread
    jobs: ThreadPoolExecutor


class Application(QObject):
    """Owns everything; `session_began` carries the `Session` once a history is open.

    `begin_anew` replaces this process when it locks; by itself it does so with the program that it is.
    """

    session_began = Signal(object)

    def __init__(self, app: QApplication, profile: Profile, begin_anew: BeginAnew | None = None) -> None:
        super().__init__(app)
        install_message_handler()
        self._threads = _Threads(DatabaseThread(), ThreadPoolExecutor(1, "jobs"))
        self._dispatcher = QtDispatcher(self)
        self._profile = profile
        self._is_again = False
        self._instance: SingleInstance | None = None
        self._vault: Vault | None = None
        self._notifier: QSocketNotifier | None = None
        self._session: Session | None = None
        self._choosing: ModelsPresenter | None = None
        self.pages = Pages()
        self.models = Models(model_folders(), self)
        self.window = MainWindow(self.pages.by_name, AppearanceSwitch(app, in_parts=True))
        self._promise = promise_of(confines=confines_children())
        self.frame = WindowPresenter(self.window, " ".join((*self._promise[:2], LIMITS[0])), self)
        self._folder = VaultFolder(profile.vault)
        opening = OpeningService(self._folder, self._threads.database)
        mending = partial(mend_closed, self._folder, self._threads.database, self._threads.jobs, self._dispatcher)
        self._unlock = UnlockPresenter(self.pages.unlock, opening, self._dispatcher, self._promise, mending, self)
        connect_unlock(self.pages.unlock, self._unlock)
        self._unlock.opened.connect(self._begin_session)
        self._clipboard = PrivateClipboard(self)
        holding = Holding(self.window, self.frame, self._clipboard, self.models, self._threads.database)
        self.locker = Locker(holding, begin_anew or self._begin_anew)
        self.window.lock_requested.connect(lambda: self.locker.lock("shortcut"))
        self.window.hide_requested.connect(lambda: self.locker.lock("quick_hide"))
        self._equipment = Equipment(
            profile=profile,
            pages=self.pages,
            window=self.window,
            frame=self.frame,
            models=self.models,
            library=LibraryService(pack_folders(scenario_folder()), self._threads.jobs),
            database=self._threads.database,
            database_wanted=self._threads.database.is_wanted,
            jobs=self._threads.jobs,
            dispatcher=self._dispatcher,
            clipboard=self._clipboard,
            start_afresh=self.locker.start_afresh,
        )
        app.aboutToQuit.connect(self.close)

    def start(self, passphrase: Secret | None = None, *, is_again: bool = False, is_hidden: bool = False) -> None:
        """Show the window at once; the profile is looked up behind it.

        A history that is there is opened, with `passphrase` at once. Where there is none, everything begins in memory,
        and is kept under `passphrase` when one is given. `is_again`: this process replaces one that was locked, and
        the user comes back to where they were; `is_hidden`: minimised, as that one was.
        """
        self._is_again = is_again
        self.frame.start()
        self._unlock.nothing_there.connect(lambda: self._begin_in_memory(passphrase))
        self._unlock.start(passphrase)
        if is_hidden:
            self.window.showMinimized()
        else:
            self.window.show()

    def listen(self, instance: SingleInstance) -> None:
        """Come to the front when a second instance asks, and hand its right on when this process is replaced."""
        self._instance = instance
        if instance.fileno() < 0:
            return
        self._notifier = QSocketNotifier(instance.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda: self._come_to_front(instance))

    def close(self) -> None:
        """Keep what was typed, end the workers, close the vault, take back what was copied; safe to call twice."""
        self._clipboard.clear()
        if self._session is not None:
            self._session.leave_page()
            self._session.chat.stop()
        QApplication.processEvents()
        self.models.close()
        QApplication.processEvents()
        self._threads.jobs.shutdown(cancel_futures=True)  # first: a job may still ask the vault for something
        if self._choosing is not None:
            self._choosing.end()
        if self._vault is not None:
            self._threads.database.submit(self._vault.close).result()
            self._vault = None
        self._threads.database.shutdown()

    def _begin_anew(self, is_hidden: bool) -> None:  # noqa: FBT001 - the one thing that there is to say
        handed_over = self._instance.hand_over() if self._instance else -1
        replace_process(arguments_after(self._profile.folder, handed_over, is_hidden=is_hidden))

    def _begin_session(self, vault: Vault) -> Session:
        self._vault = vault
        # Two reads on an idle thread: whoever is made with the session says which model it is.
        model, place = self._threads.database.submit(lambda: (chosen_model(vault), take_place(vault))).result()
        self.models.use(model)
        self._session = Session(vault, self._equipment, self)
        self._choosing = offer_models(vault, self._equipment, self._session)
        self.session_began.emit(self._session)
        self._session.begin(place if self._is_again else None)
        if self._unlock.opened_with == "recovery_code":
            offer_new_passphrase(self._session.privacy, self.frame)
        self.locker.guard(Opened(vault, self._session))
        return self._session

    def _begin_in_memory(self, passphrase: Secret | None) -> None:
        def begin(vault: Vault) -> None:
            self.frame.begin_in_memory(" ".join((IN_MEMORY, self._promise[1], LIMITS[0])))
            session = self._begin_session(vault)
            keeping = self._offer_keeping(vault, session)
            self.locker.guard(Opened(vault, session, keeping.presenter.ask_before_locking))
            if passphrase is not None:
                keeping.presenter.keep_with(passphrase)

        self._dispatcher.deliver(self._threads.database.submit(self._folder.begin_in_memory), begin)

    def _offer_keeping(self, vault: Vault, session: Session) -> Keeping:
        service = KeepingService(vault, self._folder, self._threads.database, self._threads.jobs)
        keeping = Keeping(
            self.pages.keep,
            service,
            self.frame,
            self.window,
            self._dispatcher,
            (self._promise, enforced_here()),
            session.leave_page,
        )
        session.debrief.finished.connect(keeping.presenter.ask_after_debrief)
        return keeping

    def _come_to_front(self, instance: SingleInstance) -> None:
        if instance.take_request():
            self.window.setWindowState(self.window.windowState() & ~self.window.windowState().WindowMinimized)
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()
            QApplication.alert(self.window)
