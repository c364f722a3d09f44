"""What a user types into the search field, as an FTS5 query that can only ever look for words."""

MAX_TERMS = 16


def fts_query(typed: str) -> str:
    """Return an FTS5 expression: all words must occur, the last one may go on. Empty when there is no word.

    Each word is quoted, so operators, columns and brackets are plain text; what contains no letter or digit is left
    out, for FTS5 would match nothing with it.
    """
    words = [word for word in typed.replace("\0", " ").split() if any(character.isalnum() for character in word)]
    quoted = ['"{}"'.format(word.replace('"', '""')) for word in words[:MAX_TERMS]]
    return " ".join(quoted) + "*" if quoted else ""
