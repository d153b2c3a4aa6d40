-- The ground: roles, the context of a transaction, offices, the wall.
--
-- Three roles. The owner runs migrations. corridor_app is what the application connects as: it owns nothing and bypasses nothing.
-- corridor_definer owns the few functions that must see past the wall (search with operators that are not leakproof, figures
-- without persons, looking up a token); it cannot log in, and each of its functions names the office itself.
--
-- Every table is forced under row-level security. A missing setting means no rows.

create schema if not exists corridor;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

do $$ begin
  if not exists (select from pg_roles where rolname = 'corridor_app') then create role corridor_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'corridor_definer') then create role corridor_definer nologin; end if;
end $$;
grant corridor_definer to current_user;
grant usage on schema corridor to corridor_app, corridor_definer;
grant create on schema corridor to corridor_definer;

-- The context, set by within() for the transaction only. After such a transaction a setting is '' and not null.

create function corridor.office_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('corridor.office', true), '')::uuid $$;
create function corridor.account_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('corridor.account', true), '')::uuid $$;
create function corridor.person_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('corridor.person', true), '')::uuid $$;
create function corridor.actor_kind() returns text language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('corridor.actor', true), ''), 'nobody') $$;
create function corridor.actor_name() returns text language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('corridor.actor_name', true), ''), 'by hand') $$;
create function corridor.event_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('corridor.event', true), '')::uuid $$;
-- Which people the actor may see: all, those of some villages, one person (the own), none.
create function corridor.scope() returns text language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('corridor.scope', true), ''), 'none') $$;
create function corridor.villages() returns uuid[] language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('corridor.villages', true), '')::uuid[], '{}') $$;
create function corridor.may_write() returns boolean language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('corridor.write', true), ''), 'no') = 'yes' $$;

-- Offices. What stands here is public (the Portal names its offices); what is not lies in office_settings.

create table corridor.offices (
  id uuid primary key default gen_random_uuid(),
  slug text not null constraint office_slug_free unique constraint office_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  name text not null constraint office_name_length check (length(name) between 1 and 200),
  region text,
  home_country text not null constraint office_country_form check (home_country ~ '^[A-Z]{2}$'),
  languages text[] not null default '{en}',
  default_language text not null default 'en',
  time_zone text not null default 'UTC',
  is_demo boolean not null default false,
  created_at timestamptz not null default now(),
  closed_at timestamptz
);

create table corridor.office_settings (
  office_id uuid primary key references corridor.offices on delete cascade,
  -- Days. What the law or the office's rules say; the defaults are the strictest that practice allows.
  notice_within_days integer not null default 30 constraint notice_days check (notice_within_days between 1 and 30),
  contact_stale_after_days integer not null default 365 constraint stale_days check (contact_stale_after_days between 30 and 3650),
  retain_untold_days integer not null default 365 constraint retain_untold check (retain_untold_days between 30 and 3650),
  retain_inactive_days integer not null default 1825 constraint retain_inactive check (retain_inactive_days between 180 and 7300),
  retain_imports_days integer not null default 365 constraint retain_imports check (retain_imports_days between 30 and 3650),
  retain_history_days integer not null default 3650 constraint retain_history check (retain_history_days between 365 and 7300),
  postal_address text,
  phone text,
  email text,
  opening_hours text,
  privacy_contact text,
  updated_at timestamptz not null default now()
);

-- Places of an office: those it serves (villages) and those its people live in (cities abroad).
create table corridor.places (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  kind text not null constraint place_kind check (kind in ('country', 'region', 'municipality', 'village', 'city')),
  name text not null constraint place_name_length check (length(name) between 1 and 200),
  names jsonb not null default '{}',
  name_key text not null,
  parent_id uuid,
  country text constraint place_country_form check (country ~ '^[A-Z]{2}$'),
  latitude double precision constraint latitude_range check (latitude between -90 and 90),
  longitude double precision constraint longitude_range check (longitude between -180 and 180),
  geonames_id integer,
  served boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (office_id, id),
  foreign key (office_id, parent_id) references corridor.places (office_id, id)
);
create index places_by_key on corridor.places (office_id, kind, name_key);
create unique index place_once on corridor.places (office_id, kind, coalesce(country, ''), name_key);

