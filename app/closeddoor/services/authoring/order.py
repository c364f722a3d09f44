"""Entries of a list in a TOML text change places, each with its comments and with the tables that lie in it.

An entry begins with the comments that stand directly above its head (`[[tasks]]`) and ends where the next begins. The
text is cut and put together again; whether it then says what was meant is for who calls to see.
"""

import re

_STRING_OR_COMMENT = re.compile(
    r'"""(?:\\.|[^\\])*?"""|' r"'''.*?'''|" r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'|" r"#[^\n]*", re.DOTALL
)
_HEAD = re.compile(r"^[ \t]*\[\[?[ \t]*([^\[\]\n]+?)[ \t]*\]\]?", re.MULTILINE)
_COMMENT_LINE = re.compile(r"[ \t]*#[^\n]*\n")


def swapped(text: str, way: "tuple[str | int, ...]", first: int) -> str | None:
    """Return the text with entries `first` and `first + 1` of the list at `way` in each other's place.

    None where the list does not stand under heads of its own.
    """
    start, end = 0, len(text)
    name = ""
    for step in way:
        if isinstance(step, str):
            name = f"{name}.{step}" if name else step
            continue
        found = _entries(text, name, start, end)
        if step >= len(found):
            return None
        start, end = found[step]
    found = _entries(text, name, start, end)
    if first + 1 >= len(found):
        return None
    (one, one_end), (other, other_end) = found[first : first + 2]
    upper, lower = text[one:one_end], text[other:other_end]
    above, below = upper.rstrip(), lower.rstrip()
    return "".join(
        (text[:one], below, upper[len(above) :], text[one_end:other], above, lower[len(below) :], text[other_end:])
    )


def has_comment(text: str) -> bool:
    """Return whether a comment stands in a piece of TOML."""
    return any(each.group().startswith("#") for each in _STRING_OR_COMMENT.finditer(text))


def _entries(text: str, name: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where each entry of a list of tables begins and ends, within a stretch of the text."""
    heads = [each for each in _HEAD.finditer(_without_strings(text), start, end) if start <= each.start() < end]
    found: list[tuple[int, int]] = []
    for place, head in enumerate(heads):
        if _plain(head.group(1)) == name and head.group().lstrip().startswith("[["):
            after = [each for each in heads[place + 1 :] if not _plain(each.group(1)).startswith(f"{name}.")]
            stop = _with_comments(text, after[0].start(), start) if after else end
            found.append((_with_comments(text, head.start(), start), stop))
    return found


def _with_comments(text: str, at: int, least: int) -> int:
    """Return where the comments begin that stand directly above a head."""
    while at > least:
        line = text.rfind("\n", 0, at - 1) + 1
        if line < least or not _COMMENT_LINE.fullmatch(text[line:at]):
            break
        at = line
    return at


def _plain(name: str) -> str:
    return re.sub(r"[\s\"']", "", name)


def _without_strings(text: str) -> str:
    """Return the text as long as before, with nothing in it that only looks like a head."""
    return _STRING_OR_COMMENT.sub(lambda each: "_" * len(each.group()), text)
