-- Forgetting people wholly, and figures from which nobody is found.

-- Hashes by which somebody who was erased is recognised in a file that tells of the same person in other words (row-keys.ts): a contact
-- with a given name; a name with the whole day of birth and the village.
alter table corridor.import_outcomes add column memory_keys text[];

-- A mapping without the values that it shows to judge by.
create function corridor.without_examples(mapping jsonb) returns jsonb language sql immutable set search_path = pg_catalog as $$
  select case when jsonb_typeof(mapping -> 'sheets') = 'array' then jsonb_set(mapping, '{sheets}', (
    select coalesce(jsonb_agg(s.sheet || jsonb_build_object('columns', (
      select coalesce(jsonb_agg(c.col || '{"examples": []}' order by c.n), '[]') from jsonb_array_elements(s.sheet -> 'columns') with ordinality c (col, n))) order by s.n), '[]')
    from jsonb_array_elements(mapping -> 'sheets') with ordinality s (sheet, n))) else mapping end $$;

-- As before, and: records joined over several steps; what was staged, drafted, filtered by and counted as failed mail; the names of those
-- who told of nobody else. `hashes`: what the application knows the person by, so that an old file does not bring back somebody who had
-- been registered by hand either.
drop function corridor.erase_person(uuid);
create function corridor.erase_person(person uuid, hashes text[] default '{}') returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  office uuid := corridor.office_id();
  each uuid;
  home uuid;
  told uuid[];
  known text[];
  names text[];
  family text;
  given text;