-- People who work in an office. Accounts (auth."user") sign in; a row here says what an account may do in one office.
create table corridor.staff (
  office_id uuid not null references corridor.offices on delete cascade,
  account_id uuid not null,
  name text not null constraint staff_name_length check (length(name) between 1 and 200),
  email text not null,
  role text not null constraint staff_role check (role in ('administrator', 'officer', 'field', 'moderator', 'counsellor', 'planner', 'auditor')),
  villages uuid[] not null default '{}',
  -- A helper from a twin office is let in until a day, included.
  helper_of text,
  until date,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (office_id, account_id),
  constraint helper_has_a_day check (helper_of is null or until is not null)
);
create index staff_by_account on corridor.staff (account_id);

create table corridor.invitations (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  email text not null,
  name text not null,
  role text not null constraint invitation_role check (role in ('administrator', 'officer', 'field', 'moderator', 'counsellor', 'planner', 'auditor')),
  villages uuid[] not null default '{}',
  helper_of text,
  until date,
  token_hash bytea not null constraint invitation_token_once unique,
  invited_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (office_id, id)
);

create table corridor.operators (
  account_id uuid primary key,
  created_at timestamptz not null default now()
);

-- An operator reads people only inside such a row: a reason, and an end.
create table corridor.operator_access (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  reason text not null constraint operator_reason_length check (length(reason) between 10 and 2000),
  created_at timestamptz not null default now(),
  until timestamptz not null,
  primary key (office_id, id),
  constraint operator_access_is_short check (until <= created_at + interval '24 hours')
);

create table corridor.api_tokens (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null constraint token_name_length check (length(name) between 1 and 100),
  role text not null constraint token_role check (role in ('officer', 'auditor', 'planner')),
  token_hash bytea not null constraint api_token_once unique,
  created_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_on date,
  revoked_at timestamptz,
  primary key (office_id, id)
);

-- What happened: ids, never personal data. Reading a person is an event too.
create table corridor.events (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  type text not null,
  at timestamptz not null default now(),
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  request_id text,
  subject_kind text,
  subject_id uuid,
  data jsonb not null default '{}',
  primary key (office_id, id)
);
create index events_of_subject on corridor.events (office_id, subject_id, at desc);
create index events_by_day on corridor.events (office_id, at desc);

-- What rows were before: written by triggers, so that a change by hand is seen as well. An insert is noted without its content,
-- for the row itself, or the first change's `before`, holds it.
create table corridor.history (
  office_id uuid not null references corridor.offices on delete cascade,
  id bigint generated always as identity,
  table_name text not null,
  row_id uuid,
  person_id uuid,
  change text not null,
  before jsonb,
  after jsonb,
  at timestamptz not null default now(),
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  event_id uuid,
  database_user text not null default session_user,
  primary key (office_id, id)
);
create index history_of_person on corridor.history (office_id, person_id, id desc);

-- Argument: where the person's id stands in the row: 'self' (people), 'person' (person_id), 'none'.
create function corridor.note_history() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  person uuid;
  whose text := tg_argv[0];
begin
  if tg_op = 'INSERT' then
    if whose = 'self' then person := new.id; elsif whose = 'person' then person := new.person_id; end if;
    insert into corridor.history (office_id, table_name, row_id, person_id, change, actor_kind, actor_id, actor_name, event_id)
    values (new.office_id, tg_table_name, new.id, person, 'insert',
            corridor.actor_kind(), corridor.account_id(), corridor.actor_name(), corridor.event_id());
    return null;
  end if;
  if tg_op = 'DELETE' and not exists (select from corridor.offices where id = old.office_id) then return null; end if;
  if tg_op = 'UPDATE' and new is not distinct from old then return null; end if;
  if whose = 'self' then person := old.id; elsif whose = 'person' then person := old.person_id; end if;
  insert into corridor.history (office_id, table_name, row_id, person_id, change, before, after, actor_kind, actor_id, actor_name, event_id)
  values (old.office_id, tg_table_name, old.id, person, lower(tg_op), to_jsonb(old),
          case when tg_op = 'UPDATE' then to_jsonb(new) end,
          corridor.actor_kind(), corridor.account_id(), corridor.actor_name(), corridor.event_id());
  return null;
end $$;

-- Files: raw first, understood later. Chunks of at most a megabyte.
create table corridor.files (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 bytea not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (office_id, id)
);
create table corridor.file_chunks (
  office_id uuid not null,
  file_id uuid not null,
  number integer not null,
  content bytea not null constraint chunk_size check (octet_length(content) <= 1048576),
  primary key (office_id, file_id, number),
  foreign key (office_id, file_id) references corridor.files (office_id, id) on delete cascade
);

