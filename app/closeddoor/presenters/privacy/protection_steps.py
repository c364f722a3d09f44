"""The steps of changing what opens a history, in words: what each does, and what stays as it was."""

from collections.abc import Iterable
from dataclasses import replace

from closeddoor.language import tr
from closeddoor.presenters.states.privacy.protection import Step, StepName
from closeddoor.presenters.states.shared import Problem
from closeddoor.vault.slots import PASSPHRASE_KINDS, SlotKind

NOT_NOW = tr("Not now")

OLD_COPIES = tr(
    "Whoever has an older copy of your files, and what opened them then, can still open that copy and work out the key"
    " of the present one. Where that may be so, make new keys as well."
)

_STEPS = (
    Step(
        "set",
        tr("Set a passphrase"),
        tr("Four or five words of your own are easy to type and hard to guess. Nobody can reset it."),
        (),
        tr("Set the passphrase"),
        asks_new=True,
    ),
    Step(
        "change",
        tr("Change the passphrase"),
        tr(
            "Four or five words of your own are easy to type and hard to guess. The present one will no longer open it."
        ),
        (OLD_COPIES,),
        tr("Change the passphrase"),
        asks_new=True,
    ),
    Step(
        "join",
        tr("Open it on this laptop only"),
        tr(
            "Half of the key goes into this account's keychain. The passphrase stays the same, and opens your history"
            " only together with it: whoever copies only the history's folder cannot even try passphrases. Whoever"
            " copies the whole disk has the keychain's file too, and only its own password keeps them from trying."
        ),
        (
            tr(
                "Lose the keychain (a new laptop, a reset account), and only the recovery code opens it. Have its paper"
                " at hand."
            ),
            OLD_COPIES,
        ),
        tr("Open it on this laptop only"),
    ),
    Step(
        "part",
        tr("Open it without the keychain"),
        tr(
            "The passphrase stays the same, and opens your history without this account's keychain: here, and on any"
            " laptop that has a copy of its folder."
        ),
        (tr("Then whoever has your files can try passphrases again."),),
        tr("Open it without the keychain"),
    ),
    Step(
        "account",
        tr("Let this account open it"),
        tr("A key goes into this account's keychain and opens your history with one click while you are signed in."),
        (
            tr(
                "Weaker: whoever can use this account, or administers it, can open your history too, and so can other"
                " programs that run in it. The other ways stay as they are."
            ),
        ),
        tr("Let this account open it"),
    ),
    Step(
        "code",
        tr("A new recovery code"),
        tr(
            "It is shown once, and you type two of its groups from your paper. Only then does it take the place of the"
            " present one, if there is one."
        ),
        (
            tr("Backups saved before still open with the code of their day, and only with it: keep that paper."),
            OLD_COPIES,
        ),
        tr("Make the code"),
    ),
    Step(
        "keys",
        tr("New keys"),
        tr(
            "The whole history is written anew under another key. The passphrase stays the same; you get another"
            " recovery code, of which you type two groups first. Until then nothing changes."
        ),
        (
            tr(
                "What someone copied before, they can still open as it was: no key can call a copy back. Backups that"
                " you saved before still open with the code of their day. Delete those that you no longer need."
            ),
            tr(
                "It takes seconds, longer for a large history, and room on the disk for a second history until it is"
                " done."
            ),
        ),
        tr("Make new keys"),
    ),
    Step(
        "remove_passphrase",
        tr("Remove the passphrase"),
        tr("It no longer opens your history. The other ways still do."),
        (OLD_COPIES,),
        tr("Remove the passphrase"),
    ),
    Step(
        "remove_passphrase_device",
        tr("Remove the passphrase"),
        tr("It no longer opens your history, and its half is taken out of the keychain. The other ways still open it."),
        (OLD_COPIES,),
        tr("Remove the passphrase"),
    ),
    Step(
        "remove_account",
        tr("No longer let this account open it"),
        tr("Its key is taken out of the keychain. The other ways still open your history."),
        (OLD_COPIES,),
        tr("No longer let this account open it"),
    ),
    Step(
        "remove_recovery_code",
        tr("Remove the recovery code"),
        tr("It no longer opens your history, and nothing then helps against a forgotten passphrase."),
        (
            tr("Without a code no encrypted backup can be saved. Those there are still open with it: keep that paper."),
            OLD_COPIES,
        ),
        tr("Remove the recovery code"),
    ),
)
STEPS: dict[StepName, Step] = {step.name: step for step in _STEPS}

