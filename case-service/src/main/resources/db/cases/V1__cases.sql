-- The case service's own schema. Queries never leave it.

CREATE EXTENSION IF NOT EXISTS ltree WITH SCHEMA public;

-- The organisation tree, five levels: 0 district, 1 street, 2 community, 3 compound, 4 building.
CREATE TABLE cases.station (
    path    ltree PRIMARY KEY,
    level   int  NOT NULL CHECK (level = nlevel(path) - 1),
    kind    text NOT NULL CHECK (kind IN ('district', 'street', 'community', 'compound', 'building')),
    name    text NOT NULL,
    name_en text NOT NULL
);
CREATE INDEX station_path ON cases.station USING gist (path);

-- Case numbers run without gaps within a year.
CREATE TABLE cases.case_number (
    year int PRIMARY KEY,
    last bigint NOT NULL
);

CREATE TABLE cases.case_file (
    id              uuid PRIMARY KEY,
    number          text NOT NULL UNIQUE,
    version         bigint NOT NULL,
    item            text NOT NULL,
    item_version    int  NOT NULL,
    process         text NOT NULL,
    process_version int  NOT NULL,
    channel         text NOT NULL CHECK (channel IN ('booth', 'window')),
    state           text NOT NULL,
    step            text,
    -- Form and papers stay as they are for now.
    frozen          boolean NOT NULL,
    -- Where the case belongs: the resident's community.
    scope           ltree NOT NULL,
    -- Where it was opened.
    station         ltree NOT NULL,
    resident_name   text NOT NULL,
    -- All 1- and 2-grams of the name: names have two or three characters, so trigrams would find nothing.
    name_grams      text[] NOT NULL,
    id_cipher       bytea NOT NULL,
    id_index        bytea NOT NULL,
    id_mask         text  NOT NULL,
    phone_cipher    bytea,
    phone_index     bytea,
    phone_mask      text,
    form            jsonb NOT NULL,
    -- Grows with every change of the form: a signature holds for one revision.
    form_revision   int   NOT NULL,
    -- The booth that opened the case sees it until then.
    terminal        text,
    sitting_until   timestamptz,
    consultation    uuid,
    recorded        boolean,
    opened_by       text NOT NULL,
    opened_at       timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL,
    completed_at    timestamptz,
    history_seq     int NOT NULL,
    audit_seq       int NOT NULL,
    audit_head      bytea NOT NULL
);
CREATE INDEX case_file_scope  ON cases.case_file USING gist (scope);
CREATE INDEX case_file_number ON cases.case_file (number text_pattern_ops);
CREATE INDEX case_file_grams  ON cases.case_file USING gin (name_grams);
CREATE INDEX case_file_id     ON cases.case_file (id_index);
CREATE INDEX case_file_work   ON cases.case_file (process, step, opened_at) WHERE step IS NOT NULL;
CREATE INDEX case_file_recent ON cases.case_file (opened_at DESC, id);

-- What happened to a case, for people to read.
CREATE TABLE cases.case_event (
    case_id      uuid NOT NULL REFERENCES cases.case_file,
    seq          int  NOT NULL,
    at           timestamptz NOT NULL,
    version      bigint NOT NULL,
    action       text NOT NULL,
    level        text NOT NULL,
    by_subject   text NOT NULL,
    by_name      text NOT NULL,
    comment      text,
    step         text,
    state        text NOT NULL,
    consultation uuid,
    PRIMARY KEY (case_id, seq)
);

-- The trail: one chain of hashes a case. `body` is the exact text that was hashed.
CREATE TABLE cases.audit_entry (
    case_id  uuid NOT NULL REFERENCES cases.case_file,
    seq      int  NOT NULL,
    body     text NOT NULL,
    previous bytea NOT NULL,
    hash     bytea NOT NULL,
    PRIMARY KEY (case_id, seq)
);

CREATE TABLE cases.joint_signature (
    case_id      uuid NOT NULL REFERENCES cases.case_file,
    step         text NOT NULL,
    level        text NOT NULL,
    subject      text NOT NULL,
    name         text NOT NULL,
    consultation uuid NOT NULL,
    at           timestamptz NOT NULL,
    PRIMARY KEY (case_id, step, level),
    UNIQUE (case_id, step, subject)
);

CREATE TABLE cases.material (
    id           uuid PRIMARY KEY,
    case_id      uuid NOT NULL REFERENCES cases.case_file,
    code         text NOT NULL,
    content_type text NOT NULL,
    bytes        int  NOT NULL,
    sha256       text NOT NULL,
    consultation uuid,
    added_by     text NOT NULL,
    at           timestamptz NOT NULL
);
CREATE INDEX material_case ON cases.material (case_id, at);

-- The document that a resident signs: one for each revision of the form, kept byte for byte.
CREATE TABLE cases.document (
    case_id       uuid NOT NULL REFERENCES cases.case_file,
    form_revision int  NOT NULL,
    sha256        text NOT NULL,
    bytes         int  NOT NULL,
    at            timestamptz NOT NULL,
    PRIMARY KEY (case_id, form_revision)
);

CREATE TABLE cases.signature_request (
    id            uuid PRIMARY KEY,
    case_id       uuid NOT NULL REFERENCES cases.case_file,
    form_revision int  NOT NULL,
    document_hash text NOT NULL,
    consultation  uuid,
    requested_by  text NOT NULL,
    at            timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    answered      boolean NOT NULL
);
CREATE INDEX signature_request_case ON cases.signature_request (case_id, at);

CREATE TABLE cases.signature (
    id            uuid PRIMARY KEY,
    case_id       uuid NOT NULL REFERENCES cases.case_file,
    request       uuid NOT NULL UNIQUE REFERENCES cases.signature_request,
    form_revision int  NOT NULL,
    document_hash text NOT NULL,
    strokes       text NOT NULL,
    width         int  NOT NULL,
    height        int  NOT NULL,
    consultation  uuid,
    taken_by      text NOT NULL,
    at            timestamptz NOT NULL,
    -- SHA-256 over document hash, strokes, time and consultation: one byte changed anywhere shows.
    binding       text NOT NULL
);
CREATE INDEX signature_case ON cases.signature (case_id, at);

CREATE TABLE cases.rating (
    case_id      uuid NOT NULL REFERENCES cases.case_file,
    consultation uuid,
    level        int  NOT NULL CHECK (level BETWEEN 1 AND 5),
    comment      text,
    terminal     text NOT NULL,
    at           timestamptz NOT NULL,
    UNIQUE NULLS NOT DISTINCT (case_id, consultation)
);

-- What the case service learned of the meetings in which a case was handled.
CREATE TABLE cases.meeting (
    consultation uuid PRIMARY KEY,
    case_id      uuid NOT NULL REFERENCES cases.case_file,
    recorded     boolean,
    started_at   timestamptz,
    ended_at     timestamptz,
    recording    uuid,
    head_hash    text,
    duration_ms  bigint,
    interrupted  boolean
);
CREATE INDEX meeting_case ON cases.meeting (case_id);

-- Answers to commands that came with an idempotency key. Encrypted: an answer may hold personal data.
CREATE TABLE cases.idempotency (
    subject   text NOT NULL,
    key       text NOT NULL,
    route     text NOT NULL,
    body_hash bytea NOT NULL,
    status    int,
    location  text,
    answer    bytea,
    at        timestamptz NOT NULL,
    PRIMARY KEY (subject, key)
);
CREATE INDEX idempotency_at ON cases.idempotency (at);
