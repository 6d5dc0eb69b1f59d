"""The tables, indexes and views of the first step (store/migrations.py). docs/schema.md explains them."""

from __future__ import annotations

TABLES = (
    """CREATE TABLE sources (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,            -- "imou/privacy-policy"
        vendor TEXT NOT NULL,                -- "imou"
        vendor_name TEXT NOT NULL,
        terms_type TEXT NOT NULL,            -- "Privacy Policy"
        urls TEXT NOT NULL DEFAULT '[]',     -- JSON list of the configured pages
        site TEXT,
        language TEXT,
        tags TEXT NOT NULL DEFAULT '[]',     -- JSON list
        watched INTEGER NOT NULL,            -- 1 while it stands in the configuration
        added_at TEXT NOT NULL,
        retired_at TEXT
    )""",
    "CREATE INDEX sources_by_vendor ON sources (vendor)",
    """CREATE TABLE source_states (
        source_id INTEGER PRIMARY KEY REFERENCES sources (id),
        next_check_at TEXT NOT NULL,
        url TEXT,
        validators TEXT NOT NULL DEFAULT '{}',  -- JSON: page address -> [final address, etag, last-modified]
        memory TEXT NOT NULL DEFAULT '{}',      -- JSON: what monitor.decide.confirm remembers
        failures INTEGER NOT NULL DEFAULT 0,
        problem TEXT NOT NULL DEFAULT '',
        blind_since TEXT,
        alarmed_at TEXT,
        verified_at TEXT,
        changed_at TEXT,
        checked_at TEXT
    )""",
    "CREATE INDEX source_states_by_due ON source_states (next_check_at)",
    """CREATE TABLE blobs (
        id INTEGER PRIMARY KEY,
        sha256 BLOB NOT NULL,                   -- of the content, not of `data`
        base_id INTEGER REFERENCES blobs (id),  -- the content that serves `data` as its zstd dictionary
        depth INTEGER NOT NULL,                 -- how many bases lie below; 0: `data` stands alone
        data BLOB                               -- one zstd frame; NULL once pruned
    )""",
    "CREATE INDEX blobs_by_content ON blobs (substr(sha256, 1, 8))",  # a quarter of a whole hash's index
    """CREATE TABLE snapshots (
        id INTEGER PRIMARY KEY,
        source_id INTEGER NOT NULL REFERENCES sources (id),
        url TEXT NOT NULL,
        final_url TEXT NOT NULL,              -- where redirects led; '': nowhere else
        status INTEGER NOT NULL,
        fetched_at TEXT NOT NULL,
        headers_id INTEGER NOT NULL REFERENCES blobs (id),  -- JSON list of [name, value]
        content_id INTEGER NOT NULL REFERENCES blobs (id)   -- the bytes as served
    )""",
    "CREATE INDEX snapshots_by_source ON snapshots (source_id)",
    """CREATE TABLE versions (
        source_id INTEGER NOT NULL REFERENCES sources (id),
        number INTEGER NOT NULL,              -- 1 is the first record
        recorded_at TEXT NOT NULL,            -- when this text was first seen, UTC
        text_id INTEGER NOT NULL REFERENCES blobs (id),
        fingerprint TEXT NOT NULL,            -- equal for equal words
        extractor INTEGER NOT NULL,           -- number of the code that made the text
        title TEXT,
        language TEXT,
        effective_date TEXT,                  -- as the text itself states it
        updated_date TEXT,
        technical_upgrade INTEGER NOT NULL,   -- 1: our code changed, not the policy
        returns_to INTEGER,                   -- number of an earlier version with the same words
        origin TEXT NOT NULL,                 -- watched | imported
        PRIMARY KEY (source_id, number)
    ) WITHOUT ROWID""",
    """CREATE TABLE version_snapshots (
        source_id INTEGER NOT NULL,
        number INTEGER NOT NULL,
        snapshot_id INTEGER NOT NULL REFERENCES snapshots (id),
        PRIMARY KEY (source_id, number, snapshot_id),
        FOREIGN KEY (source_id, number) REFERENCES versions (source_id, number)
    ) WITHOUT ROWID""",
    """CREATE TABLE imports (                   -- where imported versions come from; none is taken over twice
        source_id INTEGER NOT NULL REFERENCES sources (id),
        reference BLOB NOT NULL,              -- git commit, or the row of another program's store
        number INTEGER NOT NULL,              -- the version in force after it
        PRIMARY KEY (source_id, reference)
    ) WITHOUT ROWID""",
    """CREATE TABLE checks (
        id INTEGER PRIMARY KEY,
        source_id INTEGER NOT NULL REFERENCES sources (id),
        checked_at TEXT NOT NULL,
        outcome TEXT NOT NULL,
        detail TEXT,
        version INTEGER,
        snapshot_id INTEGER REFERENCES snapshots (id),
        duration_ms INTEGER NOT NULL
    )""",
    "CREATE INDEX checks_by_time ON checks (source_id, checked_at)",
    """CREATE TABLE chain (                     -- store/chain.py: makes later edits of the ledger visible
        source_id INTEGER NOT NULL REFERENCES sources (id),
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,                   -- k: check, c: capture, v: version, r: review
        item INTEGER NOT NULL,                -- checks.id, snapshots.id, versions.number, reviews.id
        hash BLOB NOT NULL,                   -- sha256(previous hash + canonical JSON of the item)
        PRIMARY KEY (source_id, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE judgements (                -- append only: a later judgement stands beside the earlier ones
        id INTEGER PRIMARY KEY,
        source_id INTEGER NOT NULL,
        old_number INTEGER NOT NULL,
        new_number INTEGER NOT NULL,
        judged_at TEXT NOT NULL,
        rules_version INTEGER NOT NULL,
        verdict TEXT NOT NULL,
        body TEXT NOT NULL,                   -- JSON of the whole judgement
        FOREIGN KEY (source_id, old_number) REFERENCES versions (source_id, number),
        FOREIGN KEY (source_id, new_number) REFERENCES versions (source_id, number)
    )""",
    "CREATE INDEX judgements_by_version ON judgements (source_id, new_number, id)",
    # Lists of material and of undecided changes, among thousands of others: the bodies of those are never touched.
    "CREATE INDEX judgements_by_verdict ON judgements (verdict, source_id, new_number, id)",
    """CREATE TABLE alerts (
        id TEXT PRIMARY KEY,                  -- stable: "imou/privacy-policy:7"
        source TEXT NOT NULL,
        kind TEXT NOT NULL,
        created_at TEXT NOT NULL,
        body TEXT NOT NULL                    -- JSON of the whole alert
    )""",
    """CREATE TABLE deliveries (                -- the outbox: one row per alert and channel
        id INTEGER PRIMARY KEY,
        alert_id TEXT NOT NULL REFERENCES alerts (id),
        channel TEXT NOT NULL,                -- its name; addresses are secrets and are not kept
        status TEXT NOT NULL,                 -- pending | sending | sent | dead | dropped
        attempts INTEGER NOT NULL DEFAULT 0,
        next_attempt_at TEXT,
        leased_until TEXT,
        last_error TEXT,
        sent_at TEXT,
        updated_at TEXT NOT NULL,
        UNIQUE (alert_id, channel)
    )""",
    "CREATE INDEX deliveries_open ON deliveries (next_attempt_at) WHERE status IN ('pending', 'sending')",
    """CREATE TABLE passages (                  -- each distinct passage of a source, once; its words stand in a version
        id INTEGER PRIMARY KEY,
        source_id INTEGER NOT NULL REFERENCES sources (id),
        digest INTEGER NOT NULL,
        version INTEGER NOT NULL,
        start INTEGER NOT NULL,
        length INTEGER NOT NULL
    )""",
    "CREATE INDEX passages_by_digest ON passages (source_id, digest)",
    """CREATE TABLE passage_spans (             -- the versions in which a passage stood
        source_id INTEGER NOT NULL,
        passage_id INTEGER NOT NULL REFERENCES passages (id),
        first_version INTEGER NOT NULL,
        last_version INTEGER,                 -- NULL: it still stands
        PRIMARY KEY (source_id, passage_id, first_version)
    ) WITHOUT ROWID""",
    "CREATE INDEX passage_spans_standing ON passage_spans (source_id) WHERE last_version IS NULL",
    """CREATE VIRTUAL TABLE passage_index USING fts5 (
        text, content = '', tokenize = 'porter unicode61 remove_diacritics 2'
    )""",
    """CREATE TABLE reviews (
        id INTEGER PRIMARY KEY,
        source_id INTEGER NOT NULL REFERENCES sources (id),
        number INTEGER NOT NULL,              -- the change is the one that made this version
        action TEXT NOT NULL,                 -- acknowledged | assigned | dismissed | linked
        by TEXT NOT NULL,                     -- who says so
        at TEXT NOT NULL,
        note TEXT NOT NULL,                   -- to whom, why, or which ticket
        FOREIGN KEY (source_id, number) REFERENCES versions (source_id, number)
    )""",
    "CREATE INDEX reviews_by_version ON reviews (source_id, number)",
    """CREATE TABLE practices (                 -- what a policy says, item by item, and the versions that say it so
        source_id INTEGER NOT NULL REFERENCES sources (id),
        fact TEXT NOT NULL,                   -- the judge's key of the item: the same while it says the same
        first_version INTEGER NOT NULL,       -- of these words
        last_version INTEGER,                 -- NULL: it still stands
        since_version INTEGER NOT NULL,       -- from when the item has stood without a break, in whatever words
        body TEXT NOT NULL,                   -- JSON
        PRIMARY KEY (source_id, fact, first_version)
    ) WITHOUT ROWID""",
    """CREATE TABLE practice_readings (         -- up to which version, and by which rules, practices were read
        source_id INTEGER PRIMARY KEY REFERENCES sources (id),
        number INTEGER NOT NULL,
        rules_version INTEGER NOT NULL
    )""",
)

