"""What the settings page says about this installation: each line is read off, none is promised."""

from closeddoor import __version__
from closeddoor.bootstrap.models import Models
from closeddoor.confinement.enforced import Enforced
from closeddoor.confinement.landlock import FORBIDS_TRUNCATING
from closeddoor.confinement.window import in_force
from closeddoor.inference.reading.client import ReaderClient
from closeddoor.language import tr
from closeddoor.presenters.states.settings import FactRow
from closeddoor.profile import Profile
from closeddoor.vault.vault import Vault

SLOT_WORDS = {
    "passphrase": tr("your passphrase"),
    "passphrase_device": tr("your passphrase together with this device"),
    "account": tr("this account's keychain"),
    "recovery_code": tr("recovery code"),
}


def installation_facts(profile: Profile, vault: Vault, models: Models, reader: ReaderClient) -> tuple[FactRow, ...]:
    """Return name and value of what is stored where, what opens it, which model runs and what confines each process."""
    rows = [
        FactRow(tr("Version"), __version__),
        FactRow(tr("Data on this laptop"), str(profile.folder)),
        FactRow(tr("The history opens with"), _slots(vault)),
        FactRow(tr("Model"), models.name),
        FactRow(tr("This window"), of_the_window(in_force())),
        FactRow(
            tr("The model's process"),
            of_a_child(models.chat_client.state.confinement if models.chat_client else None),
        ),
        FactRow(tr("The process that reads documents"), of_a_child(reader.last_confined)),
    ]
    return tuple(rows)


def _slots(vault: Vault) -> str:
    return (
        ", ".join(SLOT_WORDS[kind] for kind in vault.keys.slots) if vault.keys else tr("nothing: it is in memory only")
    )


def of_a_child(enforced: Enforced | None) -> str:
    """Say what a process found forbidden to itself when it was started last."""
    if enforced is None:
        return tr("has not been started yet")
    forbidden = [tr("it cannot open a connection or start a program")] if enforced.seccomp else []
    # Before version 3, Landlock could not forbid emptying a file.
    forbidden += [tr("it cannot write a file")] if enforced.landlock >= FORBIDS_TRUNCATING else []
    return "; ".join([*forbidden, *_of_memory(enforced), *enforced.why_not])


def of_the_window(enforced: Enforced) -> str:
    """Say what is forbidden to the window, as the kernel tells it now."""
    forbidden = [tr("it cannot open a connection beyond this machine")] if enforced.seccomp else []
    if enforced.landlock:
        forbidden.append(tr("it can write in its own folder, your visible folders and other disks only"))
    not_forbidden = [] if enforced.seccomp else [tr("connections are not refused to it here")]
    return "; ".join([*forbidden, *not_forbidden, *_of_memory(enforced)])


def _of_memory(enforced: Enforced) -> list[str]:
    return [tr("a crash leaves no copy of its memory")] if enforced.no_core_dumps else []
