-- Imports, each row written once: the rows as they stand in the file (import_rows), what each was found to be (import_outcomes), whom
-- it made or told more of (person_sources, import_changes). How far a stage has come is one number on the import, written in the
-- transaction of the rows it speaks of: after a crash the stage goes on behind it, and nothing is lost or doubled.

alter table corridor.office_settings
  -- Fingerprints of rows are hashed with it, so that they say nothing outside of this office.
  add column import_salt uuid not null default gen_random_uuid();

alter table corridor.imports
  -- What a row that is certainly a known person may do: fill what is empty, replace what differs, nothing.
  add column policy text not null default 'fill' constraint import_policy check (policy in ('fill', 'update', 'skip')),
  -- The day on which the facts were handed over: notices fall due from it.
  add column collected_on date not null default current_date,
  add column rows_read integer not null default 0,
  -- Number of the last row that the running stage has dealt with.
  add column done_up_to integer not null default 0,
  -- Raw rows and file are gone (retention, or somebody in it was erased).
  add column purged_at timestamptz;
create index imports_by_day on corridor.imports (office_id, created_at desc);

drop table corridor.import_rows;

create table corridor.import_rows (
  office_id uuid not null,
  import_id uuid not null,
  -- Position in the file, all sheets counted through, from 1.
  number integer not null,
  sheet text not null,
  -- As the spreadsheet program counts it, from 1.
  row integer not null,
  -- The cells as read: texts, {"date": "..."} or null. With the troubles of the reader where there are any: {"cells": [...], "troubles": [...]}.
  cells json not null,
  primary key (office_id, import_id, number)
);

create table corridor.import_outcomes (
  office_id uuid not null,
  import_id uuid not null,
  number integer not null,
  outcome text not null constraint row_outcome check (outcome in ('create', 'update', 'unchanged', 'refused', 'erased', 'family')),
  doubtful boolean not null default false,
  facts json,
  problems json,
  -- Hash of all facts, with a counter where a file says the same twice: the same row again changes nothing.
  fingerprint text,
  -- Hash of name, birth, village and family: the same record with other facts.
  identity text,
  -- Whom the row is about, where that is known before it is applied.
  person_id uuid,
  primary key (office_id, import_id, number)
);
create index outcomes_to_look_at on corridor.import_outcomes (office_id, import_id, outcome, number) where outcome <> 'create' or doubtful;

-- Rows hang on their import without a foreign key (a million checks of one parent); this is what the key would do.
create function corridor.remove_import_rows() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from corridor.import_rows where office_id = old.office_id and import_id = old.id;
  delete from corridor.import_outcomes where office_id = old.office_id and import_id = old.id;
  return null;
end $$;
alter function corridor.remove_import_rows() owner to corridor_definer;
create trigger rows_go_too after delete on corridor.imports for each row execute function corridor.remove_import_rows();

-- The planner knows nothing of rows that were staged a moment ago, and would join a million of them one by one. Looking at tables is
-- their owner's right; this is all of it that the application gets.
create function corridor.analyze_staged() returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  analyze corridor.import_rows;
  analyze corridor.import_outcomes;
end $$;
revoke execute on function corridor.analyze_staged() from public;
grant execute on function corridor.analyze_staged() to corridor_app;

alter table corridor.person_sources
  add column number integer not null default 0,
  -- The import made this person; otherwise it told more of somebody known.
  add column created boolean not null default true,
  add column identity text;
create index person_sources_by_identity on corridor.person_sources (office_id, identity) where identity is not null;

-- What an import changed of people who were there: each field before and after, and the ids of what was added, for taking it back.
create table corridor.import_changes (
  office_id uuid not null,
  import_id uuid not null,
  number integer not null,
  person_id uuid not null,
  before jsonb not null,
  after jsonb not null,
  added jsonb not null default '{}',
  primary key (office_id, import_id, number),
  foreign key (office_id, person_id) references corridor.people (office_id, id) on delete cascade,
  foreign key (office_id, import_id) references corridor.imports (office_id, id) on delete cascade
);
create index import_changes_of_person on corridor.import_changes (office_id, person_id);

create table corridor.import_households (
  office_id uuid not null,
  import_id uuid not null,
  household_id uuid not null,
  primary key (office_id, import_id, household_id),
  foreign key (office_id, household_id) references corridor.households (office_id, id) on delete cascade,
  foreign key (office_id, import_id) references corridor.imports (office_id, id) on delete cascade
);
create index import_households_of_household on corridor.import_households (office_id, household_id);

-- Who was erased must not come back from an old file: only hashes are kept.
create table corridor.erased_records (
  office_id uuid not null references corridor.offices on delete cascade,
  hash text not null,
  erased_on date not null default current_date,
  primary key (office_id, hash)
);

-- Removing people looks whether others point to them.
create index people_merged on corridor.people (office_id, merged_into) where merged_into is not null;
create index bulk_edits_of_person on corridor.bulk_edit_people (office_id, person_id);
-- Whether a household was touched since it was brought in.
create index history_of_row on corridor.history (office_id, table_name, row_id) where person_id is null;

