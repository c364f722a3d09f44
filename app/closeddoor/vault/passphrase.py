"""What counts as a passphrase. No rules of taste: length and strength are the page's advice, not a refusal."""

import unicodedata

from closeddoor.domain.secret import Secret
from closeddoor.vault.errors import EmptyPassphraseError, LongPassphraseError, UnreadablePassphraseError

MAX_PASSPHRASE_BYTES = 1_024


def normalise(passphrase: Secret) -> Secret:
    """Return its UTF-8 in Unicode form NFC, so that it is the same on every keyboard; judged before it is hashed."""
    typed = passphrase.reveal()
    if len(typed) > 4 * MAX_PASSPHRASE_BYTES:  # NFC shortens; nothing this long can come under the limit
        raise LongPassphraseError
    try:
        normal = unicodedata.normalize("NFC", typed.decode("utf-8")).encode("utf-8")
    except UnicodeDecodeError:
        raise UnreadablePassphraseError from None
    if not normal:
        raise EmptyPassphraseError
    if len(normal) > MAX_PASSPHRASE_BYTES:
        raise LongPassphraseError
    return Secret(normal)
