"""WCAG 2.2: text 4.5 to 1 (success criterion 1.4.3), bounds of controls and focus 3 to 1 (1.4.11)."""

import re
from typing import Literal

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.shared import Verdict
from closeddoor.ui.theme import DARK, LIGHT, Appearance, AppearanceSwitch, Colours, Tint
from closeddoor.ui.theme.sheet import style_sheet
from closeddoor.ui.theme.verdicts import VERDICTS, tint_of

THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def text_pairs(colours: Colours) -> list[tuple[str, str]]:
    grounds = (colours.paper, colours.surface, colours.sunken)
    pairs = [(ink, ground) for ground in grounds for ink in (colours.ink, colours.ink_soft, colours.ink_faint)]
    pairs += [(colours.accent, ground) for ground in (*grounds, colours.accent_soft)]
    pairs += [(colours.ink, ground) for ground in (colours.accent_soft, colours.selection)]
    pairs += [(colours.ink_soft, colours.accent_soft)]
    pairs += [(colours.on_accent, ground) for ground in (colours.accent, colours.accent_hover)]
    return pairs


def tints(colours: Colours) -> list[Tint]:
    verdicts: list[Verdict] = list(VERDICTS)
    return [*(tint_of(verdict, colours) for verdict in verdicts), colours.mark, colours.mark_current, colours.problem]


def test_measure_knows_the_ends_of_the_scale() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", THEMES)
def test_text_can_be_read(colours: Colours) -> None:
    low = [
        (ink, ground, round(contrast(ink, ground), 2))
        for ink, ground in text_pairs(colours)
        if contrast(ink, ground) < 4.5
    ]
    assert not low


@pytest.mark.parametrize("colours", THEMES)
def test_words_of_a_tint_can_be_read_on_it_on_the_page_and_beside_ink(colours: Colours) -> None:
    pairs = [(tint.ink, ground) for tint in tints(colours) for ground in (tint.ground, colours.paper, colours.surface)]
    pairs += [(colours.ink, tint.ground) for tint in tints(colours)]
    assert min(contrast(ink, ground) for ink, ground in pairs) >= 4.5


RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
INK = re.compile(r"(?<![-\w])(?:color|placeholder-text-color|selection-color): (#[0-9a-f]{6})")
GROUND = re.compile(r"(?:background|selection-background-color): (#[0-9a-f]{6})")
KIND = re.compile(r'kind="(\w+)"')
NO_WORDS = ("rule=", "QScrollBar", "QSplitter", "QProgressBar")
"""Lines and bars: nothing is written on them."""


def sheet_pairs(sheet: str, colours: Colours) -> list[tuple[str, str, str]]:
    """Return selector, ink and ground of every rule of a style sheet.

    A rule without a ground may stand on any; one without an ink has that of its kind of button, or the usual one.
    """
    pairs: list[tuple[str, str, str]] = []
    of_kind: dict[str, list[str]] = {}
    for selector, body in RULE.findall(sheet):
        inks, grounds, kind = INK.findall(body), GROUND.findall(body), KIND.search(selector)
        if kind:
            inks = inks or of_kind.get(kind[1], [])
            of_kind.setdefault(kind[1], inks)
        if not any(each in selector for each in NO_WORDS) and (inks or grounds):
            on = grounds or [colours.paper, colours.surface, colours.sunken]
            pairs += [(selector.strip(), ink, ground) for ink in inks or [colours.ink] for ground in on]
    return pairs


@pytest.mark.parametrize("colours", THEMES)
def test_every_rule_of_the_style_sheet_keeps_its_words_readable(colours: Colours) -> None:
    pairs = sheet_pairs(style_sheet(colours, 1.0), colours)
    assert len(pairs) > 40
    assert [pair for pair in pairs if contrast(pair[1], pair[2]) < 4.5] == []
    faint = sheet_pairs("QLabel { color: #888888; }", colours)
    assert [pair for pair in faint if contrast(pair[1], pair[2]) < 4.5]


@pytest.mark.parametrize("colours", THEMES)
def test_controls_and_focus_have_visible_bounds(colours: Colours) -> None:
    grounds = (colours.paper, colours.surface, colours.sunken)
    bounds = [(line, ground) for line in (colours.edge, colours.accent) for ground in grounds]
    assert min(contrast(line, ground) for line, ground in bounds) >= 3


@pytest.mark.parametrize("colours", THEMES)
def test_dark_is_no_black_and_light_no_white(colours: Colours) -> None:
    assert colours.paper not in ("#000000", "#ffffff")


def test_a_verdict_never_differs_by_colour_alone() -> None:
    assert len({style.word for style in VERDICTS.values()}) == len(VERDICTS)
    assert len({style.shape for style in VERDICTS.values()}) == len(VERDICTS)
    assert len({style.underline for style in VERDICTS.values()}) == len(VERDICTS)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_that_wait_in_an_empty_field_can_be_read(
    qtbot: QtBot, look: AppearanceSwitch, theme: Literal["light", "dark"]
) -> None:
    """What Qt draws by itself is the ink at half its strength: 3.3 to 1 on light ground."""
    look.show(Appearance(theme, 1.0, reduced_motion=True))
    colours = LIGHT if theme == "light" else DARK
    field = QLineEdit()
    field.setPlaceholderText("IIIIIIIIIIII")
    qtbot.addWidget(field)
    field.resize(300, 60)
    image = field.grab().toImage()
    inside = [image.pixelColor(x, y).name() for x in range(12, 150) for y in range(12, 48)]
    assert max(contrast(colour, colours.surface) for colour in inside) >= 4.5
