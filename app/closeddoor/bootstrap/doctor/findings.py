"""What is wrong with an installation, from the facts about it: each problem with its remedy in one sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

NEEDED_BYTES = 64 * 1024 * 1024
WELCOME_BYTES = 1024 * 1024 * 1024


@dataclass(frozen=True)
class Finding:
    """`stops`: the application cannot be used as long as it is so."""

    problem: str
    remedy: str
    stops: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


_UNFINISHED = {
    "erase": Finding(
        "Everything is to be erased, and that was interrupted.",
        "Open the window, which carries the order out; until then nothing of it opens.",
    ),
    "exchange": Finding(
        "A restore or a repair was interrupted between two steps.",
        "Open the window, which ends it or takes it back; nothing was lost.",
    ),
}


def findings_of(facts: Mapping[str, Any]) -> list[Finding]:
    """Return everything that is wrong, what stops the application first."""
    found = [*_vault(facts), *_machine(facts), *_models(facts), *_protection(facts), *_policy(facts)]
    return sorted(found, key=lambda each: not each.stops)


def _vault(facts: Mapping[str, Any]) -> Iterator[Finding]:
    files = facts["vault_files"]
    if facts["vault_unfinished"] != "nothing":
        yield _UNFINISHED[facts["vault_unfinished"]]
    if facts["vault_unfinished"] == "erase":
        return  # what is left of it need not be whole
    if facts["vault"] == "damaged":
        yield Finding(
            "The history is damaged, or something of it is missing.",
            "Open the window: it names what is damaged and offers repair, or a backup to restore.",
            stops=True,
        )
    elif facts["vault"] == "locked" and files["bytes"]["vault.keys.copy"] is None:
        yield Finding(
            "The second copy of the key file is missing.",
            "Open the history once and change its passphrase: both copies are then written anew.",
        )
    if facts["vault"] != "none" and not files["pages_whole"]:
        yield Finding(
            "The history file ends in the middle of a page.",
            "Open the window: it says what can be saved of it, and restores a backup.",
        )
    if files["open_to_others"]:
        yield Finding(
            f"Other accounts may read what is encrypted: {', '.join(files['open_to_others'])}.",
            "Take their rights away: chmod -R go= on the folder of the profile.",
        )


def _machine(facts: Mapping[str, Any]) -> Iterator[Finding]:
    disk = facts["disk"]
    if disk["free_bytes"] < NEEDED_BYTES:
        yield Finding("The disk is full.", "Free at least 64 MB where the profile lies.", stops=True)
    elif disk["free_bytes"] < WELCOME_BYTES:
        yield Finding(
            "Less than 1 GB is free where the profile lies.",
            "Free some space before you add a model.",
        )
    if disk["encrypted"] == "no":
        yield Finding(
            "The disk is not encrypted: swap and hibernation may hold what was on the screen.",
            "Turn on disk encryption in the system's settings.",
        )
    if facts["display"]["kind"] == "none":
        yield Finding("This session has no display.", "Start the window in a desktop session; commands need none.")
    if not facts["fonts"]["families"]:
        yield Finding("No font is installed.", "Install the package fonts-dejavu-core.", stops=True)


def _models(facts: Mapping[str, Any]) -> Iterator[Finding]:
    for name, state in facts["models"].items():
        use = "scoring of free text" if state["for"] == "embed" else "the conversation with the starter model"
        if not state["present"]:
            yield Finding(f"{name} is missing, and with it {use}.", _remedy(facts, state["for"]))
        elif not state["as_expected"]:
            again = "install again" if facts["edition"] == "bundle" else "fetch it with make models again"
            yield Finding(f"{name} is not the file it should be.", f"Delete it, and {again}.")
    worker = facts["worker"]
    if not worker["works"] and all(each.get("as_expected") for each in facts["models"].values()):
        yield Finding(
            f"The model does not load: {worker['problem']}", "Install again; the build may not fit this processor."
        )


def _remedy(facts: Mapping[str, Any], used_for: str) -> str:
    """Return how a missing model comes back: the lite edition of a bundle was made without one to talk with."""
    if facts["edition"] != "bundle":
        return "Fetch it with make models, or install again."
    if used_for == "embed":
        return "Install again: every edition has it."
    return "Install the full edition, which has it, or choose a model file of your own in the model room."


def _protection(facts: Mapping[str, Any]) -> Iterator[Finding]:
    for kind, state in facts["processes"].items():
        if "problem" in state:
            yield Finding(f"The process “{kind}” did not start: {state['problem']}", "Install again.", stops=True)
        elif not state["seccomp"]:
            yield Finding(
                f"Nothing keeps the process “{kind}” from the network here.",
                "Use Linux with seccomp, or set the firewall rule of the page for security officers.",
            )
        elif not state["landlock"]:
            yield Finding(
                f"Nothing keeps the process “{kind}” from other files here.",
                "Use a kernel with Landlock (6.2 or later) and have it switched on.",
            )
    if facts["keychain"] == "locked":
        yield Finding("The keychain is locked.", "Unlock it if a way that opens your history uses it.")


def _policy(facts: Mapping[str, Any]) -> Iterator[Finding]:
    for problem in facts["policy"]["problems"]:
        yield Finding(
            f"The machine's policy: {problem}",
            "Have an administrator mend the file; policy show checks it.",
        )
