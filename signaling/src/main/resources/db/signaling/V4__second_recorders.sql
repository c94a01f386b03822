alter table signaling.consultation add column second_bridge text;                       -- instance of the bridge that records it too
alter table signaling.consultation add column second_turn bigint not null default 0;     -- how often a second recorder was put on a bridge
alter table signaling.consultation add column second_arranged bigint not null default 0; -- the last revision that it confirmed

create index consultation_second on signaling.consultation (id) where second_bridge is not null and second_arranged < plan_revision;