begin
  if office is null or not corridor.may_write()
     or not (corridor.scope() = 'all' or (corridor.scope() = 'person' and corridor.person_id() = person))
    then raise exception 'forbidden' using errcode = '42501'; end if;
  insert into corridor.erased_records (office_id, hash) select office, h from unnest(hashes) h where left(h, 5) <> 'view:' on conflict do nothing;
  for each in
    with recursive joined as (
      select id from corridor.people where office_id = office and id = person
      union select p.id from joined j join corridor.people p on p.office_id = office and p.merged_into = j.id)
    select id from joined loop
    select household_id, family_name, given_name into home, family, given from corridor.people where office_id = office and id = each;
    -- As written, and as a filter or a link writes it.
    select coalesce(array_agg(distinct v), '{}') into known from (
      select unnest(array[value, raw]) as v from corridor.contact_points where office_id = office and person_id = each and kind <> 'postal') c where length(v) >= 5;
    names := array_remove(array[nullif(family, ''), nullif(given, '')], null);
    select coalesce(array_agg(id), '{}') into told from (
      select collection_id as id from corridor.people where office_id = office and people.id = each
      union select collection_id from corridor.contact_points where office_id = office and person_id = each
      union select collection_id from corridor.residences where office_id = office and person_id = each
      union select value::uuid from corridor.people p cross join lateral jsonb_each_text(p.field_sources) where p.office_id = office and p.id = each) c where id is not null;
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
    -- What was typed and not stored yet, or asked for by name.
    if cardinality(names) > 0 then
      delete from corridor.drafts d where d.office_id = office
        and (exists (select from unnest(known) v where position(v in d.data::text) > 0)
          or (cardinality(names) = 2 and not exists (select from unnest(names) n where position(n in d.data::text) = 0)));
      delete from corridor.saved_views v where v.office_id = office and v.query ~ '(^|&)name='
        and exists (select from unnest(hashes) h where left(h, 5) = 'view:' and position(substr(h, 6) in lower(v.query)) > 0);
    end if;
    -- Rows that were refused belong to nobody yet; the officer who mends the file does so without this one.
    with mine as (
      select r.import_id, r.number from corridor.import_outcomes o join corridor.import_rows r on r.office_id = office and r.import_id = o.import_id and r.number = o.number
      where o.office_id = office and o.outcome = 'refused' and given <> '' and position(lower(given) in lower(r.cells::text)) > 0
        and (family <> '' and position(lower(family) in lower(r.cells::text)) > 0 or exists (select from unnest(known) v where position(lower(v) in lower(r.cells::text)) > 0))),
    emptied as (update corridor.import_rows r set cells = '[]' from mine where r.office_id = office and r.import_id = mine.import_id and r.number = mine.number),
    files as (delete from corridor.file_chunks c using mine, corridor.imports i where i.office_id = office and i.id = mine.import_id and c.office_id = office and c.file_id = i.file_id)
    update corridor.import_outcomes o set problems = null from mine where o.office_id = office and o.import_id = mine.import_id and o.number = mine.number;
    update corridor.imports i set proposal = corridor.without_examples(proposal), mapping = corridor.without_examples(mapping)
      where i.office_id = office and exists (select from unnest(known || names) v where length(v) > 1 and position(lower(v) in lower(coalesce(i.proposal::text, '') || coalesce(i.mapping::text, ''))) > 0);
    insert into corridor.erased_records (office_id, hash)
      select office, hash from corridor.person_sources s cross join lateral (values (s.fingerprint), (s.identity)) as v (hash)
      where s.office_id = office and s.person_id = each and hash is not null on conflict do nothing;
    update corridor.import_rows r set cells = '[]' from corridor.person_sources s
      where s.office_id = office and s.person_id = each and r.office_id = office and r.import_id = s.import_id and r.number = s.number;
    update corridor.import_outcomes o set facts = null, problems = null, person_id = null, memory_keys = null from corridor.person_sources s
      where s.office_id = office and s.person_id = each and o.office_id = office and o.import_id = s.import_id and o.number = s.number;
    delete from corridor.file_chunks c using corridor.person_sources s, corridor.imports i
      where s.office_id = office and s.person_id = each and i.office_id = office and i.id = s.import_id and c.office_id = office and c.file_id = i.file_id;
    delete from corridor.import_changes where office_id = office and person_id = each;
    delete from corridor.person_sources where office_id = office and person_id = each;
    delete from corridor.bulk_edit_people where office_id = office and person_id = each;
    update corridor.outbox set to_address = '', to_name = null, subject = '', body_text = '', body_html = null, sealed = null, error = null,
      state = case when state in ('waiting', 'failed', 'kept') then 'cancelled' else state end where office_id = office and person_id = each;
    update corridor.people set family_name = '', given_name = '', other_names = '{}', name_key = '', sex = null, born = null, country = null,
      city_id = null, city = null, abroad_since = null, occupation_code = null, occupation = null, skills = '{}', languages = '{}', interests = '{}',
      readiness = null, preferred_language = null, field_sources = '{}', reach = 'none', confirmed_on = null, household_id = null, village_id = null,
      collection_id = null, state = 'erased', merged_into = null, restricted_at = null, updated_at = now()
      where office_id = office and id = each;
    -- Who told of this person and of nobody else is not to be known any more; nor the person who told of the own self.
    update corridor.collections c set informant_name = null, informant_tie = null where c.office_id = office and c.id = any (told) and (c.informant_tie = 'self' or not (
      exists (select from corridor.people p where p.office_id = office and p.collection_id = c.id)
      or exists (select from corridor.contact_points p where p.office_id = office and p.collection_id = c.id)
      or exists (select from corridor.residences p where p.office_id = office and p.collection_id = c.id)));
    -- A family of which nobody is left in the register goes as well: it was there for its migrants.
    if home is not null and not exists (select from corridor.people where office_id = office and household_id = home) then
      update corridor.collections set informant_name = null, informant_tie = null where office_id = office and household_id = home;
      delete from corridor.households where office_id = office and id = home;
      update corridor.history set before = null, after = null where office_id = office and table_name = 'households' and row_id = home;
    end if;
    update corridor.history set before = null, after = null where office_id = office and person_id = each;
  end loop;
  -- Rows of files that told of the person and were refused, not applied, or known already; and that would still be applied.
  with mine as (
    select o.import_id, o.number from corridor.import_outcomes o join corridor.erased_records e on e.office_id = office and e.hash in (o.fingerprint, o.identity)
      where o.office_id = office
    union select o.import_id, o.number from corridor.import_outcomes o where o.office_id = office and o.memory_keys && hashes),
  emptied as (update corridor.import_rows r set cells = '[]' from mine where r.office_id = office and r.import_id = mine.import_id and r.number = mine.number),
  files as (delete from corridor.file_chunks c using mine, corridor.imports i where i.office_id = office and i.id = mine.import_id and c.office_id = office and c.file_id = i.file_id)
  update corridor.import_outcomes o set facts = null, problems = null, person_id = null, memory_keys = null,
      outcome = case when o.outcome in ('create', 'update') and i.state not in ('applied', 'undone') then 'erased' else o.outcome end
    from mine join corridor.imports i on i.office_id = office and i.id = mine.import_id
    where o.office_id = office and o.import_id = mine.import_id and o.number = mine.number;
