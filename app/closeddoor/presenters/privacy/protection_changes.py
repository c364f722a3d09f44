"""Which call of the service each step is that asks for no code."""

from concurrent.futures import Future

from closeddoor.domain.secret import Secret
from closeddoor.presenters.states.privacy.protection import StepName
from closeddoor.services.protection import ProtectionService
from closeddoor.vault.slots import SlotKind

TAKEN: dict[StepName, SlotKind] = {
    "join": "passphrase",
    "remove_passphrase": "passphrase",
    "remove_passphrase_device": "passphrase_device",
    "remove_account": "account",
    "remove_recovery_code": "recovery_code",
}
"""The way that is there no longer after a step."""

KEEPING_PASSPHRASE: tuple[StepName, ...] = ("join", "part", "keys")
"""What seals something anew under the passphrase there is, and so needs to be told it."""


def change(
    service: ProtectionService, name: StepName, kinds: tuple[SlotKind, ...], present: Secret | None, new: Secret
) -> Future[None]:
    """Begin a step; `kinds` are the ways there are now."""
    if name in ("set", "change"):
        with_device = name == "change" and "passphrase_device" in kinds
        return service.set_passphrase(new, present, with_device=with_device)
    if name in KEEPING_PASSPHRASE:
        return service.set_passphrase(present or Secret(b""), present, with_device=name == "join")
    if name == "account":
        return service.add_account(present)
    return service.remove(TAKEN[name], present)
