"""Which paragraphs of a Word document are headings, and which numbering a style brings along."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from closeddoor.reader.archive import Archive, attribute, child, every

_BODY_LEVEL = 9
_MOST_ANCESTORS = 12
NumberingPlace = tuple[str, int]
"""The id of a numbering and the level in it."""


@dataclass(frozen=True)
class _Style:
    name: str
    based_on: str
    level: int
    numbering: NumberingPlace | None


@dataclass(frozen=True)
class Styles:
    """The styles of a document by id."""

    _by_id: dict[str, _Style] = field(default_factory=dict)

    @classmethod
    def of(cls, archive: Archive, part: str | None) -> "Styles":
        if part is None:
            return cls()
        return cls({attribute(each, "styleId") or "": _style(each) for each in every(archive.xml(part), "style")})

    def is_heading(self, paragraph: Element) -> bool:
        """Whether a paragraph has an outline level, of its own or by its style."""
        properties = child(paragraph, "pPr")
        own = _level(properties)
        if own < _BODY_LEVEL:
            return True
        return any(
            style.level < _BODY_LEVEL or style.name.lower().startswith(("heading", "title"))
            for style in self._ancestry(_value(properties, "pStyle"))
        )

    def numbering_of(self, paragraph: Element) -> NumberingPlace | None:
        """Return the numbering that a paragraph's style brings along."""
        ancestry = self._ancestry(_value(child(paragraph, "pPr"), "pStyle"))
        return next((style.numbering for style in ancestry if style.numbering is not None), None)

    def _ancestry(self, identity: str) -> list[_Style]:
        found: list[_Style] = []
        while identity in self._by_id and len(found) < _MOST_ANCESTORS:  # a style may name itself
            found.append(self._by_id[identity])
            identity = found[-1].based_on
        return found


def numbering_in(properties: Element | None) -> NumberingPlace | None:
    """Return the numbering that paragraph properties name."""
    numbering = child(properties, "numPr") if properties is not None else None
    identity = _value(numbering, "numId")
    return (identity, whole_number(_value(numbering, "ilvl"))) if identity else None


def whole_number(text: str) -> int:
    """Return a small number that a document names, 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _style(element: Element) -> _Style:
    properties = child(element, "pPr")
    name, based_on = _value(element, "name"), _value(element, "basedOn")
    return _Style(name, based_on, _level(properties), numbering_in(properties))


def _level(properties: Element | None) -> int:
    value = _value(properties, "outlineLvl")
    return int(value) if value.isdigit() and len(value) == 1 else _BODY_LEVEL


def _value(element: Element | None, name: str) -> str:
    found = child(element, name) if element is not None else None
    return (attribute(found, "val") or "") if found is not None else ""