end $$;
alter function corridor.erase_person(uuid, text[]) owner to corridor_definer;

-- As before; but who sees no people gets rounded figures. Exact sums would give the withheld ones away: the whole less the villages shown
-- is the village withheld, and the same figures a day later tell of the one who was added.
create or replace function corridor.office_figures(stale_before date) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  office uuid := corridor.office_id();
  reach_of text := corridor.scope();
  villages uuid[] := corridor.villages();
  -- Figures are told in steps of so many; what is less is withheld.
  step integer := case when corridor.scope() = 'none' then 5 else 1 end;
  result jsonb;
begin
  if office is null or corridor.actor_kind() not in ('staff', 'token', 'system', 'operator') or reach_of = 'person' then return null; end if;
  with p as materialized (
    select village_id, country, reach, confirmed_on, created_at from corridor.people
    where office_id = office and state = 'active' and (reach_of in ('all', 'none') or village_id = any (villages))),
  by_village as (
    select v.id, v.name, v.latitude, v.longitude, count(*) as migrants, count(*) filter (where p.reach in ('confirmed', 'unconfirmed')) as reachable,
      count(*) filter (where p.confirmed_on < stale_before) as stale
    from p join corridor.places v on v.office_id = office and v.id = p.village_id group by v.id, v.name, v.latitude, v.longitude),
  by_country as (select country, count(*) as migrants from p where country is not null group by country)
  select jsonb_build_object(
    'migrants', (select count(*) / step * step from p),
    'reachable', (select count(*) / step * step from p where reach in ('confirmed', 'unconfirmed')),
    'fresh', (select count(*) / step * step from p where confirmed_on >= stale_before),
    'stale', (select count(*) / step * step from p where confirmed_on < stale_before),
    'never', (select count(*) / step * step from p where confirmed_on is null),
    'villages', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'latitude', latitude, 'longitude', longitude,
        'migrants', case when migrants >= step then migrants / step * step end, 'reachable', case when migrants >= step and reachable >= step then reachable / step * step end,
        'stale', case when migrants >= step and stale >= step then stale / step * step end) order by migrants / step desc, name), '[]') from by_village),
    'countries', (select coalesce(jsonb_agg(jsonb_build_object('code', country, 'migrants', case when migrants >= step then migrants / step * step end) order by migrants / step desc, country), '[]') from by_country)
  ) into result;
  return result;
end $$;
alter function corridor.office_figures(date) owner to corridor_definer;

-- What was submitted under a name of the sender's, so that it is done once (platform/submissions): hashes, and an answer of ids.
create table corridor.submissions (
  office_id uuid not null references corridor.offices on delete cascade,
  key text not null,
  request text not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (office_id, key)
);
create index submissions_by_age on corridor.submissions (office_id, created_at);
call corridor.build_wall('submissions', 'office');
create policy for_those_who_work on corridor.submissions as restrictive for select to corridor_app using ((select corridor.actor_kind()) in ('staff', 'operator', 'token', 'system'));