-- Mail that leaves: one row, one mail. The key says what it is for, so that a cause written twice sends once.
create table corridor.outbox (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  idempotency_key text not null,
  kind text not null,
  person_id uuid,
  to_address text not null,
  to_name text,
  language text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  message_id text not null,
  state text not null default 'waiting' constraint outbox_state check (state in ('waiting', 'sending', 'sent', 'kept', 'failed', 'cancelled')),
  attempts integer not null default 0,
  available_at timestamptz not null default now(),
  attempted_at timestamptz,
  sent_at timestamptz,
  error text,
  created_at timestamptz not null default now(),
  primary key (office_id, id),
  constraint mail_once unique (office_id, idempotency_key)
);
create index outbox_waiting on corridor.outbox (office_id, available_at) where state in ('waiting', 'sending');

create unlogged table corridor.rate_limits (
  key text not null,
  window_start timestamptz not null,
  count integer not null default 1,
  primary key (key, window_start)
);

create table corridor.installation (
  only_row boolean primary key default true constraint installation_once check (only_row),
  id uuid not null default gen_random_uuid(),
  demo_offered boolean not null default false,
  set_up_at timestamptz
);
insert into corridor.installation default values;

-- The wall around a table, said once. `kind`: office (every row of the office, for whom an operation lets in), self (people),
-- village (rows with a village), person (rows that hang on a person), household (rows that hang on a household).
create procedure corridor.build_wall(table_name text, kind text) language plpgsql as $$
declare
  rule text := 'office_id = (select corridor.office_id())';
  villages text := '((select corridor.scope()) = ''villages'' and village_id = any ((select corridor.villages())::uuid[]))';
  who text;
begin
  who := case kind
    when 'self' then villages || ' or ((select corridor.scope()) = ''person'' and id = (select corridor.person_id()))'
    when 'village' then villages
    when 'person' then format('exists (select from corridor.people p where p.office_id = %1$I.office_id and p.id = %1$I.person_id)', table_name)
    when 'household' then format('exists (select from corridor.households h where h.office_id = %1$I.office_id and h.id = %1$I.household_id)', table_name)
  end;
  if kind <> 'office' then rule := rule || ' and ((select corridor.scope()) = ''all'' or ' || who || ')'; end if;
  execute format('alter table corridor.%I enable row level security', table_name);
  execute format('alter table corridor.%I force row level security', table_name);
  execute format('create policy wall on corridor.%I to corridor_app using (%s)', table_name, rule);
  execute format('create policy readers_add_nothing on corridor.%I as restrictive for insert to corridor_app with check ((select corridor.may_write()))', table_name);
  execute format('create policy readers_change_nothing on corridor.%I as restrictive for update to corridor_app using ((select corridor.may_write()))', table_name);
  execute format('create policy readers_remove_nothing on corridor.%I as restrictive for delete to corridor_app using ((select corridor.may_write()))', table_name);
  execute format('create policy definer on corridor.%I to corridor_definer using (true) with check (true)', table_name);
  execute format('grant select, insert, update, delete on corridor.%I to corridor_app, corridor_definer', table_name);
end $$;

call corridor.build_wall('office_settings', 'office');
call corridor.build_wall('places', 'office');
call corridor.build_wall('staff', 'office');
call corridor.build_wall('invitations', 'office');
call corridor.build_wall('api_tokens', 'office');
call corridor.build_wall('files', 'office');
call corridor.build_wall('file_chunks', 'office');
call corridor.build_wall('outbox', 'office');

-- An account sees where it works, whichever office it stands in.
create policy own_memberships on corridor.staff for select to corridor_app using (account_id = (select corridor.account_id()));

-- Offices are public to read; an office changes itself only; making and removing one goes through the functions below.
alter table corridor.offices enable row level security;
alter table corridor.offices force row level security;
create policy public_read on corridor.offices for select to corridor_app using (true);
create policy own_change on corridor.offices for update to corridor_app using (id = (select corridor.office_id()) and (select corridor.may_write()));
create policy definer on corridor.offices to corridor_definer using (true) with check (true);
grant select, update on corridor.offices to corridor_app;
grant select, insert, update, delete on corridor.offices to corridor_definer;

alter table corridor.operators enable row level security;
alter table corridor.operators force row level security;
create policy own_row on corridor.operators for select to corridor_app using (account_id = (select corridor.account_id()));
create policy definer on corridor.operators to corridor_definer using (true) with check (true);
grant select on corridor.operators to corridor_app;
grant select, insert, delete on corridor.operators to corridor_definer;

