-- The schema as the migrations make it, for reading; made by scripts/write-generated.ts, never run.
-- The tables of the queues (schema jobs) are in db/migrations/0000-jobs.sql.

create schema auth;
grant usage on schema auth to corridor_app;
grant usage on schema auth to corridor_definer;

create schema corridor;
grant create, usage on schema corridor to corridor_definer;
grant usage on schema corridor to corridor_app;

-- no wall: sealed with a key that the database does not know
create table auth."twoFactor" (
  id uuid default gen_random_uuid() not null,
  secret text not null,
  "backupCodes" text not null,
  "userId" uuid not null,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamp with time zone,
  constraint "twoFactor_pkey" PRIMARY KEY (id),
  constraint "twoFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX authenticator_once ON auth."twoFactor" USING btree ("userId");
CREATE INDEX "twoFactor_secret_idx" ON auth."twoFactor" USING btree (secret);
CREATE INDEX "twoFactor_userId_idx" ON auth."twoFactor" USING btree ("userId");
grant delete, insert, select, update on auth."twoFactor" to corridor_app;
grant select on auth."twoFactor" to corridor_definer;

-- no wall: an account may work in several offices
create table auth."user" (
  id uuid default gen_random_uuid() not null,
  name text not null,
  email text not null,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  "twoFactorEnabled" boolean,
  language text,
  "isDemo" boolean,
  constraint user_pkey PRIMARY KEY (id),
  constraint user_email_key UNIQUE (email),
  constraint account_email_is_lower CHECK ((email = lower(email))),
  constraint account_email_length CHECK (((length(email) >= 3) AND (length(email) <= 254))),
  constraint account_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
grant delete, insert, select, update on auth."user" to corridor_app;
grant delete, select on auth."user" to corridor_definer;

-- no wall: password hashes (scrypt)
create table auth.account (
  id uuid default gen_random_uuid() not null,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  password text,
  "createdAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX account_has_one_password ON auth.account USING btree ("userId", "providerId");
CREATE INDEX "account_userId_idx" ON auth.account USING btree ("userId");
grant delete, insert, select, update on auth.account to corridor_app;

-- no wall: hashes of links, found by a secret
create table auth.links (
  id uuid default gen_random_uuid() not null,
  account_id uuid not null,
  purpose text not null,
  token_hash bytea not null,
  new_email text,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint links_pkey PRIMARY KEY (id),
  constraint link_token_once UNIQUE (token_hash),
  constraint email_link_has_an_address CHECK (((purpose = 'email'::text) = (new_email IS NOT NULL))),
  constraint link_purpose CHECK ((purpose = ANY (ARRAY['password'::text, 'email'::text]))),
  constraint links_account_id_fkey FOREIGN KEY (account_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX links_of_account ON auth.links USING btree (account_id);
grant delete, insert, select, update on auth.links to corridor_app;

-- no wall: mail about accounts; links in it are sealed until it has left
create table auth.mail (
  id uuid default gen_random_uuid() not null,
  idempotency_key text not null,
  kind text not null,
  account_id uuid,
  to_address text not null,
  to_name text,
  language text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  sealed bytea,
  message_id text not null,
  state text default 'waiting'::text not null,
  attempts integer default 0 not null,
  available_at timestamp with time zone default now() not null,
  attempted_at timestamp with time zone,
  sent_at timestamp with time zone,
  error text,
  created_at timestamp with time zone default now() not null,
  constraint mail_pkey PRIMARY KEY (id),
  constraint account_mail_once UNIQUE (idempotency_key),
  constraint account_mail_state CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'kept'::text, 'failed'::text, 'cancelled'::text]))),
  constraint mail_account_id_fkey FOREIGN KEY (account_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
grant delete, insert, select, update on auth.mail to corridor_app;

-- no wall: public keys
create table auth.passkey (
  id uuid default gen_random_uuid() not null,
  name text,
  "publicKey" text not null,
  "userId" uuid not null,
  "credentialID" text not null,
  counter integer not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  transports text,
  "createdAt" timestamp with time zone,
  aaguid text,
  constraint passkey_pkey PRIMARY KEY (id),
  constraint "passkey_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "passkey_credentialID_idx" ON auth.passkey USING btree ("credentialID");
CREATE INDEX "passkey_userId_idx" ON auth.passkey USING btree ("userId");
grant delete, insert, select, update on auth.passkey to corridor_app;
grant select on auth.passkey to corridor_definer;

-- no wall: looked up by its token before the office is known
create table auth.session (
  id uuid default gen_random_uuid() not null,
  "expiresAt" timestamp with time zone not null,
  token text not null,
  "createdAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamp with time zone not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null,
  "secondFactorAt" timestamp with time zone,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token),
  constraint "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "session_userId_idx" ON auth.session USING btree ("userId");
grant delete, insert, select, update on auth.session to corridor_app;
grant select on auth.session to corridor_definer;

-- no wall: hashes of codes that were used
create table auth.used_codes (
  account_id uuid not null,
  code_hash bytea not null,
  used_at timestamp with time zone not null,
  constraint used_codes_pkey PRIMARY KEY (account_id, code_hash),
  constraint used_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
grant delete, insert, select, update on auth.used_codes to corridor_app;

-- no wall: short-lived challenges, found by the hash of a secret
create table auth.verification (
  id uuid default gen_random_uuid() not null,
  identifier text not null,
  value text not null,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_identifier_idx ON auth.verification USING btree (identifier);
grant delete, insert, select, update on auth.verification to corridor_app;

create table corridor.api_tokens (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  name text not null,
  role text not null,
  token_hash bytea not null,
  created_by uuid,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  last_used_on date,
  revoked_at timestamp with time zone,
  constraint api_tokens_pkey PRIMARY KEY (office_id, id),
  constraint api_token_once UNIQUE (token_hash),
  constraint token_name_length CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint token_role CHECK ((role = ANY (ARRAY['officer'::text, 'auditor'::text, 'planner'::text]))),
  constraint api_tokens_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
alter table corridor.api_tokens enable row level security, force row level security;
create policy definer on corridor.api_tokens for all to corridor_definer
  using (true)
  with check (true);
create policy for_those_who_work on corridor.api_tokens as restrictive for select to corridor_app
  using ((( SELECT corridor.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'operator'::text, 'token'::text, 'system'::text])));
create policy readers_add_nothing on corridor.api_tokens as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.api_tokens as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.api_tokens as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.api_tokens for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
grant delete, insert, select, update on corridor.api_tokens to corridor_app;
grant delete, insert, select, update on corridor.api_tokens to corridor_definer;

create table corridor.bulk_edit_people (
  office_id uuid not null,
  bulk_edit_id uuid not null,
  person_id uuid not null,
  before jsonb not null,
  after jsonb not null,
  constraint bulk_edit_people_pkey PRIMARY KEY (office_id, bulk_edit_id, person_id),
  constraint bulk_edit_people_office_id_bulk_edit_id_fkey FOREIGN KEY (office_id, bulk_edit_id) REFERENCES corridor.bulk_edits(office_id, id) ON DELETE CASCADE,
  constraint bulk_edit_people_office_id_person_id_fkey FOREIGN KEY (office_id, person_id) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE
);
CREATE INDEX bulk_edits_of_person ON corridor.bulk_edit_people USING btree (office_id, person_id);
alter table corridor.bulk_edit_people enable row level security, force row level security;
create policy definer on corridor.bulk_edit_people for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.bulk_edit_people as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.bulk_edit_people as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.bulk_edit_people as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.bulk_edit_people for all to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR (EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = bulk_edit_people.office_id) AND (p.id = bulk_edit_people.person_id)))))));
grant delete, insert, select, update on corridor.bulk_edit_people to corridor_app;
grant delete, insert, select, update on corridor.bulk_edit_people to corridor_definer;

create table corridor.bulk_edits (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  account_id uuid,
  actor_name text not null,
  action jsonb not null,
  people_count integer not null,
  created_at timestamp with time zone default now() not null,
  undone_at timestamp with time zone,
  constraint bulk_edits_pkey PRIMARY KEY (office_id, id),
  constraint bulk_edits_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
alter table corridor.bulk_edits enable row level security, force row level security;
create policy definer on corridor.bulk_edits for all to corridor_definer
  using (true)
  with check (true);
create policy for_those_who_work on corridor.bulk_edits as restrictive for select to corridor_app
  using ((( SELECT corridor.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'operator'::text, 'token'::text, 'system'::text])));
create policy readers_add_nothing on corridor.bulk_edits as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.bulk_edits as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.bulk_edits as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.bulk_edits for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
grant delete, insert, select, update on corridor.bulk_edits to corridor_app;
grant delete, insert, select, update on corridor.bulk_edits to corridor_definer;

create table corridor.collections (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  means text not null,
  household_id uuid,
  informant_name text,
  informant_tie text,
  collector_id uuid,
  collector_name text,
  collected_on date not null,
  village_id uuid,
  import_id uuid,
  created_at timestamp with time zone default now() not null,
  constraint collections_pkey PRIMARY KEY (office_id, id),
  constraint collection_means CHECK ((means = ANY (ARRAY['visit'::text, 'phone'::text, 'office'::text, 'import'::text, 'personal_link'::text, 'api'::text, 'demo'::text]))),
  constraint collections_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE,
  constraint collections_office_id_household_id_fkey FOREIGN KEY (office_id, household_id) REFERENCES corridor.households(office_id, id) ON DELETE SET NULL (household_id),
  constraint collections_office_id_village_id_fkey FOREIGN KEY (office_id, village_id) REFERENCES corridor.places(office_id, id)
);
CREATE INDEX collections_of_household ON corridor.collections USING btree (office_id, household_id);
CREATE INDEX collections_of_import ON corridor.collections USING btree (office_id, import_id) WHERE (import_id IS NOT NULL);
alter table corridor.collections enable row level security, force row level security;
create policy definer on corridor.collections for all to corridor_definer
  using (true)
  with check (true);
create policy of_what_is_seen on corridor.collections as restrictive for select to corridor_app
  using (((( SELECT corridor.scope() AS scope) = 'all'::text) OR ((( SELECT corridor.scope() AS scope) = 'villages'::text) AND ((village_id = ANY (( SELECT corridor.villages() AS villages)::uuid[])) OR ((village_id IS NULL) AND (informant_name IS NULL)) OR (EXISTS ( SELECT
   FROM corridor.households h
  WHERE ((h.office_id = collections.office_id) AND (h.id = collections.household_id)))))) OR ((( SELECT corridor.scope() AS scope) = 'person'::text) AND ((EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = collections.office_id) AND (p.id = ( SELECT corridor.person_id() AS person_id)) AND ((p.collection_id = collections.id) OR ((p.field_sources)::text ~~ (('%'::text || collections.id) || '%'::text)))))) OR (EXISTS ( SELECT
   FROM corridor.contact_points c
  WHERE ((c.office_id = collections.office_id) AND (c.person_id = ( SELECT corridor.person_id() AS person_id)) AND (c.collection_id = collections.id)))) OR (EXISTS ( SELECT
   FROM corridor.residences r
  WHERE ((r.office_id = collections.office_id) AND (r.person_id = ( SELECT corridor.person_id() AS person_id)) AND (r.collection_id = collections.id))))))));
