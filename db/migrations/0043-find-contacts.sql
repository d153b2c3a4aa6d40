-- What is found while somebody types, cheaper still. Contacts and the numbers of villages, cities and occupations come from functions
-- whose plans are kept: under the wall the planning alone took most of the time, and counting looked up every person for the sake of
-- the wall. Words are likened through GIN: of thirty thousand words it reads those that share letters, where GiST read nearly all.

drop index corridor.name_words_by_likeness;
create index name_words_by_likeness on corridor.name_words using gin (office_id, word gin_trgm_ops) with (fastupdate = off);

create or replace function corridor.words_like(office uuid, typed text, most integer) returns table (word text, slips integer)
  language plpgsql stable rows 10 set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_indexscan = off
  -- Low: letters exchanged in a short word leave few trigrams in common. Which word is near is told by the slips.
  set pg_trgm.similarity_threshold = 0.19 as $$
#variable_conflict use_column
begin return query
  select near.word, near.slips from (
    select w.word, least(levenshtein(typed, w.word), levenshtein(typed, left(w.word, length(typed))), levenshtein(typed, left(w.word, length(typed) + 1)), levenshtein(typed, left(w.word, length(typed) - 1))) as slips
    from corridor.name_words w where w.office_id = office and w.word % typed) near
  where near.slips between 1 and 1 + length(typed) / 4 order by near.slips, typed <-> near.word limit most; end $$;

-- Somebody who fits as typed twenty times needs no mistakes looked for; one word alone is looked for where two together found few.
create or replace function corridor.people_by_words(key text, most integer) returns table (id uuid, slips integer)
  language plpgsql stable rows 60 security definer set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  office uuid := corridor.office_id();
  villages uuid[] := case corridor.scope() when 'villages' then corridor.villages() end;
  typed text[] := (string_to_array(left(btrim(key), 100), ' '))[1:4];
  words integer := coalesce(cardinality(typed), 0);
  starts text[];
  costs integer[];
  alone text[];
  alone_costs integer[];
  so_far integer;
  these integer;
begin
  if office is null or words = 0 or corridor.scope() not in ('all', 'villages') then return; end if;
  return query select * from corridor.people_from(office, villages, array[array_to_string(typed, ' ')], array[0], most);
  get diagnostics so_far = row_count;
  if so_far >= most / 3 then return; end if;
  return query select *, 0 from corridor.people_by_pairs(office, villages, (
    select string_agg(quote_literal(typed[1] || case when words > 1 then ' ' || typed[at] else '' end) || case when at = words then ':*' else '' end, ' & ')
    from generate_series(least(2, words), words) as at)::tsquery, most);
  get diagnostics these = row_count;
  so_far := so_far + these;
  if so_far >= most / 3 then return; end if;
  with near as materialized (
    select t.at, t.word, 0 as slips from unnest(typed) with ordinality as t (word, at)
    union all select t.at, l.word, l.slips from unnest(typed) with ordinality as t (word, at) cross join lateral corridor.words_like(office, t.word, 6) l where length(t.word) > 2),
  together as (
    select word as start, slips from near where words = 1
    union all select a.word || ' ' || b.word, a.slips + b.slips + 10 * (words - 2) from near a join near b on a.at < b.at)
  select (select array_agg(start) from together), (select array_agg(slips) from together), (select array_agg(word || ' ') from near), (select array_agg(slips + 10 * (words - 1)) from near)
    into starts, costs, alone, alone_costs;
  return query select * from corridor.people_from(office, villages, starts, costs, 10);
  get diagnostics these = row_count;
  so_far := so_far + these;
  return query select *, 5 from corridor.people_by_pairs(office, villages, (select string_agg(quote_literal(start) || ':*', ' | ') from unnest(starts) as start)::tsquery, most);
  get diagnostics these = row_count;
  so_far := so_far + these;
  if words = 1 or so_far >= most / 3 then return; end if;
  return query select * from corridor.people_from(office, villages, alone, alone_costs, 10);
  get diagnostics these = row_count;
  if so_far + these >= most / 3 then return; end if;
  return query select *, 15 from corridor.people_by_pairs(office, villages, (select string_agg(quote_literal(start) || ':*', ' | ') from unnest(alone) as start)::tsquery, most);
end $$;

drop function corridor.people_by_contact_part(text, integer);
drop index corridor.contacts_by_part;
-- Without the domain of an address: that many share, and a trigram that half of the rows hold finds nobody and reads them all.
create index contacts_by_part on corridor.contact_points using gin (office_id, split_part(value, '@', 1) gin_trgm_ops);
create index contacts_by_domain on corridor.contact_points (office_id, split_part(value, '@', 2) text_pattern_ops) where kind = 'email';

create function corridor.escaped_like(part text) returns text language sql immutable parallel safe
  as $$ select replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') $$;

-- Contacts that begin or end with `part`, or whose domain begins with it; at most `most` in each way.
create function corridor.contacts_at_an_end(office uuid, part text, most integer) returns table (person uuid, found text)
  language plpgsql stable rows 60 set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as $$
