"""What the settings page says about this installation: each line is read off, none is promised."""

from closeddoor import __version__
from closeddoor.bootstrap.models import Models
from closeddoor.bootstrap.system import FORBIDS_TRUNCATING
from closeddoor.inference.states import WorkerState
from closeddoor.presenters.states.settings import FactRow
from closeddoor.profile import Profile
from closeddoor.vault.vault import Vault

SLOT_WORDS = {
    "passphrase": "your passphrase",
    "passphrase_device": "your passphrase together with this device",
    "account": "this account's keychain",
    "recovery_code": "recovery code",
}


def installation_facts(profile: Profile, vault: Vault, models: Models) -> tuple[FactRow, ...]:
    """Return name and value of what is stored where, what opens it, which model runs and what confines it."""
    rows = [
        FactRow("Version", __version__),
        FactRow("Data on this laptop", str(profile.folder)),
        FactRow("The history opens with", _slots(vault)),
        FactRow("Model", models.name),
        FactRow("The model's process", _confinement(models.chat_client.state if models.chat_client else WorkerState())),
    ]
    return tuple(rows)


def _slots(vault: Vault) -> str:
    return ", ".join(SLOT_WORDS[kind] for kind in vault.keys.slots) if vault.keys else "nothing: it is in memory only"


def _confinement(state: WorkerState) -> str:
    if state.confinement is None:
        return "has not been started yet"
    hello = state.confinement
    forbidden = ["it cannot open a connection or start a program"] if hello.seccomp else []
    # Before version 3, Landlock could not forbid emptying a file.
    forbidden += ["it cannot write a file"] if hello.landlock >= FORBIDS_TRUNCATING else []
    return "; ".join([*forbidden, *hello.not_enforced])
