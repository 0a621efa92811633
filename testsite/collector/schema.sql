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