create policy readers_add_nothing on corridor.collections as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.collections as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.collections as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy some_scope on corridor.collections as restrictive for all to corridor_app
  using ((( SELECT corridor.scope() AS scope) = ANY (ARRAY['all'::text, 'villages'::text, 'person'::text])));
create policy wall on corridor.collections for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
grant delete, insert, select, update on corridor.collections to corridor_app;
grant delete, insert, select, update on corridor.collections to corridor_definer;

create table corridor.consents (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  person_id uuid not null,
  purpose text not null,
  channel text not null,
  answer text not null,
  means text not null,
  given_on date not null,
  until date,
  given_by text,
  collection_id uuid,
  created_at timestamp with time zone default now() not null,
  constraint consents_pkey PRIMARY KEY (office_id, id),
  constraint consent_answer CHECK ((answer = ANY (ARRAY['given_by_person'::text, 'given_by_family'::text, 'declined'::text, 'withdrawn'::text, 'not_asked'::text]))),
  constraint consent_channel CHECK ((channel = ANY (ARRAY['any'::text, 'email'::text, 'sms'::text, 'phone'::text, 'messenger'::text, 'post'::text]))),
  constraint consent_means CHECK ((means = ANY (ARRAY['visit'::text, 'phone'::text, 'office'::text, 'import'::text, 'personal_link'::text, 'email'::text, 'sms'::text, 'api'::text, 'demo'::text]))),
  constraint consent_purpose CHECK ((purpose = ANY (ARRAY['contact'::text, 'news'::text, 'opportunities'::text, 'statistics'::text, 'research'::text]))),
  constraint consents_office_id_collection_id_fkey FOREIGN KEY (office_id, collection_id) REFERENCES corridor.collections(office_id, id),
  constraint consents_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE,
  constraint consents_office_id_person_id_fkey FOREIGN KEY (office_id, person_id) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE
);
CREATE INDEX consents_of_person ON corridor.consents USING btree (office_id, person_id, purpose, channel, created_at DESC);
CREATE TRIGGER history AFTER INSERT OR DELETE OR UPDATE ON corridor.consents FOR EACH ROW EXECUTE FUNCTION corridor.note_history('person');
alter table corridor.consents enable row level security, force row level security;
create policy definer on corridor.consents for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.consents as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.consents as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.consents as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.consents for all to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR (EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = consents.office_id) AND (p.id = consents.person_id)))))));
grant delete, insert, select, update on corridor.consents to corridor_app;
grant delete, insert, select, update on corridor.consents to corridor_definer;

create table corridor.contact_points (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  person_id uuid not null,
  kind text not null,
  raw text not null,
  value text not null,
  value_reversed text generated always as (reverse(value)) stored not null,
  state text default 'unconfirmed'::text not null,
  confirmed_on date,
  confirmed_how text,
  failures integer default 0 not null,
  note text,
  collection_id uuid,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint contact_points_pkey PRIMARY KEY (office_id, id),
  constraint contact_kind CHECK ((kind = ANY (ARRAY['phone'::text, 'email'::text, 'whatsapp'::text, 'viber'::text, 'telegram'::text, 'signal'::text, 'messenger'::text, 'skype'::text, 'postal'::text, 'other'::text]))),
  constraint contact_raw_length CHECK (((length(raw) >= 1) AND (length(raw) <= 500))),
  constraint contact_state CHECK ((state = ANY (ARRAY['unconfirmed'::text, 'confirmed'::text, 'failing'::text, 'dead'::text, 'opted_out'::text]))),
  constraint contact_value_length CHECK (((length(value) >= 1) AND (length(value) <= 500))),
  constraint contact_points_office_id_collection_id_fkey FOREIGN KEY (office_id, collection_id) REFERENCES corridor.collections(office_id, id),
  constraint contact_points_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE,
  constraint contact_points_office_id_person_id_fkey FOREIGN KEY (office_id, person_id) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX contact_once ON corridor.contact_points USING btree (office_id, person_id, kind, value);
CREATE INDEX contacts_by_domain ON corridor.contact_points USING btree (office_id, split_part(value, '@'::text, 2) text_pattern_ops) WHERE (kind = 'email'::text);
CREATE INDEX contacts_by_end ON corridor.contact_points USING btree (office_id, value_reversed text_pattern_ops);
CREATE INDEX contacts_by_part ON corridor.contact_points USING gin (office_id, split_part(value, '@'::text, 1) public.gin_trgm_ops);
CREATE INDEX contacts_by_value ON corridor.contact_points USING btree (office_id, value text_pattern_ops);
CREATE TRIGGER history AFTER INSERT OR DELETE OR UPDATE ON corridor.contact_points FOR EACH ROW EXECUTE FUNCTION corridor.note_history('person');
alter table corridor.contact_points enable row level security, force row level security;
create policy definer on corridor.contact_points for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.contact_points as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.contact_points as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.contact_points as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.contact_points for all to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR (EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = contact_points.office_id) AND (p.id = contact_points.person_id)))))));
grant delete, insert, select, update on corridor.contact_points to corridor_app;
grant delete, insert, select, update on corridor.contact_points to corridor_definer;

create table corridor.drafts (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  account_id uuid not null,
  kind text not null,
  data jsonb not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint drafts_pkey PRIMARY KEY (office_id, id),
  constraint drafts_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
CREATE INDEX drafts_of_account ON corridor.drafts USING btree (office_id, account_id, updated_at DESC);
alter table corridor.drafts enable row level security, force row level security;
create policy definer on corridor.drafts for all to corridor_definer
  using (true)
  with check (true);
create policy for_those_who_work on corridor.drafts as restrictive for select to corridor_app
  using ((( SELECT corridor.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'operator'::text, 'token'::text, 'system'::text])));
create policy own_drafts on corridor.drafts as restrictive for all to corridor_app
  using ((account_id = ( SELECT corridor.account_id() AS account_id)));
create policy readers_add_nothing on corridor.drafts as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.drafts as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.drafts as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.drafts for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
grant delete, insert, select, update on corridor.drafts to corridor_app;
grant delete, insert, select, update on corridor.drafts to corridor_definer;

create table corridor.erased_records (
  office_id uuid not null,
  hash text not null,
  erased_on date default CURRENT_DATE not null,
  constraint erased_records_pkey PRIMARY KEY (office_id, hash),
  constraint erased_records_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
alter table corridor.erased_records enable row level security, force row level security;
create policy definer on corridor.erased_records for all to corridor_definer
  using (true)
  with check (true);
create policy for_those_who_work on corridor.erased_records as restrictive for select to corridor_app
  using ((( SELECT corridor.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'operator'::text, 'token'::text, 'system'::text])));
create policy readers_add_nothing on corridor.erased_records as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.erased_records as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.erased_records as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.erased_records for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
grant delete, insert, select, update on corridor.erased_records to corridor_app;
grant delete, insert, select, update on corridor.erased_records to corridor_definer;

create table corridor.events (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  type text not null,
  at timestamp with time zone default now() not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  request_id text,
  subject_kind text,
  subject_id uuid,
  data jsonb default '{}'::jsonb not null,
  constraint events_pkey PRIMARY KEY (office_id, id),
  constraint events_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
CREATE INDEX events_by_day ON corridor.events USING btree (office_id, at DESC);
CREATE INDEX events_of_subject ON corridor.events USING btree (office_id, subject_id, at DESC);
alter table corridor.events enable row level security, force row level security;
create policy definer on corridor.events for all to corridor_definer
  using (true)
  with check (true);
create policy for_somebody_known on corridor.events as restrictive for select to corridor_app
  using ((( SELECT corridor.actor_kind() AS actor_kind) <> ALL (ARRAY['anonymous'::text, 'nobody'::text])));
create policy wall on corridor.events for select to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
create policy written on corridor.events for insert to corridor_app
  with check ((office_id = ( SELECT corridor.office_id() AS office_id)));
grant delete, insert, select, update on corridor.events to corridor_definer;
grant insert, select on corridor.events to corridor_app;

create table corridor.file_chunks (
  office_id uuid not null,
  file_id uuid not null,
  number integer not null,
  content bytea not null,
  constraint file_chunks_pkey PRIMARY KEY (office_id, file_id, number),
  constraint chunk_size CHECK ((octet_length(content) <= 1048576)),
  constraint file_chunks_office_id_file_id_fkey FOREIGN KEY (office_id, file_id) REFERENCES corridor.files(office_id, id) ON DELETE CASCADE
);
alter table corridor.file_chunks enable row level security, force row level security;
create policy definer on corridor.file_chunks for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.file_chunks as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.file_chunks as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.file_chunks as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.file_chunks for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
create policy whole_office_only on corridor.file_chunks as restrictive for all to corridor_app
  using ((( SELECT corridor.scope() AS scope) = 'all'::text));
grant delete, insert, select, update on corridor.file_chunks to corridor_app;
grant delete, insert, select, update on corridor.file_chunks to corridor_definer;

create table corridor.files (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 bytea not null,
  created_by uuid,
  created_at timestamp with time zone default now() not null,
  constraint files_pkey PRIMARY KEY (office_id, id),
  constraint files_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
alter table corridor.files enable row level security, force row level security;
create policy definer on corridor.files for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.files as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.files as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.files as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.files for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
create policy whole_office_only on corridor.files as restrictive for all to corridor_app
  using ((( SELECT corridor.scope() AS scope) = 'all'::text));
grant delete, insert, select, update on corridor.files to corridor_app;
grant delete, insert, select, update on corridor.files to corridor_definer;

create table corridor.history (
  office_id uuid not null,
  id bigint generated always as identity not null,
  table_name text not null,
  row_id uuid,
  person_id uuid,
  change text not null,
  before jsonb,
  after jsonb,
  at timestamp with time zone default now() not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  event_id uuid,
  database_user text default SESSION_USER not null,
  constraint history_pkey PRIMARY KEY (office_id, id),
  constraint history_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
CREATE INDEX history_of_person ON corridor.history USING btree (office_id, person_id, id DESC);
CREATE INDEX history_of_row ON corridor.history USING btree (office_id, table_name, row_id) WHERE (person_id IS NULL);
alter table corridor.history enable row level security, force row level security;
create policy definer on corridor.history for all to corridor_definer
  using (true)
  with check (true);
create policy wall on corridor.history for select to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR (EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = history.office_id) AND (p.id = history.person_id)))))));
grant delete, insert, select, update on corridor.history to corridor_definer;
grant select on corridor.history to corridor_app;

