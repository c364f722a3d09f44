"""What the window says, in the language of who reads it; the sources say it in English.

Source: GNU gettext by the standard library. The texts are found by `tr` and `tr_many` as keywords. A language has to be
chosen before what speaks is imported: many texts are constants of their modules.
"""

from gettext import NullTranslations

_chosen = NullTranslations()


def speak(language: NullTranslations) -> None:
    """Say everything in `language` from now on."""
    global _chosen  # noqa: PLW0603 - one process speaks one language
    _chosen = language


def tr(text: str, /, **values: object) -> str:
    """Return `text` in the language that was chosen; `values` fill what stands in braces, where there are any."""
    said = _chosen.gettext(text)
    return said.format(**values) if values else said


def tr_many(one: str, many: str, number: int, /, **values: object) -> str:
    """Return `one` or `many`, as `number` asks for in the language that was chosen, with `values` in their braces."""
    said = _chosen.ngettext(one, many, number)
    return said.format(**values) if values else said
