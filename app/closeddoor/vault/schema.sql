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
CREATE TABLE folders (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- `set_up_json` is the system prompt, persona and parameters; `current_id` the message that the shown branch ends with.
CREATE TABLE conversations (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    title         TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    updated_at_ms INTEGER NOT NULL,
    folder_id     INTEGER REFERENCES folders (id) ON DELETE SET NULL,
    pinned        INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
    set_up_json   TEXT NOT NULL DEFAULT '{}',
    current_id    INTEGER
) STRICT;
CREATE INDEX conversations_by_update ON conversations (updated_at_ms);
CREATE INDEX conversations_by_place ON conversations (pinned, updated_at_ms, id);

-- A tree: `parent_id` is the message before it (NULL for the first), and messages of one parent are alternatives.
-- The parent's whole branch goes with it. Tokens and duration are those of a reply, where they are known.
CREATE TABLE messages (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    role            TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
    state           TEXT NOT NULL CHECK (state IN ('complete', 'writing', 'interrupted', 'stopped')),
    created_at_ms   INTEGER NOT NULL,
    text            TEXT NOT NULL,
    parent_id       INTEGER REFERENCES messages (id) ON DELETE CASCADE,
    prompt_tokens   INTEGER,
    reply_tokens    INTEGER,
    duration_ms     INTEGER
) STRICT;
CREATE INDEX messages_by_parent ON messages (parent_id);
-- All but the text: a conversation can be laid out also where a page with texts is damaged.
CREATE INDEX messages_by_conversation ON messages (conversation_id, id, role, state, created_at_ms, parent_id);
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

-- The same over the titles of conversations.
CREATE VIRTUAL TABLE title_search USING fts5 (
    title, content = 'conversations', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO title_search (title_search, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER conversations_added AFTER INSERT ON conversations BEGIN
    INSERT INTO title_search (rowid, title) VALUES (new.id, new.title);
END;
CREATE TRIGGER conversations_removed AFTER DELETE ON conversations BEGIN
    INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', old.id, old.title);
END;
CREATE TRIGGER conversations_renamed AFTER UPDATE OF title ON conversations BEGIN
    INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', old.id, old.title);
    INSERT INTO title_search (rowid, title) VALUES (new.id, new.title);
END;

-- Documents that the user attached, as the reader child read them: `text` whole, `parts_json` where its pages begin.
CREATE TABLE attachments (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    name            TEXT NOT NULL,
    format          TEXT NOT NULL,
    size_bytes      INTEGER NOT NULL,
    text            TEXT NOT NULL,
    parts_json      TEXT NOT NULL,
    added_at_ms     INTEGER NOT NULL
) STRICT;
CREATE INDEX attachments_by_conversation ON attachments (conversation_id, id);
CREATE TRIGGER attachments_added AFTER INSERT ON attachments BEGIN
    UPDATE vault_state SET entries = entries + 1;
END;

-- Which passages of the attached documents the model was given with a question.
CREATE TABLE message_sources (
    message_id   INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
    sources_json TEXT NOT NULL
) STRICT;

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

-- What lists say of the packs on the shelf, built-in ones too. Worth nothing by itself: it is made again from the packs.
CREATE TABLE pack_catalogue (
    hash        TEXT PRIMARY KEY,
    seal        BLOB NOT NULL,
    listed_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the record counts points by, of scenarios that were practised. Worth nothing by itself: it is made again from
-- the packs.
CREATE TABLE record_rubrics (
    pack_hash   TEXT NOT NULL,
    scenario_id TEXT NOT NULL,
    written_by  TEXT NOT NULL,
    rubric_json TEXT NOT NULL,
    PRIMARY KEY (pack_hash, scenario_id)
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
-- What a list needs of an attempt: its row has some 20 kilobytes of result, and a list of 10,000 reads none of them.
CREATE INDEX attempts_in_brief ON attempts (
    id, pack_id, pack_hash, scenario_id, stage, position, started_at_ms, updated_at_ms, finished_at_ms,
    result_json IS NOT NULL
);
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

-- Questions to take along, brought back by spaced repetition (FSRS). `source` says how a card came about; it goes with
-- the attempt or the own document that it came from.
CREATE TABLE cards (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    attempt_id    INTEGER REFERENCES attempts (id) ON DELETE CASCADE,
    source        TEXT NOT NULL CHECK (source IN ('next_time', 'debrief', 'own')),
    cue           TEXT NOT NULL,
    question      TEXT NOT NULL,
    reason        TEXT NOT NULL,
    schedule_json TEXT NOT NULL,
    due_at_ms     INTEGER NOT NULL,
    created_at_ms INTEGER NOT NULL,
    own_id        INTEGER REFERENCES own_briefings (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX cards_by_due ON cards (due_at_ms);
CREATE INDEX cards_by_attempt ON cards (attempt_id);
CREATE INDEX cards_by_own ON cards (own_id);
CREATE TRIGGER cards_added AFTER INSERT ON cards BEGIN
    UPDATE vault_state SET entries = entries + 1;
END;

-- What the user wrote before a meeting: its kind (see meetings/) and the moment they were begun are what notes are known
-- by; their name may be empty.
CREATE TABLE meeting_notes (
    kind          TEXT NOT NULL,
    begun_at_ms   INTEGER NOT NULL,
    name          TEXT NOT NULL,
    text          TEXT NOT NULL,
    updated_at_ms INTEGER NOT NULL,
    PRIMARY KEY (kind, begun_at_ms)
) STRICT, WITHOUT ROWID;

-- Practice on an own document: the text, the user's rubric and answer, and their own verdicts.
CREATE TABLE own_briefings (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    title         TEXT NOT NULL,
    text          TEXT NOT NULL,
    work_json     TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    updated_at_ms INTEGER NOT NULL
) STRICT;
CREATE TRIGGER own_briefings_added AFTER INSERT ON own_briefings BEGIN
    UPDATE vault_state SET entries = entries + 1;
END;

CREATE TABLE settings (
    key        TEXT PRIMARY KEY,
    value_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
