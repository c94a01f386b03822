-- What residents were not content with, until it is answered: bad ratings and complaints.
CREATE TABLE cases.work_order (
    id           uuid PRIMARY KEY,
    kind         text NOT NULL CHECK (kind IN ('rating', 'complaint')),
    case_id      uuid REFERENCES cases.case_file,
    consultation uuid,
    scope        ltree NOT NULL,
    -- Who it is about: they neither see nor answer it.
    accused      text[] NOT NULL,
    level        int CHECK (level BETWEEN 1 AND 5),
    -- The resident's words, and how to reach them if they said so; encrypted.
    words        bytea,
    contact      bytea,
    opened_at    timestamptz NOT NULL,
    due          timestamptz NOT NULL,
    called_at    timestamptz,
    called_by    text,
    called_note  bytea,
    answer       text,
    answered_by  text,
    answered_at  timestamptz,
    appeal       text,
    appeal_by    text,
    appeal_at    timestamptz,
    upheld       boolean,
    decided_by   text,
    decided_at   timestamptz,
    UNIQUE NULLS NOT DISTINCT (kind, case_id, consultation, opened_at)
);
CREATE INDEX work_order_open ON cases.work_order (due) WHERE answered_at IS NULL;
CREATE INDEX work_order_scope ON cases.work_order USING gist (scope);
CREATE INDEX work_order_case ON cases.work_order (case_id);
CREATE INDEX case_event_at ON cases.case_event (at);
CREATE INDEX rating_at ON cases.rating (at);
CREATE INDEX case_file_completed ON cases.case_file (completed_at) WHERE completed_at IS NOT NULL;
