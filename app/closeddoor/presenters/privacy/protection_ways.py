"""The ways to open a history, in words: what each is good for, and what it does not protect against."""

from collections.abc import Iterable

from closeddoor.language import tr
from closeddoor.presenters.states.privacy.protection import StepLink, WayRow
from closeddoor.vault.slots import PASSPHRASE_KINDS, SlotKind

NAMES: dict[SlotKind, str] = {
    "passphrase": tr("passphrase"),
    "passphrase_device": tr("passphrase on this laptop only"),
    "account": tr("this account"),
    "recovery_code": tr("recovery code"),
}

IN_ORDER: tuple[SlotKind, ...] = ("passphrase", "passphrase_device", "account", "recovery_code")

PASSPHRASE = WayRow(
    tr("Passphrase"),
    tr("It opens your history here, and a copy of its folder on any other laptop. Nobody can reset it."),
    tr(
        "Whoever has your files can try passphrases. Each try takes 256 MB of memory and about a second on a laptop:"
        " four or five random words withstand that, a name and a year do not. No passphrase protects against a program"
        " that reads your keyboard."
    ),
    (
        StepLink("change", tr("Change the passphrase …")),
        StepLink("join", tr("Let it open on this laptop only …")),
        StepLink("remove_passphrase", tr("Remove the passphrase …")),
    ),
)
PASSPHRASE_DEVICE = WayRow(
    tr("Passphrase, on this laptop only"),
    tr(
        "The passphrase and half a key in this account's keychain open it together: whoever copies only the history's"
        " folder cannot even try passphrases. Whoever copies the whole disk has the keychain's file too, and only its"
        " own password keeps them from trying."
    ),
    tr(
        "Without that keychain (a new laptop, a reset account) only the recovery code opens it. Programs that run in"
        " this account can read the half of the key while you are signed in."
    ),
    (
        StepLink("change", tr("Change the passphrase …")),
        StepLink("part", tr("Open it without the keychain …")),
        StepLink("remove_passphrase_device", tr("Remove the passphrase …")),
    ),
)
ACCOUNT = WayRow(
    tr("This account, without a passphrase"),
    tr("A key in this account's keychain opens it with one click while you are signed in."),
    tr(
        "Weaker: whoever can use this account, or administers it, can open your history too, and so can other programs"
        " that run in it. A keychain without a password of its own keeps the key in the clear on the disk, and Closed"
        " Door cannot see whether it has one."
    ),
    (StepLink("remove_account", tr("No longer let this account open it …")),),
)
RECOVERY_CODE = WayRow(
    tr("Recovery code"),
    tr("It opens your history if everything else is lost, and backups that were saved while it was valid."),
    tr(
        "Nobody can guess it. Whoever has your paper and also your files, or a backup, can open them: keep the two"
        " apart."
    ),
    (
        StepLink("code", tr("Make another recovery code …")),
        StepLink("remove_recovery_code", tr("Remove the recovery code …")),
    ),
)
WAYS: dict[SlotKind, WayRow] = {
    "passphrase": PASSPHRASE,
    "passphrase_device": PASSPHRASE_DEVICE,
    "account": ACCOUNT,
    "recovery_code": RECOVERY_CODE,
}

NO_PASSPHRASE = WayRow(
    tr("Passphrase"),
    tr(
        "There is none, so these ways can be changed without being asked for one. A passphrase needs neither paper nor"
        " a keychain."
    ),
    steps=(StepLink("set", tr("Set a passphrase …")),),
)
NO_ACCOUNT = WayRow(
    ACCOUNT.title,
    tr("It does not open your history, which is the safer choice."),
    steps=(StepLink("account", tr("Let this account open it …")),),
)
NO_CODE = WayRow(
    tr("Recovery code"),
    tr(
        "There is none: no encrypted backup can be saved, and if you forget or lose the rest, nothing opens your"
        " history."
    ),
    steps=(StepLink("code", tr("Make a recovery code …")),),
)
KEYS = WayRow(
    tr("New keys"),
    tr(
        "If someone may have copied your files and learned a way to open them, changing that way is not enough: the key"
        " behind it stays. New keys encrypt the whole history anew."
    ),
    steps=(StepLink("keys", tr("Make new keys …")),),
)


def ways_there_are(kinds: Iterable[SlotKind]) -> tuple[WayRow, ...]:
    """Return the rows of what opens the history now."""
    there = set(kinds)
    return tuple(WAYS[kind] for kind in IN_ORDER if kind in there)


def ways_there_could_be(kinds: Iterable[SlotKind]) -> tuple[WayRow, ...]:
    """Return the rows of what does not open it."""
    there = set(kinds)
    missing = {
        NO_PASSPHRASE: not there & set(PASSPHRASE_KINDS),
        NO_CODE: "recovery_code" not in there,
        NO_ACCOUNT: "account" not in there,
    }
    return tuple(row for row, is_missing in missing.items() if is_missing)


def in_short(kinds: Iterable[SlotKind]) -> str:
    """Return the ways in one line, as "Opens with: passphrase and recovery code"."""
    there = set(kinds)
    names = [NAMES[kind] for kind in IN_ORDER if kind in there]
    if len(names) > 1:
        names = [tr("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])]
    return tr("Opens with: {ways}", ways=names[0]) if names else tr("Nothing is kept yet")
