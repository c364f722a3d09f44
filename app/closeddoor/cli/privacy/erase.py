"""`closed-door privacy erase`: everything goes, keys first; what could not be removed is said."""

import argparse

from closeddoor.domain.errors import KnownError
from closeddoor.profile import profile_at
from closeddoor.vault.erasing import look
from closeddoor.vault.vault_folder import VaultFolder

WORD = "erase"


class NotConfirmedError(KnownError):
    """The word was not typed."""

    def __init__(self) -> None:
        super().__init__(
            "erase.not_confirmed",
            "Nothing was erased.",
            "Everything is as it was.",
            f"Add --confirm {WORD} if all that is kept in the profile is to go.",
        )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--confirm", default="", metavar="WORD", help=f"the word “{WORD}”, without which nothing happens"
    )
    parser.add_argument("--models", action="store_true", help="erase the copied models of the profile too")


def main(arguments: argparse.Namespace) -> int:
    """Erase a profile that no window has open; 0 when a look at the disk found nothing left."""
    if arguments.confirm != WORD:
        raise NotConfirmedError
    folder = VaultFolder(profile_at(arguments.profile).vault)
    held = look(folder.path)
    if not held.files and not (arguments.models and held.models):
        print("There is nothing to erase.")
        return 0
    erased = folder.erase(with_models=arguments.models)
    print(f"{held.files} files were there. {erased.sentence}")
    return 0
