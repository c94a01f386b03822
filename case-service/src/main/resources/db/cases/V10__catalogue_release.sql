-- Files of service items on their way into the catalogue: one administrator drafts, another one publishes.
CREATE TABLE cases.catalogue_release (
    id                uuid PRIMARY KEY,
    file              text NOT NULL,
    yaml              text NOT NULL,
    drafted_by        text NOT NULL,
    drafted_by_name   text NOT NULL,
    drafted_at        timestamptz NOT NULL,
    published_by      text,
    published_by_name text,
    published_at      timestamptz,
    effective_at      timestamptz,
    CHECK (published_by <> drafted_by)
);

-- Programs file cases too.
ALTER TABLE cases.case_file DROP CONSTRAINT case_file_channel_check;
ALTER TABLE cases.case_file ADD CONSTRAINT case_file_channel_check CHECK (channel IN ('booth', 'window', 'api'));
