CREATE TABLE IF NOT EXISTS events (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT, -- order of arrival
    uuid                TEXT NOT NULL UNIQUE,
    event               TEXT NOT NULL,
    timestamp           TEXT NOT NULL, -- as sent: the device's clock
    corrected_timestamp TEXT NOT NULL, -- received_at - (sent_at - timestamp)
    received_at         TEXT NOT NULL, -- the collector's clock
    sent_at             TEXT NOT NULL, -- as sent: the device's clock
    api_key             TEXT NOT NULL,
    distinct_id         TEXT NOT NULL,
    session_id          TEXT,
    properties          TEXT NOT NULL  -- JSON object
);
CREATE INDEX IF NOT EXISTS events_by_event ON events (event);
CREATE INDEX IF NOT EXISTS events_by_api_key ON events (api_key);
CREATE INDEX IF NOT EXISTS events_by_distinct_id ON events (distinct_id);
CREATE INDEX IF NOT EXISTS events_by_session_id ON events (session_id);

CREATE TABLE IF NOT EXISTS persons (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    api_key        TEXT NOT NULL,
    distinct_id    TEXT NOT NULL,    -- the id it is known by: the last one given to identify, if any
    is_identified  INTEGER NOT NULL,
    email          TEXT,             -- of its properties, in small letters
    properties     TEXT NOT NULL,    -- JSON object
    created_at     TEXT NOT NULL,
    last_seen_at   TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS persons_by_email ON persons (api_key, email);

CREATE TABLE IF NOT EXISTS person_ids (
    api_key      TEXT NOT NULL,
    distinct_id  TEXT NOT NULL,
    person       INTEGER NOT NULL REFERENCES persons (id),
    PRIMARY KEY (api_key, distinct_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS person_ids_by_id ON person_ids (distinct_id);
CREATE INDEX IF NOT EXISTS person_ids_by_person ON person_ids (person);

-- E-mail addresses that a browser was told nobody owns, until a profile has them.
CREATE TABLE IF NOT EXISTS email_claims (
    api_key      TEXT NOT NULL,
    email        TEXT NOT NULL,
    distinct_id  TEXT NOT NULL,
    PRIMARY KEY (api_key, email)
) WITHOUT ROWID;
