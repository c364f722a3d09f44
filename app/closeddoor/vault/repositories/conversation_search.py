"""The search over all conversations: their titles, and every message of every branch."""

from closeddoor.domain.history import SearchHit, SearchScope
from closeddoor.vault.database import Database, Row
from closeddoor.vault.repositories.search_query import fts_query

EVERYWHERE = SearchScope()
MOST_TITLES = 8
"""So many titles stand before the messages: who searches for a title types more of it."""

_MATCH_START, _MATCH_END = "\x02", "\x03"
_SNIPPET_WORDS = 16

_TITLES = """
    SELECT c.id, c.title, NULL, highlight(title_search, 0, ?1, ?2)
    FROM title_search JOIN conversations AS c ON c.id = title_search.rowid
    WHERE title_search MATCH ?3 AND c.updated_at_ms >= ?4 AND (?5 IS NULL OR c.folder_id = ?5)
    ORDER BY title_search.rowid DESC LIMIT ?6
"""
_MESSAGES = """
    SELECT c.id, c.title, m.id, snippet(message_search, 0, ?1, ?2, '…', ?3)
    FROM message_search JOIN messages AS m ON m.id = message_search.rowid
    JOIN conversations AS c ON c.id = m.conversation_id
    WHERE message_search MATCH ?4 AND m.created_at_ms >= ?5 AND (?6 IS NULL OR c.folder_id = ?6)
      AND (?7 IS NULL OR m.role = ?7)
    ORDER BY message_search.rowid DESC LIMIT ?8
"""


def search(database: Database, query: str, limit: int, scope: SearchScope) -> tuple[SearchHit, ...]:
    """Return titles, then the latest messages, that contain all words typed within `scope`.

    Accents and case are folded, and the last word may go on. Titles are nobody's words: a role leaves them out.
    """
    expression = fts_query(query)
    if not expression:
        return ()
    marks, where = (_MATCH_START, _MATCH_END), (expression, scope.since_ms, scope.folder_id)
    titles = [] if scope.role else database.read(_TITLES, (*marks, *where, min(limit, MOST_TITLES)))
    messages = database.read(_MESSAGES, (*marks, _SNIPPET_WORDS, *where, scope.role, limit - len(titles)))
    return tuple(_hit(row) for row in (*titles, *messages))


def _hit(row: Row) -> SearchHit:
    conversation_id, title, message_id, snippet = row
    before, _, rest = snippet.partition(_MATCH_START)
    match, _, after = rest.partition(_MATCH_END)
    plain_after = after.replace(_MATCH_START, "").replace(_MATCH_END, "")
    return SearchHit(conversation_id, title, message_id, before, match, plain_after)
