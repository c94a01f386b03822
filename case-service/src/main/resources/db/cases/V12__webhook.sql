-- Who wants to be told what happens to cases, and what they still have to be told.
CREATE TABLE cases.webhook (
    id         uuid PRIMARY KEY,
    url        text NOT NULL,
    -- Signs the messages; encrypted.
    secret     bytea NOT NULL,
    -- Cases of this station and below; only those that `program` filed, when it is one.
    station    ltree NOT NULL,
    program    text,
    made_by    text NOT NULL,
    made_at    timestamptz NOT NULL
);
CREATE INDEX webhook_station ON cases.webhook USING gist (station);

CREATE TABLE cases.webhook_message (
    id      uuid PRIMARY KEY,
    webhook uuid NOT NULL REFERENCES cases.webhook ON DELETE CASCADE,
    case_id uuid NOT NULL,
    version bigint NOT NULL,
    body    text NOT NULL,
    tries   int NOT NULL,
    due     timestamptz,
    done    timestamptz,
    problem text
);
CREATE INDEX webhook_message_due ON cases.webhook_message (due) WHERE due IS NOT NULL;
CREATE INDEX webhook_message_done ON cases.webhook_message (done) WHERE done IS NOT NULL;
