-- Who may sign in, what they are and where they belong, unless the identity provider's token says so.
create table platform.account (
  subject  text primary key,
  name     text        not null,
  roles    text[]      not null,
  station  text        not null,
  disabled boolean     not null default false,
  since    timestamptz not null default now()
);

-- Passwords of the trial sign-in only; with an identity provider of the bureau's this table stays empty.
create table platform.trial_password (
  subject text primary key references platform.account on delete cascade,
  hash    text not null
);

-- Booths and screens.
create table platform.terminal (
  id       text primary key,
  name     text    not null,
  station  text    not null,
  disabled boolean not null default false
);

-- Who is signed in. The cookie itself is nowhere; only its SHA-256.
create table platform.session (
  hash      bytea primary key,
  id        uuid        not null unique,
  subject   text        not null,
  name      text        not null,
  roles     text[]      not null,
  station   text        not null,
  kind      text        not null check (kind in ('person', 'terminal')),
  id_token  text,
  created   timestamptz not null,
  last_seen timestamptz not null,
  expires   timestamptz not null
);
create index session_expires on platform.session (expires);
create index session_subject on platform.session (subject);

-- A sign-in on its way through the identity provider.
create table platform.sign_in (
  hash     bytea primary key,
  request  jsonb       not null,
  expires  timestamptz not null
);

-- A terminal that waits for an administrator's approval (RFC 8628).
create table platform.device_grant (
  hash        bytea primary key,
  terminal    text        not null,
  user_code   text        not null,
  device_code text        not null,
  poll_after  timestamptz not null,
  interval_s  integer     not null,
  expires     timestamptz not null
);
create index device_grant_user_code on platform.device_grant (user_code);
