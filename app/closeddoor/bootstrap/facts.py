"""What is said about this installation and its processes: each line is read off, none is promised."""

from closeddoor import __version__
from closeddoor.bootstrap.models import Models
from closeddoor.bootstrap.system import REPORTED, confines_children, enforced_here
from closeddoor.confinement.enforced import Enforced
from closeddoor.confinement.landlock import FORBIDS_TRUNCATING
from closeddoor.confinement.window import in_force
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.reading.client import ReaderClient
from closeddoor.language import tr
from closeddoor.presenters.privacy.shut import Enforcement
from closeddoor.presenters.states.privacy.shut import ProcessRow
from closeddoor.presenters.states.settings import FactRow
from closeddoor.vault.vault import Vault

GRANTED = tr("Below stands what each process was granted.")

NOT_THIS_WINDOW = tr(
    "This window itself was started without its confinement: what tried as “the window” is a process that confines"
    " itself as a window does."
)


def installation_facts(models: Models) -> tuple[FactRow, ...]:
    """Return what the settings say: all that concerns privacy stands in its own room."""
    return (FactRow(tr("Version"), __version__), FactRow(tr("Model"), models.name))


def enforcement(vault: Vault, models: Models, reader: ReaderClient) -> Enforcement:
    """Return what is in force now: asked of the kernel for this window, reported by every other process itself."""
    window = in_force()
    helper = vault.keys.helper.confined if vault.keys else {}
    rows = (
        ProcessRow(tr("This window"), _sentence(of_the_window(window))),
        ProcessRow(tr("The process of the model that you converse with"), _of_a_worker(models.chat_client)),
        ProcessRow(tr("The process of the model that compares sentences"), _of_a_worker(models.embedding_client)),
        ProcessRow(tr("The process that reads documents"), _sentence(of_a_child(reader.last_confined))),
        ProcessRow(tr("The process that derives keys"), _sentence(of_a_child(helper.get("derive")))),
        ProcessRow(tr("The process that asks the keychain"), _sentence(of_a_keychain_client(helper.get("keychain")))),
    )
    # It is read where the reports are shown.
    sentences = tuple(GRANTED if each == REPORTED else each for each in enforced_here())
    caveat = "" if window.seccomp else NOT_THIS_WINDOW
    return Enforcement(sentences, rows, in_short(window), confines_children(), caveat)


def in_short(window: Enforced) -> str:
    """Return one line on what the system refuses, as far as nothing was tried."""
    if not confines_children():
        return tr("Nothing of this is enforced by this system")
    if not window.seccomp:
        return tr("The system keeps the model from connecting, but not this window")
    return tr("The system refuses this window every connection beyond this machine; see for yourself")


def _of_a_worker(client: WorkerClient | None) -> str:
    return _sentence(of_a_child(client.state.confinement if client else None))


def _sentence(parts: str) -> str:
    return f"{parts[:1].upper()}{parts[1:]}." if parts else ""


def of_a_child(enforced: Enforced | None) -> str:
    """Say what a process found forbidden to itself when it was started last."""
    if enforced is None:
        return tr("has not been started yet")
    forbidden = [tr("it cannot open a connection or start a program")] if enforced.seccomp else []
    # Before version 3, Landlock could not forbid emptying a file.
    forbidden += [tr("it cannot write a file")] if enforced.landlock >= FORBIDS_TRUNCATING else []
    return "; ".join([*forbidden, *_of_memory(enforced), *enforced.why_not])


def of_a_keychain_client(enforced: Enforced | None) -> str:
    """Say what the process found forbidden to itself that speaks to the keychain, over sockets of this machine."""
    if enforced is None:
        return tr("has not been started yet")
    forbidden = [tr("it cannot open a connection beyond this machine or start a program")] if enforced.seccomp else []
    forbidden += [tr("it cannot write a file")] if enforced.landlock >= FORBIDS_TRUNCATING else []
    return "; ".join([*forbidden, *_of_memory(enforced), *enforced.why_not])


def of_the_window(enforced: Enforced) -> str:
    """Say what is forbidden to the window, as the kernel tells it now."""
    forbidden = [tr("it cannot open a connection beyond this machine")] if enforced.seccomp else []
    if enforced.landlock:
        forbidden.append(
            tr(
                "it can write in its own folder, the visible folders of your home, other disks and shares, and the few"
                " places that drawing needs, nowhere else"
            )
        )
    not_forbidden = [] if enforced.seccomp else [tr("connections are not refused to it here")]
    return "; ".join([*forbidden, *not_forbidden, *_of_memory(enforced)])


def _of_memory(enforced: Enforced) -> list[str]:
    return [tr("a crash leaves no copy of its memory")] if enforced.no_core_dumps else []
