-- One person once: what linkage has learnt of an office, and whom it has to look at again.

-- How common names and places are in the office; without values that only one record holds.
create table corridor.link_models (
  office_id uuid primary key references corridor.offices on delete cascade,
  keys_version integer not null,
  -- Active people when it was learnt: a register that has grown much is learnt anew.
  people integer not null,
  model text not null,
  trained_at timestamptz not null default now()
);

-- People registered or changed since pairs were last looked for. Only ever added to by those who change people, so nobody waits for
-- anybody; a row a change, taken away by whoever has looked.
create table corridor.link_pending (
  office_id uuid not null,
  id bigint generated always as identity,
  person_id uuid not null,
  primary key (office_id, id),
  foreign key (office_id, person_id) references corridor.people (office_id, id) on delete cascade
);
create index link_pending_of_person on corridor.link_pending (office_id, person_id);
grant usage on all sequences in schema corridor to corridor_app, corridor_definer;

call corridor.build_wall('link_models', 'office');
call corridor.build_wall('link_pending', 'person');
create policy some_scope on corridor.link_models as restrictive to corridor_app using ((select corridor.scope()) in ('all', 'villages'));

-- What stood in the queue before the two were joined, for taking it back.
alter table corridor.merges add column after jsonb not null default '{}';
create index merges_by_day on corridor.merges (office_id, created_at desc);
create index pairs_decided_same on corridor.person_pairs (office_id, decided_at desc) where decision = 'same';
