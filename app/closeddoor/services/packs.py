"""Installing packs into the vault and removing them: plain functions for the database thread.

A pack is examined without the vault first: what is refused then asks for no passphrase.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from closeddoor.domain.errors import KnownError
from closeddoor.domain.installed import Claim, InstalledPack
from closeddoor.domain.scenario import Pack
from closeddoor.language import tr
from closeddoor.packs import read_signed_archive
from closeddoor.packs.signing import Signer
from closeddoor.packs.trust import TrustError, check_choice, claim_of
from closeddoor.policy.in_force import rules
from closeddoor.services.revisions import Changes
from closeddoor.vault.vault import Vault


@dataclass(frozen=True)
class Choice:
    """What the user says beforehand: the words of the key they accept, and whether no signature will do."""

    accepted_words: str | None = None
    accept_unsigned: bool = False


@dataclass(frozen=True)
class Offer:
    """A sound pack whose signature is right, if it has one; whose id it bears is still to be seen."""

    pack: Pack
    signer: Signer | None
    archive: bytes
    is_key_accepted: bool = False


@dataclass(frozen=True)
class Outcome:
    """What installing did. `former_claim` is what was remembered of the id before; None the first time."""

    claim: Claim
    former_claim: Claim | None
    replaced: InstalledPack | None

    @property
    def key(self) -> Literal["none", "first", "same", "changed"]:
        """What came of the key: nobody signed, the id belongs to this key now, it did before, or it changed hands."""
        if self.claim.public_key is None:
            return "none"
        if self.former_claim is None or self.former_claim.public_key is None:
            return "first"
        return "same" if self.former_claim.public_key == self.claim.public_key else "changed"


def read_offer(untrusted_archive: bytes, built_in_ids: Collection[str]) -> Offer:
    """Read an archive and check what needs no vault or choice; raises `PackError`, `TrustError`, `PolicyError`."""
    pack, signer = read_signed_archive(untrusted_archive)
    check_policy(signer)
    if pack.info.id in built_in_ids:
        happened = tr("“{id}” is the id of a pack that comes with the application.", id=pack.info.id)
        raise TrustError("id.built_in", happened, tr("Its author has to give it an id of its own."))
    return Offer(pack, signer, untrusted_archive)


def check_policy(signer: Signer | None) -> None:
    """Raise `PolicyError` where the machine's policy does not allow packs of this signer, or of none."""
    rules().check_pack(signer.public_key if signer else None)


def choose(offer: Offer, choice: Choice) -> Offer:
    """Return the offer as the user takes it; raises `TrustError` for what they did not choose."""
    check_choice(offer.signer, choice.accepted_words, accept_unsigned=choice.accept_unsigned)
    return replace(offer, is_key_accepted=choice.accepted_words is not None)


def examine(untrusted_archive: bytes, built_in_ids: Collection[str], choice: Choice) -> Offer:
    """Read an archive for a user who chose beforehand; raises `PackError` and `TrustError`."""
    return choose(read_offer(untrusted_archive, built_in_ids), choice)


def install(vault: Vault, offer: Offer) -> Outcome:
    """Put a pack into the vault, in the place of the one with its id; raises `TrustError` and changes nothing then."""
    check_policy(offer.signer)
    info = offer.pack.info
    remembered, replaced = vault.installed.claim(info.id), vault.installed.get(info.id)
    claim = claim_of(offer.pack, offer.signer, remembered, is_key_accepted=offer.is_key_accepted)
    vault.installed.install(claim, info.title, info.version, offer.archive)
    return Outcome(claim, remembered, replaced)


Standing = Literal["built_in", "new", "same_key", "successor", "other_key", "unsigned", "not_owned"]
"""What is known of a pack's id before it is installed."""


def standing(signer: Signer | None, remembered: Claim | None) -> Standing:
    """Return how the key of a pack stands to what is remembered of its id."""
    if remembered is None:
        return "new"
    if remembered.public_key is None:
        return "not_owned"
    if signer is None:
        return "unsigned"
    if remembered.public_key == signer.public_key:
        return "same_key"
    return "successor" if remembered.public_key == signer.former_key else "other_key"


@dataclass(frozen=True)
class Prospect:
    """An offer that may be installed, and what is known of its id; what to ask the user follows from `standing`.

    `owner` is the key that the id belongs to, `replaces` the pack in whose place it would come; None for none.
    `changes` is None too where the bytes of that pack are lost or can no longer be read.
    """

    offer: Offer
    standing: Standing
    owner: bytes | None
    replaces: InstalledPack | None
    changes: Changes | None = None

    @property
    def is_here_already(self) -> bool:
        """Whether the very same pack, signed by the same key, is installed."""
        signer = self.offer.signer
        key = signer.public_key if signer else None
        there = self.replaces
        return there is not None and (there.content_hash, there.public_key) == (self.offer.pack.content_hash, key)


def consider(vault: Vault, offer: Offer) -> Prospect:
    """Say how an offer stands before anything is asked; raises `TrustError` for what no choice of the user lifts."""
    pack_id = offer.pack.info.id
    remembered = vault.installed.claim(pack_id)
    claim_of(offer.pack, offer.signer, remembered, is_key_accepted=True)
    owner = remembered.public_key if remembered else None
    return Prospect(offer, standing(offer.signer, remembered), owner, vault.installed.get(pack_id))


@dataclass(frozen=True)
class Removed:
    """What removing a pack took away, and what has to be there for it to come back."""

    installed: InstalledPack
    claim: Claim
    archive: bytes


def remove(vault: Vault, pack_id: str) -> Removed | None:
    """Remove an installed pack; attempts made with it keep its bytes. Raises `KnownError` when there is none.

    Returns what `restore` needs; None for a pack whose bytes were lost already.
    """
    there, claim = vault.installed.get(pack_id), vault.installed.claim(pack_id)
    archive = vault.packs.get(there.content_hash) if there is not None else None
    if not vault.installed.remove(pack_id):
        raise not_installed(pack_id)
    return Removed(there, claim, archive) if there is not None and claim is not None and archive is not None else None


def restore(vault: Vault, removed: Removed) -> None:
    """Put a removed pack back as it was; one that has come in its place since stays, and so does a newer claim."""
    there = removed.installed
    rules().check_pack(there.public_key)
    if vault.installed.get(there.pack_id) is None and vault.installed.claim(there.pack_id) == removed.claim:
        vault.installed.install(removed.claim, there.title, there.version, removed.archive)


def not_installed(pack_id: str) -> KnownError:
    happened, next_step = (
        tr("No pack with the id “{pack_id}” is installed.", pack_id=pack_id[:255]),
        tr("See what is installed in the library, or with pack list."),
    )
    return KnownError("pack.not_installed", happened, tr("Nothing was changed."), next_step)