declare domain text := case when part like '@%' then substr(part, 2) when part ~ '[a-z]' and strpos(part, '@') = 0 then part else '' end;
begin
  return query
    (select c.person_id, c.value from corridor.contact_points c
      where c.office_id = office and c.value ~>=~ ('+' || part) and c.value ~<~ ('+' || part || chr(1114111)) order by c.value using ~<~ limit most)
    union all (select c.person_id, c.value from corridor.contact_points c
      where c.office_id = office and c.value ~>=~ part and c.value ~<~ (part || chr(1114111)) order by c.value using ~<~ limit most)
    union all (select c.person_id, c.value from corridor.contact_points c
      where c.office_id = office and c.value_reversed ~>=~ reverse(part) and c.value_reversed ~<~ (reverse(part) || chr(1114111)) order by c.value_reversed using ~<~ limit most);
  if length(domain) < 3 then return; end if;
  return query select c.person_id, c.value from corridor.contact_points c
    where c.office_id = office and c.kind = 'email' and split_part(c.value, '@', 2) ~>=~ domain and split_part(c.value, '@', 2) ~<~ (domain || chr(1114111))
    order by split_part(c.value, '@', 2) using ~<~ limit most;
end $$;

-- Contacts with `part` in the middle of a number or of what stands before the @.
create function corridor.contacts_in_the_middle(office uuid, part text, most integer) returns table (person uuid, found text)
  language plpgsql stable rows 60 set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_indexscan = off as $$
declare
  before_at text := split_part(part, '@', 1);
  pattern text := '%' || corridor.escaped_like(before_at) || case when strpos(part, '@') > 0 then '' else '%' end;
  whole text := '%' || corridor.escaped_like(part) || '%';
begin
  if length(before_at) < 3 then return; end if;
  return query select c.person_id, c.value from corridor.contact_points c
    where c.office_id = office and split_part(c.value, '@', 1) like pattern and c.value like whole limit most;
end $$;

-- People with a contact in which `part` occurs (digits of a number, letters of an address), within the actor's scope. Who sees some
-- villages looks through more contacts than are wanted, for most of them are of others. What many begin or end with is not to be
-- told apart by looking into the middle, where it costs most.
create function corridor.people_by_contact(part text, most integer) returns table (id uuid, value text)
  language plpgsql stable rows 60 security definer set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan as $$
declare
  office uuid := corridor.office_id();
  villages uuid[] := case corridor.scope() when 'villages' then corridor.villages() end;
  looked_at integer := most * case when villages is null then 2 else 30 end;
  so_far integer;
begin
  if office is null or length(part) < 3 or corridor.scope() not in ('all', 'villages') then return; end if;
  return query select p.id, c.found from corridor.contacts_at_an_end(office, part, looked_at) c
    join corridor.people p on p.office_id = office and p.id = c.person and p.state = 'active' and (villages is null or p.village_id = any (villages)) limit most;
  get diagnostics so_far = row_count;
  -- A part as long as this that somebody's number begins or ends with is not meant to stand in the middle of others.
  if so_far >= most or (so_far > 0 and length(part) > 5) then return; end if;
  return query select p.id, c.found from corridor.contacts_in_the_middle(office, part, looked_at) c
    join corridor.people p on p.office_id = office and p.id = c.person and p.state = 'active' and (villages is null or p.village_id = any (villages)) limit most;
end $$;

-- How many people of the actor's scope are of a village, live in a city abroad or have an occupation, counted to `most`.
create function corridor.count_people(kind text, place uuid, land text, trade text, most integer) returns integer
  language plpgsql stable security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  office uuid := corridor.office_id();
  villages uuid[] := case corridor.scope() when 'villages' then corridor.villages() end;
begin
  if office is null or corridor.scope() not in ('all', 'villages') then return 0; end if;
  if villages is not null then
    return (select count(*) from (select from corridor.people p where p.office_id = office and p.state = 'active' and p.village_id = any (villages)
      and case kind when 'village' then p.village_id = place when 'city' then p.city_id = place else p.occupation_code = trade end limit most) x);
  end if;
  case kind
    when 'village' then return (select count(*) from (select from corridor.people p where p.office_id = office and p.state = 'active' and p.village_id = place limit most) x);
    when 'city' then return (select count(*) from (select from corridor.people p where p.office_id = office and p.state = 'active' and p.country = land and p.city_id = place limit most) x);
    else return (select count(*) from (select from corridor.people p where p.office_id = office and p.state = 'active' and p.occupation_code = trade limit most) x);
  end case;
end $$;

alter function corridor.contacts_at_an_end(uuid, text, integer) owner to corridor_definer;
alter function corridor.contacts_in_the_middle(uuid, text, integer) owner to corridor_definer;
alter function corridor.people_by_contact(text, integer) owner to corridor_definer;
alter function corridor.count_people(text, uuid, text, text, integer) owner to corridor_definer;
revoke execute on function corridor.contacts_at_an_end(uuid, text, integer) from public;
revoke execute on function corridor.contacts_in_the_middle(uuid, text, integer) from public;
alter function corridor.people_from(uuid, uuid[], text[], integer[], integer) rows 60;
