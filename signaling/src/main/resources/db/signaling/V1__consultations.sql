-- Who a page is: a member id belongs to the account that used it first.
create table signaling.member (
    member     uuid primary key,
    subject    text not null,
    first_seen timestamptz not null
);

-- Requests that took effect, so that one sent again takes effect once. Kept for a day.
create table signaling.request (
    member uuid not null,
    id     text not null,
    at     timestamptz not null,
    primary key (member, id)
);
create index request_at on signaling.request (at);

-- Ticket numbers count from A001 per station and day.
create table signaling.ticket_count (
    station text not null,
    day     date not null,
    last    int  not null,
    primary key (station, day)
);

create table signaling.ticket (
    id                uuid primary key,
    station           text not null,               -- where it was taken
    day               date not null,
    position          int  not null,
    number            text not null,
    case_id           uuid not null,
    scope             text not null,               -- the case's; decides which desks may call it
    brief             jsonb not null,
    member            uuid not null,               -- the booth
    subject           text not null,
    recording_consent boolean not null,
    green_channel     boolean not null,
    state             text not null check (state in ('waiting', 'called', 'serving', 'done', 'abandoned')),
    front             boolean not null default false, -- put back by a desk: before all others
    taken_at          timestamptz not null,
    turn_at           timestamptz not null,        -- taken_at, earlier by the bonus of the green channel
    gone_since        timestamptz,                 -- the booth's socket is lost
    called_at         timestamptz,
    serving_at        timestamptz,
    ended_at          timestamptz,
    unique (station, day, position)
);
create unique index ticket_one_per_case on signaling.ticket (case_id) where state in ('waiting', 'called', 'serving');
create unique index ticket_one_per_booth on signaling.ticket (member) where state in ('waiting', 'called', 'serving');
create index ticket_waiting on signaling.ticket (front desc, turn_at, taken_at, id) where state = 'waiting';
create index ticket_done on signaling.ticket (ended_at) where state = 'done';

create table signaling.consultation (
    id            uuid primary key,
    state         text not null,
    facts         jsonb not null,
    seq           bigint not null,
    plan_revision bigint not null default 0,       -- seq at which the room last had to change; 0: never a room
    arranged      bigint not null default 0,       -- the last revision that the bridge confirmed
    due_at        timestamptz,                     -- when time itself changes it
    ticket        uuid not null references signaling.ticket,
    case_id       uuid not null,
    scope         text not null,
    recorded      boolean not null,
    recording     uuid not null,
    created_at    timestamptz not null,
    started_at    timestamptz,
    expires_at    timestamptz,
    ended_at      timestamptz,
    reason        text
);
create index consultation_due on signaling.consultation (due_at) where due_at is not null;
create index consultation_unarranged on signaling.consultation (id) where arranged < plan_revision;
create index consultation_live on signaling.consultation (id) where state in ('offered', 'connecting', 'live', 'held');
create index consultation_created on signaling.consultation (created_at desc);
create index consultation_case on signaling.consultation (case_id);

-- Who is in which consultation, for finding it by the member. Active: it is not over and they have not left.
create table signaling.participant (
    consultation uuid not null references signaling.consultation,
    member       uuid not null,
    subject      text not null,
    active       boolean not null,
    away         boolean not null default false,  -- its socket is lost
    primary key (consultation, member)
);
create unique index participant_one_at_a_time on signaling.participant (member) where active;
create index participant_subject on signaling.participant (subject);

-- The time line: 1, 2, 3 … per consultation.
create table signaling.event (
    consultation uuid   not null references signaling.consultation,
    seq          bigint not null,
    kind         text   not null,
    data         jsonb  not null,
    at           timestamptz not null,
    primary key (consultation, seq)
);
