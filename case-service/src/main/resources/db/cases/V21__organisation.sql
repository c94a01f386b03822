-- Every change of the organisation, who made it and when. Its greatest number tells programs that keep a copy in memory
-- when to read again.
CREATE TABLE cases.org_change (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL,
    made_by text NOT NULL,
    what    text NOT NULL,
    detail  jsonb NOT NULL
);

-- A second place of work between two moments: a secondment (借调), or standing in for somebody on leave (代班).
CREATE TABLE cases.posting (
    id       uuid PRIMARY KEY,
    kind     text  NOT NULL CHECK (kind IN ('secondment', 'substitution')),
    subject  text  NOT NULL REFERENCES cases.person,
    station  ltree NOT NULL,
    roles    text[] NOT NULL,
    behalf   text REFERENCES cases.person,
    from_at  timestamptz NOT NULL,
    until_at timestamptz NOT NULL,
    CHECK (from_at < until_at),
    CHECK ((kind = 'substitution') = (behalf IS NOT NULL))
);
CREATE INDEX posting_until ON cases.posting (until_at);

-- Where stations were before they moved. `became` is where they are now.
CREATE TABLE cases.station_past (
    path     ltree NOT NULL,
    became   ltree NOT NULL,
    name     text  NOT NULL,
    until_at timestamptz NOT NULL,
    moved_by text  NOT NULL,
    PRIMARY KEY (path, until_at)
);

-- Working hours of a station and those below it, as 09:00-12:00,13:30-17:00.
CREATE TABLE cases.working_hours (
    station ltree PRIMARY KEY,
    hours   text NOT NULL
);

-- Days on which a station and those below it do otherwise than the country.
CREATE TABLE cases.working_day (
    station ltree NOT NULL,
    day     date  NOT NULL,
    workday boolean NOT NULL,
    note    text  NOT NULL,
    PRIMARY KEY (station, day)
);
