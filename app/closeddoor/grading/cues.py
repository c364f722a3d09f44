"""How a sentence says what it says: whether it denies, declines, asks, reports, sets a condition.

Sentence vectors hardly see these small words, and the errors of a grader without them are negations and near misses.
A cue is data (a name and a pattern); a verdict never rests on one alone but on a difference between the participant's
sentence and the nearest sample.
"""

import re
from collections.abc import Mapping

from closeddoor.grading.words import FUNCTION_WORDS, stem, tokens

_NOT = r"(?:not|n't|never|hardly|neither|nor)"
_HELPERS = r"(?:do|does|did|would|will|should|could|can|need|is|are|am|was|were|has|have)"
_WANTING = (
    r"(?:need|want|ask|asking|require|request|insist|propose|suggest|demand|wish|seek|seeking|looking|expect|think|"
    r"believe|see|dispute|question|doubt|object|mind|care|bother|pursue|press)"
)
_OTHERS = (
    r"(?:he|she|they|some|others|people|everyone|many|director|colleagues?|officer|manager|adviser|advisor|team|chair|"
    r"chairman|board|boss|consultants?|lawyers?|legal|counsel|experts?|critics?|newspapers?|journalists?|analysts?|press|"
    r"cfo|cio|cto|ceo)"
)
_DOCUMENTS = (
    r"(?:text|slides?|deck|card|paper|report|script|draft|note|memo|headline|minutes|page|table|article|brochure|"
    r"proposal|statement|release|document)"
)


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{alternative})" for alternative in alternatives))


