"""A warning: what an author may want to change, and where."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Warned:
    """`code` is stable (`area.what`); `file` and `where` name the place as a refusal does."""

    code: str
    file: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{', '.join(part for part in (self.file, self.where) if part)}: {self.message} ({self.code})"

    def to_json(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class Place:
    """A file of the pack and the path of a field in it."""

    file: str
    where: str = ""

    def at(self, key: str) -> "Place":
        return Place(self.file, f"{self.where}.{key}" if self.where else key)

    def warn(self, code: str, message: str) -> Warned:
        return Warned(code, self.file, self.where, message)