# What people ask of the tables, for sqlite3, Datasette and docs/datasette.json.
VIEWS = (
    """CREATE VIEW all_versions AS
        SELECT vendor_name AS vendor, terms_type, number, recorded_at AS in_force_from,
               (SELECT recorded_at FROM versions AS next
                WHERE next.source_id = versions.source_id AND next.number = versions.number + 1) AS in_force_until,
               effective_date, updated_date, title, versions.language, origin, returns_to, technical_upgrade,
               (SELECT verdict FROM judgements WHERE judgements.source_id = versions.source_id
                AND new_number = number ORDER BY id DESC LIMIT 1) AS verdict,
               fingerprint, lower(hex(sha256)) AS text_sha256, key AS source
        FROM versions JOIN sources ON sources.id = versions.source_id JOIN blobs ON blobs.id = text_id""",
    """CREATE VIEW all_findings AS
        SELECT vendor_name AS vendor, terms_type, recorded_at, new_number AS version, verdict,
               json_extract(value, '$.category') AS category, json_extract(value, '$.direction') AS direction,
               json_extract(value, '$.reason') AS reason, json_extract(value, '$.section') AS section,
               json_extract(value, '$.old') AS before, json_extract(value, '$.new') AS after,
               json_extract(value, '$.rule') AS rule, coalesce(json_extract(value, '$.doubtful'), 0) AS doubtful,
               rules_version, judged_at, sources.key AS source
        FROM judgements JOIN sources ON sources.id = judgements.source_id
        JOIN versions ON versions.source_id = judgements.source_id AND versions.number = new_number,
             json_each(body, '$.findings')
        WHERE judgements.id = (SELECT max(id) FROM judgements AS same
                               WHERE same.source_id = judgements.source_id AND same.new_number = versions.number)""",
    """CREATE VIEW current_practices AS
        SELECT vendor_name AS vendor, terms_type, fact, json_extract(body, '$.category') AS category,
               json_extract(body, '$.quote') AS quote, recorded_at AS stands_since, since_version, body, key AS source
        FROM practices JOIN sources ON sources.id = practices.source_id
        JOIN versions ON versions.source_id = practices.source_id AND number = since_version
        WHERE last_version IS NULL""",
    """CREATE VIEW all_checks AS
        SELECT vendor_name AS vendor, terms_type, checked_at, outcome, detail, version, duration_ms, key AS source
        FROM checks JOIN sources ON sources.id = source_id""",
)
