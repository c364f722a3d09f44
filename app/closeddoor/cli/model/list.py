"""`closed-door model list`: which models are on this laptop, of other applications too, and whether they fit."""

import argparse
import json
import os
from collections.abc import Sequence
from pathlib import Path

from closeddoor.cli.model.facts import ABOUT_VAULT, ModelFacts, facts_of, in_words, measured_here
from closeddoor.cli.model.hashing import sha256_of
from closeddoor.cli.passphrase import add_passphrase_file
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.inference.found_models import Found, Look
from closeddoor.inference.judged_model import FoundModel
from closeddoor.inference.model_places import ModelPlace, known_places
from closeddoor.profile import model_folders

LONGEST_S = 60.0
OWN = "Closed Door"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_passphrase_file(parser, ABOUT_VAULT)
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def main(arguments: argparse.Namespace) -> int:
    """Look where this and other applications keep models; of others only the beginnings are read."""
    own = [ModelPlace(OWN, folder) for folder in model_folders()]
    found = _look([*own, *known_places(Path.home(), os.environ)])
    with measured_here(arguments) as measured:
        models = [facts_of(model, _hash_in_a_list(model), measured) for model in found.models]
    print(json.dumps(_as_json(found, models), ensure_ascii=False) if arguments.json else _in_words(found, models))
    return 0


def _look(places: Sequence[ModelPlace]) -> Found:
    from closeddoor.inference.reading.headers import HeaderClient  # noqa: PLC0415 - Qt, which no help waits for
    from closeddoor.inference.waiting import ensure_application, wait  # noqa: PLC0415

    look, headers = Look(places), HeaderClient(ensure_application())
    try:
        while pieces := look.pieces():
            answers = wait(headers.read(pieces), LONGEST_S)
            look.take(answers)
    finally:
        headers.close()
    return look.found


def _hash_in_a_list(model: FoundModel) -> str:
    """Return the hash of what may be the starter; larger ones are not read to their end for a list."""
    is_small = model.app == OWN and model.identity.size_bytes == STARTER_CHAT.size_bytes
    return sha256_of(model.path) if is_small else ""


def _as_json(found: Found, models: Sequence[ModelFacts]) -> dict[str, object]:
    passed_over = [{"app": each.app, "name": each.name, "why": each.why} for each in found.passed_over]
    return {
        "models": [each.as_json() for each in models],
        "passed_over": passed_over,
        "is_partial": found.is_partial,
    }


def _in_words(found: Found, models: Sequence[ModelFacts]) -> str:
    parts = [in_words(each) for each in models] or ["No model was found."]
    if found.passed_over:
        parts.append("\n".join(f"Passed over: {each.name} ({each.app}), {each.why}." for each in found.passed_over))
    if found.is_partial:
        parts.append("There is more than is looked at; the list is not complete.")
    return "\n\n".join(parts)
