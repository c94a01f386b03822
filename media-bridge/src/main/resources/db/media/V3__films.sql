-- Films of whole recordings: at most one of each, made on demand, kept for a day. A row goes with its file.
create table media.film (
    recording  uuid primary key references media.recording,
    -- Of which seal; a recording that was continued and sealed anew gets a new film
    head_hash  text        not null,
    state      text        not null check (state in ('waiting', 'making', 'ready', 'failed')),
    -- Code of the problem, when it failed
    problem    text,
    -- Numbers of the sources of which nothing could be decoded
    missing    int[]       not null default '{}',
    bytes      bigint,
    asked_at   timestamptz not null,
    -- When the file, or the word that it failed, is deleted; null until then
    expires_at timestamptz
);

-- Which looks took the whole recording along as one film. Rows are only added.
create table media.playback_film (
    playback   uuid        primary key references media.playback,
    at         timestamptz not null
);
