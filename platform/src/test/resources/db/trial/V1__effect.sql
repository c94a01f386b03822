create table trial.effect (
  position bigint generated always as identity primary key,
  case_id  uuid   not null,
  version  bigint not null
);
