"""pack.toml: who, what, which version."""

from typing import cast, get_args

from closeddoor.domain.characters import is_pack_id, is_semver
from closeddoor.domain.scenario import Author, AuthorRole, Erratum, PackInfo
from closeddoor.domain.table import Table

SCHEMA = 1

_MOST_REVISION = 2**63 - 1
"""What TOML and the vault hold: a revision may be a date, or seconds of a clock."""


def parse_pack_info(table: Table) -> PackInfo:
    """Read the root table of pack.toml; the schema first, for all other fields depend on it."""
    schema = table.integer("schema")
    if schema != SCHEMA:
        problem = f"the pack needs a Closed Door that knows schema {schema}; this one knows schema {SCHEMA}."
        raise table.error("schema.unknown", "schema", problem)
    info = PackInfo(
        id=_pack_id(table),
        version=_version(table),
        revision=_revision(table),
        title=table.text("title"),
        summary=table.text("summary"),
        language=table.text("language"),
        licence=table.text("licence"),
        authors=table.each("authors", _author),
        facts_as_of=table.date("facts_as_of"),
        review_due=table.date("review_due"),
        errata=table.each("errata", _erratum) if table.has("errata") else (),
    )
    table.close()
    if info.review_due <= info.facts_as_of:
        raise table.error("field.value", "review_due", "must be later than facts_as_of.")
    return info


def _pack_id(table: Table) -> str:
    value = table.text("id")
    if not is_pack_id(value):
        table.refuse(
            table.error("id.malformed", "id", f"“{value[:80]}” is no pack id, such as org.example.vendor-claims.")
        )
    return value


def _version(table: Table) -> str:
    value = table.text("version")
    if not is_semver(value):
        table.refuse(table.error("field.value", "version", f"“{value[:80]}” is no semantic version, such as 1.2.0."))
    return value


def _author(table: Table) -> Author:
    role = cast("AuthorRole", table.choice("role", get_args(AuthorRole)))
    return Author(table.text("name"), role, table.optional_text("about"))


def _erratum(table: Table) -> Erratum:
    return Erratum(_revision(table), table.text("text"))


def _revision(table: Table) -> int:
    return table.integer("revision", 1, _MOST_REVISION)
