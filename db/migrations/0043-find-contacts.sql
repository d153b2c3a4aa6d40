-- Contacts and the numbers of villages, cities and occupations while somebody types, in functions whose plans are kept: under the wall
-- the planning alone took most of the time, and counting looked up every person for the sake of the wall.

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
  if so_far >= most then return; end if;
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
alter function corridor.people_by_words(text, integer) rows 60;
alter function corridor.people_from(uuid, uuid[], text[], integer[], integer) rows 60;
alter function corridor.words_like(uuid, text, integer) rows 10;
