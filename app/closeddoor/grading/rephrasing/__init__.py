"""Whether a reply in a model's own words says what the authored one says: nothing more, less or else.

A model can be talked into anything, and a paraphrase that looks right can carry another figure. So a wording is not
searched for what is wrong with it. It has to be made of what the authored reply is made of: the same figures, names and
words that carry the subject, held together in the same way (denials, conditions, limits, who does it to whom), in an
order that puts no figure to another thing. Only the words that join, a few openings and plain synonyms are free. Any
doubt is a fault, and a fault means: the authored words are shown. Pure functions; English only.
"""

from closeddoor.grading.rephrasing.checks import (
    MOST_LONGER,
    Fault,
    cleaned,
    meaning_fault,
    texts_to_compare,
    wording_fault,
)

__all__ = ["MOST_LONGER", "Fault", "cleaned", "meaning_fault", "texts_to_compare", "wording_fault"]
