-- Figures of an office without persons. Who sees no people (planners) still sees figures: counts below five are told as "fewer than
-- five" (null), so that nobody is found by counting. Who sees some villages sees the figures of these.
create function corridor.office_figures(stale_before date) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  office uuid := corridor.office_id();
  reach_of text := corridor.scope();
  villages uuid[] := corridor.villages();
  least integer := case when corridor.scope() = 'none' then 5 else 1 end;
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
    'migrants', (select count(*) from p),
    'reachable', (select count(*) from p where reach in ('confirmed', 'unconfirmed')),
    'fresh', (select count(*) from p where confirmed_on >= stale_before),
    'stale', (select count(*) from p where confirmed_on < stale_before),
    'never', (select count(*) from p where confirmed_on is null),
    'villages', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'latitude', latitude, 'longitude', longitude,
        'migrants', case when migrants >= least then migrants end, 'reachable', case when migrants >= least and reachable >= least then reachable end,
        'stale', case when migrants >= least and stale >= least then stale end) order by migrants desc, name), '[]') from by_village),
    'countries', (select coalesce(jsonb_agg(jsonb_build_object('code', country, 'migrants', case when migrants >= least then migrants end) order by migrants desc, country), '[]') from by_country)
  ) into result;
  return result;
end $$;
alter function corridor.office_figures(date) owner to corridor_definer;
