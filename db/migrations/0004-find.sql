-- Finding people while somebody types. Operators that tolerate mistakes are not leakproof and so use no index under the wall: they
-- run in functions of corridor_definer, each of which names the office and the actor's scope itself (tests/contracts/wall.test.ts).

-- Distance-ordered search of names: no threshold below which a misspelt name is not found.
create index people_by_likeness on corridor.people using gist (office_id, name_key gist_trgm_ops (siglen = 64)) where state = 'active';
create extension if not exists btree_gin;
-- Parts of numbers and addresses.
create index contacts_by_part on corridor.contact_points using gin (office_id, value gin_trgm_ops);

-- The people whose names are nearest to a key (platform/names), best first. `distance`: 0 is every part found, 1 is nothing alike.
create function corridor.people_by_likeness(key text, most integer) returns table (id uuid, distance real)
  language plpgsql stable security definer set search_path = pg_catalog, public set plan_cache_mode = force_custom_plan as $$
declare office uuid := corridor.office_id(); villages uuid[] := corridor.villages();
begin
  if office is null or key = '' then return; end if;
  case corridor.scope()
    when 'all' then return query
      select p.id, (key <<-> p.name_key)::real from corridor.people p where p.office_id = office and p.state = 'active' order by key <<-> p.name_key limit most;
    when 'villages' then return query
      select p.id, (key <<-> p.name_key)::real from corridor.people p
      where p.office_id = office and p.state = 'active' and p.village_id = any (villages) order by key <<-> p.name_key limit most;
    else return;
  end case;
end $$;

-- People with a contact in which `part` occurs anywhere (digits of a number, letters of an address).
create function corridor.people_by_contact_part(part text, most integer) returns table (id uuid, value text)
  language plpgsql stable security definer set search_path = pg_catalog, public set plan_cache_mode = force_custom_plan as $$
declare office uuid := corridor.office_id(); pattern text := '%' || replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') || '%';
begin
  if office is null or length(part) < 3 or corridor.scope() not in ('all', 'villages') then return; end if;
  return query
    select p.id, c.value from corridor.contact_points c join corridor.people p on p.office_id = c.office_id and p.id = c.person_id
    where c.office_id = office and c.value like pattern and p.state = 'active'
      and (corridor.scope() = 'all' or p.village_id = any (corridor.villages()))
    limit most;
end $$;
alter function corridor.people_by_likeness(text, integer) owner to corridor_definer;
alter function corridor.people_by_contact_part(text, integer) owner to corridor_definer;
