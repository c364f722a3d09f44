"""All warnings about a pack, in the order of its files.

review.past review.near                         the facts are, or soon will be, older than the author allows
language.ungraded                               memos and interviews are scored by the participant
criterion.vague criterion.compound              a criterion that is not one fact, met or not met
exemplars.few exemplars.alike exemplars.negation exemplars.statement exemplars.both
answers.thin answers.untested                   labelled answers that cannot say how the grader does
highlight.decoys highlight.keyword              a highlight that rewards marking without understanding
options.longest                                 the best option is by far the longest
text.blank                                      a text of the pack says nothing
minutes.unlikely                                reading and tasks take much longer, or less, than it says
"""

from collections.abc import Iterator
from datetime import date, timedelta

from closeddoor.domain.scenario import Pack, PackInfo, Scenario
from closeddoor.language import tr
from closeddoor.packs.advice.criteria import warn_of_criteria
from closeddoor.packs.advice.highlights import warn_of_highlights
from closeddoor.packs.advice.options import warn_of_options
from closeddoor.packs.advice.reading_time import warn_of_time
from closeddoor.packs.advice.samples import warn_of_samples
from closeddoor.packs.advice.warning import Place, Warned

NEAR = timedelta(days=60)
BLANK = tr("This text is empty, and whoever opens it finds nothing. Write it, or leave the file out.")
UNGRADED = tr(
    "The grader reads English only, so participants will score their memos and interviews themselves. Leave it so, or "
    "ask for marks, choices and figures, which are scored exactly in any language."
)


def advise(pack: Pack, today: date) -> tuple[Warned, ...]:
    """Return what could be better; nothing in it keeps the pack from being used."""
    english = pack.info.language.lower().split("-")[0] == "en"
    blank = (Place(path).warn("text.blank", BLANK) for path, text in pack.files.items() if _is_blank(path, text))
    of_scenarios = (warned for each in pack.scenarios for warned in _of_scenario(each, english=english))
    return (*_of_info(pack, english=english, today=today), *blank, *of_scenarios)


def _is_blank(path: str, content: bytes) -> bool:
    return path.endswith((".md", ".txt")) and not content.strip()


def _of_info(pack: Pack, *, english: bool, today: date) -> Iterator[Warned]:
    place = Place("pack.toml")
    yield from _of_age(pack.info, place.at("review_due"), today)
    if not english and any(scenario.answers for scenario in pack.scenarios):
        yield place.at("language").warn("language.ungraded", UNGRADED)


def _of_age(info: PackInfo, place: Place, today: date) -> Iterator[Warned]:
    if info.review_due <= today:
        problem = tr(
            "The facts were to be reviewed by {day}, and participants are told that they may be out of date. Review "
            "them, then set later dates.",
            day=info.review_due,
        )
        yield place.warn("review.past", problem)
    elif info.review_due <= today + NEAR:
        problem = tr(
            "The facts are to be reviewed by {day}, and from then on participants are told that they may be out of "
            "date. Review them before you hand the pack over, then set later dates.",
            day=info.review_due,
        )
        yield place.warn("review.near", problem)


def _of_scenario(scenario: Scenario, *, english: bool) -> Iterator[Warned]:
    place = Place(f"scenarios/{scenario.id}/scenario.toml")
    yield from warn_of_time(scenario, place)
    yield from warn_of_highlights(scenario, place)
    yield from warn_of_options(scenario, place)
    yield from warn_of_criteria(scenario, place, english=english)
    yield from warn_of_samples(scenario, Place(f"scenarios/{scenario.id}/answers.toml"))