call corridor.build_wall('import_rows', 'office');
call corridor.build_wall('import_outcomes', 'office');
call corridor.build_wall('import_changes', 'person');
call corridor.build_wall('import_households', 'household');
call corridor.build_wall('erased_records', 'office');
create policy whole_office_only on corridor.import_rows as restrictive to corridor_app using ((select corridor.scope()) = 'all');
create policy whole_office_only on corridor.import_outcomes as restrictive to corridor_app using ((select corridor.scope()) = 'all');
create policy whole_office_only on corridor.import_changes as restrictive to corridor_app using ((select corridor.scope()) = 'all');

-- What history remembers of people whom an undone import had brought: the fact stays, the content goes.
create function corridor.empty_history_of_removed(person_ids uuid[]) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if corridor.office_id() is null or corridor.scope() <> 'all' or not corridor.may_write() then raise exception 'forbidden' using errcode = '42501'; end if;
  update corridor.history h set before = null, after = null
  where h.office_id = corridor.office_id() and h.person_id = any (person_ids)
    and not exists (select from corridor.people p where p.office_id = h.office_id and p.id = h.person_id);
end $$;
alter function corridor.empty_history_of_removed(uuid[]) owner to corridor_definer;

-- As before, and what imports hold of the person: the rows, the raw file they came in, and hashes by which an old file is recognised.
create or replace function corridor.erase_person(person uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  office uuid := corridor.office_id();
  each uuid;
  home uuid;
begin
  if office is null or not corridor.may_write()
     or not (corridor.scope() = 'all' or (corridor.scope() = 'person' and corridor.person_id() = person))
    then raise exception 'forbidden' using errcode = '42501'; end if;
  for each in select id from corridor.people where office_id = office and (id = person or merged_into = person) loop
    select household_id into home from corridor.people where office_id = office and id = each;
    delete from corridor.merges where office_id = office and each in (kept_id, merged_id);
    delete from corridor.person_pairs where office_id = office and each in (person_a, person_b);
    delete from corridor.ties where office_id = office and each in (person_id, other_id);
    delete from corridor.contact_points where office_id = office and person_id = each;
    delete from corridor.residences where office_id = office and person_id = each;
    delete from corridor.consents where office_id = office and person_id = each;
    delete from corridor.notes where office_id = office and person_id = each;
    delete from corridor.notices where office_id = office and person_id = each;
    delete from corridor.personal_links where office_id = office and person_id = each;
    delete from corridor.link_keys where office_id = office and person_id = each;
    insert into corridor.erased_records (office_id, hash)
      select office, hash from corridor.person_sources s cross join lateral (values (s.fingerprint), (s.identity)) as v (hash)
      where s.office_id = office and s.person_id = each and hash is not null on conflict do nothing;
    update corridor.import_rows r set cells = '[]' from corridor.person_sources s
      where s.office_id = office and s.person_id = each and r.office_id = office and r.import_id = s.import_id and r.number = s.number;
    update corridor.import_outcomes o set facts = null, problems = null, person_id = null from corridor.person_sources s
      where s.office_id = office and s.person_id = each and o.office_id = office and o.import_id = s.import_id and o.number = s.number;
    delete from corridor.file_chunks c using corridor.person_sources s, corridor.imports i
      where s.office_id = office and s.person_id = each and i.office_id = office and i.id = s.import_id and c.office_id = office and c.file_id = i.file_id;
    delete from corridor.import_changes where office_id = office and person_id = each;
    delete from corridor.person_sources where office_id = office and person_id = each;
    delete from corridor.bulk_edit_people where office_id = office and person_id = each;
    update corridor.outbox set to_address = '', to_name = null, subject = '', body_text = '', body_html = null,
      state = case when state in ('waiting', 'failed') then 'cancelled' else state end where office_id = office and person_id = each;
    update corridor.people set family_name = '', given_name = '', other_names = '{}', name_key = '', sex = null, born = null, country = null,
      city_id = null, city = null, abroad_since = null, occupation_code = null, occupation = null, skills = '{}', languages = '{}', interests = '{}',
      readiness = null, preferred_language = null, field_sources = '{}', reach = 'none', confirmed_on = null, household_id = null, village_id = null,
      collection_id = null, state = 'erased', merged_into = null, restricted_at = null, updated_at = now()
      where office_id = office and id = each;
    -- A family of which nobody is left in the register goes as well: it was there for its migrants.
    if home is not null and not exists (select from corridor.people where office_id = office and household_id = home) then
      update corridor.collections set informant_name = null, informant_tie = null where office_id = office and household_id = home;
      delete from corridor.households where office_id = office and id = home;
      update corridor.history set before = null, after = null where office_id = office and table_name = 'households' and row_id = home;
    end if;
    update corridor.history set before = null, after = null where office_id = office and person_id = each;
  end loop;
end $$;
alter function corridor.erase_person(uuid) owner to corridor_definer;
