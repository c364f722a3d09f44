"""Whose id it is: every rule of trust on first use, as values."""

import itertools
from pathlib import Path

import pytest

from closeddoor.domain.installed import Claim
from closeddoor.domain.scenario import Pack
from closeddoor.packs.fingerprint import WORDS, fingerprint, is_fingerprint_of
from closeddoor.packs.signing import Signer
from closeddoor.packs.trust import TrustError, check_choice, claim_of
from tests.packs.signed_packs import KEY, OTHER, letters, public

MINE, THEIRS = public(KEY), public(OTHER)
ID = "org.example.letters"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return letters(tmp_path_factory.mktemp("trust"))


def claimed(pack: Pack, key: bytes | None, revision: int = 6, content_hash: str = "") -> Claim:
    return Claim(ID, key, revision, content_hash or pack.content_hash)


def outcome(pack: Pack, signer: Signer | None, remembered: Claim | None, *, accepted: bool = False) -> str:
    """Return the code of the refusal, or the claim in short."""
    try:
        claim = claim_of(pack, signer, remembered, is_key_accepted=accepted)
    except TrustError as refused:
        return refused.code
    assert (claim.pack_id, claim.revision, claim.content_hash) == (ID, 7, pack.content_hash)
    return {MINE: "mine", THEIRS: "theirs", None: "nobody"}[claim.public_key]


def test_an_id_belongs_to_the_first_key_that_signed_it(pack: Pack) -> None:
    assert outcome(pack, Signer(MINE), None) == "mine"
    assert outcome(pack, None, None) == "nobody"
    assert outcome(pack, Signer(MINE), claimed(pack, None)) == "mine"
    assert outcome(pack, Signer(MINE), claimed(pack, MINE)) == "mine"
    assert outcome(pack, Signer(MINE), claimed(pack, THEIRS)) == "signature.other_key"


def test_a_signed_successor_or_the_user_s_word_moves_it(pack: Pack) -> None:
    assert outcome(pack, Signer(MINE, THEIRS), claimed(pack, THEIRS)) == "mine"
    assert outcome(pack, Signer(MINE, THEIRS), claimed(pack, bytes(range(9, 41)))) == "signature.other_key"
    assert outcome(pack, Signer(MINE), claimed(pack, THEIRS), accepted=True) == "mine"


def test_who_signed_before_the_change_signs_no_more(pack: Pack) -> None:
    """After a key was lost to somebody else: neither their packs nor a successor of their own are taken."""
    after = claimed(pack, MINE)
    assert outcome(pack, Signer(THEIRS), after) == "signature.other_key"
    assert outcome(pack, Signer(bytes(range(9, 41)), THEIRS), after) == "signature.other_key"


def test_an_unsigned_pack_never_takes_the_place_of_a_signed_one(pack: Pack) -> None:
    assert outcome(pack, None, claimed(pack, MINE)) == "signature.unsigned"
    assert outcome(pack, None, claimed(pack, MINE), accepted=True) == "signature.unsigned"
    assert outcome(pack, None, claimed(pack, None)) == "nobody"


@pytest.mark.parametrize("accepted", [False, True])
def test_revisions_only_grow(pack: Pack, *, accepted: bool) -> None:
    other = "ab" * 32
    assert outcome(pack, Signer(MINE), claimed(pack, MINE, 8), accepted=accepted) == "revision.lower"
    assert outcome(pack, Signer(MINE), claimed(pack, MINE, 7), accepted=accepted) == "mine"
    assert outcome(pack, Signer(MINE), claimed(pack, MINE, 7, other), accepted=accepted) == "revision.other_content"
    assert outcome(pack, Signer(MINE), claimed(pack, MINE, 6, other), accepted=accepted) == "mine"
    assert outcome(pack, None, claimed(pack, None, 8), accepted=accepted) == "revision.lower"


def test_the_content_of_a_revision_is_all_its_files(pack: Pack, tmp_path: Path) -> None:
    other = letters(tmp_path, foreword="Another.\n")
    assert outcome(pack, Signer(MINE), claimed(other, MINE, 7)) == "revision.other_content"


def test_what_the_user_has_to_choose() -> None:
    check_choice(Signer(MINE), None, accept_unsigned=False)
    check_choice(Signer(MINE), fingerprint(MINE), accept_unsigned=False)
    check_choice(None, None, accept_unsigned=True)
    for signer, words, unsigned, code in (
        (None, None, False, "signature.missing"),
        (None, fingerprint(MINE), True, "signature.missing"),
        (Signer(MINE), fingerprint(THEIRS), False, "signature.not_accepted"),
        (Signer(MINE), "", True, "signature.not_accepted"),
    ):
        with pytest.raises(TrustError) as refused:
            check_choice(signer, words, accept_unsigned=unsigned)
        assert refused.value.code == code


def test_the_words_of_a_key() -> None:
    """Known: SHA-256 of 32 zero bytes begins with 66687aadf862bd776c8f, and the words of these are in the list."""
    assert fingerprint(bytes(32)) == (
        "framework gravity keyboard perceptive Vulcan gadgetry skullcap inception glucose midsummer"
    )
    assert len(fingerprint(MINE).split()) == WORDS


def test_words_are_compared_as_they_are_typed_but_in_full() -> None:
    words = fingerprint(MINE)
    assert is_fingerprint_of(f"  {words.upper().replace(' ', ' - ')}\n", MINE)
    assert is_fingerprint_of(words.replace(" ", ", "), MINE)
    parts = words.split()
    for wrong in (words.rpartition(" ")[0], f"{words} aardvark", " ".join([parts[1], parts[0], *parts[2:]]), "", "a"):
        assert not is_fingerprint_of(wrong, MINE)


def test_every_byte_has_two_words_of_its_own() -> None:
    from closeddoor.packs import fingerprint as words  # noqa: PLC0415 - the module, whose function bears its name

    assert {len(words._EVEN), len(words._ODD)} == {256}
    assert len({word.casefold() for word in itertools.chain(words._EVEN, words._ODD)}) == 512
