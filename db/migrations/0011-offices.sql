-- Offices: what invitations, operators and the first set-up need beyond the ground.

-- An address has one open invitation in an office; asking again replaces it.
create unique index invitation_open_once on corridor.invitations (office_id, lower(email)) where accepted_at is null and revoked_at is null;
create index operator_access_by_account on corridor.operator_access (account_id, until);

-- The ground's lookup took the database's clock; this one takes the caller's and says more.
drop function corridor.invitation_by_hash(bytea);
create function corridor.invitation_by_hash(hash bytea, at timestamptz)
  returns table (office_id uuid, id uuid, email text, name text, role text, villages uuid[], helper_of text, until date,
                 office_name text, office_slug text, language text, is_demo boolean, account_exists boolean)
  language sql stable security definer set search_path = pg_catalog as $$
  select i.office_id, i.id, i.email, i.name, i.role, i.villages, i.helper_of, i.until, o.name, o.slug, o.default_language, o.is_demo,
    exists (select from auth."user" u where u.email = lower(i.email))
  from corridor.invitations i join corridor.offices o on o.id = i.office_id
  where i.token_hash = hash and i.revoked_at is null and i.accepted_at is null and i.expires_at > at and o.closed_at is null $$;
alter function corridor.invitation_by_hash(bytea, timestamptz) owner to corridor_definer;

-- What an operator sees of all offices: counts, never persons.
create function corridor.office_overview()
  returns table (id uuid, slug text, name text, is_demo boolean, created_at timestamptz, closed_at timestamptz, staff bigint, administrators bigint, invitations bigint)
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if corridor.actor_kind() not in ('system', 'operator') then raise exception 'forbidden' using errcode = '42501'; end if;
  return query select o.id, o.slug, o.name, o.is_demo, o.created_at, o.closed_at,
    (select count(*) from corridor.staff s where s.office_id = o.id and s.ended_at is null),
    (select count(*) from corridor.staff s where s.office_id = o.id and s.ended_at is null and s.role = 'administrator'),
    (select count(*) from corridor.invitations i where i.office_id = o.id and i.accepted_at is null and i.revoked_at is null)
  from corridor.offices o order by o.is_demo, o.name;
end $$;
alter function corridor.office_overview() owner to corridor_definer;

-- Demo accounts that work nowhere any more go with their offices.
create function corridor.remove_demo_accounts() returns integer language plpgsql security definer set search_path = pg_catalog as $$
declare removed integer;
begin
  if corridor.actor_kind() not in ('system', 'operator') then raise exception 'forbidden' using errcode = '42501'; end if;
  delete from auth."user" u where u."isDemo" and not exists (select from corridor.staff s where s.account_id = u.id);
  get diagnostics removed = row_count;
  return removed;
end $$;
alter function corridor.remove_demo_accounts() owner to corridor_definer;

-- Who an account is in other offices is nobody's business here; but a name and an address that the account changes are followed
-- in every office where it works.
create function corridor.follow_account(account uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  update corridor.staff s set name = u.name, email = u.email from auth."user" u
  where u.id = account and s.account_id = account and (s.name, s.email) is distinct from (u.name, u.email);
end $$;
alter function corridor.follow_account(uuid) owner to corridor_definer;
