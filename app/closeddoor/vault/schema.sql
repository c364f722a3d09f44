-- The history of one person, as SQLCipher keeps it. Times are milliseconds since 1970, UTC.
-- A change here comes with a function in migrations.py that brings an older file to the same form.

-- One row: how many commits there were, and how many entries were ever made (see head.py).
CREATE TABLE vault_state (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL,
    entries  INTEGER NOT NULL
) STRICT;
INSERT INTO vault_state (id, sequence, entries) VALUES (1, 0, 0);

-- The sandbox. AUTOINCREMENT: the id of something deleted is never given to something else.
CREATE TABLE conversations (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    title         TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    updated_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX conversations_by_update ON conversations (updated_at_ms);

CREATE TABLE messages (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    role            TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
    state           TEXT NOT NULL CHECK (state IN ('complete', 'writing', 'interrupted', 'stopped')),
    created_at_ms   INTEGER NOT NULL,
    text            TEXT NOT NULL
) STRICT;
CREATE INDEX messages_by_conversation ON messages (conversation_id, id, role, state, created_at_ms);
CREATE INDEX messages_being_written ON messages (id) WHERE state = 'writing';

-- Search over all messages; case and accents are folded. Deleted words are overwritten, not only unlinked.
CREATE VIRTUAL TABLE message_search USING fts5 (
    text, content = 'messages', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER messages_added AFTER INSERT ON messages BEGIN
    INSERT INTO message_search (rowid, text) VALUES (new.id, new.text);
    UPDATE vault_state SET entries = entries + 1;
END;
CREATE TRIGGER messages_removed AFTER DELETE ON messages BEGIN
    INSERT INTO message_search (message_search, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER messages_changed AFTER UPDATE OF text ON messages BEGIN
    INSERT INTO message_search (message_search, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO message_search (rowid, text) VALUES (new.id, new.text);
END;

-- Briefings. The bytes of a pack stay as long as it is installed or an attempt was made with them.
CREATE TABLE packs (
    hash    TEXT PRIMARY KEY,
    content BLOB NOT NULL
) STRICT;

-- What the user installed. `public_key` has 32 bytes; it is NULL for a pack that nobody signed.
CREATE TABLE installed_packs (
    pack_id         TEXT PRIMARY KEY,
    title           TEXT NOT NULL,
    version         TEXT NOT NULL,
    revision        INTEGER NOT NULL,
    hash            TEXT NOT NULL REFERENCES packs (hash),
    public_key      BLOB CHECK (length(public_key) = 32),
    installed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whose an id is, and the highest revision seen under it: kept when the pack is removed.
CREATE TABLE pack_claims (
    pack_id    TEXT PRIMARY KEY,
    public_key BLOB CHECK (length(public_key) = 32),
    revision   INTEGER NOT NULL,
    hash       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attempts (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    pack_id        TEXT NOT NULL,
    pack_version   TEXT NOT NULL,
    pack_hash      TEXT NOT NULL,
    scenario_id    TEXT NOT NULL,
    stage          TEXT NOT NULL DEFAULT 'read' CHECK (stage IN ('read', 'work', 'self_score', 'debrief')),
    position       TEXT NOT NULL DEFAULT '',
    started_at_ms  INTEGER NOT NULL,
    updated_at_ms  INTEGER NOT NULL,
    finished_at_ms INTEGER,
    result_json    TEXT
) STRICT;
CREATE INDEX attempts_by_scenario ON attempts (scenario_id, id);
CREATE TRIGGER attempts_added AFTER INSERT ON attempts BEGIN
    UPDATE vault_state SET entries = entries + 1;
END;

CREATE TABLE answers (
    attempt_id    INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    task_id       TEXT NOT NULL,
    response_json TEXT NOT NULL,
    committed     INTEGER NOT NULL CHECK (committed IN (0, 1)),
    updated_at_ms INTEGER NOT NULL,
    PRIMARY KEY (attempt_id, task_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER answers_added AFTER INSERT ON answers BEGIN
    UPDATE vault_state SET entries = entries + 1;
END;

-- The user's own account of an attempt: what was expected, self-scores, the line for next time.
CREATE TABLE reflections (
    attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    key        TEXT NOT NULL,
    text       TEXT NOT NULL,
    PRIMARY KEY (attempt_id, key)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER reflections_added AFTER INSERT ON reflections BEGIN
    UPDATE vault_state SET entries = entries + 1;
END;

CREATE TABLE settings (
    key        TEXT PRIMARY KEY,
    value_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
