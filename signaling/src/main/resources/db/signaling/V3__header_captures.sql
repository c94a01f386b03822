-- Who had the headers of a meeting's packets written down. Only ever added to.
create table signaling.header_capture (
    id           uuid primary key,
    consultation uuid not null references signaling.consultation,
    subject      text not null,
    name         text not null,
    station      text not null,
    session      text not null,
    seconds      int not null,
    bytes        bigint not null,
    at           timestamptz not null
);
create index header_capture_consultation on signaling.header_capture (consultation, at);