create table corridor.households (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  village_id uuid,
  head_name text not null,
  head_key text default ''::text not null,
  phone_raw text,
  phone text,
  address text,
  note text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint households_pkey PRIMARY KEY (office_id, id),
  constraint head_name_length CHECK (((length(head_name) >= 1) AND (length(head_name) <= 200))),
  constraint households_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE,
  constraint households_office_id_village_id_fkey FOREIGN KEY (office_id, village_id) REFERENCES corridor.places(office_id, id)
);
CREATE INDEX households_by_head ON corridor.households USING btree (office_id, head_key);
CREATE INDEX households_by_phone ON corridor.households USING btree (office_id, phone) WHERE (phone IS NOT NULL);
CREATE INDEX households_of_village ON corridor.households USING btree (office_id, village_id, head_key);
CREATE TRIGGER history AFTER INSERT OR DELETE OR UPDATE ON corridor.households FOR EACH ROW EXECUTE FUNCTION corridor.note_history('none');
alter table corridor.households enable row level security, force row level security;
create policy definer on corridor.households for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.households as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.households as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.households as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.households for all to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR ((( SELECT corridor.scope() AS scope) = 'villages'::text) AND (village_id = ANY (( SELECT corridor.villages() AS villages)::uuid[]))))));
grant delete, insert, select, update on corridor.households to corridor_app;
grant delete, insert, select, update on corridor.households to corridor_definer;

create table corridor.import_changes (
  office_id uuid not null,
  import_id uuid not null,
  number integer not null,
  person_id uuid not null,
  before jsonb not null,
  after jsonb not null,
  added jsonb default '{}'::jsonb not null,
  constraint import_changes_pkey PRIMARY KEY (office_id, import_id, number),
  constraint import_changes_office_id_import_id_fkey FOREIGN KEY (office_id, import_id) REFERENCES corridor.imports(office_id, id) ON DELETE CASCADE,
  constraint import_changes_office_id_person_id_fkey FOREIGN KEY (office_id, person_id) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE
);
CREATE INDEX import_changes_of_person ON corridor.import_changes USING btree (office_id, person_id);
alter table corridor.import_changes enable row level security, force row level security;
create policy definer on corridor.import_changes for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.import_changes as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.import_changes as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.import_changes as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.import_changes for all to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR (EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = import_changes.office_id) AND (p.id = import_changes.person_id)))))));
create policy whole_office_only on corridor.import_changes as restrictive for all to corridor_app
  using ((( SELECT corridor.scope() AS scope) = 'all'::text));
grant delete, insert, select, update on corridor.import_changes to corridor_app;
grant delete, insert, select, update on corridor.import_changes to corridor_definer;

create table corridor.import_households (
  office_id uuid not null,
  import_id uuid not null,
  household_id uuid not null,
  constraint import_households_pkey PRIMARY KEY (office_id, import_id, household_id),
  constraint import_households_office_id_household_id_fkey FOREIGN KEY (office_id, household_id) REFERENCES corridor.households(office_id, id) ON DELETE CASCADE,
  constraint import_households_office_id_import_id_fkey FOREIGN KEY (office_id, import_id) REFERENCES corridor.imports(office_id, id) ON DELETE CASCADE
);
CREATE INDEX import_households_of_household ON corridor.import_households USING btree (office_id, household_id);
alter table corridor.import_households enable row level security, force row level security;
create policy definer on corridor.import_households for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.import_households as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.import_households as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.import_households as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.import_households for all to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR (EXISTS ( SELECT
   FROM corridor.households h
  WHERE ((h.office_id = import_households.office_id) AND (h.id = import_households.household_id)))))));
grant delete, insert, select, update on corridor.import_households to corridor_app;
grant delete, insert, select, update on corridor.import_households to corridor_definer;

create table corridor.import_mappings (
  office_id uuid not null,
  fingerprint text not null,
  mapping jsonb not null,
  file_name text not null,
  used_at timestamp with time zone default now() not null,
  constraint import_mappings_pkey PRIMARY KEY (office_id, fingerprint),
  constraint import_mappings_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
alter table corridor.import_mappings enable row level security, force row level security;
create policy definer on corridor.import_mappings for all to corridor_definer
  using (true)
  with check (true);
create policy for_those_who_work on corridor.import_mappings as restrictive for select to corridor_app
  using ((( SELECT corridor.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'operator'::text, 'token'::text, 'system'::text])));
create policy readers_add_nothing on corridor.import_mappings as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.import_mappings as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.import_mappings as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.import_mappings for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
grant delete, insert, select, update on corridor.import_mappings to corridor_app;
grant delete, insert, select, update on corridor.import_mappings to corridor_definer;

create table corridor.import_outcomes (
  office_id uuid not null,
  import_id uuid not null,
  number integer not null,
  outcome text not null,
  doubtful boolean default false not null,
  facts json,
  problems json,
  fingerprint text,
  identity text,
  person_id uuid,
  memory_keys text[],
  constraint import_outcomes_pkey PRIMARY KEY (office_id, import_id, number),
  constraint row_outcome CHECK ((outcome = ANY (ARRAY['create'::text, 'update'::text, 'unchanged'::text, 'refused'::text, 'erased'::text, 'family'::text])))
);
CREATE INDEX outcomes_to_look_at ON corridor.import_outcomes USING btree (office_id, import_id, outcome, number) WHERE ((outcome <> 'create'::text) OR doubtful);
alter table corridor.import_outcomes enable row level security, force row level security;
create policy definer on corridor.import_outcomes for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.import_outcomes as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.import_outcomes as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.import_outcomes as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.import_outcomes for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
create policy whole_office_only on corridor.import_outcomes as restrictive for all to corridor_app
  using ((( SELECT corridor.scope() AS scope) = 'all'::text));
grant delete, insert, select, update on corridor.import_outcomes to corridor_app;
grant delete, insert, select, update on corridor.import_outcomes to corridor_definer;

create table corridor.import_rows (
  office_id uuid not null,
  import_id uuid not null,
  number integer not null,
  sheet text not null,
  "row" integer not null,
  cells json not null,
  constraint import_rows_pkey PRIMARY KEY (office_id, import_id, number)
);
alter table corridor.import_rows enable row level security, force row level security;
create policy definer on corridor.import_rows for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.import_rows as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.import_rows as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.import_rows as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.import_rows for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
create policy whole_office_only on corridor.import_rows as restrictive for all to corridor_app
  using ((( SELECT corridor.scope() AS scope) = 'all'::text));
grant delete, insert, select, update on corridor.import_rows to corridor_app;
grant delete, insert, select, update on corridor.import_rows to corridor_definer;

create table corridor.imports (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  file_id uuid,
  file_name text not null,
  sha256 bytea not null,
  state text default 'uploaded'::text not null,
  read_as jsonb,
  proposal jsonb,
  mapping jsonb,
  counts jsonb default '{}'::jsonb not null,
  progress real default 0 not null,
  cancel_requested boolean default false not null,
  problem jsonb,
  created_by uuid,
  created_by_name text default ''::text not null,
  created_at timestamp with time zone default now() not null,
  checked_at timestamp with time zone,
  applied_at timestamp with time zone,
  undone_at timestamp with time zone,
  policy text default 'fill'::text not null,
  collected_on date default CURRENT_DATE not null,
  rows_read integer default 0 not null,
  done_up_to integer default 0 not null,
  purged_at timestamp with time zone,
  constraint imports_pkey PRIMARY KEY (office_id, id),
  constraint import_policy CHECK ((policy = ANY (ARRAY['fill'::text, 'update'::text, 'skip'::text]))),
  constraint import_state CHECK ((state = ANY (ARRAY['uploaded'::text, 'reading'::text, 'read'::text, 'checking'::text, 'checked'::text, 'applying'::text, 'applied'::text, 'undoing'::text, 'undone'::text, 'cancelled'::text, 'failed'::text]))),
  constraint imports_office_id_file_id_fkey FOREIGN KEY (office_id, file_id) REFERENCES corridor.files(office_id, id),
  constraint imports_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
CREATE INDEX imports_by_day ON corridor.imports USING btree (office_id, created_at DESC);
CREATE TRIGGER rows_go_too AFTER DELETE ON corridor.imports FOR EACH ROW EXECUTE FUNCTION corridor.remove_import_rows();
alter table corridor.imports enable row level security, force row level security;
create policy definer on corridor.imports for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.imports as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.imports as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.imports as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.imports for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
create policy whole_office_only on corridor.imports as restrictive for all to corridor_app
  using ((( SELECT corridor.scope() AS scope) = 'all'::text));
grant delete, insert, select, update on corridor.imports to corridor_app;
grant delete, insert, select, update on corridor.imports to corridor_definer;

create table corridor.installation (
  only_row boolean default true not null,
  id uuid default gen_random_uuid() not null,
  demo_offered boolean default false not null,
  set_up_at timestamp with time zone,
  constraint installation_pkey PRIMARY KEY (only_row),
  constraint installation_once CHECK (only_row)
);
alter table corridor.installation enable row level security, force row level security;
create policy change on corridor.installation for update to corridor_app
  using ((( SELECT corridor.actor_kind() AS actor_kind) = ANY (ARRAY['system'::text, 'operator'::text])));
create policy definer on corridor.installation for all to corridor_definer
  using (true)
  with check (true);
create policy read on corridor.installation for select to corridor_app
  using (true);
grant select, update on corridor.installation to corridor_app;
grant select, update on corridor.installation to corridor_definer;

create table corridor.invitations (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  email text not null,
  name text not null,
  role text not null,
  villages uuid[] default '{}'::uuid[] not null,
  helper_of text,
  until date,
  token_hash bytea not null,
  invited_by uuid,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint invitations_pkey PRIMARY KEY (office_id, id),
  constraint invitation_token_once UNIQUE (token_hash),
  constraint invitation_role CHECK ((role = ANY (ARRAY['administrator'::text, 'officer'::text, 'field'::text, 'moderator'::text, 'counsellor'::text, 'planner'::text, 'auditor'::text]))),
  constraint invitations_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX invitation_open_once ON corridor.invitations USING btree (office_id, lower(email)) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));
alter table corridor.invitations enable row level security, force row level security;
create policy definer on corridor.invitations for all to corridor_definer
  using (true)
  with check (true);
create policy for_those_who_work on corridor.invitations as restrictive for select to corridor_app
  using ((( SELECT corridor.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'operator'::text, 'token'::text, 'system'::text])));
create policy readers_add_nothing on corridor.invitations as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.invitations as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.invitations as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.invitations for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
grant delete, insert, select, update on corridor.invitations to corridor_app;
grant delete, insert, select, update on corridor.invitations to corridor_definer;

create table corridor.link_keys (
  office_id uuid not null,
  key text not null,
  person_id uuid not null,
  constraint link_keys_pkey PRIMARY KEY (office_id, key, person_id),
  constraint link_keys_office_id_person_id_fkey FOREIGN KEY (office_id, person_id) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE
);
CREATE INDEX link_keys_of_person ON corridor.link_keys USING btree (office_id, person_id);
alter table corridor.link_keys enable row level security, force row level security;
create policy definer on corridor.link_keys for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.link_keys as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.link_keys as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.link_keys as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.link_keys for all to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR (EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = link_keys.office_id) AND (p.id = link_keys.person_id)))))));
grant delete, insert, select, update on corridor.link_keys to corridor_app;
grant delete, insert, select, update on corridor.link_keys to corridor_definer;

