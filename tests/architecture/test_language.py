"""What the window says goes through `closeddoor.language`, in a form from which its texts can be collected."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest

APP = Path(__file__).resolve().parent.parent.parent / "app" / "closeddoor"
SAYS = ("ui", "presenters", "services")

SAYING = {"tr", "tr_many", "counted"}
TEXT_OF_DATA = {
    *("services/personas.py", "services/selftest_words.py", "inference/recommended.py"),
    *("tour/visitor.py", "presenters/words.py", "language.py"),
}
"""These say what they are given: words of a file of ours, or of whoever calls `counted`."""

NOT_SAID = {
    *("setProperty", "setObjectName", "QFont", "cast", "TypeVar", "compile", "startswith", "endswith"),
    *("removeprefix", "removesuffix", "strftime", "execute", "BugError", "TypeError", "ValueError"),
    *("AssertionError", "RuntimeError", "NotImplementedError", "KeyError", "LookupError", "Literal", "dict"),
}
NOT_SAID_IN = {
    "ui/theme/sheet.py": "a style sheet",
    "ui/theme/typography.py": "names of typefaces",
    "ui/widgets/document/margin.py": "a text to measure by",
    "ui/theme/appearance.py": "the name of a style",
    "ui/system_lock.py": "names on a bus, and what other programs of the system are told there",
    "presenters/debrief/memo.py:not made": "a state, which the page has words for",
    "services/attachments/quoting.py": "said to the model",
    "services/chat/said_to_model.py": "said to the model",
    "services/personas.py": "said to the model",
    "services/rephrasing.py": "said to the model",
    "services/scenario_prompt.py": "said to the model",
}
KEYS = re.compile(r"(Ctrl|Alt|Shift|Esc|Return|Enter|Del|F\d+|Home|End|Up|Down|Left|Right|Space|Tab|Backspace)(\+.*)?")


def reads_as_words(text: str) -> bool:
    """Tell what a person would read: two words, or one that begins with a capital letter."""
    is_said = re.search(r"[A-Za-z]{2,} +[A-Za-z]{2,}", text) or re.fullmatch(r"[A-Z][a-z]{2,}\W*", text)
    return bool(is_said) and not KEYS.fullmatch(text)


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def unsaid(node: ast.AST) -> Iterator[ast.Constant]:
    """Yield the texts under `node` that read as words and are given to nobody who says them."""
    match node:
        case ast.Call() if name_of(node) in SAYING | NOT_SAID:
            return
        case ast.Expr(value=ast.Constant()) | ast.MatchValue() | ast.Compare():
            return
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return
        case ast.Subscript(value=ast.Name(id="Literal")):
            return
        case ast.Constant(value=str(text)) if reads_as_words(text):
            yield node
    for name, field in ast.iter_fields(node):
        if name not in {"annotation", "returns"}:
            for child in field if isinstance(field, list) else [field]:
                if isinstance(child, ast.AST):
                    yield from unsaid(child)


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) in {"tr", "tr_many"}:
            yield node


def test_all_that_is_said_can_be_said_in_another_language(trees: Mapping[Path, ast.Module]) -> None:
    found = [
        f"{path.relative_to(APP)}:{node.lineno}: {node.value!r}"
        for path, tree in trees.items()
        if path.relative_to(APP).parts[0] in SAYS and str(path.relative_to(APP)) not in NOT_SAID_IN
        for node in unsaid(tree)
        if f"{path.relative_to(APP)}:{node.value!s}" not in NOT_SAID_IN
    ]
    assert found == []


@pytest.mark.parametrize("text", ["Nothing was changed.", "Open", "two words"])
def test_what_reads_as_words_is_found(text: str) -> None:
    assert [node.value for node in unsaid(ast.parse(f"show({text!r})"))] == [text]
    assert list(unsaid(ast.parse(f"show(tr({text!r}))"))) == []


def test_every_text_is_written_where_it_is_said_with_a_value_for_each_of_its_braces(
    trees: Mapping[Path, ast.Module],
) -> None:
    wrong = [
        f"{name}:{call.lineno}"
        for path, tree in trees.items()
        if (name := str(path.relative_to(APP))) not in TEXT_OF_DATA
        for call in calls(tree)
        if not is_whole(call)
    ]
    assert wrong == []


def is_whole(call: ast.Call) -> bool:
    given = {keyword.arg for keyword in call.keywords}
    texts = call.args[: 2 if name_of(call) == "tr_many" else 1]
    return all(isinstance(text, ast.Constant) and (not given or set(places(text.value)) == given) for text in texts)


@pytest.mark.parametrize(
    "wrong", ["tr(text)", 'tr("{a} of {b}", a=1)', 'tr("{a}", a=1, b=2)', 'tr_many("{n}", many, 1, n=1)']
)
def test_a_text_that_cannot_be_collected_or_filled_is_found(wrong: str) -> None:
    (call,) = (node for node in ast.walk(ast.parse(wrong)) if isinstance(node, ast.Call))
    assert not is_whole(call)


def places(text: object) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(str(text)) if name)
