"""Groups of fields, made of what a form knows and what a file holds."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from closeddoor.language import tr
from closeddoor.presenters.desk.parts import field_key
from closeddoor.presenters.states.desk import DeskAction, DeskField, DeskGroup, FieldLook
from closeddoor.presenters.words import one_line
from closeddoor.services.authoring.draft import Draft
from closeddoor.services.authoring.forms import Choices, FieldSpec, FormSpec, Kind, ListSpec, is_shown_whole, shown_text
from closeddoor.services.authoring.table_text import value_in

Offered = Mapping[str, Choices]
"""Choices that depend on the scenario, by the name of their source."""

LONGEST_NAME = 60
AS_IT_STANDS = tr("Not in this form, and kept as it stands")
_LOOKS: Mapping[Kind, FieldLook] = {
    "line": "line", "text": "text", "whole": "line", "number": "line", "pair": "line", "date": "line", "list": "text",
    "choice": "choice", "toggle": "toggle", "ticks": "ticks",
}  # fmt: skip


def form_groups(
    draft: Draft, file: str, prefix: str, form: FormSpec, title: str, offered: Offered
) -> tuple[DeskGroup, ...]:
    """Return the groups of one table of `file`: its fields, each entry of its lists, and what has no form."""
    table = value_in(draft.table(file).plain(), prefix)
    own = tuple(_field(file, prefix, spec, table, offered) for spec in form.fields)
    groups = [DeskGroup(field_key(file, prefix), title, own)] if own else []
    for each in form.lists:
        groups += _list_groups(file, prefix, each, table, offered)
    others = form.others(table) if isinstance(table, Mapping) else ()
    if others:
        about = tr("Edit it in {file} with a text editor.", file=file)
        stands = "\n".join(f"{name} = {_as_toml(table[name])}" for name in others)
        groups.append(DeskGroup(f"{file}#{prefix}+", AS_IT_STANDS, about=about, as_it_stands=stands))
    return tuple(groups)


def move_actions(
    place: int, count: int, where: str = "", words: tuple[str, str] = (tr("Move up"), tr("Move down"))
) -> tuple[DeskAction, ...]:
    """Return what moves an entry up and down in its list of `count`; `where` is its place in a file."""
    ways = (("up", words[0], place > 0), ("down", words[1], place < count - 1))
    return tuple(DeskAction(f"move-{way} {where}".strip(), said, "quiet") for way, said, can in ways if can)


def not_writable(file: str) -> str:
    """Return what stands where a form would lose something of a file."""
    return tr("A form would lose some of this. Edit it in {file} with a text editor.", file=file)


def _list_groups(file: str, prefix: str, spec: ListSpec, table: Any, offered: Offered) -> Iterator[DeskGroup]:
    path = _joined(prefix, spec.path)
    found = value_in(table, spec.path)
    entries = found if isinstance(found, list) else []
    add = DeskAction(f"add {field_key(file, path)}", spec.add)
    yield DeskGroup(field_key(file, path), spec.title, about=spec.about, actions=() if entries else (add,))
    for index, entry in enumerate(entries):
        at = f"{path}[{index}]"
        fields = tuple(_field(file, at, each, entry, offered) for each in spec.fields)
        remove = DeskAction(f"remove {field_key(file, at)}", tr("Take away"), "quiet")
        own = (*move_actions(index, len(entries), field_key(file, at)), remove)
        is_last = index == len(entries) - 1
        title = f"{spec.one} {index + 1}{_name_of(entry, spec.named_by)}"
        yield DeskGroup(
            field_key(file, at), title, fields, _unshown(spec, entry, file), (*own, add) if is_last else own,
            is_entry=True,
        )  # fmt: skip


def _field(file: str, prefix: str, spec: FieldSpec, table: Any, offered: Offered) -> DeskField:
    value = value_in(table, spec.path)
    choices = tuple(offered.get(spec.source, ()) if spec.source else spec.choices)
    fixed = "" if is_shown_whole(spec, value) else not_writable(file)
    shown = shown_text(spec, value)
    if spec.kind == "choice":
        if shown and shown not in dict(choices):
            choices = (*choices, (shown, tr("{value}, which is not there", value=shown)))
        if spec.is_optional:
            choices = (("", tr("None")), *choices)
    return DeskField(
        field_key(file, _joined(prefix, spec.path)), spec.title, _LOOKS[spec.kind], shown, choices, spec.hint, "", fixed
    )


def _unshown(spec: ListSpec, entry: object, file: str) -> str:
    """Say what else an entry holds: it is kept."""
    shown = {each.path for each in spec.fields} | {"id", "span"}
    others = [name for name in entry if name not in shown] if isinstance(entry, Mapping) else []
    return tr("Also in {file}: {names}.", file=file, names=", ".join(others)) if others else ""


def _name_of(entry: object, key: str) -> str:
    name = one_line(str(entry.get(key) or ""), LONGEST_NAME) if isinstance(entry, Mapping) else ""
    return f": {name}" if name else ""


def _joined(prefix: str, path: str) -> str:
    return f"{prefix}.{path}" if prefix else path


def _as_toml(value: object) -> str:
    """Return about how a value stands in the file."""
    return json.dumps(
        value, ensure_ascii=False, default=lambda each: each.isoformat() if isinstance(each, date) else ""
    )
