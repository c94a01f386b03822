-- What was found when it was looked through, how long it is kept, and that it was erased.
alter table media.recording
    add column sealed_at      timestamptz,
    -- org.yizhan.media.recording.Inspection as JSON, and of which chain
    add column inspection     text,
    add column inspected_head text,
    add column item           text,
    -- What was done in the meeting: advice, or a decision of the case
    add column term           text not null default 'advice' check (term in ('advice', 'decision')),
    -- When it is erased, unless it is held; null until sealed
    add column keep_until     timestamptz,
    add column held_at        timestamptz,
    add column erased_at      timestamptz,
    -- The signed certificate of the erasure as JSON
    add column certificate    text;

update media.recording set sealed_at = started_at + duration_ms * interval '1 millisecond' where state = 'sealed';

create index recording_uninspected on media.recording (sealed_at)
    where state = 'sealed' and erased_at is null and head_hash is distinct from inspected_head;
create index recording_kept on media.recording (keep_until) where erased_at is null and held_at is null;
create index recording_case on media.recording (case_id);

-- Legal holds: who stopped a recording from being erased, who released it, and why. Rows are only added.
create table media.hold (
    recording  uuid        not null references media.recording,
    held       boolean     not null,
    subject    text        not null,
    name       text        not null,
    station    text        not null,
    reason     text        not null check (length(reason) between 1 and 500),
    at         timestamptz not null
);
create index hold_recording on media.hold (recording, at);
