"""Why a pack was refused, and the stable code of each reason.

schema.unknown                                  the pack needs another version of the application
pack.dense                                      reading it would take long: see `effort`
toml.syntax toml.nesting toml.number toml.dense  a TOML file that does not parse, nests too deep, is not finite, or
                                                has a number without end
field.missing field.unknown field.type          a table that does not have the fields of the format
field.value field.empty field.length field.reference
id.malformed id.twice id.mismatch
text.encoding text.byte_order_mark text.character text.html text.nesting text.dense
link.target image.target image.magic image.size
marker.malformed marker.unclosed marker.nested marker.empty marker.line_break marker.formatting marker.hidden
marker.twice marker.unreferenced marker.shared
task.type decision.best choice.best choice.credit choice.confidence memo.points interview.points
workbook.name formula.syntax formula.name formula.type formula.arguments formula.nesting formula.fails
highlight.coverage
answers.kind answers.count answers.kinds
name.malformed name.collision name.nesting
file.missing file.unlisted file.type file.unreadable
archive.damaged archive.entries archive.size archive.file_size archive.ratio archive.symlink archive.special
archive.directory archive.encrypted archive.method archive.nested
manifest.missing manifest.malformed manifest.files manifest.in_folder
signature.malformed signature.wrong signature.weak_key
"""

from collections.abc import Iterator
from contextlib import contextmanager

from closeddoor.domain.errors import KnownError
from closeddoor.domain.table import FieldError
from closeddoor.text.errors import MarkupError


class PackError(KnownError):
    """A pack that is refused: `file` is the file or entry, `where` its line or the path of the field."""

    def __init__(self, code: str, file: str, problem: str, where: str = "") -> None:
        place = ", ".join(part for part in (file, where) if part)
        super().__init__(
            code,
            f"{place}: {problem}" if place else problem,
            "The pack was not taken in; what was installed before is unchanged.",
            "Correct the pack, or ask whoever gave it to you for another copy.",
        )
        self.file = file
        self.where = where
        self.problem = problem


@contextmanager
def refusals_in(file: str, inside: str = "") -> Iterator[None]:
    """Turn what is wrong with a table or a text into the refusal of the pack that holds it.

    `inside` is the path of a field when the text is not a file of its own but a string in a TOML file.
    """
    try:
        yield
    except FieldError as error:
        raise PackError(error.code, file, error.problem, error.path) from error
    except MarkupError as error:
        where = f"{inside}, line {error.line}" if inside else f"line {error.line}"
        raise PackError(error.code, file, error.problem, where) from error