CUES: Mapping[str, re.Pattern[str]] = {
    "declines": _pattern(
        rf"\b{_HELPERS}(?: ?n't| not)(?: \w+){{0,3}}? {_WANTING}\b",
        r"\b(?:i|we|nobody) (?:see|have|had|find|feel) (?:no|little) (?!doubt)\w+",
        r"\bno (?:need|point|reason|objections?|wish|call|intention|interest|use|problem|quarrel|purpose)\b",
        r"\bnot (?:\w+ )?(?:necessary|needed|required|important|an issue|a concern|asking|looking|interested)\b",
        r"\b(?:unnecessary|needless|superfluous|pointless|overkill)\b",
        r"\bnor (?:do|does|did|will|would|am|are|can|should|need|is)\b",
        r"\b(?:can|may|should|let it) (?:stay|remain|stand)\b",
        r"\b(?:fine|happy|satisfied|content|comfortable|okay|ok|all right|at ease) (?:with|as|about|to accept)\b",
        r"\bleave (?:it|this|that|them|\w+) (?:aside|out|alone|as)\b",
        r"\b(?:refuse|decline|forgo|waive|skip|drop|spare|dispense)\b",
        r"\bwithout (?:any|a|an|further|asking|such)\b",
        r"^(?:\W|\d)*(?:please |kindly )?(?:do not|don't|never) \w+", r"\bplease (?:do not|don't)\b",
        r"\bnobody (?:needs|wants|asks|will)\b", rf"\b{_HELPERS}(?: ?n't| not) have to\b", r"\bneed(?:n't| not)\b",
        r"\b(?:stays?|remains?) (?:on|as|where|in place|untouched|unchanged)\b",
        r"\b(?:plenty|good enough|suffices?|(?:is|are) enough|more than enough)\b",
        r"\b(?:am|are|is|be|was|'m|'re) (?:\w+ )?(?:against|opposed to)\b", r"\brather not\b", r"\bnot in favou?r\b",
        r"\balready (?:in there|included|covered|settled|taken care of)\b",
    ),
    "denies": _pattern(
        rf"\b{_NOT}\b", r"n't\b", r"\b(?:cannot|no|none|nothing|nobody|without)\b", r"\bun(?:able|likely|til)\b"
    ),
    "refuses": _pattern(
        r"\b(?:i|we) (?:\w+ )?(?:can't|cannot|can not|won't|will not|would not|wouldn't)\b",
        r"\b(?:i am|i'm|we are|we're) (?:\w+ )?not (?:going|about|prepared|willing|ready|here|in a position) to\b",
        r"\bnot (?:going|prepared|willing|inclined) to\b",
        r"\b(?:i|we) (?:do not|don't) (?:propose|intend|plan|mean) to\b",
    ),
    "asks": _pattern(
        r"\?", r"\b(?:please|kindly|grateful|must|should|needs?|wants?|require[sd]?|expects?|insists?|propos\w+)\b",
        r"\b(?:suggest|demand|request|condition|has to|have to|ought|ask(?:s|ing)? (?:for|you))\b",
        r"(?:\bwould|'d)(?: \w+)? (?:like|want|expect|ask|prefer)\b",
        r"^(?:\W|\d)*(?:put|run|log|show|prove|strike|raise|delete|make|repeat|record|test|try|give|send|let|get|cut|"
        r"remove|replace|extend|compare|measure|start|add|bring|take|include|change|no|name|publish|provide|tell|set)\b",
    ),
    "enquires": _pattern(
        r"^(?:\W|\d)*(?:what|when|where|who|whose|which|why|how|is|are|was|were|do|does|did|has|have)\b[^.]*\?",
        r"\b(?:explain|clarify|confirm|tell (?:me|us)|let (?:me|us) know|send (?:me|us)|share)\b",
        r"\bknow (?:how|what|whether|why|when|which|where|who)\b",
    ),
    "reports": _pattern(
        rf"\b{_OTHERS} (?:\w+ )?(?:wants?|wanted|asks?|asked|says?|said|thinks?|thought|believes?|argues?|argued|"
        r"suggests?|suggested|insists?|insisted|claims?|claimed|alleges?|alleged|demands?|demanded|recommends?|"
        r"recommended|urged|told|advised)\b",
        rf"\b{_DOCUMENTS} (?:\w+ ){{0,2}}?(?:tells?|says?|said|claims?|states?|suggests?|reads?|calls?)\b",
        r"\bquote[sd]? (?:me|us|him|her)\b", r"\baccording to\b",
        r"\b(?:one|somebody|someone|others?) (?:might|could|may|would) (?:ask|say|argue|think)\b",
    ),
    "conditions": _pattern(r"\b(?:if|unless|provided|once|subject to|in case|assuming|only when)\b", r"^\W*should\b"),
    "approves": _pattern(
        r"\b(?:speaks? for itself|convinc(?:ed|ing)|well run|happy|pleased|impress(?:ed|ive)|excellent|great|wonderful|"
        r"delighted|fair|standard|reasonable|suits?|enjoyed|speaks well|well done|persuaded|trust|welcome)\b",
        r"\b(?:look|looks|looked|seem|seems|seemed) (?:\w+ )?(?:fine|good|right|solid|healthy|sound|well)\b",
    ),
    "puts_off": _pattern(
        r"\bif (?:any(?:one|body)|some(?:one|body)|you|people|they)(?: (?:is|are|really|still|ever))* "
        r"(?:interested|cares?|insists?|likes?|minds?|bothers?|wish(?:es)?)(?=[.,;!]|$)",
        r"\b(?:some|one) day\b", r"\bin due course\b", r"\bat (?:some|an appropriate|a later) (?:point|time|date)\b",
        r"\bwhen(?:ever)? (?:it suits|there is time|time allows|convenient)\b", r"\bin (?:the )?future consider\b",
    ),
    "mentions": _pattern(
        r"\b(?:important|interesting|topics?|concerning|everything about|with interest|matters?|crucial|noted)\b",
        r"\b(?:understand|aware|gather|note|have read|look forward|hope|wonder)\b",
    ),
}  # fmt: skip

Cues = frozenset[str]

NEGATED_WORDS = 3
"""How many content words after a negation it is taken to deny; a stop or a comma ends it sooner."""

_CLAUSE_END = re.compile(r"[.;:!?](?=\s|$)|,(?=\s)|\b(?:but|because|until|unless|so that)\b")
_NEGATOR = re.compile(r"\b(?:not|never|no|none|nor|neither|nobody|nothing|without|cannot|hardly)\b|n't\b")


def cues(text: str) -> Cues:
    """Return the names of the cues that a sentence carries."""
    lowered = text.replace("’", "'").lower().strip()
    return frozenset(name for name, pattern in CUES.items() if pattern.search(lowered))


def negated_stems(text: str) -> frozenset[str]:
    """Return the stems of the words that a sentence denies: the first few after “not”, “no”, “never” and their like."""
    lowered = text.replace("’", "'").lower()
    clauses = _CLAUSE_END.split(lowered)
    behind = [clause[found.end() :] for clause in clauses for found in _NEGATOR.finditer(clause)]
    return frozenset(stem for part in behind for stem in _first_content_stems(part))


def _first_content_stems(text: str) -> list[str]:
    return [stem(token) for token in tokens(text) if token not in FUNCTION_WORDS][:NEGATED_WORDS]
