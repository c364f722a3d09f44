"""What is wrong with a pack, scenario by scenario, and what could be better: `pack check` while one writes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from closeddoor.domain.scenario import Pack
from closeddoor.packs import PackError, read_files
from closeddoor.packs.advice import UNFINISHED, advise, explain
from closeddoor.packs.contents import PackContents
from closeddoor.packs.read import read_pack_info
from closeddoor.packs.scenario_folder import read_tables, read_texts
from closeddoor.services.authoring.draft import PACK, Files


@dataclass(frozen=True)
class Finding:
    """`file` and `where` name the place as a refusal does; `is_refusal`: the pack is not sound until it is mended."""

    file: str
    where: str
    says: str
    is_refusal: bool
    code: str = ""

    @property
    def is_unfinished(self) -> bool:
        """Return whether nothing is wrong at the place: it is only not written yet."""
        return self.is_refusal and self.code in UNFINISHED


@dataclass(frozen=True)
class Checked:
    """`pack` is there when it is sound."""

    findings: tuple[Finding, ...]
    pack: Pack | None = None

    @property
    def is_sound(self) -> bool:
        return self.pack is not None


def check(files: Files, today: date) -> Checked:
    """Read the pack; where it is refused, look at each scenario by itself, so that one fault does not hide another."""
    try:
        pack = read_files(files)
    except PackError as first:
        found = [*_of_parts(files)]
        if all((each.file, each.where) != (first.file, first.where) for each in found):
            found.append(_refusal(first))
        return Checked(tuple(found))
    return Checked(
        tuple(Finding(each.file, each.where, each.message, False, each.code) for each in advise(pack, today)), pack
    )


def _of_parts(files: Files) -> Iterator[Finding]:
    yield from _refused(lambda: read_pack_info(files.get(PACK, b"")))
    contents = PackContents(files)
    for scenario_id in contents.scenario_ids():
        yield from _refused(lambda scenario_id=scenario_id: _read_scenario(files, scenario_id))  # type: ignore[misc]


def _read_scenario(files: Files, scenario_id: str) -> None:
    contents = PackContents(files)
    read_texts(contents, read_tables(contents, scenario_id))


def _refused(read: Callable[[], object]) -> Iterator[Finding]:
    try:
        read()
    except PackError as error:
        yield _refusal(error)


def _refusal(error: PackError) -> Finding:
    return Finding(error.file, error.where, explain(error), True, error.code)
