"""What a pack is and who vouches for it, in the words of the window and of the command line."""

from datetime import date
from typing import TYPE_CHECKING

from closeddoor.domain.scenario import Pack, PackInfo
from closeddoor.language import tr
from closeddoor.packs.fingerprint import fingerprint
from closeddoor.packs.signing import Signer

if TYPE_CHECKING:  # `pack build` needs the words and no vault
    from closeddoor.services.packs import Standing

BUILT_IN = tr("Comes with the application")
UNSIGNED = tr("Nobody signed it: nothing tells who wrote it, or whether it was changed on its way.")

STANDINGS: "dict[Standing, str]" = {
    "built_in": tr("Its id is that of a pack that comes with the application."),
    "new": tr("Nothing with this id was ever installed here."),
    "same_key": tr("Its id belongs to this key."),
    "successor": tr("Its id belongs to the former key, which names this one as its successor."),
    "other_key": tr("Its id belongs to another key. It will not be installed unless you accept this one."),
    "unsigned": tr("Its id belongs to a key that did not sign it. It will not be installed."),
    "not_owned": tr("A pack with this id was installed here, and nobody signed that."),
}


def named(pack: Pack) -> str:
    info = pack.info
    return tr(
        "{title} {version} ({id}, revision {revision})",
        title=info.title,
        version=info.version,
        id=info.id,
        revision=info.revision,
    )


def vouched_for(public_key: bytes | None) -> str:
    """Return who vouches for an installed pack: the words of its key, or that nobody does."""
    return (
        tr("Signed: {fingerprint}", fingerprint=fingerprint(public_key))
        if public_key
        else tr("Unsigned: nobody vouches for it")
    )


def signer_in_words(signer: Signer | None) -> str:
    """Return who signed, and on a second line the former key that names them as its successor."""
    if signer is None:
        return UNSIGNED
    vouched = (
        tr("\nThe former key, {fingerprint}, names it as its successor.", fingerprint=fingerprint(signer.former_key))
        if signer.former_key
        else ""
    )
    return tr("Signed by: {fingerprint}{vouched}", fingerprint=fingerprint(signer.public_key), vouched=vouched)


def authors_of(info: PackInfo) -> str:
    """Return who made a pack, and as what where they did not write it."""
    return ", ".join(
        author.name if author.role == "author" else f"{author.name} ({author.role})" for author in info.authors
    )


def is_overdue(info: PackInfo, today: date) -> bool:
    """Return whether somebody should have looked at the pack's facts again by `today`."""
    return info.review_due < today
