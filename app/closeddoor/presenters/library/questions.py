"""What has to be asked before a pack is installed or removed, and no more than that."""

from dataclasses import replace
from datetime import date

from closeddoor.domain.scenario import PackInfo
from closeddoor.language import tr
from closeddoor.packs.fingerprint import fingerprint
from closeddoor.presenters.library.rows import MOST_TEXT, MOST_TITLE, pack_row, title_of
from closeddoor.presenters.pack_words import STANDINGS, UNSIGNED, authors_of, vouched_for
from closeddoor.presenters.states.library import KeyWords, QuestionView, Section
from closeddoor.presenters.words import one_line
from closeddoor.services.packs import Choice, Prospect, Standing
from closeddoor.services.revisions import Changes
from closeddoor.services.shelf import listed

MOST_LINES = 8
"""How many briefings or corrections of one kind are named; a pack may have hundreds."""

DECLINE = tr("Do not install")

COMPARE = tr(
    "Compare these words with those that the author gives you, by telephone or in person."
    " From now on, a pack with this id is taken only if this key signed it."
)
OTHER_KEY = tr(
    "The key that its id belongs to does not vouch for this one. Either the author changed the key, or somebody else"
    " made this pack."
)
ASK_THE_AUTHOR = tr("Ask the author, not whoever sent you the file, and compare the words.")

HEADINGS: dict[Standing, str] = {
    "new": tr("Signed by a key that is new here"),
    "not_owned": tr("Signed by a key that is new here"),
    "same_key": tr("Signed by the key that its id belongs to"),
    "successor": tr("Signed by a new key that the former one names"),
    "other_key": tr("Signed by another key"),
}


def install_question(prospect: Prospect, today: date) -> QuestionView:
    """Return what the user is asked about a pack that may be installed."""
    pack, signer = prospect.offer.pack, prospect.offer.signer
    key = signer.public_key if signer else None
    question = QuestionView(
        kicker=tr("A pack to add"),
        title=title_of(pack.info),
        heading=HEADINGS.get(prospect.standing, ""),
        lines=(),
        confirm=tr("Install"),
        decline=DECLINE,
        pack=replace(pack_row(listed(pack), vouched_for(key), today), made_by=_says_it_is_by(pack.info)),
    )
    if prospect.is_here_already:
        return _here_already(question)
    if prospect.changes is not None and question.pack is not None:
        question = replace(
            question, pack=replace(question.pack, errata=()), sections=(_what_changes(prospect.changes),)
        )
    return _unsigned(question, prospect) if key is None else _signed(question, prospect, key)


def choice_of(prospect: Prospect) -> Choice:
    """Return what the user chose who agreed to `install_question`."""
    signer = prospect.offer.signer
    if signer is None:
        return Choice(accept_unsigned=True)
    return Choice(fingerprint(signer.public_key)) if prospect.standing == "other_key" else Choice()


def _says_it_is_by(info: PackInfo) -> str:
    """Return whom a pack names as its authors, as what it is before anybody vouched for it: what the pack says."""
    return one_line(tr("It says it is by {authors_of}", authors_of=authors_of(info)), MOST_TEXT)


def _here_already(question: QuestionView) -> QuestionView:
    lines = (tr("It is on your shelf, with exactly this content and this key. There is nothing to do."),)
    return replace(question, heading=tr("Installed already"), lines=lines, confirm="", decline=tr("Close"))


def _unsigned(question: QuestionView, prospect: Prospect) -> QuestionView:
    lines = (UNSIGNED, tr("If you install it, it is called unsigned wherever it appears."), *_replacing(prospect))
    return replace(
        question, heading=tr("Unsigned: nobody vouches for it"), lines=lines, confirm=tr("Install it unsigned")
    )


def _signed(question: QuestionView, prospect: Prospect, key: bytes) -> QuestionView:
    here = KeyWords(tr("The words of its key"), _words(key))
    former = () if prospect.owner is None else (KeyWords(tr("The key that its id belongs to"), _words(prospect.owner)),)
    known, replacing = STANDINGS[prospect.standing], _replacing(prospect)
    if prospect.standing == "other_key":
        return replace(
            question,
            lines=(OTHER_KEY, ASK_THE_AUTHOR, *replacing),
            keys=(KeyWords(tr("The key that signed this pack"), here.words), *former),
            statement=tr("I asked the author, who gave me the words of the new key."),
            confirm=tr("Accept the new key and install"),
            is_stop=True,
        )
    if prospect.standing == "successor":
        return replace(question, lines=(known, *replacing), keys=(here, *former))
    if prospect.standing == "same_key":
        return replace(question, lines=replacing or (known,))
    return replace(question, lines=(known, COMPARE, *replacing), keys=(here,))


def _replacing(prospect: Prospect) -> tuple[str, ...]:
    there = prospect.replaces
    if there is None:
        return ()
    info = prospect.offer.pack.info
    place = tr(
        "It takes the place of revision {former} (version {former_version}) and is revision {revision}"
        " (version {version}).",
        former=there.revision,
        former_version=one_line(there.version, MOST_TITLE),
        revision=info.revision,
        version=one_line(info.version, MOST_TITLE),
    )
    return (tr("{place} What you began with that goes on with it.", place=place),)


def _what_changes(changes: Changes) -> Section:
    lines = [
        *_listed(tr("Added"), changes.added),
        *_listed(tr("Changed"), changes.changed),
        *_listed(tr("Removed"), changes.removed),
    ]
    if changes.besides:
        lines.append(tr("Foreword, guide, licence or pictures are not the same."))
    said = tuple(tr("Revision {revision}: {text}", revision=each.revision, text=each.text) for each in changes.errata)
    lines += _listed(tr("Correction"), said)
    if changes.are_none:
        lines.append(tr("No briefing is added, changed or removed."))
    return Section(tr("What changes"), tuple(lines))


def _listed(word: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return a line for each text, of at most `MOST_LINES`, and how many more there are."""
    lines = tuple(one_line(tr("{word}: {text}", word=word, text=text), MOST_TEXT) for text in texts[:MOST_LINES])
    left = len(texts) - len(lines)
    return (*lines, tr("{word}: {count} more", word=word, count=left)) if left else lines


def _words(key: bytes) -> tuple[str, ...]:
    return tuple(fingerprint(key).split())
