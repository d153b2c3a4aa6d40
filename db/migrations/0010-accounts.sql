-- Accounts: who signs in. The tables are those that better-auth asks for (a test compares them with what it would make today),
-- and three of our own beside them. None of them belongs to an office, for an account may work in several; so the wall of
-- offices does not stand around this schema. The application must reach them to check a password; what they hold of secrets
-- are hashes (passwords, links) or sealed with a key that the database does not know (second factors, links of mails).

create schema auth;
grant usage on schema auth to corridor_app, corridor_definer;

create table auth."user" (
  "id" uuid primary key default pg_catalog.gen_random_uuid(),
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  "twoFactorEnabled" boolean,
  "language" text,
  "isDemo" boolean,
  constraint account_email_is_lower check (email = lower(email)),
  constraint account_email_length check (length(email) between 3 and 254),
  constraint account_name_length check (length(name) between 1 and 200)
);

create table auth."session" (
  "id" uuid primary key default pg_catalog.gen_random_uuid(),
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null references auth."user" ("id") on delete cascade,
  -- When this session showed a second factor. Without it nothing opens but the page that sets one up.
  "secondFactorAt" timestamptz
);
create index "session_userId_idx" on auth."session" ("userId");

create table auth."account" (
  "id" uuid primary key default pg_catalog.gen_random_uuid(),
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references auth."user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);
create index "account_userId_idx" on auth."account" ("userId");
create unique index account_has_one_password on auth."account" ("userId", "providerId");

create table auth."verification" (
  "id" uuid primary key default pg_catalog.gen_random_uuid(),
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index "verification_identifier_idx" on auth."verification" ("identifier");

create table auth."twoFactor" (
  "id" uuid primary key default pg_catalog.gen_random_uuid(),
  "secret" text not null,
  "backupCodes" text not null,
  "userId" uuid not null references auth."user" ("id") on delete cascade,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create index "twoFactor_secret_idx" on auth."twoFactor" ("secret");
create index "twoFactor_userId_idx" on auth."twoFactor" ("userId");
-- One authenticator app an account: two set-ups at once meet here.
create unique index authenticator_once on auth."twoFactor" ("userId");

create table auth."passkey" (
  "id" uuid primary key default pg_catalog.gen_random_uuid(),
  "name" text,
  "publicKey" text not null,
  "userId" uuid not null references auth."user" ("id") on delete cascade,
  "credentialID" text not null,
  "counter" integer not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  "transports" text,
  "createdAt" timestamptz,
  "aaguid" text
);
create index "passkey_userId_idx" on auth."passkey" ("userId");
create index "passkey_credentialID_idx" on auth."passkey" ("credentialID");

-- Ours. A code of an authenticator app counts once: who looks over a shoulder is half a minute too late.
create table auth.used_codes (
  account_id uuid not null references auth."user" on delete cascade,
  code_hash bytea not null,
  used_at timestamptz not null,
  primary key (account_id, code_hash)
);

-- Links that we send: to set a new password, to confirm a new address. Only the hash is kept; each works once and not for long.
create table auth.links (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references auth."user" on delete cascade,
  purpose text not null constraint link_purpose check (purpose in ('password', 'email')),
  token_hash bytea not null constraint link_token_once unique,
  new_email text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint email_link_has_an_address check ((purpose = 'email') = (new_email is not null))
);
create index links_of_account on auth.links (account_id);

-- Mail about an account belongs to no office, and nobody in an office can read it. Otherwise like corridor.outbox.
create table auth.mail (
  id uuid primary key default gen_random_uuid(),
  idempotency_key text not null constraint account_mail_once unique,
  kind text not null,
  account_id uuid references auth."user" on delete cascade,
  to_address text not null,
  to_name text,
  language text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  sealed bytea,
  message_id text not null,
  state text not null default 'waiting' constraint account_mail_state check (state in ('waiting', 'sending', 'sent', 'kept', 'failed', 'cancelled')),
  attempts integer not null default 0,
  available_at timestamptz not null default now(),
  attempted_at timestamptz,
  sent_at timestamptz,
  error text,
  created_at timestamptz not null default now()
);

grant select, insert, update, delete on all tables in schema auth to corridor_app;
grant select on auth."user", auth."session", auth."twoFactor", auth."passkey" to corridor_definer;
grant delete on auth."user" to corridor_definer;

comment on schema auth is 'No wall of offices: accounts belong to none. The application must reach it to let anybody in.';
comment on table auth."user" is 'no wall: an account may work in several offices';
comment on table auth."session" is 'no wall: looked up by its token before the office is known';
comment on table auth."account" is 'no wall: password hashes (scrypt)';
comment on table auth."verification" is 'no wall: short-lived challenges, found by the hash of a secret';
comment on table auth."twoFactor" is 'no wall: sealed with a key that the database does not know';
comment on table auth."passkey" is 'no wall: public keys';
comment on table auth.used_codes is 'no wall: hashes of codes that were used';
comment on table auth.links is 'no wall: hashes of links, found by a secret';
comment on table auth.mail is 'no wall: mail about accounts; links in it are sealed until it has left';

-- Who a session is, and where that account may do what, in one statement. `at` is the caller's clock. A day that ends a helper's
-- time is included and counted in the office's own zone. Rows of ended and expired memberships do not appear.
create function corridor.session_facts(session_token text, at timestamptz)
  returns table (account_id uuid, name text, email text, language text, is_demo boolean, created_at timestamptz, expires_at timestamptz, updated_at timestamptz,
                 second_factor_at timestamptz, has_second_factor boolean, is_operator boolean, memberships jsonb, grants jsonb)
  language sql stable security definer set search_path = pg_catalog as $$
  select u.id, u.name, u.email, u.language, coalesce(u."isDemo", false), s."createdAt", s."expiresAt", s."updatedAt", s."secondFactorAt",
    exists (select from auth.passkey p where p."userId" = u.id) or exists (select from auth."twoFactor" t where t."userId" = u.id and t.verified),
    exists (select from corridor.operators o where o.account_id = u.id),
    coalesce((select jsonb_agg(jsonb_build_object('officeId', o.id, 'slug', o.slug, 'officeName', o.name, 'isDemo', o.is_demo, 'name', m.name,
        'role', m.role, 'villages', m.villages, 'helperOf', m.helper_of, 'until', m.until) order by o.name)
      from corridor.staff m join corridor.offices o on o.id = m.office_id
      where m.account_id = u.id and m.ended_at is null and o.closed_at is null
        and (m.until is null or m.until >= (at at time zone o.time_zone)::date)), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'officeId', a.office_id, 'until', a.until))
      from corridor.operator_access a where a.account_id = u.id and a.until > at
        and exists (select from corridor.operators o where o.account_id = u.id)), '[]')
  from auth."session" s join auth."user" u on u.id = s."userId"
  where s.token = session_token and s."expiresAt" > at $$;
