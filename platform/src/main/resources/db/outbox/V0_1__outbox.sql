-- What this part announces to the others; rows stay for a day after they were sent.
create table ${schema}.outbox (
  position bigint generated always as identity primary key,
  id       uuid        not null unique,
  stream   text        not null,
  payload  jsonb       not null,
  at       timestamptz not null,
  tries    integer     not null default 0,
  next_try timestamptz,
  sent_at  timestamptz
);
create index outbox_unsent on ${schema}.outbox (position) where sent_at is null;
create index outbox_unsent_stream on ${schema}.outbox (stream, position) where sent_at is null;
create index outbox_sent on ${schema}.outbox (sent_at) where sent_at is not null;

-- What this part's consumers have taken in; written in the transaction of the effect.
create table ${schema}.seen_event (
  consumer text        not null,
  event    uuid        not null,
  at       timestamptz not null default now(),
  primary key (consumer, event)
);
create index seen_event_at on ${schema}.seen_event (at);
