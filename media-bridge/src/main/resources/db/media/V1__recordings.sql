-- What is on the disk, to be found by meeting and station. The recordings themselves, and all that proves them, are files.
create table media.recording (
    id            uuid primary key,
    consultation  uuid        not null,
    case_id       uuid,
    -- Path of the station whose people, and those above it, may find it: d01.s01.c07
    scope         text        not null,
    state         text        not null check (state in ('writing', 'interrupted', 'sealed')),
    started_at    timestamptz not null,
    duration_ms   bigint      not null default 0,
    -- Head of the hash chain that the seal signs, lower-case hexadecimal; null until sealed
    head_hash     text,
    -- Relative to the folder of recordings
    folder        text        not null
);
create index recording_consultation on media.recording (consultation);
create index recording_scope on media.recording (scope text_pattern_ops, started_at desc);

-- Every look at a recording: who, of which unit, why, when, at what. Rows are added and read, nothing else.
create table media.playback (
    id         uuid primary key,
    recording  uuid        not null references media.recording,
    subject    text        not null,
    name       text        not null,
    station    text        not null,
    session    text        not null,
    reason     text        not null check (length(reason) between 1 and 500),
    at         timestamptz not null
);
create index playback_recording on media.playback (recording, at);

-- Which of its sources a playback opened, and when first.
create table media.playback_source (
    playback   uuid        not null references media.playback,
    source     int         not null,
    at         timestamptz not null,
    primary key (playback, source)
);
