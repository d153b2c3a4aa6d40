-- Whether an administrator of the transaction's office may take away the second factor of somebody who works here: not where the same
-- account operates the platform or has a higher role in another office, for then one office could open what is not its own. Says yes
-- or no, and nothing of where else somebody works. A day that ends a helper's time elsewhere is counted in that office's own zone.
create function corridor.may_reset_second_factor(account uuid, at timestamptz) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  ranks text[] := array['planner', 'moderator', 'counsellor', 'field', 'auditor', 'officer', 'administrator'];
  here integer;
begin
  if corridor.office_id() is null or not corridor.may_write() or corridor.actor_kind() not in ('staff', 'system') then raise exception 'forbidden' using errcode = '42501'; end if;
  select array_position(ranks, s.role) into here from corridor.staff s join auth."user" u on u.id = s.account_id
    where s.office_id = corridor.office_id() and s.account_id = account and s.ended_at is null and u."isDemo" is not true;
  return here is not null
    and not exists (select from corridor.operators o where o.account_id = account)
    and not exists (select from corridor.staff s join corridor.offices o on o.id = s.office_id
      where s.account_id = account and s.office_id <> corridor.office_id() and s.ended_at is null and o.closed_at is null
        and (s.until is null or s.until >= (at at time zone o.time_zone)::date) and array_position(ranks, s.role) > here);
end $$;
alter function corridor.may_reset_second_factor(uuid, timestamptz) owner to corridor_definer;
