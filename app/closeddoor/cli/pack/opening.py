"""Opening the vault for a command on packs, or making it on a fresh profile as the window would."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from closeddoor.cli.passphrase import passphrase_for
from closeddoor.domain.secret import Secret
from closeddoor.instance import make_private
from closeddoor.profile import Profile, profile_at
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder


def has_vault(arguments: argparse.Namespace) -> bool:
    """Return whether there is a history in the profile, whole or damaged."""
    return VaultFolder(profile_at(arguments.profile).vault).state().kind != "none"


@contextmanager
def opened_vault(arguments: argparse.Namespace) -> Iterator[Vault]:
    """Open the vault of `--profile` with the passphrase of `--passphrase-file` or the terminal, and close it after."""
    profile = profile_at(arguments.profile)
    is_new = not has_vault(arguments)
    passphrase = passphrase_for(arguments.passphrase_file, is_new=is_new)
    vault = _make(profile, passphrase) if is_new else VaultFolder(profile.vault).unlock_with_passphrase(passphrase)
    try:
        for notice in vault.notices:
            print(f"closed-door: {notice}", file=sys.stderr)
        yield vault
    finally:
        vault.close()


def _make(profile: Profile, passphrase: Secret) -> Vault:
    """Make a new history and show its recovery code, never on standard output, which programs read."""
    make_private(profile.folder)
    vault, code = VaultFolder(profile.vault).create(passphrase)
    print(
        "closed-door: a new history was made. This is its recovery code; it is shown this once. Write it down and keep"
        f" it where you keep what matters.\n\n    {'-'.join(code.groups)}\n",
        file=sys.stderr,
        flush=True,
    )
    return vault