create table corridor.link_models (
  office_id uuid not null,
  keys_version integer not null,
  people integer not null,
  model text not null,
  trained_at timestamp with time zone default now() not null,
  constraint link_models_pkey PRIMARY KEY (office_id),
  constraint link_models_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
alter table corridor.link_models enable row level security, force row level security;
create policy definer on corridor.link_models for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.link_models as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.link_models as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.link_models as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy some_scope on corridor.link_models as restrictive for all to corridor_app
  using ((( SELECT corridor.scope() AS scope) = ANY (ARRAY['all'::text, 'villages'::text])));
create policy wall on corridor.link_models for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
grant delete, insert, select, update on corridor.link_models to corridor_app;
grant delete, insert, select, update on corridor.link_models to corridor_definer;

create table corridor.link_pending (
  office_id uuid not null,
  id bigint generated always as identity not null,
  person_id uuid not null,
  constraint link_pending_pkey PRIMARY KEY (office_id, id),
  constraint link_pending_office_id_person_id_fkey FOREIGN KEY (office_id, person_id) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE
);
CREATE INDEX link_pending_of_person ON corridor.link_pending USING btree (office_id, person_id);
alter table corridor.link_pending enable row level security, force row level security;
create policy definer on corridor.link_pending for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.link_pending as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.link_pending as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.link_pending as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.link_pending for all to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR (EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = link_pending.office_id) AND (p.id = link_pending.person_id)))))));
grant delete, insert, select, update on corridor.link_pending to corridor_app;
grant delete, insert, select, update on corridor.link_pending to corridor_definer;

create table corridor.merges (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  kept_id uuid not null,
  merged_id uuid not null,
  choices jsonb default '{}'::jsonb not null,
  moved jsonb default '{}'::jsonb not null,
  before jsonb not null,
  actor_id uuid,
  actor_name text not null,
  created_at timestamp with time zone default now() not null,
  undone_at timestamp with time zone,
  after jsonb default '{}'::jsonb not null,
  constraint merges_pkey PRIMARY KEY (office_id, id),
  constraint merges_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE,
  constraint merges_office_id_kept_id_fkey FOREIGN KEY (office_id, kept_id) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE,
  constraint merges_office_id_merged_id_fkey FOREIGN KEY (office_id, merged_id) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE
);
CREATE INDEX merges_by_day ON corridor.merges USING btree (office_id, created_at DESC);
CREATE INDEX merges_of_kept ON corridor.merges USING btree (office_id, kept_id);
CREATE INDEX merges_of_merged ON corridor.merges USING btree (office_id, merged_id);
alter table corridor.merges enable row level security, force row level security;
create policy definer on corridor.merges for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.merges as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.merges as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.merges as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.merges for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
create policy whole_office_only on corridor.merges as restrictive for all to corridor_app
  using ((( SELECT corridor.scope() AS scope) = 'all'::text));
grant delete, insert, select, update on corridor.merges to corridor_app;
grant delete, insert, select, update on corridor.merges to corridor_definer;

create table corridor.migrations (
  name text not null,
  sha256 text not null,
  ran_at timestamp with time zone default now() not null,
  constraint migrations_pkey PRIMARY KEY (name)
);

create table corridor.name_words (
  office_id uuid not null,
  word text not null,
  constraint name_words_pkey PRIMARY KEY (office_id, word),
  constraint name_words_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
CREATE INDEX name_words_by_likeness ON corridor.name_words USING gin (office_id, word public.gin_trgm_ops) WITH (fastupdate=off);
alter table corridor.name_words enable row level security, force row level security;
create policy definer on corridor.name_words for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.name_words as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.name_words as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.name_words as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.name_words for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
create policy whole_office_only on corridor.name_words as restrictive for all to corridor_app
  using ((( SELECT corridor.scope() AS scope) = 'all'::text));
grant delete, insert, select, update on corridor.name_words to corridor_app;
grant delete, insert, select, update on corridor.name_words to corridor_definer;

create table corridor.notes (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  person_id uuid not null,
  text text not null,
  author_id uuid,
  author_name text not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint notes_pkey PRIMARY KEY (office_id, id),
  constraint note_length CHECK (((length(text) >= 1) AND (length(text) <= 10000))),
  constraint notes_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE,
  constraint notes_office_id_person_id_fkey FOREIGN KEY (office_id, person_id) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE
);
CREATE INDEX notes_of_person ON corridor.notes USING btree (office_id, person_id, created_at DESC);
CREATE TRIGGER history AFTER INSERT OR DELETE OR UPDATE ON corridor.notes FOR EACH ROW EXECUTE FUNCTION corridor.note_history('person');
alter table corridor.notes enable row level security, force row level security;
create policy definer on corridor.notes for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.notes as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.notes as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.notes as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.notes for all to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR (EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = notes.office_id) AND (p.id = notes.person_id)))))));
grant delete, insert, select, update on corridor.notes to corridor_app;
grant delete, insert, select, update on corridor.notes to corridor_definer;

create table corridor.notices (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  person_id uuid not null,
  due_on date not null,
  state text default 'due'::text not null,
  how text,
  told_on date,
  outbox_id uuid,
  note text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  attempt integer default 0 not null,
  constraint notices_pkey PRIMARY KEY (office_id, id),
  constraint one_notice_a_person UNIQUE (office_id, person_id),
  constraint notice_state CHECK ((state = ANY (ARRAY['due'::text, 'sending'::text, 'sent'::text, 'told'::text, 'failed'::text, 'not_needed'::text]))),
  constraint notices_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE,
  constraint notices_office_id_person_id_fkey FOREIGN KEY (office_id, person_id) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE
);
CREATE INDEX notices_due ON corridor.notices USING btree (office_id, due_on) WHERE (state = ANY (ARRAY['due'::text, 'failed'::text]));
CREATE INDEX notices_sending ON corridor.notices USING btree (office_id, id) WHERE (state = 'sending'::text);
CREATE TRIGGER history AFTER INSERT OR DELETE OR UPDATE ON corridor.notices FOR EACH ROW EXECUTE FUNCTION corridor.note_history('person');
alter table corridor.notices enable row level security, force row level security;
create policy definer on corridor.notices for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.notices as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.notices as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.notices as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.notices for all to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR (EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = notices.office_id) AND (p.id = notices.person_id)))))));
grant delete, insert, select, update on corridor.notices to corridor_app;
grant delete, insert, select, update on corridor.notices to corridor_definer;

create table corridor.office_settings (
  office_id uuid not null,
  notice_within_days integer default 30 not null,
  contact_stale_after_days integer default 365 not null,
  retain_untold_days integer default 365 not null,
  retain_inactive_days integer default 1825 not null,
  retain_imports_days integer default 365 not null,
  retain_history_days integer default 3650 not null,
  postal_address text,
  phone text,
  email text,
  opening_hours text,
  privacy_contact text,
  updated_at timestamp with time zone default now() not null,
  import_salt uuid default gen_random_uuid() not null,
  constraint office_settings_pkey PRIMARY KEY (office_id),
  constraint notice_days CHECK (((notice_within_days >= 1) AND (notice_within_days <= 30))),
  constraint retain_history CHECK (((retain_history_days >= 365) AND (retain_history_days <= 7300))),
  constraint retain_imports CHECK (((retain_imports_days >= 30) AND (retain_imports_days <= 3650))),
  constraint retain_inactive CHECK (((retain_inactive_days >= 180) AND (retain_inactive_days <= 7300))),
  constraint retain_untold CHECK (((retain_untold_days >= 30) AND (retain_untold_days <= 3650))),
  constraint stale_days CHECK (((contact_stale_after_days >= 30) AND (contact_stale_after_days <= 3650))),
  constraint office_settings_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
alter table corridor.office_settings enable row level security, force row level security;
create policy definer on corridor.office_settings for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.office_settings as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.office_settings as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.office_settings as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.office_settings for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
grant delete, insert, select, update on corridor.office_settings to corridor_app;
grant delete, insert, select, update on corridor.office_settings to corridor_definer;

create table corridor.offices (
  id uuid default gen_random_uuid() not null,
  slug text not null,
  name text not null,
  region text,
  home_country text not null,
  languages text[] default '{en}'::text[] not null,
  default_language text default 'en'::text not null,
  time_zone text default 'UTC'::text not null,
  is_demo boolean default false not null,
  created_at timestamp with time zone default now() not null,
  closed_at timestamp with time zone,
  constraint offices_pkey PRIMARY KEY (id),
  constraint office_slug_free UNIQUE (slug),
  constraint office_country_form CHECK ((home_country ~ '^[A-Z]{2}$'::text)),
  constraint office_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint office_slug_form CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(slug) <= 60)))
);
alter table corridor.offices enable row level security, force row level security;
create policy definer on corridor.offices for all to corridor_definer
  using (true)
  with check (true);
create policy own_change on corridor.offices for update to corridor_app
  using (((id = ( SELECT corridor.office_id() AS office_id)) AND ( SELECT corridor.may_write() AS may_write)));
create policy public_read on corridor.offices for select to corridor_app
  using (true);
grant delete, insert, select, update on corridor.offices to corridor_definer;
grant select, update on corridor.offices to corridor_app;

create table corridor.operator_access (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  account_id uuid not null,
  reason text not null,
  created_at timestamp with time zone default now() not null,
  until timestamp with time zone not null,
  constraint operator_access_pkey PRIMARY KEY (office_id, id),
  constraint operator_access_is_short CHECK ((until <= (created_at + '24:00:00'::interval))),
  constraint operator_reason_length CHECK (((length(reason) >= 10) AND (length(reason) <= 2000))),
  constraint operator_access_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
CREATE INDEX operator_access_by_account ON corridor.operator_access USING btree (account_id, until);
alter table corridor.operator_access enable row level security, force row level security;
create policy definer on corridor.operator_access for all to corridor_definer
  using (true)
  with check (true);
create policy for_those_who_work on corridor.operator_access as restrictive for select to corridor_app
  using ((( SELECT corridor.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'operator'::text, 'token'::text, 'system'::text])));
create policy office_reads on corridor.operator_access for select to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
create policy operator_opens on corridor.operator_access for insert to corridor_app
  with check (((account_id = ( SELECT corridor.account_id() AS account_id)) AND (( SELECT corridor.actor_kind() AS actor_kind) = 'operator'::text)));
create policy operator_reads on corridor.operator_access for select to corridor_app
  using ((account_id = ( SELECT corridor.account_id() AS account_id)));
grant delete, insert, select, update on corridor.operator_access to corridor_definer;
grant insert, select on corridor.operator_access to corridor_app;

create table corridor.operators (
  account_id uuid not null,
  created_at timestamp with time zone default now() not null,
  constraint operators_pkey PRIMARY KEY (account_id)
);
alter table corridor.operators enable row level security, force row level security;
create policy definer on corridor.operators for all to corridor_definer
  using (true)
  with check (true);
create policy own_row on corridor.operators for select to corridor_app
  using ((account_id = ( SELECT corridor.account_id() AS account_id)));
grant delete, insert, select on corridor.operators to corridor_definer;
grant select on corridor.operators to corridor_app;

