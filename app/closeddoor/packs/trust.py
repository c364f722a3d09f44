"""Whose pack this is: trust on first use, told as pure rules over what is remembered of an id.

id.built_in                 the id is that of a pack that comes with the application
signature.missing           nobody signed it, and the user did not choose to take it all the same
signature.unsigned          nobody signed it, but the id belongs to a key
signature.other_key         the id belongs to another key, which did not name this one as its successor
signature.not_accepted      the words that the user typed are not those of the key
revision.lower              an older pack than one that was installed
revision.other_content      the same revision with other content
"""

from closeddoor.domain.errors import KnownError
from closeddoor.domain.installed import Claim
from closeddoor.domain.scenario import Pack
from closeddoor.packs.fingerprint import fingerprint, is_fingerprint_of
from closeddoor.packs.signing import Signer


class TrustError(KnownError):
    """A sound pack that is not taken in."""

    def __init__(self, code: str, happened: str, next_step: str) -> None:
        safe = "The pack was not taken in; what was installed before is unchanged."
        super().__init__(code, happened, safe, next_step)


def check_choice(signer: Signer | None, accepted_words: str | None, *, accept_unsigned: bool) -> None:
    """Refuse what the user has to choose, or chose otherwise, before anything that was installed is looked at."""
    if signer is None:
        if not accept_unsigned or accepted_words is not None:
            next_step = "Ask for a signed one. If you know where it comes from, take it as it is (--accept-unsigned)."
            raise TrustError("signature.missing", "Nobody signed this pack.", next_step)
    elif accepted_words is not None and not is_fingerprint_of(accepted_words, signer.public_key):
        happened = f"The pack is signed by the key “{fingerprint(signer.public_key)}”, not by the one you accepted."
        raise TrustError("signature.not_accepted", happened, "Compare the words with those that the author gives.")


def claim_of(pack: Pack, signer: Signer | None, remembered: Claim | None, *, is_key_accepted: bool) -> Claim:
    """Return what is to be remembered once the pack is installed; raises `TrustError` when it must not be.

    `is_key_accepted` says that the user accepted the signer's key in so many words.
    """
    info = pack.info
    if remembered is not None:
        _check_key(signer, remembered, is_key_accepted=is_key_accepted)
        _check_revision(pack, remembered)
    return Claim(info.id, signer.public_key if signer else None, info.revision, pack.content_hash)


def _check_key(signer: Signer | None, remembered: Claim, *, is_key_accepted: bool) -> None:
    owner = remembered.public_key
    if owner is None:
        return
    if signer is None:
        happened = f"Nobody signed this pack, but its id belongs to the key “{fingerprint(owner)}”."
        raise TrustError("signature.unsigned", happened, "Ask its author for a signed one.")
    if owner not in {signer.public_key, signer.former_key} and not is_key_accepted:
        words = fingerprint(signer.public_key)
        happened = f"This pack is signed by “{words}”, but its id belongs to another key, “{fingerprint(owner)}”."
        next_step = "Ask its author whether the key was changed, and for its words; if so, accept them (--accept-key)."
        raise TrustError("signature.other_key", happened, next_step)


def _check_revision(pack: Pack, remembered: Claim) -> None:
    info = pack.info
    if info.revision < remembered.revision:
        happened = f"This is revision {info.revision} of “{info.title}”; revision {remembered.revision} was installed."
        raise TrustError("revision.lower", happened, f"Ask for revision {remembered.revision} or later.")
    if info.revision == remembered.revision and pack.content_hash != remembered.content_hash:
        happened = f"Revision {info.revision} of “{info.title}” was installed with other content than this pack has."
        raise TrustError("revision.other_content", happened, "Ask its author, who has to raise the revision.")
