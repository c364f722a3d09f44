"""What the check found, at the part and the field it is about, and the sentence that sums it up."""

import re
from collections.abc import Sequence
from dataclasses import replace

from closeddoor.language import tr, tr_many
from closeddoor.presenters.desk.parts import BUILD, HOME, Part, is_there, led_to, part_of
from closeddoor.presenters.desk.views import pack_title, view_of
from closeddoor.presenters.states.desk import DeskField, DeskFinding, DeskGroup, Standing
from closeddoor.services.authoring.checking import Checked, Finding
from closeddoor.services.authoring.draft import Draft

_LINE = re.compile(r"\bline (\d+)$")


def found_here(draft: Draft, part: Part, checked: Checked | None) -> tuple[DeskFinding, ...]:
    """Return what was found of this part and of those below it; of the whole pack at its head and at the build."""
    found = [_shown(draft, each) for each in (checked.findings if checked else ())]
    if part.kind in {HOME, BUILD}:
        return tuple(found)
    return tuple(each for each in found if _is_below(part_of(each.part), part))


def verdict(checked: Checked | None, findings: Sequence[DeskFinding]) -> str:
    """Return how a part of the pack is: what is wrong is said before what is only not written yet."""
    if checked is None:
        return tr("Checking.")
    here = len(findings)
    left = sum(each.is_unfinished for each in findings)
    wrong = sum(each.is_refusal for each in findings) - left
    if wrong or left:
        return " ".join(filter(None, (_count_wrong(wrong), _count_left(left))))
    better = tr_many("{count} thing could be better.", "{count} things could be better.", here, count=here)
    if checked.is_sound:
        return tr("The pack is sound. {better}", better=better if here else "").strip()
    if all(each.is_unfinished for each in checked.findings):
        return tr("Nothing is left to do here; elsewhere in the pack something is.")
    return tr("Nothing is wrong here; elsewhere in the pack something is.")


def _count_wrong(count: int) -> str:
    return (
        tr_many("{count} thing is wrong here.", "{count} things are wrong here.", count, count=count) if count else ""
    )


def _count_left(count: int) -> str:
    left = tr_many("{count} thing is left to do here.", "{count} things are left to do here.", count, count=count)
    return left if count else ""


def above(part: Part) -> Part:
    """Return the part that a part lies in."""
    return Part("scenario", part.scenario_id) if part.scenario_id and part.kind != "scenario" else Part(HOME)


def way_to(draft: Draft, part: Part) -> tuple[tuple[str, str], ...]:
    """Return the parts above, outermost first."""
    way: list[tuple[str, str]] = []
    while part != Part(HOME):
        part = above(part)
        title = pack_title(draft) if part == Part(HOME) else view_of(draft, part, "", "").title
        way.insert(0, (part.key, title))
    return tuple(way)


def _shown(draft: Draft, finding: Finding) -> DeskFinding:
    part, field = led_to(draft, finding)
    shown = part_of(part) if is_there(draft, part_of(part)) else Part(HOME)
    titles = [title for _, title in way_to(draft, shown)][1:]
    view = view_of(draft, shown, "", "")
    line = _LINE.search(finding.where)
    at = [tr("line {number}", number=line.group(1))] if line else []
    place = " · ".join([*titles, view.title, *_names_of(view.groups, field), *at])
    return DeskFinding(shown.key, field, place, finding.says, finding.is_refusal, finding.is_unfinished)


def _names_of(groups: Sequence[DeskGroup], key: str) -> tuple[str, ...]:
    """Return what a field and its group are called; nothing where no field shows that place."""
    for group in groups:
        for field in group.fields:
            if field.key == key:
                return tuple(name for name in (group.title, field.title) if name)
    return ()


def _is_below(part: Part, above: Part) -> bool:
    return part == above or (above.kind == "scenario" and part.scenario_id == above.scenario_id)


def with_faults(groups: Sequence[DeskGroup], findings: Sequence[DeskFinding]) -> tuple[DeskGroup, ...]:
    """Return the groups with what is wrong said at its field."""
    faults = {each.field: each for each in findings}

    def told(field: DeskField) -> DeskField:
        fault = faults.get(field.key)
        return replace(field, said=fault.says, standing=standing(fault)) if fault else field

    return tuple(replace(group, fields=tuple(map(told, group.fields))) for group in groups)


def standing(finding: DeskFinding) -> Standing:
    """Return whether a finding is a mistake, a place that waits to be written, or advice."""
    if finding.is_unfinished:
        return "left"
    return "wrong" if finding.is_refusal else "better"
