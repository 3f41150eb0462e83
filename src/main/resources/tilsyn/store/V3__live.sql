-- Valid in H2 and PostgreSQL.

-- A feed that goes on: one row a source, peer and day, to which every batch adds.
alter table input add column live boolean default false not null;

-- When a fact of such a feed was received; null where its input says it.
alter table fact add column received_at varchar;
