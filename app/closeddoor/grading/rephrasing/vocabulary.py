"""What a wording may change: the words that only join, openings of talk, plain synonyms. All else carries meaning."""

import re
from collections.abc import Mapping

from closeddoor.grading.words import stem, word_set

FREE = word_set(
    "a an the and or be am is are was were been being have has had having do does did doing it its itself this that "
    "these those there here which who whose whom what where how they them their theirs themselves as also "
    "though although but with for in on at of to into onto by from via through"
)
"""Words that may come and go. A direction (from, to, by …) is looked at again where it stands before an item."""

DIRECTIONS: Mapping[str, str] = {
    "from": "from", "to": "to", "into": "to", "onto": "to", "by": "by", "via": "by", "through": "by", "for": "for",
    "with": "with", "in": "in", "on": "in", "at": "in", "of": "of", "against": "against", "without": "without",
    "before": "before", "after": "after", "until": "until", "till": "until", "since": "since", "per": "per",
    "over": "over", "under": "under", "above": "over", "below": "under", "between": "between", "within": "within",
}  # fmt: skip
NEVER_NEW = frozenset({"from", "by", "against", "per", "between", "within", "without"})
"""Directions that may not stand where the authored reply has none."""

DETERMINERS = word_set("a an the this that these those its their my your our his her some any all each every same own")

PERSONS: Mapping[str, str] = {
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "I"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "we"),
    **dict.fromkeys(("you", "your", "yours", "yourself", "yourselves"), "you"),
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}

OPENERS = word_set("unless if until till when while once because although before after since")
"""What a clause may begin with that says how it hangs on the others."""

NEGATORS = word_set("not no none nothing nobody neither nor without never hardly scarcely")

QUALIFIERS: Mapping[str, str] = {
    **dict.fromkeys(("about", "around", "roughly", "approximately", "circa"), "about"),
    **dict.fromkeys(("nearly", "almost"), "nearly"),
    **dict.fromkeys(("only", "just", "merely"), "only"),
    **dict.fromkeys(("over", "above", "exceeding"), "over"),
    **dict.fromkeys(("under", "below"), "under"),
    **{
        each: each for each in ("more", "less", "fewer", "least", "most", "up", "exactly", "than", "maximum", "minimum")
    },
}
"""What limits the figure that follows; it stays with its figure."""

HINGES: Mapping[str, str] = {
    **QUALIFIERS,
    **dict.fromkeys(NEGATORS - {"never", "hardly", "scarcely"}, "not"),
    **dict.fromkeys(("so", "therefore", "thus", "hence"), "so"),
    **dict.fromkeys(("because", "since"), "because"),
    **dict.fromkeys(("until", "till"), "until"),
    **dict.fromkeys(("shall", "will"), "will"),
    **dict.fromkeys(("every", "each", "all"), "all"),
    **{
        each: each
        for each in word_set(
            "never hardly scarcely can could may might must should would ought any some many few several much either "
            "even always often usually sometimes rarely mostly mainly partly still yet already again soon later then "
            "now today tomorrow yesterday if whether unless before after during while when once except other others "
            "else such same per against within between up down out off back away again quite very rather enough too"
        )
    },
}
"""Small words that change what is said: as many of each class in the wording as in the authored reply."""

PAST, PRESENT = word_set("was were had did"), word_set("is are am has have do does")

OPENINGS = re.compile(
    r"(?:(?:well|look|honestly|frankly|plainly|in short|briefly)(?:,|:|\s*[-–—])\s*"
    r"|(?:fair|good) question[.,:]\s*|(?:thank you|thanks) for asking[.,]\s*|since you ask[,:]\s*"
    r"|let me be (?:plain|clear|frank|precise|direct|honest)(?: with you)?[.,:]\s*"
    r"|to be (?:plain|clear|frank|precise|direct|honest)(?: with you)?,\s*"
    r"|i(?: will|'ll) be (?:plain|clear|frank|precise|direct|honest)(?: with you)?[.,:]\s*"
    r"|(?:i can tell you|what i can (?:say|tell you) is|i can say)(?: that|,|:)?\s+"
    r"|put (?:simply|plainly),\s*|here is (?:the answer|where (?:it|that) stands)[.:]\s*)",
    re.IGNORECASE,
)
"""At the beginning of a wording, up to two: they answer nothing, neither yes nor no."""

_SYNONYMS = (
    "wrong incorrect mistaken", "mistake error", "start begin begun began commence", "buy bought purchase",
    "customer client", "supplier vendor", "contract agreement", "invoice bill", "automatic automatically automated",
    "big large", "quick fast", "show shown showed", "use used using", "cost costs", "roughly approximately",
    "end finish", "stop halt", "colleague coworker", "staff personnel", "employee worker", "yearly annual annually",
    "monthly month", "weekly week", "daily day", "firm company", "doctor physician", "car vehicle", "help assist",
    "need require", "keep kept retain", "ask asked asking", "answer reply", "fix repair", "check checked verify",
    "look looked", "allow permit", "happen occur", "choose chose chosen pick", "licence license", "programme program",
    "catch caught", "go goes going went gone", "say says said", "pay paid", "sell sold", "build built", "leave left",
    "lose lost", "make made making", "find found", "tell told", "write wrote written", "take took taken",
    "give gave given",
    "run ran", "see saw seen", "know knew known", "grow grew grown", "fall fell fallen", "hold held", "spend spent",
    "send sent", "meet met", "break broke broken", "rise rose risen", "bring brought", "get got gotten", "come came",
    "put puts", "let lets", "think thought", "mean meant", "read reads", "cut cuts", "person people",
    "woman women", "man men", "child children", "decide decided deciding", "test tested testing", "pass passed",
)  # fmt: skip


def _without_e(found: str) -> str:
    """Cut a silent e, so that “compare” and “compared” are one word."""
    return found[:-1] if len(found) > 4 and found.endswith("e") else found


_CANONICAL = {
    _without_e(stem(word)): _without_e(stem(group.split()[0])) for group in _SYNONYMS for word in group.split()
}


def key_of(word: str) -> str:
    """Return the stem by which a word is known again, the same for a plain synonym; `word` is in lower case."""
    found = _without_e(stem(word))
    return _CANONICAL.get(found, found)
