-- How far a case has come: its places, who answers for it, its deadlines. One document in the case's row, because one
-- lock has to hold it all.
ALTER TABLE cases.case_file ADD COLUMN course jsonb;
-- Only of a case that stands at several steps at once; `step` is the first of them.
ALTER TABLE cases.case_file ADD COLUMN steps text[];
-- Who has it in hand, was asked, or leads it; null for nobody in particular.
ALTER TABLE cases.case_file ADD COLUMN people text[];
-- The next deadline that no duty leader has been told of.
ALTER TABLE cases.case_file ADD COLUMN due_at timestamptz;

UPDATE cases.case_file SET course = jsonb_build_object(
    'places', CASE WHEN step IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object(
        'step', step, 'since', to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'signers', '[]'::jsonb, 'votes', '[]'::jsonb)) END,
    'arrived', '[]'::jsonb,
    'owner', jsonb_build_object('subject', opened_by, 'name', opened_by, 'station', station::text),
    'passed', CASE WHEN step IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(step) END,
    'clock', '{}'::jsonb);
ALTER TABLE cases.case_file ALTER COLUMN course SET NOT NULL;

CREATE INDEX case_file_steps  ON cases.case_file USING gin (steps) WHERE steps IS NOT NULL;
CREATE INDEX case_file_people ON cases.case_file USING gin (people) WHERE people IS NOT NULL;
CREATE INDEX case_file_due    ON cases.case_file (due_at) WHERE due_at IS NOT NULL;

-- The secondment or substitution that let somebody act.
ALTER TABLE cases.case_event ADD COLUMN via text;

-- Who works here: whom a case can be forwarded to. Signing in is the identity provider's matter.
CREATE TABLE cases.person (
    subject text PRIMARY KEY,
    name    text    NOT NULL,
    station ltree   NOT NULL,
    roles   text[]  NOT NULL,
    active  boolean NOT NULL DEFAULT true
);
CREATE INDEX person_station ON cases.person USING gist (station);

-- Who leads at which station from when until when (值班表); a night shift simply ends on the next day.
CREATE TABLE cases.duty (
    id       uuid PRIMARY KEY,
    station  ltree NOT NULL,
    subject  text  NOT NULL REFERENCES cases.person,
    from_at  timestamptz NOT NULL,
    until_at timestamptz NOT NULL,
    CHECK (from_at < until_at)
);
CREATE INDEX duty_station ON cases.duty (station, from_at);
