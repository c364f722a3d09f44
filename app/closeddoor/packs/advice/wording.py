"""English words as far as warnings look at them: likeness, negation, vague words and joined claims."""

import re

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_ENDING = re.compile(r"(?<=\w{4})(?:ing|ed|es|s|e)$")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been but by can do does for from had has have i if in is it its of on or our so that "
        "the their them they this to us was we were what which will with would you your",
    )
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nor|neither|nobody|nothing|without|cannot|needn't|hardly|un(?:necessary|needed)|"
    r"refuse[sd]?|reject(?:s|ed)?|decline[sd]?|waive|skip|spare|stop|go on|carry on|(?:can|may) stay|too much|"
    r"comfortable)\b|n['’]t\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:adequate(?:ly)?|appropriate(?:ly)?|better(?! than)|clear(?:ly)?|effective(?:ly)?|excellent(?:ly)?|good|"
    r"nice(?:ly)?|proper(?:ly)?|reasonabl[ey]|relevant|sensibl[ey]|strong(?:ly)?|sufficient(?:ly)?|suitabl[ey]|"
    r"thoughtful(?:ly)?|thorough(?:ly)?|(?<!as )well(?!-)|etc)\b",
    re.IGNORECASE,
)
_CLAIM = (
    r"(?:accepts|admits|adds|agrees|approves|asks|calls|challenges|claims|commits|compares|declines|demands|does|"
    r"explains|forbids|gives|identifies|insists|keeps|limits|makes|mentions|names|notes|offers|points|postpones|"
    r"promises|proposes|puts|questions|quotes|recommends|refuses|rejects|reports|requests|requires|says|sets|shows|"
    r"states|stops|suggests|tells|ties|wants|warns)"
)
_JOINED = re.compile(
    rf"\b(?:and|or|but)(?:/or)? (?:also |then |not |never )?{_CLAIM}\b|, (?:also |then )?{_CLAIM}\b|"
    r"\band/or\b|(?<!about )(?<!just )(?<!almost )as well as\b|\bboth\b.+\band\b|;|"
    r"\band (?:that|for|how|why|whether|when|who|by when)\b|[.!?] +(?-i:[A-Z])",
    re.IGNORECASE,
)


def words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.replace("’", "'").lower()))


def likeness(one: str, other: str) -> float:
    """Return the cosine of the sets of words of two texts, without small words and endings, 0 to 1."""
    these, those = _subjects(one), _subjects(other)
    return len(these & those) / (len(these) * len(those)) ** 0.5 if these and those else 0.0


def is_negated(text: str) -> bool:
    """Return whether a text says no to something."""
    return _NEGATION.search(text) is not None


def vague_word(statement: str) -> str | None:
    """Return the first word of a criterion over which two honest readers would disagree."""
    found = _VAGUE.search(statement)
    return found.group() if found else None


def joint(statement: str) -> str | None:
    """Return what joins two claims in a criterion, which should be one."""
    found = _JOINED.search(statement.strip())
    return found.group().strip() if found else None


def _subjects(text: str) -> frozenset[str]:
    return frozenset(_ENDING.sub("", word) for word in words(text) if word not in _SMALL)
