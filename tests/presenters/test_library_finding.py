"""Finding a briefing among those of all packs: words, filters, and as many rows as are asked for."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from closeddoor.presenters.library.briefings import Entry, Filters, briefing_entries, count_line, filter_views
from closeddoor.presenters.library.catalogue import AT_A_TIME, FEW_MORE, Catalogue
from closeddoor.presenters.library.roles import role_title, role_titles
from closeddoor.presenters.states.library import BriefingRow
from closeddoor.presenters.words import today
from closeddoor.services.choosing import candidates_on
from closeddoor.services.overview import Overview
from closeddoor.services.shelf import ListedPack, Shelf
from tests.services.built_in_shelf import built_in_shelf


def overview_of(shelf: Shelf) -> Overview:
    return Overview(shelf, candidates_on(shelf, {}), {})


@pytest.fixture(scope="module")
def overview() -> Overview:
    return overview_of(built_in_shelf())


@pytest.fixture(scope="module")
def entries(overview: Overview) -> tuple[Entry, ...]:
    return briefing_entries(overview)


@pytest.fixture(scope="module")
def rows(entries: tuple[Entry, ...]) -> tuple[BriefingRow, ...]:
    return tuple(entry.row for entry in entries)


def left(entries: tuple[Entry, ...], filters: Filters) -> list[BriefingRow]:
    return [entry.row for entry in entries if filters.lets_through(entry)]


def test_every_built_in_briefing_says_what_one_chooses_by(rows: tuple[BriefingRow, ...]) -> None:
    assert len(rows) == 20
    for row in rows:
        assert row.title
        assert row.roles
        assert row.level in (1, 2, 3)
        assert row.minutes > 0
        assert row.state_word == "New"


def test_words_match_in_any_order_and_without_regard_to_case(entries: tuple[Entry, ...]) -> None:
    row = entries[0].row
    words = [*row.title.upper().split()[:2], row.module.split()[0]]
    assert row in left(entries, Filters(text=" ".join(reversed(words))))
    assert left(entries, Filters(text="zebra")) == []
    assert left(entries, Filters(text="  ")) == [entry.row for entry in entries]


@pytest.mark.parametrize(
    ("key", "value", "has"),
    [
        ("level", "1", lambda row: row.level == 1),
        ("minutes", "15", lambda row: row.minutes <= 15),
        ("role", "Finance", lambda row: "Finance" in row.roles),
        ("state", "open", lambda row: row.state == "open"),
    ],
)
def test_a_filter_leaves_what_has_its_value_and_nothing_else(
    entries: tuple[Entry, ...], key: str, value: str, has: Callable[[BriefingRow], bool]
) -> None:
    begun = (replace(entries[0], row=replace(entries[0].row, state="open")), *entries[1:])
    expected = [entry.row for entry in begun if has(entry.row)]
    assert 0 < len(expected) < len(begun)
    assert left(begun, Filters().having(key, value)) == expected
    assert left(begun, Filters().having(key, value).having(key, "")) == [entry.row for entry in begun]


def test_filters_offer_what_there_is_with_the_way_back_first(rows: tuple[BriefingRow, ...]) -> None:
    views = {view.key: view for view in filter_views(rows, Filters(level="2"))}
    assert [choice for choice, _ in views["level"].choices] == ["", "1", "2", "3"]
    assert views["level"].value == "2"
    assert views["module"].choices[0] == ("", "Any module")
    assert len(views["module"].choices) == 6
    assert views["state"].choices == (("", "Any state"), ("new", "New"))


def test_a_filter_that_is_none_changes_nothing() -> None:
    assert Filters().having("__class__", "x") == Filters()


def test_one_office_has_one_name() -> None:
    assert role_titles(("coo", "chief-operating-officer", "cfo")) == ("Operations", "Finance")
    assert role_title("head-of-claims") == "Head of claims"


def test_counts_are_sentences() -> None:
    assert (count_line(20, 20), count_line(3, 20), count_line(1, 1)) == (
        "20 briefings",
        "3 of 20 briefings",
        "1 briefing",
    )


def test_only_as_many_rows_as_asked_for_are_listed(overview: Overview) -> None:
    packs = tuple(renamed(overview.shelf.packs[0], number) for number in range(40))
    catalogue = Catalogue()
    catalogue.take(overview_of(Shelf(packs)), today())
    listed = catalogue.listed()
    assert (rows_of(listed, "briefings"), listed["more_briefings"]) == (AT_A_TIME, 160 - AT_A_TIME)
    assert (rows_of(listed, "built_in"), listed["more_packs"]) == (AT_A_TIME, 40 - AT_A_TIME)
    catalogue.draw_more()
    assert rows_of(catalogue.listed(), "briefings") == 2 * AT_A_TIME
    catalogue.look_for(Filters(text="number-7"))
    assert catalogue.listed()["count_line"] == "4 of 160 briefings"
    assert rows_of(catalogue.listed(), "built_in") == 1


def test_no_button_hides_the_last_few(overview: Overview) -> None:
    one = overview.shelf.packs[0]
    for packs, left in ((AT_A_TIME + FEW_MORE, 0), (AT_A_TIME + FEW_MORE + 1, FEW_MORE + 1)):
        alike = tuple(renamed(replace(one, scenarios=one.scenarios[:1]), number) for number in range(packs))
        catalogue = Catalogue()
        catalogue.take(overview_of(Shelf(alike)), today())
        listed = catalogue.listed()
        assert (listed["more_briefings"], listed["more_packs"]) == (left, left)
        assert (rows_of(listed, "briefings"), rows_of(listed, "built_in")) == (packs - left, packs - left)


def rows_of(listed: dict[str, object], key: str) -> int:
    rows = listed[key]
    assert isinstance(rows, tuple)
    return len(rows)


def renamed(pack: ListedPack, number: int) -> ListedPack:
    return replace(pack, info=replace(pack.info, id=f"org.example.p{number}", title=f"Pack number-{number}."))
