-- A token does not outlast the work of whoever made it: not the last day of a helper from a twin office, not the end of somebody's
-- work, not a role that the maker has no more. Makers who never worked in the office (its operators, the command line) are not held to it.
create function corridor.token_maker_stands(office uuid, maker uuid, token_role text, at timestamptz) returns boolean
  language sql stable set search_path = pg_catalog as $$
  select not exists (
    select from corridor.staff m join corridor.offices o on o.id = m.office_id
    where m.office_id = office and m.account_id = maker
      and (m.ended_at is not null or m.until < (at at time zone o.time_zone)::date
        or m.role <> all (case token_role when 'officer' then array['administrator', 'officer'] when 'auditor' then array['administrator', 'officer', 'auditor']
          else array['administrator', 'officer', 'auditor', 'planner'] end))) $$;

create or replace function corridor.use_api_token(hash bytea, at timestamptz)
  returns table (office_id uuid, office_slug text, id uuid, name text, role text)
  language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  update corridor.api_tokens t set last_used_on = (at at time zone 'UTC')::date
  where t.token_hash = hash and t.revoked_at is null and t.expires_at > at and t.last_used_on is distinct from (at at time zone 'UTC')::date
    and corridor.token_maker_stands(t.office_id, t.created_by, t.role, at);
  return query select t.office_id, o.slug, t.id, t.name, t.role
  from corridor.api_tokens t join corridor.offices o on o.id = t.office_id
  where t.token_hash = hash and t.revoked_at is null and t.expires_at > at and o.closed_at is null and corridor.token_maker_stands(t.office_id, t.created_by, t.role, at);
end $$;

-- The older way to a token, which nothing uses and which would not ask all this.
drop function corridor.api_token_by_hash(bytea);
