-- The personal link and what runs by itself for the person's rights.

-- The secret in, one row out, before it is known which office is meant. A record merged into another opens the one that was kept.
-- `opened_at` keeps the first opening.
drop function corridor.person_by_link(bytea);
create function corridor.open_link(hash bytea, at timestamptz)
  returns table (office_slug text, person_id uuid, link_id uuid, preferred_language text)
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  link corridor.personal_links%rowtype;
  found_person corridor.people%rowtype;
begin
  select * into link from corridor.personal_links l where l.token_hash = hash and l.revoked_at is null and l.expires_at > at;
  if link.id is null then return; end if;
  select * into found_person from corridor.people p where p.office_id = link.office_id and p.id = link.person_id;
  for step in 1..20 loop
    exit when found_person.state <> 'merged';
    select * into found_person from corridor.people p where p.office_id = link.office_id and p.id = found_person.merged_into;
  end loop;
  if found_person.state is distinct from 'active' then return; end if;
  if link.opened_at is null then
    update corridor.personal_links l set opened_at = at where l.office_id = link.office_id and l.id = link.id;
  end if;
  return query select o.slug, found_person.id, link.id, found_person.preferred_language
    from corridor.offices o where o.id = link.office_id and o.closed_at is null;
end $$;
alter function corridor.open_link(bytea, timestamptz) owner to corridor_definer;

-- Whoever holds the secret may end it, also where the record behind it was merged into another.
create function corridor.close_link(hash bytea, at timestamptz) returns void
  language sql security definer set search_path = pg_catalog as $$
  update corridor.personal_links set revoked_at = coalesce(revoked_at, at) where token_hash = hash $$;
alter function corridor.close_link(bytea, timestamptz) owner to corridor_definer;

-- Each sending of a notice has a number, so that one that failed can be tried with another address, and none twice.
alter table corridor.notices add column attempt integer not null default 0;
create index notices_sending on corridor.notices (office_id, id) where state = 'sending';
create index people_removed on corridor.people (office_id, removed_at) where state = 'removed';

-- What rows were before is kept as long as the office says, and no longer. Returns how many rows went.
create function corridor.purge_history(before_day timestamptz) returns bigint
  language plpgsql security definer set search_path = pg_catalog as $$
declare gone bigint;
begin
  if corridor.office_id() is null or corridor.actor_kind() <> 'system' then raise exception 'forbidden' using errcode = '42501'; end if;
  delete from corridor.history where office_id = corridor.office_id() and at < before_day;
  get diagnostics gone = row_count;
  return gone;
end $$;
alter function corridor.purge_history(timestamptz) owner to corridor_definer;