create table corridor.outbox (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  idempotency_key text not null,
  kind text not null,
  person_id uuid,
  to_address text not null,
  to_name text,
  language text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  message_id text not null,
  state text default 'waiting'::text not null,
  attempts integer default 0 not null,
  available_at timestamp with time zone default now() not null,
  attempted_at timestamp with time zone,
  sent_at timestamp with time zone,
  error text,
  created_at timestamp with time zone default now() not null,
  secrecy text default 'none'::text not null,
  sealed bytea,
  reply_to text,
  constraint outbox_pkey PRIMARY KEY (office_id, id),
  constraint mail_once UNIQUE (office_id, idempotency_key),
  constraint outbox_secrecy CHECK ((secrecy = ANY (ARRAY['none'::text, 'person'::text, 'invitation'::text]))),
  constraint outbox_state CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'kept'::text, 'failed'::text, 'cancelled'::text]))),
  constraint outbox_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
CREATE INDEX outbox_by_day ON corridor.outbox USING btree (office_id, created_at DESC);
CREATE INDEX outbox_waiting ON corridor.outbox USING btree (office_id, available_at) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text]));
alter table corridor.outbox enable row level security, force row level security;
create policy definer on corridor.outbox for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.outbox as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.outbox as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.outbox as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.outbox for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
create policy whole_office_or_system on corridor.outbox as restrictive for select to corridor_app
  using ((( SELECT corridor.scope() AS scope) = 'all'::text));
grant delete, insert, select, update on corridor.outbox to corridor_app;
grant delete, insert, select, update on corridor.outbox to corridor_definer;

create table corridor.people (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  household_id uuid,
  village_id uuid,
  family_name text default ''::text not null,
  given_name text default ''::text not null,
  other_names text[] default '{}'::text[] not null,
  name_key text not null,
  keys_version smallint default 1 not null,
  sex text,
  born text,
  country text,
  city_id uuid,
  city text,
  abroad_since text,
  occupation_code text,
  occupation text,
  skills text[] default '{}'::text[] not null,
  languages text[] default '{}'::text[] not null,
  interests text[] default '{}'::text[] not null,
  readiness text,
  preferred_language text,
  collection_id uuid,
  field_sources jsonb default '{}'::jsonb not null,
  reach text default 'none'::text not null,
  confirmed_on date,
  state text default 'active'::text not null,
  merged_into uuid,
  restricted_at timestamp with time zone,
  removed_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  version integer default 1 not null,
  constraint people_pkey PRIMARY KEY (office_id, id),
  constraint born_form CHECK ((born ~ '^\d{4}(-\d{2}(-\d{2})?)?$'::text)),
  constraint country_form CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint family_name_length CHECK ((length(family_name) <= 200)),
  constraint given_name_length CHECK ((length(given_name) <= 200)),
  constraint isco_form CHECK ((occupation_code ~ '^\d{1,4}$'::text)),
  constraint person_state CHECK ((state = ANY (ARRAY['active'::text, 'merged'::text, 'erased'::text, 'deceased'::text, 'removed'::text]))),
  constraint reach_values CHECK ((reach = ANY (ARRAY['none'::text, 'dead'::text, 'failing'::text, 'opted_out'::text, 'unconfirmed'::text, 'confirmed'::text]))),
  constraint readiness_values CHECK ((readiness = ANY (ARRAY['now'::text, 'within_a_year'::text, 'someday'::text, 'no'::text]))),
  constraint sex_values CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text, 'other'::text]))),
  constraint since_form CHECK ((abroad_since ~ '^\d{4}(-\d{2}(-\d{2})?)?$'::text)),
  constraint somebody_has_a_name CHECK (((state = 'erased'::text) OR (family_name <> ''::text) OR (given_name <> ''::text))),
  constraint people_office_id_city_id_fkey FOREIGN KEY (office_id, city_id) REFERENCES corridor.places(office_id, id),
  constraint people_office_id_collection_id_fkey FOREIGN KEY (office_id, collection_id) REFERENCES corridor.collections(office_id, id),
  constraint people_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE,
  constraint people_office_id_household_id_fkey FOREIGN KEY (office_id, household_id) REFERENCES corridor.households(office_id, id),
  constraint people_office_id_merged_into_fkey FOREIGN KEY (office_id, merged_into) REFERENCES corridor.people(office_id, id),
  constraint people_office_id_village_id_fkey FOREIGN KEY (office_id, village_id) REFERENCES corridor.places(office_id, id)
);
CREATE INDEX people_by_change ON corridor.people USING btree (office_id, updated_at DESC) WHERE (state = 'active'::text);
CREATE INDEX people_by_confirmation ON corridor.people USING btree (office_id, confirmed_on) WHERE (state = 'active'::text);
CREATE INDEX people_by_country ON corridor.people USING btree (office_id, country, city_id) WHERE (state = 'active'::text);
CREATE INDEX people_by_name ON corridor.people USING btree (office_id, name_key text_pattern_ops) WHERE (state = 'active'::text);
CREATE INDEX people_by_occupation ON corridor.people USING btree (office_id, occupation_code) WHERE (state = 'active'::text);
CREATE INDEX people_by_pairs_of_words ON corridor.people USING gin (office_id, corridor.pairs_of_words(name_key)) WHERE ((state = 'active'::text) AND (split_part(name_key, ' '::text, 3) <> ''::text));
CREATE INDEX people_by_second_word ON corridor.people USING btree (office_id, corridor.from_second_word(name_key) text_pattern_ops) WHERE ((state = 'active'::text) AND (strpos(name_key, ' '::text) > 0));
CREATE INDEX people_merged ON corridor.people USING btree (office_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX people_of_household ON corridor.people USING btree (office_id, household_id);
CREATE INDEX people_of_village ON corridor.people USING btree (office_id, village_id, name_key) WHERE (state = 'active'::text);
CREATE INDEX people_removed ON corridor.people USING btree (office_id, removed_at) WHERE (state = 'removed'::text);
CREATE TRIGGER history AFTER INSERT OR DELETE OR UPDATE ON corridor.people FOR EACH ROW EXECUTE FUNCTION corridor.note_history('self');
CREATE TRIGGER words_of_changed AFTER UPDATE OF name_key ON corridor.people FOR EACH ROW WHEN ((new.name_key IS DISTINCT FROM old.name_key)) EXECUTE FUNCTION corridor.note_words_of_changed();
CREATE TRIGGER words_of_deleted AFTER DELETE ON corridor.people REFERENCING OLD TABLE AS old_people FOR EACH STATEMENT EXECUTE FUNCTION corridor.forget_words_of_deleted();
CREATE TRIGGER words_of_erased AFTER UPDATE OF state ON corridor.people FOR EACH ROW WHEN (((new.state = 'erased'::text) AND (old.name_key <> ''::text))) EXECUTE FUNCTION corridor.forget_words_of_erased();
CREATE TRIGGER words_of_new AFTER INSERT ON corridor.people REFERENCING NEW TABLE AS new_people FOR EACH STATEMENT EXECUTE FUNCTION corridor.note_words_of_new();
alter table corridor.people enable row level security, force row level security;
create policy definer on corridor.people for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.people as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.people as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.people as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.people for all to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR ((( SELECT corridor.scope() AS scope) = 'villages'::text) AND (village_id = ANY (( SELECT corridor.villages() AS villages)::uuid[]))) OR ((( SELECT corridor.scope() AS scope) = 'person'::text) AND (id = ( SELECT corridor.person_id() AS person_id))))));
grant delete, insert, select, update on corridor.people to corridor_app;
grant delete, insert, select, update on corridor.people to corridor_definer;

create table corridor.person_pairs (
  office_id uuid not null,
  person_a uuid not null,
  person_b uuid not null,
  score real not null,
  evidence jsonb not null,
  decision text,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamp with time zone,
  decided_how text,
  created_at timestamp with time zone default now() not null,
  constraint person_pairs_pkey PRIMARY KEY (office_id, person_a, person_b),
  constraint pair_decision CHECK ((decision = ANY (ARRAY['same'::text, 'not_same'::text, 'later'::text]))),
  constraint pair_in_order CHECK ((person_a < person_b)),
  constraint person_pairs_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE,
  constraint person_pairs_office_id_person_a_fkey FOREIGN KEY (office_id, person_a) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE,
  constraint person_pairs_office_id_person_b_fkey FOREIGN KEY (office_id, person_b) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE
);
CREATE INDEX pairs_by_second ON corridor.person_pairs USING btree (office_id, person_b);
CREATE INDEX pairs_decided_same ON corridor.person_pairs USING btree (office_id, decided_at DESC) WHERE (decision = 'same'::text);
CREATE INDEX pairs_waiting ON corridor.person_pairs USING btree (office_id, score DESC) WHERE ((decision IS NULL) OR (decision = 'later'::text));
alter table corridor.person_pairs enable row level security, force row level security;
create policy both_seen on corridor.person_pairs as restrictive for all to corridor_app
  using (((( SELECT corridor.scope() AS scope) = 'all'::text) OR ((EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = person_pairs.office_id) AND (p.id = person_pairs.person_a)))) AND (EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = person_pairs.office_id) AND (p.id = person_pairs.person_b)))))));
create policy definer on corridor.person_pairs for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.person_pairs as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.person_pairs as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.person_pairs as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.person_pairs for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
grant delete, insert, select, update on corridor.person_pairs to corridor_app;
grant delete, insert, select, update on corridor.person_pairs to corridor_definer;

create table corridor.person_sources (
  office_id uuid not null,
  fingerprint text not null,
  import_id uuid not null,
  person_id uuid not null,
  file_name text not null,
  sheet text not null,
  "row" integer not null,
  number integer default 0 not null,
  created boolean default true not null,
  identity text,
  constraint person_sources_pkey PRIMARY KEY (office_id, fingerprint, import_id),
  constraint person_sources_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE,
  constraint person_sources_office_id_import_id_fkey FOREIGN KEY (office_id, import_id) REFERENCES corridor.imports(office_id, id) ON DELETE CASCADE,
  constraint person_sources_office_id_person_id_fkey FOREIGN KEY (office_id, person_id) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE
);
CREATE INDEX person_sources_by_identity ON corridor.person_sources USING btree (office_id, identity) WHERE (identity IS NOT NULL);
CREATE INDEX person_sources_of_import ON corridor.person_sources USING btree (office_id, import_id);
CREATE INDEX person_sources_of_person ON corridor.person_sources USING btree (office_id, person_id);
alter table corridor.person_sources enable row level security, force row level security;
create policy definer on corridor.person_sources for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.person_sources as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.person_sources as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.person_sources as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.person_sources for all to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR (EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = person_sources.office_id) AND (p.id = person_sources.person_id)))))));
grant delete, insert, select, update on corridor.person_sources to corridor_app;
grant delete, insert, select, update on corridor.person_sources to corridor_definer;

create table corridor.personal_links (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  person_id uuid not null,
  token_hash bytea not null,
  created_by uuid,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  opened_at timestamp with time zone,
  constraint personal_links_pkey PRIMARY KEY (office_id, id),
  constraint personal_link_once UNIQUE (token_hash),
  constraint personal_links_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE,
  constraint personal_links_office_id_person_id_fkey FOREIGN KEY (office_id, person_id) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE
);
CREATE INDEX personal_links_of_person ON corridor.personal_links USING btree (office_id, person_id);
alter table corridor.personal_links enable row level security, force row level security;
create policy definer on corridor.personal_links for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.personal_links as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.personal_links as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.personal_links as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.personal_links for all to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR (EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = personal_links.office_id) AND (p.id = personal_links.person_id)))))));
grant delete, insert, select, update on corridor.personal_links to corridor_app;
grant delete, insert, select, update on corridor.personal_links to corridor_definer;