AFTER_CODE = replace(
    STEPS["set"],
    heading=tr("Set a new passphrase"),
    about=tr(
        "You opened your history with the recovery code. If the passphrase is forgotten, set another here: it takes"
        " the place of the present one."
    ),
    more=(
        tr("Four or five words of your own are easy to type and hard to guess."),
        tr("The recovery code stays valid. You can do this later, here, for as long as your history is open."),
    ),
    back=NOT_NOW,
)
AFTER_CODE_ALONE = replace(
    AFTER_CODE,
    heading=tr("Set a passphrase"),
    about=tr(
        "You opened your history with the recovery code, and no passphrase opens it. Set one, so that the paper can go"
        " back to its place."
    ),
)
WITHOUT_DEVICE = tr("The new one opens your history without this account's keychain; you can change that afterwards.")


def after_code(kinds: Iterable[SlotKind]) -> Step:
    """Return the step that is offered to whoever opened a history, with these ways, by its recovery code."""
    there = set(kinds)
    if not there & set(PASSPHRASE_KINDS):
        return AFTER_CODE_ALONE
    if "passphrase_device" in there:
        return replace(AFTER_CODE, more=(*AFTER_CODE.more, WITHOUT_DEVICE))
    return AFTER_CODE


DONE: dict[StepName, str] = {
    "set": tr("The new passphrase opens your history from now on."),
    "change": tr("The passphrase is changed. The one before no longer opens your history."),
    "join": tr("The passphrase now opens your history on this laptop only."),
    "part": tr("The passphrase now opens your history without the keychain."),
    "account": tr("This account now opens your history."),
    "code": tr(
        "The new recovery code is valid. An older paper, if there is one, opens only older backups and older copies of"
        " your files."
    ),
    "keys": tr(
        "Everything is encrypted under new keys, and the code that you just wrote down is valid. An"
        " older paper, if there is one, opens only older backups and older copies of your files."
    ),
    "remove_passphrase": tr("The passphrase no longer opens your history."),
    "remove_passphrase_device": tr("The passphrase no longer opens your history."),
    "remove_account": tr("This account no longer opens your history."),
    "remove_recovery_code": tr("The recovery code no longer opens your history."),
}

BUSY: dict[StepName, str] = {
    "account": tr("Putting a key into this account's keychain. It may ask you to unlock it."),
    "code": tr("Making a code."),
    "keys": tr("Making new keys. Working out the key takes a moment, on purpose."),
}
WORKING = tr("Working out the key takes a moment, on purpose.")
TRYING_KEYCHAIN = tr("Trying out this account's keychain. It may ask you to unlock it.")
WRITING_ANEW = tr("Writing the whole history anew under its new key. Nothing is lost if this is interrupted.")

UNCHECKED = tr(
    "The code that you were shown was not checked, so it is not valid: throw that paper away. What opened your history"
    " before still does."
)

_AS_BEFORE = tr("Nothing was changed.")
SHORT = Problem(
    tr("A passphrase this short can be guessed by someone who has your files."),
    _AS_BEFORE,
    tr("Choose four or five words, or type this one again to use it all the same."),
)
DIFFER = Problem(tr("The two new passphrases differ."), _AS_BEFORE, tr("Type everything again."))
NONE_TYPED = Problem(tr("The new passphrase is empty."), _AS_BEFORE, tr("Choose one of several words."))
NOT_GIVEN = Problem(tr("The present passphrase is missing."), _AS_BEFORE, tr("Type it in the first field."))
NOT_THE_PRESENT = Problem(
    tr("This is not the present passphrase."),
    _AS_BEFORE,
    tr(
        "Check the keyboard layout and Caps Lock and try again. If it is forgotten, close Closed Door, open your"
        " history with the recovery code and set another."
    ),
)
OTHER_GROUPS = Problem(
    tr("These are not the groups asked for."), tr("What opened your history before still does."), tr("Compare again.")
)
PASSPHRASE_FIRST = Problem(
    tr("This needs the present passphrase, and your history was opened with the recovery code."),
    _AS_BEFORE,
    tr("Set a new passphrase first."),
)
