"""What is wrong with a pack, scenario by scenario, and what could be better: `pack check` while one writes."""

from dataclasses import dataclass
from datetime import date

from closeddoor.domain.scenario import Pack
from closeddoor.packs import PackError, faults_of, read_files
from closeddoor.packs.advice import UNFINISHED, advise, explain
from closeddoor.services.authoring.draft import Files


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
    """Read the pack; where it is refused, look at all of it, so that one fault does not hide another."""
    try:
        pack = read_files(files)
    except PackError as first:
        return Checked(tuple(map(_refusal, faults_of(files, first))))
    return Checked(
        tuple(Finding(each.file, each.where, each.message, False, each.code) for each in advise(pack, today)), pack
    )


def _refusal(error: PackError) -> Finding:
    return Finding(error.file, error.where, explain(error), True, error.code)