alter function corridor.session_facts(text, timestamptz) owner to corridor_definer;

-- A token of the API: which office, which role. Notes the day of its use, so that an office sees which ones it still needs.
create function corridor.use_api_token(hash bytea, at timestamptz)
  returns table (office_id uuid, office_slug text, id uuid, name text, role text)
  language plpgsql volatile security definer set search_path = pg_catalog as $$
begin
  update corridor.api_tokens t set last_used_on = (at at time zone 'UTC')::date
  where t.token_hash = hash and t.revoked_at is null and t.expires_at > at and t.last_used_on is distinct from (at at time zone 'UTC')::date;
  return query select t.office_id, o.slug, t.id, t.name, t.role
  from corridor.api_tokens t join corridor.offices o on o.id = t.office_id
  where t.token_hash = hash and t.revoked_at is null and t.expires_at > at and o.closed_at is null;
end $$;
alter function corridor.use_api_token(bytea, timestamptz) owner to corridor_definer;

-- The cast of the demo: accounts made for it that work in demo offices and nowhere else. Only they sign in with one click.
create function corridor.demo_accounts() returns table (id uuid, name text, role text, office_name text, office_slug text)
  language sql stable security definer set search_path = pg_catalog as $$
  select u.id, m.name, m.role, o.name, o.slug
  from auth."user" u join corridor.staff m on m.account_id = u.id join corridor.offices o on o.id = m.office_id
  where u."isDemo" and m.ended_at is null and o.is_demo and o.closed_at is null
    and not exists (select from corridor.operators p where p.account_id = u.id)
    and not exists (select from corridor.staff s join corridor.offices f on f.id = s.office_id where s.account_id = u.id and not f.is_demo)
  order by o.name, array_position(array['administrator', 'officer', 'field', 'counsellor', 'moderator', 'planner', 'auditor'], m.role), m.name $$;
alter function corridor.demo_accounts() owner to corridor_definer;