create table corridor.places (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  kind text not null,
  name text not null,
  names jsonb default '{}'::jsonb not null,
  name_key text not null,
  parent_id uuid,
  country text,
  latitude double precision,
  longitude double precision,
  geonames_id integer,
  served boolean default false not null,
  created_at timestamp with time zone default now() not null,
  import_id uuid,
  constraint places_pkey PRIMARY KEY (office_id, id),
  constraint latitude_range CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint longitude_range CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint place_country_form CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint place_kind CHECK ((kind = ANY (ARRAY['country'::text, 'region'::text, 'municipality'::text, 'village'::text, 'city'::text]))),
  constraint place_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint places_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE,
  constraint places_office_id_parent_id_fkey FOREIGN KEY (office_id, parent_id) REFERENCES corridor.places(office_id, id)
);
CREATE UNIQUE INDEX place_once ON corridor.places USING btree (office_id, kind, COALESCE(country, ''::text), name_key);
CREATE INDEX places_by_key ON corridor.places USING btree (office_id, kind, name_key);
CREATE INDEX places_of_import ON corridor.places USING btree (office_id, import_id) WHERE (import_id IS NOT NULL);
alter table corridor.places enable row level security, force row level security;
create policy definer on corridor.places for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.places as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.places as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.places as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.places for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
grant delete, insert, select, update on corridor.places to corridor_app;
grant delete, insert, select, update on corridor.places to corridor_definer;

create table corridor.rate_limits (
  key text not null,
  window_start timestamp with time zone not null,
  count integer default 1 not null,
  constraint rate_limits_pkey PRIMARY KEY (key, window_start)
);
alter table corridor.rate_limits enable row level security, force row level security;
create policy counted on corridor.rate_limits for all to corridor_app
  using (true)
  with check (true);
grant delete, insert, select, update on corridor.rate_limits to corridor_app;

create table corridor.residences (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  person_id uuid not null,
  country text not null,
  city_id uuid,
  city text,
  starts text,
  ends text,
  current boolean default true not null,
  collection_id uuid,
  created_at timestamp with time zone default now() not null,
  constraint residences_pkey PRIMARY KEY (office_id, id),
  constraint residence_country CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint residence_ends CHECK ((ends ~ '^\d{4}(-\d{2}(-\d{2})?)?$'::text)),
  constraint residence_starts CHECK ((starts ~ '^\d{4}(-\d{2}(-\d{2})?)?$'::text)),
  constraint residences_office_id_city_id_fkey FOREIGN KEY (office_id, city_id) REFERENCES corridor.places(office_id, id),
  constraint residences_office_id_collection_id_fkey FOREIGN KEY (office_id, collection_id) REFERENCES corridor.collections(office_id, id),
  constraint residences_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE,
  constraint residences_office_id_person_id_fkey FOREIGN KEY (office_id, person_id) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX one_current_residence ON corridor.residences USING btree (office_id, person_id) WHERE current;
CREATE INDEX residences_of_person ON corridor.residences USING btree (office_id, person_id);
CREATE TRIGGER history AFTER INSERT OR DELETE OR UPDATE ON corridor.residences FOR EACH ROW EXECUTE FUNCTION corridor.note_history('person');
alter table corridor.residences enable row level security, force row level security;
create policy definer on corridor.residences for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.residences as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.residences as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.residences as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.residences for all to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR (EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = residences.office_id) AND (p.id = residences.person_id)))))));
grant delete, insert, select, update on corridor.residences to corridor_app;
grant delete, insert, select, update on corridor.residences to corridor_definer;

create table corridor.saved_views (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  account_id uuid,
  area text not null,
  name text not null,
  query text not null,
  created_at timestamp with time zone default now() not null,
  constraint saved_views_pkey PRIMARY KEY (office_id, id),
  constraint view_name_length CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint view_query_length CHECK ((length(query) <= 2000)),
  constraint saved_views_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
alter table corridor.saved_views enable row level security, force row level security;
create policy definer on corridor.saved_views for all to corridor_definer
  using (true)
  with check (true);
create policy for_those_who_work on corridor.saved_views as restrictive for select to corridor_app
  using ((( SELECT corridor.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'operator'::text, 'token'::text, 'system'::text])));
create policy own_or_shared on corridor.saved_views as restrictive for all to corridor_app
  using (((account_id IS NULL) OR (account_id = ( SELECT corridor.account_id() AS account_id))));
create policy readers_add_nothing on corridor.saved_views as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.saved_views as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.saved_views as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.saved_views for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
grant delete, insert, select, update on corridor.saved_views to corridor_app;
grant delete, insert, select, update on corridor.saved_views to corridor_definer;

create table corridor.staff (
  office_id uuid not null,
  account_id uuid not null,
  name text not null,
  email text not null,
  role text not null,
  villages uuid[] default '{}'::uuid[] not null,
  helper_of text,
  until date,
  created_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  constraint staff_pkey PRIMARY KEY (office_id, account_id),
  constraint helper_has_a_day CHECK (((helper_of IS NULL) OR (until IS NOT NULL))),
  constraint staff_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint staff_role CHECK ((role = ANY (ARRAY['administrator'::text, 'officer'::text, 'field'::text, 'moderator'::text, 'counsellor'::text, 'planner'::text, 'auditor'::text]))),
  constraint staff_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
CREATE INDEX staff_by_account ON corridor.staff USING btree (account_id);
alter table corridor.staff enable row level security, force row level security;
create policy definer on corridor.staff for all to corridor_definer
  using (true)
  with check (true);
create policy for_those_who_work on corridor.staff as restrictive for select to corridor_app
  using ((( SELECT corridor.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'operator'::text, 'token'::text, 'system'::text])));
create policy own_memberships on corridor.staff for select to corridor_app
  using ((account_id = ( SELECT corridor.account_id() AS account_id)));
create policy readers_add_nothing on corridor.staff as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.staff as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.staff as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.staff for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
grant delete, insert, select, update on corridor.staff to corridor_app;
grant delete, insert, select, update on corridor.staff to corridor_definer;

create table corridor.submissions (
  office_id uuid not null,
  key text not null,
  request text not null,
  answer jsonb,
  created_at timestamp with time zone default now() not null,
  constraint submissions_pkey PRIMARY KEY (office_id, key),
  constraint submissions_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE
);
CREATE INDEX submissions_by_age ON corridor.submissions USING btree (office_id, created_at);
alter table corridor.submissions enable row level security, force row level security;
create policy definer on corridor.submissions for all to corridor_definer
  using (true)
  with check (true);
create policy for_those_who_work on corridor.submissions as restrictive for select to corridor_app
  using ((( SELECT corridor.actor_kind() AS actor_kind) = ANY (ARRAY['staff'::text, 'operator'::text, 'token'::text, 'system'::text])));
create policy readers_add_nothing on corridor.submissions as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.submissions as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.submissions as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.submissions for all to corridor_app
  using ((office_id = ( SELECT corridor.office_id() AS office_id)));
grant delete, insert, select, update on corridor.submissions to corridor_app;
grant delete, insert, select, update on corridor.submissions to corridor_definer;

create table corridor.ties (
  office_id uuid not null,
  id uuid default gen_random_uuid() not null,
  person_id uuid not null,
  other_id uuid,
  other_name text,
  kind text not null,
  note text,
  collection_id uuid,
  created_at timestamp with time zone default now() not null,
  constraint ties_pkey PRIMARY KEY (office_id, id),
  constraint tie_kind CHECK ((kind = ANY (ARRAY['spouse'::text, 'parent'::text, 'child'::text, 'sibling'::text, 'grandparent'::text, 'grandchild'::text, 'other_relative'::text, 'in_law'::text, 'friend'::text, 'neighbour'::text, 'self'::text]))),
  constraint tie_to_another CHECK ((other_id IS DISTINCT FROM person_id)),
  constraint tie_to_somebody CHECK (((other_id IS NOT NULL) OR (other_name IS NOT NULL))),
  constraint ties_office_id_collection_id_fkey FOREIGN KEY (office_id, collection_id) REFERENCES corridor.collections(office_id, id),
  constraint ties_office_id_fkey FOREIGN KEY (office_id) REFERENCES corridor.offices(id) ON DELETE CASCADE,
  constraint ties_office_id_other_id_fkey FOREIGN KEY (office_id, other_id) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE,
  constraint ties_office_id_person_id_fkey FOREIGN KEY (office_id, person_id) REFERENCES corridor.people(office_id, id) ON DELETE CASCADE
);
CREATE INDEX ties_of_person ON corridor.ties USING btree (office_id, person_id);
CREATE INDEX ties_to_person ON corridor.ties USING btree (office_id, other_id) WHERE (other_id IS NOT NULL);
CREATE TRIGGER history AFTER INSERT OR DELETE OR UPDATE ON corridor.ties FOR EACH ROW EXECUTE FUNCTION corridor.note_history('person');
alter table corridor.ties enable row level security, force row level security;
create policy definer on corridor.ties for all to corridor_definer
  using (true)
  with check (true);
create policy readers_add_nothing on corridor.ties as restrictive for insert to corridor_app
  with check (( SELECT corridor.may_write() AS may_write));
create policy readers_change_nothing on corridor.ties as restrictive for update to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy readers_remove_nothing on corridor.ties as restrictive for delete to corridor_app
  using (( SELECT corridor.may_write() AS may_write));
create policy wall on corridor.ties for all to corridor_app
  using (((office_id = ( SELECT corridor.office_id() AS office_id)) AND ((( SELECT corridor.scope() AS scope) = 'all'::text) OR (EXISTS ( SELECT
   FROM corridor.people p
  WHERE ((p.office_id = ties.office_id) AND (p.id = ties.person_id)))))));
grant delete, insert, select, update on corridor.ties to corridor_app;
grant delete, insert, select, update on corridor.ties to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.account_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('corridor.account', true), '')::uuid $function$;

CREATE OR REPLACE FUNCTION corridor.actor_kind()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select coalesce(nullif(current_setting('corridor.actor', true), ''), 'nobody') $function$;

CREATE OR REPLACE FUNCTION corridor.actor_name()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select coalesce(nullif(current_setting('corridor.actor_name', true), ''), 'by hand') $function$;

CREATE OR REPLACE FUNCTION corridor.analyze_staged()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  analyze corridor.import_rows;
  analyze corridor.import_outcomes;
end $function$;
grant execute on function corridor.analyze_staged() to corridor_app;