alter table corridor.operator_access enable row level security;
alter table corridor.operator_access force row level security;
create policy office_reads on corridor.operator_access for select to corridor_app using (office_id = (select corridor.office_id()));
create policy operator_reads on corridor.operator_access for select to corridor_app using (account_id = (select corridor.account_id()));
create policy operator_opens on corridor.operator_access for insert to corridor_app
  with check (account_id = (select corridor.account_id()) and (select corridor.actor_kind()) = 'operator');
create policy definer on corridor.operator_access to corridor_definer using (true) with check (true);
grant select, insert on corridor.operator_access to corridor_app;
grant select, insert, update, delete on corridor.operator_access to corridor_definer;

-- Events are written and never changed by the application; history is written by triggers only (owned by corridor_definer).
alter table corridor.events enable row level security;
alter table corridor.events force row level security;
create policy wall on corridor.events for select to corridor_app using (office_id = (select corridor.office_id()));
create policy written on corridor.events for insert to corridor_app with check (office_id = (select corridor.office_id()));
create policy definer on corridor.events to corridor_definer using (true) with check (true);
grant select, insert on corridor.events to corridor_app;
grant select, insert, update, delete on corridor.events to corridor_definer;

alter table corridor.history enable row level security;
alter table corridor.history force row level security;
create policy definer on corridor.history to corridor_definer using (true) with check (true);
grant select on corridor.history to corridor_app;
grant select, insert, update, delete on corridor.history to corridor_definer;
alter function corridor.note_history() owner to corridor_definer;

alter table corridor.rate_limits enable row level security;
alter table corridor.rate_limits force row level security;
create policy counted on corridor.rate_limits to corridor_app using (true) with check (true);
grant select, insert, update, delete on corridor.rate_limits to corridor_app;

alter table corridor.installation enable row level security;
alter table corridor.installation force row level security;
create policy read on corridor.installation for select to corridor_app using (true);
create policy change on corridor.installation for update to corridor_app using ((select corridor.actor_kind()) in ('system', 'operator'));
create policy definer on corridor.installation to corridor_definer using (true) with check (true);
grant select, update on corridor.installation to corridor_app, corridor_definer;

-- Lookups that happen before it is known which office is meant: a secret in, one row out.
create function corridor.api_token_by_hash(hash bytea) returns table (office_id uuid, id uuid, name text, role text)
  language sql stable security definer set search_path = pg_catalog as $$
  select t.office_id, t.id, t.name, t.role from corridor.api_tokens t
  where t.token_hash = hash and t.revoked_at is null and t.expires_at > now() $$;
create function corridor.invitation_by_hash(hash bytea)
  returns table (office_id uuid, id uuid, email text, name text, role text, office_name text, office_slug text, language text)
  language sql stable security definer set search_path = pg_catalog as $$
  select i.office_id, i.id, i.email, i.name, i.role, o.name, o.slug, o.default_language
  from corridor.invitations i join corridor.offices o on o.id = i.office_id
  where i.token_hash = hash and i.revoked_at is null and i.accepted_at is null and i.expires_at > now() $$;

-- Making and removing an office: the system (set-up, command line) and operators.
create function corridor.create_office(new_id uuid, new_slug text, new_name text, country text, office_languages text[], language text,
  zone text, office_region text, demo boolean) returns uuid language plpgsql security definer set search_path = pg_catalog as $$
begin
  if corridor.actor_kind() not in ('system', 'operator') then raise exception 'forbidden' using errcode = '42501'; end if;
  insert into corridor.offices (id, slug, name, home_country, languages, default_language, time_zone, region, is_demo)
    values (new_id, new_slug, new_name, country, office_languages, language, zone, office_region, demo);
  insert into corridor.office_settings (office_id) values (new_id);
  return new_id;
end $$;
create function corridor.remove_office(old_id uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if corridor.actor_kind() not in ('system', 'operator') then raise exception 'forbidden' using errcode = '42501'; end if;
  delete from corridor.offices where id = old_id;
end $$;
create function corridor.appoint_operator(account uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if corridor.actor_kind() <> 'system' then raise exception 'forbidden' using errcode = '42501'; end if;
  insert into corridor.operators (account_id) values (account) on conflict do nothing;
end $$;
alter function corridor.api_token_by_hash(bytea) owner to corridor_definer;
alter function corridor.invitation_by_hash(bytea) owner to corridor_definer;
alter function corridor.create_office(uuid, text, text, text, text[], text, text, text, boolean) owner to corridor_definer;
alter function corridor.remove_office(uuid) owner to corridor_definer;
alter function corridor.appoint_operator(uuid) owner to corridor_definer;
