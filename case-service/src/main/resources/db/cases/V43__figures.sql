-- When the case had come to the step that this took it away from; null for what left it where it was.
ALTER TABLE cases.case_event ADD COLUMN since timestamptz;

-- What was written before: since the movement before it.
UPDATE cases.case_event e SET since = moved.since
FROM (
    SELECT case_id, seq, lag(at) OVER (PARTITION BY case_id ORDER BY seq) AS since
    FROM cases.case_event
    WHERE step IS NOT NULL AND action IN ('open', 'accept', 'approve', 'return', 'resubmit', 'sign', 'complete')) moved
WHERE moved.case_id = e.case_id AND moved.seq = e.seq AND moved.since IS NOT NULL;

-- Why a case was sent back: what the comment begins with, up to the first comma, colon, full stop or line's end.
CREATE FUNCTION cases.return_reason(comment text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT left(btrim(substring(btrim(coalesce(comment, ''), E' \t\r\n') FROM '^[^:：,，;；.。!！\n]*')), 40)
$$;

CREATE INDEX meeting_started ON cases.meeting (started_at);
CREATE INDEX work_order_opened ON cases.work_order (opened_at);

-- Sums by day and station. A station has one row for what belongs to itself and one for what belongs to those below it.
-- Every row can be counted again from the cases, their events, meetings, ratings and papers.
CREATE TABLE cases.tally (
    place      ltree   NOT NULL,
    day        date    NOT NULL,
    own        boolean NOT NULL,
    -- The station above; empty at the top.
    parent     ltree   NOT NULL,
    completed  bigint  NOT NULL,
    in_time    bigint  NOT NULL,
    straight   bigint  NOT NULL,
    rated      bigint  NOT NULL,
    satisfied  bigint  NOT NULL,
    -- [[figure, of what, what more, how many], ...]
    counts     json    NOT NULL,
    PRIMARY KEY (place, day, own)
);
CREATE INDEX tally_parent ON cases.tally (parent, day);

-- The days that are counted, and when and in which zone they were.
CREATE TABLE cases.tallied (
    day  date PRIMARY KEY,
    at   timestamptz NOT NULL,
    zone text NOT NULL
);

-- How long cases took before, to compare with: as counted or as somebody knows it.
CREATE TABLE cases.baseline (
    place       ltree PRIMARY KEY,
    from_day    date NOT NULL,
    until_day   date NOT NULL,
    cycle_hours float8,
    -- [{"step": ..., "medianHours": ...}, ...]
    steps       json NOT NULL,
    set_by      text NOT NULL,
    set_at      timestamptz NOT NULL
);
