"""A pack that gives no cause for a warning, then the same with exactly one cause, and with one that just is none."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from closeddoor.domain.scenario import Pack
from closeddoor.packs import read_pack
from closeddoor.packs.advice import advise
from closeddoor.packs.advice.advise import __doc__ as listed
from closeddoor.packs.advice.wording import joint, likeness, vague_word
from tests.packs.advice.test_refusals import is_whole
from tests.packs.full_pack import full_files
from tests.packs.good_pack import FOLDER, LETTER, answers, write_files

TODAY = date(2026, 11, 22)
SCENARIO_FILE = f"{FOLDER}/scenario.toml"
LETTER_FILE = f"{FOLDER}/documents/letter.md"
ANSWERS_FILE = f"{FOLDER}/answers.toml"

MET = [
    "Before we sign, run it on 2,000 of last quarter's invoices.",
    "Please test the tool with paper from our mail room.",
    "We want to see how it does on documents that we supply.",
    "A trial over our own files must come first.",
    "Show us the error rate on bills from our suppliers.",
]
NOT_MET = [
    "There is no need to try it with our data.",
    "Accuracy looks excellent at 99 %.",
    "Send more information about your test set.",
    "How many customers use the product?",
    "The price per page seems high.",
]
DRY = LETTER.replace("99.2 % accuracy", "accuracy that speaks for itself").replace("2025", "last year").replace(
    "only", "lone"
) + ("\n\nThe committee that reads this letter meets on a Thursday and has other letters to read before it.\n")
LONGER = "Defer until the vendor has measured it with our own data"


def clean_files() -> dict[str, bytes]:
    scenario = full_files()[SCENARIO_FILE].decode()
    scenario = scenario.replace('["a", "b", "c"]', _list(MET)).replace('["d", "e", "f"]', _list(NOT_MET))
    sample = answers()
    partial, negated = (_memo_answer(kind) for kind in ("partial", "negated"))
    return full_files() | {
        SCENARIO_FILE: scenario.encode(),
        LETTER_FILE: DRY.encode(),
        ANSWERS_FILE: (sample + partial + negated).encode(),
    }


def _list(texts: list[str]) -> str:
    return "[" + ", ".join(f'"{text}"' for text in texts) + "]"


def _memo_answer(kind: str) -> str:
    return f'[[answers]]\ntask = "reply"\nkind = "{kind}"\ntext = "Text."\nmet = []\n'


def pack_with(folder: Path, file: str, old: str, new: str) -> Pack:
    files = clean_files()
    text = files[file].decode()
    assert old in text
    return read_pack(write_files(folder, files | {file: text.replace(old, new, 1).encode()}))


def codes(pack: Pack, today: date = TODAY) -> list[str]:
    return [each.code for each in advise(pack, today)]


def test_a_pack_without_a_cause_gets_no_warning(tmp_path: Path) -> None:
    assert advise(read_pack(write_files(tmp_path, clean_files())), TODAY) == ()


STATEMENT = "Asks for our own data."
GIVES_A_WARNING = [
    (SCENARIO_FILE, "How do we leave?", "And what happens then?", "exemplars.alike", "tasks[1].facts[0].asked[2]"),
    ("foreword.md", "Read this *first*.", "", "text.blank", ""),
    (SCENARIO_FILE, STATEMENT, "Asks for a good test.", "criterion.vague", "tasks[3].criteria[0].statement"),
    (SCENARIO_FILE, STATEMENT, "Asks for our data and sets a date.", "criterion.compound", "criteria[0].statement"),
    (SCENARIO_FILE, f', "{MET[4]}"', "", "exemplars.few", "tasks[3].criteria[0].met"),
    (SCENARIO_FILE, f', "{NOT_MET[4]}"', "", "exemplars.few", "tasks[3].criteria[0].not_met"),
    (SCENARIO_FILE, MET[4], "Please do test the tools with the paper of our mail room.", "exemplars.alike", "met[4]"),
    (SCENARIO_FILE, NOT_MET[0], "Our data is safe with them.", "exemplars.negation", "tasks[3].criteria[0].not_met"),
    (SCENARIO_FILE, MET[4], "Asks for our own data", "exemplars.statement", "tasks[3].criteria[0].met[4]"),
    (SCENARIO_FILE, NOT_MET[4], MET[4], "exemplars.both", "tasks[3].criteria[0].not_met[4]"),
    (ANSWERS_FILE, _memo_answer("negated"), "", "answers.thin", "answers"),
    (SCENARIO_FILE, 'title = "Defer"', f'title = "{LONGER}"', "options.longest", "tasks[2].options"),
    (SCENARIO_FILE, "minutes = 25", "minutes = 10", "minutes.unlikely", "minutes"),
    (SCENARIO_FILE, "minutes = 25", "minutes = 60", "minutes.unlikely", "minutes"),
    (LETTER_FILE, "accuracy that speaks", "the best accuracy that speaks", "highlight.keyword", "tasks[0].document"),
    ("pack.toml", "2027-05-01", "2026-11-22", "review.past", "review_due"),
    ("pack.toml", "2027-05-01", "2027-01-21", "review.near", "review_due"),
]

GIVES_NONE = [
    (SCENARIO_FILE, STATEMENT, "Says that 97 % is hardly better than none."),
    (SCENARIO_FILE, STATEMENT, "Asks for the claim to be dropped or corrected."),
    (SCENARIO_FILE, STATEMENT, "Says that a coin would score about as well as the tool."),
    (SCENARIO_FILE, MET[4], "Please test it."),
    (SCENARIO_FILE, NOT_MET[0], "Testing it with our data is unnecessary."),
    (SCENARIO_FILE, 'title = "Sign"', 'title = "Sign it now, at the price that was named"'),
    (SCENARIO_FILE, "minutes = 25", "minutes = 18"),
    (SCENARIO_FILE, "minutes = 25", "minutes = 40"),
    (LETTER_FILE, "from day one", "from our bestiary"),
    ("pack.toml", "2027-05-01", "2027-01-22"),
    ("pack.toml", 'language = "en"', 'language = "en-GB"'),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "where"), GIVES_A_WARNING)
def test_one_cause_gives_one_warning_in_its_place(
    tmp_path: Path, file: str, old: str, new: str, code: str, where: str
) -> None:
    warned = advise(pack_with(tmp_path, file, old, new), TODAY)
    assert [each.code for each in warned] == [code]
    assert warned[0].file == (SCENARIO_FILE if file == LETTER_FILE else file)
    assert where in warned[0].where
    assert is_whole(warned[0].message), warned[0].message


@pytest.mark.parametrize(("file", "old", "new"), GIVES_NONE)
def test_what_is_just_no_cause_gives_none(tmp_path: Path, file: str, old: str, new: str) -> None:
    assert codes(pack_with(tmp_path, file, old, new)) == []


def test_decoys_that_are_missing_are_advised(tmp_path: Path) -> None:
    files = clean_files()
    scenario = files[SCENARIO_FILE].decode()
    decoy = scenario[scenario.index("  [[tasks.decoys]]") : scenario.index('[[tasks]]\nid = "call"')]
    files[SCENARIO_FILE] = scenario.replace(decoy, "").encode()
    files[LETTER_FILE] = DRY.replace("[[audit|Audit of last year]]", "Audit of last year").encode()
    assert codes(read_pack(write_files(tmp_path, files))) == ["highlight.decoys"]


def test_a_criterion_that_no_answer_meets_is_untested(tmp_path: Path) -> None:
    files = clean_files()
    files[ANSWERS_FILE] = files[ANSWERS_FILE].replace(b'met = ["own-data"]', b"met = []")
    (warned,) = advise(read_pack(write_files(tmp_path, files)), TODAY)
    assert (warned.code, "own-data" in warned.message) == ("answers.untested", True)


def test_in_another_language_the_participant_scores_and_english_words_mean_nothing(tmp_path: Path) -> None:
    files = clean_files()
    files["pack.toml"] = files["pack.toml"].replace(b'"en"', b'"de"')
    files[SCENARIO_FILE] = files[SCENARIO_FILE].replace(STATEMENT.encode(), b"Fragt nach etwas good.")
    assert codes(read_pack(write_files(tmp_path, files))) == ["language.ungraded"]


def test_the_built_in_packs_are_young_enough_and_their_criteria_are_single_facts() -> None:
    for path in (Path(__file__).parents[3] / "scenarios").glob("*/pack.toml"):
        pack = read_pack(path.parent)
        early = pack.info.review_due - timedelta(days=61)
        assert not {"review.past", "review.near", "options.longest", "highlight.keyword"} & {*codes(pack, early)}


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("Handles it well.", "well"),
        ("Names an appropriate owner.", "appropriate"),
        ("Names the well-known owner.", None),
    ],
)
def test_words_that_every_reader_judges_differently(statement: str, word: str | None) -> None:
    assert vague_word(statement) == word


@pytest.mark.parametrize(
    ("statement", "joined"),
    [
        ("Asks for a date and for an owner.", "and for"),
        ("Declines the offer, says why.", ", says"),
        ("Names an owner and/or a date.", "and/or"),
        ("Asks for X; names Y.", ";"),
        ("Asks for cost as well as price.", "as well as"),
        ("Says that part of the savings, $1.5 million and more, is lost.", None),
        ("Asks for the automatic renewal or its notice period to be changed.", None),
    ],
)
def test_what_joins_two_claims(statement: str, joined: str | None) -> None:
    assert joint(statement) == joined


def test_likeness_is_of_subjects_not_of_small_words() -> None:
    assert likeness("Test it on our invoices.", "Testing on the invoice") == pytest.approx(1.0)
    assert likeness("It is what we have.", "It is what they had.") == 0.0
    assert likeness("Ask for the price.", "Name an owner.") == 0.0


def test_every_warning_is_listed() -> None:
    source = (Path(__file__).parents[3] / "app/closeddoor/packs/advice").glob("*.py")
    sources = [path for path in source if path.name != "refusals.py"]
    raised = {word for path in sources for word in path.read_text(encoding="utf-8").split('"') if _is_code(word)}
    assert raised == {word for word in (listed or "").split() if _is_code(word)}


def _is_code(word: str) -> bool:
    area, dot, what = word.partition(".")
    return bool(dot) and what.isidentifier() and area.isidentifier() and area != "pack" and what not in {"toml", "md"}
