"""What the settings page says about this installation: each line is read off, none is promised."""

from closeddoor import __version__
from closeddoor.bootstrap.models import Models
from closeddoor.bootstrap.system import FORBIDS_TRUNCATING
from closeddoor.inference.reading.client import ReaderClient
from closeddoor.language import tr
from closeddoor.presenters.states.settings import FactRow
from closeddoor.profile import Profile
from closeddoor.vault.vault import Vault
from closeddoor.wire.messages import Hello
from closeddoor.wire.reading import Confined

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
        FactRow(
            tr("The model's process"),
            _confinement(models.chat_client.state.confinement if models.chat_client else None),
        ),
        FactRow(tr("The process that reads documents"), _confinement(reader.last_confined)),
    ]
    return tuple(rows)


def _slots(vault: Vault) -> str:
    return (
        ", ".join(SLOT_WORDS[kind] for kind in vault.keys.slots) if vault.keys else tr("nothing: it is in memory only")
    )


def _confinement(said: Hello | Confined | None) -> str:
    """Say what a process found forbidden to itself when it was started last."""
    if said is None:
        return tr("has not been started yet")
    forbidden = [tr("it cannot open a connection or start a program")] if said.seccomp else []
    # Before version 3, Landlock could not forbid emptying a file.
    forbidden += [tr("it cannot write a file")] if said.landlock >= FORBIDS_TRUNCATING else []
    return "; ".join([*forbidden, *said.not_enforced])
