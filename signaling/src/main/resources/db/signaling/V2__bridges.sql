alter table signaling.consultation add column bridge text;                     -- instance of the bridge that has its room
alter table signaling.consultation add column turn bigint not null default 0;  -- how often it was moved to another
