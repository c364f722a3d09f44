"""`closed-door model qualify`: the bundled labelled set put to a model, and whether it may give second opinions."""

import argparse
import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from closeddoor.cli.model.hashing import sha256_of
from closeddoor.cli.pack.opening import opened_vault
from closeddoor.cli.passphrase import add_passphrase_file
from closeddoor.domain.qualification import Figures, Qualification
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.states import WorkerSpec
from closeddoor.policy.in_force import rules
from closeddoor.profile import model_folders

if TYPE_CHECKING:
    from closeddoor.vault.vault import Vault

LONGEST_S = 7 * 24 * 3600.0
"""A large model on an old laptop takes hours; whoever starts it can stop it."""

_ABOUT_VAULT = "open the vault with the first line of FILE, measure the model chosen there, and keep what comes out"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, metavar="FILE", help="a GGUF file; without, the model in use")
    add_passphrase_file(parser, _ABOUT_VAULT)
    parser.add_argument("--json", action="store_true", help="print the qualification as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Measure and print; 0 when the model may judge, 1 when it may not. Progress goes to standard error."""
    with ExitStack() as stack:
        vault = stack.enter_context(opened_vault(arguments)) if arguments.passphrase_file else None
        spec, name = _model(arguments.model, vault)
        found = _measured(spec, name)
        if vault is not None:
            from closeddoor.services.qualification import keep_in  # noqa: PLC0415 - brings the grader with it

            keep_in(vault, found)
    print(json.dumps(found.to_json(), ensure_ascii=False) if arguments.json else in_words(found))
    return 0 if found.passed else 1


def _model(path: Path | None, vault: "Vault | None") -> tuple[WorkerSpec, str]:
    """Return what to measure: the named file, else the model chosen in the vault, else the starter."""
    if path is not None:
        sha256 = sha256_of(path)
        rules().check_model(sha256)
        return WorkerSpec("chat", path.absolute(), sha256), path.name
    if vault is not None:
        from closeddoor.bootstrap.models import chat_spec  # noqa: PLC0415 - brings Qt with it
        from closeddoor.services.found_models import chosen_model  # noqa: PLC0415

        choice = chosen_model(vault)
        return chat_spec(model_folders(), choice), choice.name if choice else STARTER_CHAT.title
    rules().check_model(STARTER_CHAT.sha256)
    return STARTER_CHAT.spec(model_folders()), STARTER_CHAT.title


def _measured(spec: WorkerSpec, name: str) -> Qualification:
    from closeddoor.bootstrap.judging import measuring  # noqa: PLC0415 - brings Qt and two workers with it
    from closeddoor.inference.waiting import wait  # noqa: PLC0415

    with measuring(spec, name, model_folders()) as measure:
        return wait(measure.run(_tell).future, LONGEST_S)


def _tell(fraction: float) -> None:
    end = "\n" if fraction >= 1 else ""
    print(f"\rmeasuring: {int(fraction * 100):3}%", end=end, file=sys.stderr, flush=True)


def in_words(found: Qualification) -> str:
    """Return the table, the verdict and the reasons."""
    rows = [
        ("", "grader alone", "with the model"),
        *((title, text(found.grader), text(found.together)) for title, text in _ROWS),
    ]
    table = [f"{title:<34}{alone:>16}{together:>18}" for title, alone, together in rows]
    verdict = "qualified" if found.passed else "not qualified"
    return "\n".join(
        [
            f"{found.model.name}: {verdict}, measured on {found.measured_on} on this machine with {found.model.build}",
            f"sha256 {found.model.sha256}",
            "",
            *table,
            f"{'the model alone ranks right (AUC)':<34}{'':>16}{found.auc:>18.2f}",
            f"{'stuffed and injected, credited':<34}{'':>16}{f'{found.gamed_met} of {found.gamed}':>18}",
            "",
            *found.reasons,
        ]
    )


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} = {part / whole:.2f}" if whole else "none"


_ROWS: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    ("decisions taken", lambda each: _share(each.decided, each.decisions)),
    ("“met” was right", lambda each: _share(each.met_right, each.met_said)),
    ("  lower 95% bound", lambda each: f"{each.precision_met_low:.2f}"),
    ("“not met” was right", lambda each: _share(each.not_met_right, each.not_met_said)),
    ("kappa over those decided", lambda each: "-" if each.kappa is None else f"{each.kappa:.2f}"),
)