CREATE OR REPLACE FUNCTION corridor.appoint_operator(account uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if corridor.actor_kind() <> 'system' then raise exception 'forbidden' using errcode = '42501'; end if;
  insert into corridor.operators (account_id) values (account) on conflict do nothing;
end $function$;
alter function corridor.appoint_operator(account uuid) owner to corridor_definer;

CREATE OR REPLACE PROCEDURE corridor.build_wall(IN table_name text, IN kind text)
 LANGUAGE plpgsql
AS $procedure$
declare
  rule text := 'office_id = (select corridor.office_id())';
  villages text := '((select corridor.scope()) = ''villages'' and village_id = any ((select corridor.villages())::uuid[]))';
  who text;
begin
  who := case kind
    when 'self' then villages || ' or ((select corridor.scope()) = ''person'' and id = (select corridor.person_id()))'
    when 'village' then villages
    when 'person' then format('exists (select from corridor.people p where p.office_id = %1$I.office_id and p.id = %1$I.person_id)', table_name)
    when 'household' then format('exists (select from corridor.households h where h.office_id = %1$I.office_id and h.id = %1$I.household_id)', table_name)
  end;
  if kind <> 'office' then rule := rule || ' and ((select corridor.scope()) = ''all'' or ' || who || ')'; end if;
  execute format('alter table corridor.%I enable row level security', table_name);
  execute format('alter table corridor.%I force row level security', table_name);
  execute format('create policy wall on corridor.%I to corridor_app using (%s)', table_name, rule);
  execute format('create policy readers_add_nothing on corridor.%I as restrictive for insert to corridor_app with check ((select corridor.may_write()))', table_name);
  execute format('create policy readers_change_nothing on corridor.%I as restrictive for update to corridor_app using ((select corridor.may_write()))', table_name);
  execute format('create policy readers_remove_nothing on corridor.%I as restrictive for delete to corridor_app using ((select corridor.may_write()))', table_name);
  execute format('create policy definer on corridor.%I to corridor_definer using (true) with check (true)', table_name);
  execute format('grant select, insert, update, delete on corridor.%I to corridor_app, corridor_definer', table_name);
end $procedure$;

CREATE OR REPLACE FUNCTION corridor.close_link(hash bytea, at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  update corridor.personal_links set revoked_at = coalesce(revoked_at, at) where token_hash = hash $function$;
alter function corridor.close_link(hash bytea, at timestamp with time zone) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.contacts_at_an_end(office uuid, part text, most integer)
 RETURNS TABLE(person uuid, found text)
 LANGUAGE plpgsql
 STABLE ROWS 60
 SET search_path TO 'pg_catalog', 'public'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
AS $function$
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
end $function$;
alter function corridor.contacts_at_an_end(office uuid, part text, most integer) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.contacts_in_the_middle(office uuid, part text, most integer)
 RETURNS TABLE(person uuid, found text)
 LANGUAGE plpgsql
 STABLE ROWS 60
 SET search_path TO 'pg_catalog', 'public'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
AS $function$
declare
  before_at text := split_part(part, '@', 1);
  pattern text := '%' || corridor.escaped_like(before_at) || case when strpos(part, '@') > 0 then '' else '%' end;
  whole text := '%' || corridor.escaped_like(part) || '%';
begin
  if length(before_at) < 3 then return; end if;
  return query select c.person_id, c.value from corridor.contact_points c
    where c.office_id = office and split_part(c.value, '@', 1) like pattern and c.value like whole limit most;
end $function$;
alter function corridor.contacts_in_the_middle(office uuid, part text, most integer) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.count_people(kind text, place uuid, land text, trade text, most integer)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
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
end $function$;
alter function corridor.count_people(kind text, place uuid, land text, trade text, most integer) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.create_office(new_id uuid, new_slug text, new_name text, country text, office_languages text[], language text, zone text, office_region text, demo boolean)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if corridor.actor_kind() not in ('system', 'operator') then raise exception 'forbidden' using errcode = '42501'; end if;
  insert into corridor.offices (id, slug, name, home_country, languages, default_language, time_zone, region, is_demo)
    values (new_id, new_slug, new_name, country, office_languages, language, zone, office_region, demo);
  insert into corridor.office_settings (office_id) values (new_id);
  return new_id;
end $function$;
alter function corridor.create_office(new_id uuid, new_slug text, new_name text, country text, office_languages text[], language text, zone text, office_region text, demo boolean) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.demo_accounts()
 RETURNS TABLE(id uuid, name text, role text, office_name text, office_slug text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select u.id, m.name, m.role, o.name, o.slug
  from auth."user" u join corridor.staff m on m.account_id = u.id join corridor.offices o on o.id = m.office_id
  where u."isDemo" and m.ended_at is null and o.is_demo and o.closed_at is null
    and not exists (select from corridor.operators p where p.account_id = u.id)
    and not exists (select from corridor.staff s join corridor.offices f on f.id = s.office_id where s.account_id = u.id and not f.is_demo)
  order by o.name, array_position(array['administrator', 'officer', 'field', 'counsellor', 'moderator', 'planner', 'auditor'], m.role), m.name $function$;
alter function corridor.demo_accounts() owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.due_mail(at timestamp with time zone, lease interval)
 RETURNS TABLE(office_id uuid, id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if corridor.actor_kind() <> 'system' then raise exception 'forbidden' using errcode = '42501'; end if;
  return query select o.office_id, o.id from corridor.outbox o
  where (o.state = 'waiting' and o.available_at <= at) or (o.state = 'sending' and o.attempted_at <= at - lease);
end $function$;
alter function corridor.due_mail(at timestamp with time zone, lease interval) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.empty_history_of_removed(person_ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if corridor.office_id() is null or corridor.scope() <> 'all' or not corridor.may_write() then raise exception 'forbidden' using errcode = '42501'; end if;
  update corridor.history h set before = null, after = null
  where h.office_id = corridor.office_id() and h.person_id = any (person_ids)
    and not exists (select from corridor.people p where p.office_id = h.office_id and p.id = h.person_id);
end $function$;
alter function corridor.empty_history_of_removed(person_ids uuid[]) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.erase_person(person uuid, hashes text[] DEFAULT '{}'::text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
end $function$;
alter function corridor.erase_person(person uuid, hashes text[]) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.escaped_like(part text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') $function$;

CREATE OR REPLACE FUNCTION corridor.event_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('corridor.event', true), '')::uuid $function$;

CREATE OR REPLACE FUNCTION corridor.follow_account(account uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  update corridor.staff s set name = u.name, email = u.email from auth."user" u
  where u.id = account and s.account_id = account and (s.name, s.email) is distinct from (u.name, u.email);
end $function$;
alter function corridor.follow_account(account uuid) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.forget_words(office uuid, gone text[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
 SET enable_seqscan TO 'off'
AS $function$
begin
  lock table corridor.name_words in share row exclusive mode;
  delete from corridor.name_words w where w.office_id = office and w.word = any (gone)
    and not exists (select from corridor.people p where p.office_id = office and p.state = 'active' and p.name_key = w.word)
    and not exists (select from corridor.people p where p.office_id = office and p.state = 'active' and p.name_key ~>=~ (w.word || ' ') and p.name_key ~<~ (w.word || '!'))
    and not exists (select from corridor.people p where p.office_id = office and p.state = 'active' and strpos(p.name_key, ' ') > 0
      and corridor.from_second_word(p.name_key) ~>=~ (w.word || ' ') and corridor.from_second_word(p.name_key) ~<~ (w.word || '!'))
    and not exists (select from corridor.people p where p.office_id = office and p.state = 'active' and split_part(p.name_key, ' ', 3) <> ''
      and corridor.pairs_of_words(p.name_key) @@ (quote_literal(w.word || ' ') || ':*')::tsquery);
end $function$;
alter function corridor.forget_words(office uuid, gone text[]) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.forget_words_of_deleted()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare each uuid;
begin
  for each in select distinct d.office_id from old_people d join corridor.offices o on o.id = d.office_id loop
    perform corridor.forget_words(each, (select array_agg(distinct left(gone, 100)) from old_people d, unnest(string_to_array(d.name_key, ' ')) as gone where d.office_id = each));
  end loop;
  return null;
end $function$;
alter function corridor.forget_words_of_deleted() owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.forget_words_of_erased()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform corridor.forget_words(old.office_id, string_to_array(old.name_key, ' '));
  return null;
end $function$;
alter function corridor.forget_words_of_erased() owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.from_second_word(key text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select substr(key, strpos(key, ' ') + 1) || ' ' || split_part(key, ' ', 1) $function$;

CREATE OR REPLACE FUNCTION corridor.invitation_by_hash(hash bytea, at timestamp with time zone)
 RETURNS TABLE(office_id uuid, id uuid, email text, name text, role text, villages uuid[], helper_of text, until date, office_name text, office_slug text, language text, is_demo boolean, account_exists boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select i.office_id, i.id, i.email, i.name, i.role, i.villages, i.helper_of, i.until, o.name, o.slug, o.default_language, o.is_demo,
    exists (select from auth."user" u where u.email = lower(i.email))
  from corridor.invitations i join corridor.offices o on o.id = i.office_id
  where i.token_hash = hash and i.revoked_at is null and i.accepted_at is null and i.expires_at > at and o.closed_at is null $function$;
alter function corridor.invitation_by_hash(hash bytea, at timestamp with time zone) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.may_reset_second_factor(account uuid, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
end $function$;
alter function corridor.may_reset_second_factor(account uuid, at timestamp with time zone) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.may_write()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select coalesce(nullif(current_setting('corridor.write', true), ''), 'no') = 'yes' $function$;

CREATE OR REPLACE FUNCTION corridor.note_history()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  person uuid;
  whose text := tg_argv[0];
begin
  if tg_op = 'INSERT' then
    if whose = 'self' then person := new.id; elsif whose = 'person' then person := new.person_id; end if;
    insert into corridor.history (office_id, table_name, row_id, person_id, change, actor_kind, actor_id, actor_name, event_id)
    values (new.office_id, tg_table_name, new.id, person, 'insert',
            corridor.actor_kind(), corridor.account_id(), corridor.actor_name(), corridor.event_id());
    return null;
  end if;
  if tg_op = 'DELETE' and not exists (select from corridor.offices where id = old.office_id) then return null; end if;
  if tg_op = 'UPDATE' and new is not distinct from old then return null; end if;
  if whose = 'self' then person := old.id; elsif whose = 'person' then person := old.person_id; end if;
  insert into corridor.history (office_id, table_name, row_id, person_id, change, before, after, actor_kind, actor_id, actor_name, event_id)
  values (old.office_id, tg_table_name, old.id, person, lower(tg_op), to_jsonb(old),
          case when tg_op = 'UPDATE' then to_jsonb(new) end,
          corridor.actor_kind(), corridor.account_id(), corridor.actor_name(), corridor.event_id());
  return null;
end $function$;
alter function corridor.note_history() owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.note_words_of_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  insert into corridor.name_words (office_id, word)
    select distinct new.office_id, left(each, 100) from unnest(string_to_array(new.name_key, ' ')) as each where each <> '' order by 2
  on conflict do nothing;
  return null;
end $function$;
alter function corridor.note_words_of_changed() owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.note_words_of_new()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  insert into corridor.name_words (office_id, word)
    select office_id, word from (select distinct n.office_id, left(each, 100) as word from new_people n, unnest(string_to_array(n.name_key, ' ')) as each where each <> '') d
    where not exists (select from corridor.name_words w where w.office_id = d.office_id and w.word = d.word)
    -- In one order, so that two who write at once do not wait for each other in a ring.
    order by 1, 2
  on conflict do nothing;
  return null;
end $function$;
alter function corridor.note_words_of_new() owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.office_figures(stale_before date)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
end $function$;
alter function corridor.office_figures(stale_before date) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.office_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('corridor.office', true), '')::uuid $function$;

CREATE OR REPLACE FUNCTION corridor.office_overview()
 RETURNS TABLE(id uuid, slug text, name text, is_demo boolean, created_at timestamp with time zone, closed_at timestamp with time zone, staff bigint, administrators bigint, invitations bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if corridor.actor_kind() not in ('system', 'operator') then raise exception 'forbidden' using errcode = '42501'; end if;
  return query select o.id, o.slug, o.name, o.is_demo, o.created_at, o.closed_at,
    (select count(*) from corridor.staff s where s.office_id = o.id and s.ended_at is null),
    (select count(*) from corridor.staff s where s.office_id = o.id and s.ended_at is null and s.role = 'administrator'),
    (select count(*) from corridor.invitations i where i.office_id = o.id and i.accepted_at is null and i.revoked_at is null)
  from corridor.offices o order by o.is_demo, o.name;
end $function$;
alter function corridor.office_overview() owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.open_link(hash bytea, at timestamp with time zone)
 RETURNS TABLE(office_slug text, person_id uuid, link_id uuid, preferred_language text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
end $function$;
alter function corridor.open_link(hash bytea, at timestamp with time zone) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.pairs_of_words(key text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  with words as (select left(word, 100) as word, at from unnest(string_to_array(key, ' ')) with ordinality as w (word, at) where word <> '' limit 8)
  select array_to_tsvector(coalesce(array_agg(distinct a.word || ' ' || b.word), '{}')) from words a join words b on a.at <> b.at $function$;

CREATE OR REPLACE FUNCTION corridor.people_by_contact(part text, most integer)
 RETURNS TABLE(id uuid, value text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 60
 SET search_path TO 'pg_catalog', 'public'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
end $function$;
alter function corridor.people_by_contact(part text, most integer) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.people_by_pairs(office uuid, villages uuid[], wanted tsquery, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
AS $function$
begin return query
  select p.id from corridor.people p
  where p.office_id = office and p.state = 'active' and split_part(p.name_key, ' ', 3) <> '' and corridor.pairs_of_words(p.name_key) @@ wanted
    and (villages is null or p.village_id = any (villages)) limit most; end $function$;
alter function corridor.people_by_pairs(office uuid, villages uuid[], wanted tsquery, most integer) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.people_by_words(key text, most integer)
 RETURNS TABLE(id uuid, slips integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 60
 SET search_path TO 'pg_catalog', 'public'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
end $function$;
alter function corridor.people_by_words(key text, most integer) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.people_from(office uuid, villages uuid[], starts text[], costs integer[], most integer)
 RETURNS TABLE(id uuid, slips integer)
 LANGUAGE plpgsql
 STABLE ROWS 60
 SET search_path TO 'pg_catalog', 'public'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
AS $function$
#variable_conflict use_column
begin return query
  select found.id, min(wanted.slips) from unnest(starts, costs) as wanted (start, slips) cross join lateral (
    (select p.id from corridor.people p
      where p.office_id = office and p.state = 'active' and p.name_key ~>=~ wanted.start and p.name_key ~<~ (wanted.start || chr(1114111))
        and (villages is null or p.village_id = any (villages)) order by p.name_key using ~<~ limit most)
    union all
    (select p.id from corridor.people p
      where p.office_id = office and p.state = 'active' and strpos(p.name_key, ' ') > 0 and corridor.from_second_word(p.name_key) ~>=~ wanted.start
        and corridor.from_second_word(p.name_key) ~<~ (wanted.start || chr(1114111))
        and (villages is null or p.village_id = any (villages)) order by corridor.from_second_word(p.name_key) using ~<~ limit most)) found
  group by found.id; end $function$;
alter function corridor.people_from(office uuid, villages uuid[], starts text[], costs integer[], most integer) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.person_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('corridor.person', true), '')::uuid $function$;

CREATE OR REPLACE FUNCTION corridor.purge_history(before_day timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare gone bigint;
begin
  if corridor.office_id() is null or corridor.actor_kind() <> 'system' then raise exception 'forbidden' using errcode = '42501'; end if;
  delete from corridor.history where office_id = corridor.office_id() and at < before_day;
  get diagnostics gone = row_count;
  return gone;
end $function$;
alter function corridor.purge_history(before_day timestamp with time zone) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.put_mail(mail jsonb, sealed_links bytea)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare new_id uuid;
begin
  if corridor.office_id() is null or not corridor.may_write() then raise exception 'forbidden' using errcode = '42501'; end if;
  insert into corridor.outbox (office_id, id, idempotency_key, kind, person_id, to_address, to_name, reply_to, language, subject, body_text, body_html, message_id, secrecy, sealed, available_at)
  values (corridor.office_id(), (mail ->> 'id')::uuid, mail ->> 'idempotencyKey', mail ->> 'kind', (mail ->> 'personId')::uuid, mail ->> 'toAddress', mail ->> 'toName',
          mail ->> 'replyTo', mail ->> 'language', mail ->> 'subject', mail ->> 'text', mail ->> 'html', mail ->> 'messageId', mail ->> 'secrecy', sealed_links,
          coalesce((mail ->> 'availableAt')::timestamptz, now()))
  on conflict on constraint mail_once do nothing
  returning id into new_id;
  return new_id;
end $function$;
alter function corridor.put_mail(mail jsonb, sealed_links bytea) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.refresh_reach(person_ids uuid[])
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog'
AS $function$
  update corridor.people p set reach = coalesce(best.reach, 'none'), confirmed_on = best.confirmed_on
  from unnest(person_ids) as wanted (id)
  left join lateral (
    select (array['dead', 'failing', 'opted_out', 'unconfirmed', 'confirmed'])[max(array_position(array['dead', 'failing', 'opted_out', 'unconfirmed', 'confirmed'], c.state))] as reach,
           max(c.confirmed_on) filter (where c.state = 'confirmed') as confirmed_on
    from corridor.contact_points c
    where c.office_id = corridor.office_id() and c.person_id = wanted.id and c.kind <> 'postal'
  ) best on true
  where p.office_id = corridor.office_id() and p.id = wanted.id
    and (p.reach, p.confirmed_on) is distinct from (coalesce(best.reach, 'none'), best.confirmed_on) $function$;
grant execute on function corridor.refresh_reach(person_ids uuid[]) to corridor_app;
grant execute on function corridor.refresh_reach(person_ids uuid[]) to public;

CREATE OR REPLACE FUNCTION corridor.remove_demo_accounts()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare removed integer;
begin
  if corridor.actor_kind() not in ('system', 'operator') then raise exception 'forbidden' using errcode = '42501'; end if;
  delete from auth."user" u where u."isDemo" and not exists (select from corridor.staff s where s.account_id = u.id);
  get diagnostics removed = row_count;
  return removed;
end $function$;
alter function corridor.remove_demo_accounts() owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.remove_import_rows()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  delete from corridor.import_rows where office_id = old.office_id and import_id = old.id;
  delete from corridor.import_outcomes where office_id = old.office_id and import_id = old.id;
  return null;
end $function$;
alter function corridor.remove_import_rows() owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.remove_office(old_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if corridor.actor_kind() not in ('system', 'operator') then raise exception 'forbidden' using errcode = '42501'; end if;
  delete from corridor.offices where id = old_id;
end $function$;
alter function corridor.remove_office(old_id uuid) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.scope()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select coalesce(nullif(current_setting('corridor.scope', true), ''), 'none') $function$;

CREATE OR REPLACE FUNCTION corridor.session_facts(session_token text, at timestamp with time zone)
 RETURNS TABLE(account_id uuid, name text, email text, language text, is_demo boolean, created_at timestamp with time zone, expires_at timestamp with time zone, updated_at timestamp with time zone, second_factor_at timestamp with time zone, has_second_factor boolean, is_operator boolean, memberships jsonb, grants jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
  where s.token = session_token and s."expiresAt" > at $function$;
alter function corridor.session_facts(session_token text, at timestamp with time zone) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.token_maker_stands(office uuid, maker uuid, token_role text, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select not exists (
    select from corridor.staff m join corridor.offices o on o.id = m.office_id
    where m.office_id = office and m.account_id = maker
      and (m.ended_at is not null or m.until < (at at time zone o.time_zone)::date
        or m.role <> all (case token_role when 'officer' then array['administrator', 'officer'] when 'auditor' then array['administrator', 'officer', 'auditor']
          else array['administrator', 'officer', 'auditor', 'planner'] end))) $function$;

CREATE OR REPLACE FUNCTION corridor.use_api_token(hash bytea, at timestamp with time zone)
 RETURNS TABLE(office_id uuid, office_slug text, id uuid, name text, role text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  update corridor.api_tokens t set last_used_on = (at at time zone 'UTC')::date
  where t.token_hash = hash and t.revoked_at is null and t.expires_at > at and t.last_used_on is distinct from (at at time zone 'UTC')::date
    and corridor.token_maker_stands(t.office_id, t.created_by, t.role, at);
  return query select t.office_id, o.slug, t.id, t.name, t.role
  from corridor.api_tokens t join corridor.offices o on o.id = t.office_id
  where t.token_hash = hash and t.revoked_at is null and t.expires_at > at and o.closed_at is null and corridor.token_maker_stands(t.office_id, t.created_by, t.role, at);
end $function$;
alter function corridor.use_api_token(hash bytea, at timestamp with time zone) owner to corridor_definer;

CREATE OR REPLACE FUNCTION corridor.villages()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select coalesce(nullif(current_setting('corridor.villages', true), '')::uuid[], '{}') $function$;

CREATE OR REPLACE FUNCTION corridor.without_examples(mapping jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select case when jsonb_typeof(mapping -> 'sheets') = 'array' then jsonb_set(mapping, '{sheets}', (
    select coalesce(jsonb_agg(s.sheet || jsonb_build_object('columns', (
      select coalesce(jsonb_agg(c.col || '{"examples": []}' order by c.n), '[]') from jsonb_array_elements(s.sheet -> 'columns') with ordinality c (col, n))) order by s.n), '[]')
    from jsonb_array_elements(mapping -> 'sheets') with ordinality s (sheet, n))) else mapping end $function$;

CREATE OR REPLACE FUNCTION corridor.words_like(office uuid, typed text, most integer)
 RETURNS TABLE(word text, slips integer)
 LANGUAGE plpgsql
 STABLE ROWS 10
 SET search_path TO 'pg_catalog', 'public'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
 SET "pg_trgm.similarity_threshold" TO '0.19'
AS $function$
#variable_conflict use_column
begin return query
  select near.word, near.slips from (
    select w.word, least(levenshtein(typed, w.word), levenshtein(typed, left(w.word, length(typed))), levenshtein(typed, left(w.word, length(typed) + 1)), levenshtein(typed, left(w.word, length(typed) - 1))) as slips
    from corridor.name_words w where w.office_id = office and w.word % typed) near
  where near.slips between 1 and 1 + length(typed) / 4 order by near.slips, typed <-> near.word limit most; end $function$;
alter function corridor.words_like(office uuid, typed text, most integer) owner to corridor_definer;
