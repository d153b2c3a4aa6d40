-- The register: households at home, people, how they are reached, where they live, who told us, what they agreed to.

create table corridor.households (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  village_id uuid,
  head_name text not null constraint head_name_length check (length(head_name) between 1 and 200),
  head_key text not null default '',
  phone_raw text,
  phone text,
  address text,
  note text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (office_id, id),
  foreign key (office_id, village_id) references corridor.places (office_id, id)
);
create index households_of_village on corridor.households (office_id, village_id, head_key);
create index households_by_head on corridor.households (office_id, head_key);
create index households_by_phone on corridor.households (office_id, phone) where phone is not null;

-- Who told whom, when, where, how: the source of facts.
create table corridor.collections (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  means text not null constraint collection_means check (means in ('visit', 'phone', 'office', 'import', 'personal_link', 'api', 'demo')),
  household_id uuid,
  informant_name text,
  informant_tie text,
  collector_id uuid,
  collector_name text,
  collected_on date not null,
  village_id uuid,
  import_id uuid,
  created_at timestamptz not null default now(),
  primary key (office_id, id),
  foreign key (office_id, household_id) references corridor.households (office_id, id) on delete set null (household_id),
  foreign key (office_id, village_id) references corridor.places (office_id, id)
);
create index collections_of_household on corridor.collections (office_id, household_id);
create index collections_of_import on corridor.collections (office_id, import_id) where import_id is not null;

create table corridor.people (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  household_id uuid,
  village_id uuid,
  family_name text not null default '' constraint family_name_length check (length(family_name) <= 200),
  given_name text not null default '' constraint given_name_length check (length(given_name) <= 200),
  -- Other spellings and former names, each as written.
  other_names text[] not null default '{}',
  -- "family given" folded by platform/names, and its rule's version; written by the application in the same statement.
  name_key text not null,
  keys_version smallint not null default 1,
  sex text constraint sex_values check (sex in ('female', 'male', 'other')),
  born text constraint born_form check (born ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  -- The current residence, also in residences; here because every list shows and filters it.
  country text constraint country_form check (country ~ '^[A-Z]{2}$'),
  city_id uuid,
  city text,
  abroad_since text constraint since_form check (abroad_since ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  occupation_code text constraint isco_form check (occupation_code ~ '^\d{1,4}$'),
  occupation text,
  skills text[] not null default '{}',
  languages text[] not null default '{}',
  -- Self-declared: what the person would take part in, and how ready.
  interests text[] not null default '{}',
  readiness text constraint readiness_values check (readiness in ('now', 'within_a_year', 'someday', 'no')),
  preferred_language text,
  collection_id uuid,
  -- Which later collection told a field, where it is not collection_id: {"born": "<collection id>"}.
  field_sources jsonb not null default '{}',
  -- How well the person can be reached, kept by refresh_reach(): best state of any contact, and its last confirmation.
  reach text not null default 'none' constraint reach_values check (reach in ('none', 'dead', 'failing', 'opted_out', 'unconfirmed', 'confirmed')),
  confirmed_on date,
  state text not null default 'active' constraint person_state check (state in ('active', 'merged', 'erased', 'deceased', 'removed')),
  merged_into uuid,
  -- The person objected to use beyond what the law demands: kept, not used (GDPR Articles 18 and 21).
  restricted_at timestamptz,
  removed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (office_id, id),
  foreign key (office_id, household_id) references corridor.households (office_id, id),
  foreign key (office_id, village_id) references corridor.places (office_id, id),
  foreign key (office_id, city_id) references corridor.places (office_id, id),
  foreign key (office_id, collection_id) references corridor.collections (office_id, id),
  foreign key (office_id, merged_into) references corridor.people (office_id, id),
  constraint somebody_has_a_name check (state in ('erased') or family_name <> '' or given_name <> '')
);
create index people_by_name on corridor.people (office_id, name_key text_pattern_ops) where state = 'active';
create index people_of_village on corridor.people (office_id, village_id, name_key) where state = 'active';
create index people_by_country on corridor.people (office_id, country, city_id) where state = 'active';
create index people_of_household on corridor.people (office_id, household_id);
create index people_by_occupation on corridor.people (office_id, occupation_code) where state = 'active';
create index people_by_change on corridor.people (office_id, updated_at desc) where state = 'active';
create index people_by_confirmation on corridor.people (office_id, confirmed_on) where state = 'active';

create table corridor.contact_points (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  kind text not null constraint contact_kind check (kind in ('phone', 'email', 'whatsapp', 'viber', 'telegram', 'signal', 'messenger', 'skype', 'postal', 'other')),
  raw text not null constraint contact_raw_length check (length(raw) between 1 and 500),
  -- Normal form: E.164, lower-case address, handle.
  value text not null constraint contact_value_length check (length(value) between 1 and 500),
  -- For "ends with" under the wall: only leakproof operators use an index there.
  value_reversed text not null generated always as (reverse(value)) stored,
  state text not null default 'unconfirmed' constraint contact_state check (state in ('unconfirmed', 'confirmed', 'failing', 'dead', 'opted_out')),
  confirmed_on date,
  confirmed_how text,
  failures integer not null default 0,
  note text,
  collection_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (office_id, id),
  foreign key (office_id, person_id) references corridor.people (office_id, id) on delete cascade,
  foreign key (office_id, collection_id) references corridor.collections (office_id, id)
);
create unique index contact_once on corridor.contact_points (office_id, person_id, kind, value);
create index contacts_by_value on corridor.contact_points (office_id, value text_pattern_ops);
create index contacts_by_end on corridor.contact_points (office_id, value_reversed text_pattern_ops);

create table corridor.residences (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  country text not null constraint residence_country check (country ~ '^[A-Z]{2}$'),
  city_id uuid,
  city text,
  starts text constraint residence_starts check (starts ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  ends text constraint residence_ends check (ends ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  current boolean not null default true,
  collection_id uuid,
  created_at timestamptz not null default now(),
  primary key (office_id, id),
  foreign key (office_id, person_id) references corridor.people (office_id, id) on delete cascade,
  foreign key (office_id, city_id) references corridor.places (office_id, id),
  foreign key (office_id, collection_id) references corridor.collections (office_id, id)
);
create index residences_of_person on corridor.residences (office_id, person_id);
create unique index one_current_residence on corridor.residences (office_id, person_id) where current;

create table corridor.ties (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  other_id uuid,
  other_name text,
  -- What the other is to the person: 'parent' means that the other is the person's parent.
  kind text not null constraint tie_kind check (kind in ('spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild', 'other_relative', 'in_law', 'friend', 'neighbour', 'self')),
  note text,
  collection_id uuid,
  created_at timestamptz not null default now(),
  primary key (office_id, id),
  foreign key (office_id, person_id) references corridor.people (office_id, id) on delete cascade,
  foreign key (office_id, other_id) references corridor.people (office_id, id) on delete cascade,
  foreign key (office_id, collection_id) references corridor.collections (office_id, id),
  constraint tie_to_somebody check (other_id is not null or other_name is not null),
  constraint tie_to_another check (other_id is distinct from person_id)
);
create index ties_of_person on corridor.ties (office_id, person_id);
create index ties_to_person on corridor.ties (office_id, other_id) where other_id is not null;

-- Appended to, never changed: the latest row for a purpose and channel is the one that holds.
create table corridor.consents (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  purpose text not null constraint consent_purpose check (purpose in ('contact', 'news', 'opportunities', 'statistics', 'research')),
  channel text not null constraint consent_channel check (channel in ('any', 'email', 'sms', 'phone', 'messenger', 'post')),
  answer text not null constraint consent_answer check (answer in ('given_by_person', 'given_by_family', 'declined', 'withdrawn', 'not_asked')),
  means text not null constraint consent_means check (means in ('visit', 'phone', 'office', 'import', 'personal_link', 'email', 'sms', 'api', 'demo')),
  given_on date not null,
  until date,
  given_by text,
  collection_id uuid,
  created_at timestamptz not null default now(),
  primary key (office_id, id),
  foreign key (office_id, person_id) references corridor.people (office_id, id) on delete cascade,
  foreign key (office_id, collection_id) references corridor.collections (office_id, id)
);
create index consents_of_person on corridor.consents (office_id, person_id, purpose, channel, created_at desc);

create table corridor.notes (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  text text not null constraint note_length check (length(text) between 1 and 10000),
  author_id uuid,
  author_name text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (office_id, id),
  foreign key (office_id, person_id) references corridor.people (office_id, id) on delete cascade
);
create index notes_of_person on corridor.notes (office_id, person_id, created_at desc);

-- Notices that the law requires (GDPR Article 14): at the first contact, within a month at the latest.
create table corridor.notices (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  due_on date not null,
  state text not null default 'due' constraint notice_state check (state in ('due', 'sending', 'sent', 'told', 'failed', 'not_needed')),
  how text,
  told_on date,
  outbox_id uuid,
  note text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (office_id, id),
  foreign key (office_id, person_id) references corridor.people (office_id, id) on delete cascade,
  constraint one_notice_a_person unique (office_id, person_id)
);
create index notices_due on corridor.notices (office_id, due_on) where state in ('due', 'failed');

-- A personal link opens one person's own data without an account; only the hash of its secret is kept.
create table corridor.personal_links (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  token_hash bytea not null constraint personal_link_once unique,
  created_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  opened_at timestamptz,
  primary key (office_id, id),
  foreign key (office_id, person_id) references corridor.people (office_id, id) on delete cascade
);
create index personal_links_of_person on corridor.personal_links (office_id, person_id);
create function corridor.person_by_link(hash bytea) returns table (office_id uuid, person_id uuid, link_id uuid)
  language sql stable security definer set search_path = pg_catalog as $$
  select l.office_id, l.person_id, l.id from corridor.personal_links l
  join corridor.people p on p.office_id = l.office_id and p.id = l.person_id
  where l.token_hash = hash and l.revoked_at is null and l.expires_at > now() and p.state in ('active', 'merged') $$;
alter function corridor.person_by_link(bytea) owner to corridor_definer;

create table corridor.drafts (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  account_id uuid not null,
  kind text not null,
  data jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (office_id, id)
);
create index drafts_of_account on corridor.drafts (office_id, account_id, updated_at desc);

create table corridor.saved_views (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  -- null: shared with the whole office.
  account_id uuid,
  area text not null,
  name text not null constraint view_name_length check (length(name) between 1 and 100),
  query text not null constraint view_query_length check (length(query) <= 2000),
  created_at timestamptz not null default now(),
  primary key (office_id, id)
);

create table corridor.bulk_edits (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  account_id uuid,
  actor_name text not null,
  action jsonb not null,
  people_count integer not null,
  created_at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (office_id, id)
);
create table corridor.bulk_edit_people (
  office_id uuid not null,
  bulk_edit_id uuid not null,
  person_id uuid not null,
  before jsonb not null,
  after jsonb not null,
  primary key (office_id, bulk_edit_id, person_id),
  foreign key (office_id, bulk_edit_id) references corridor.bulk_edits (office_id, id) on delete cascade,
  foreign key (office_id, person_id) references corridor.people (office_id, id) on delete cascade
);

-- Imports. Every row of the file is kept as read, with what became of it, so that the run can be resumed, explained and undone.
create table corridor.imports (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  file_id uuid,
  file_name text not null,
  sha256 bytea not null,
  state text not null default 'uploaded' constraint import_state check (state in ('uploaded', 'reading', 'read', 'checking', 'checked', 'applying', 'applied', 'undoing', 'undone', 'cancelled', 'failed')),
  read_as jsonb,
  proposal jsonb,
  mapping jsonb,
  counts jsonb not null default '{}',
  progress real not null default 0,
  cancel_requested boolean not null default false,
  problem jsonb,
  created_by uuid,
  created_by_name text not null default '',
  created_at timestamptz not null default now(),
  checked_at timestamptz,
  applied_at timestamptz,
  undone_at timestamptz,
  primary key (office_id, id),
  foreign key (office_id, file_id) references corridor.files (office_id, id)
);
create table corridor.import_rows (
  office_id uuid not null,
  import_id uuid not null,
  -- Position in the file, all sheets counted through.
  number integer not null,
  sheet text not null,
  row integer not null,
  cells jsonb not null,
  outcome text constraint row_outcome check (outcome in ('create', 'update', 'unchanged', 'doubt', 'refused', 'family', 'blank', 'skipped')),
  facts jsonb,
  problems jsonb,
  -- Hash of the facts, for "the same file again changes nothing"; with a counter where a file says the same twice.
  fingerprint text,
  person_id uuid,
  applied_at timestamptz,
  -- What the person was before an update, for undoing.
  before jsonb,
  primary key (office_id, import_id, number),
  foreign key (office_id, import_id) references corridor.imports (office_id, id) on delete cascade
);
create index import_rows_by_outcome on corridor.import_rows (office_id, import_id, outcome, number);
create index import_rows_of_person on corridor.import_rows (office_id, person_id) where person_id is not null;

-- Where in which file a person was told of.
create table corridor.person_sources (
  office_id uuid not null references corridor.offices on delete cascade,
  fingerprint text not null,
  import_id uuid not null,
  person_id uuid not null,
  file_name text not null,
  sheet text not null,
  row integer not null,
  primary key (office_id, fingerprint, import_id),
  foreign key (office_id, person_id) references corridor.people (office_id, id) on delete cascade,
  foreign key (office_id, import_id) references corridor.imports (office_id, id) on delete cascade
);
create index person_sources_of_person on corridor.person_sources (office_id, person_id);
create index person_sources_of_import on corridor.person_sources (office_id, import_id);

create table corridor.import_mappings (
  office_id uuid not null references corridor.offices on delete cascade,
  fingerprint text not null,
  mapping jsonb not null,
  file_name text not null,
  used_at timestamptz not null default now(),
  primary key (office_id, fingerprint)
);

-- One person once: keys that bring candidates together, pairs with their evidence and what people decided.
create table corridor.link_keys (
  office_id uuid not null,
  key text not null,
  person_id uuid not null,
  primary key (office_id, key, person_id),
  foreign key (office_id, person_id) references corridor.people (office_id, id) on delete cascade
);
create index link_keys_of_person on corridor.link_keys (office_id, person_id);

create table corridor.person_pairs (
  office_id uuid not null references corridor.offices on delete cascade,
  person_a uuid not null,
  person_b uuid not null,
  score real not null,
  evidence jsonb not null,
  decision text constraint pair_decision check (decision in ('same', 'not_same', 'later')),
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  decided_how text,
  created_at timestamptz not null default now(),
  primary key (office_id, person_a, person_b),
  foreign key (office_id, person_a) references corridor.people (office_id, id) on delete cascade,
  foreign key (office_id, person_b) references corridor.people (office_id, id) on delete cascade,
  constraint pair_in_order check (person_a < person_b)
);
create index pairs_waiting on corridor.person_pairs (office_id, score desc) where decision is null or decision = 'later';
create index pairs_by_second on corridor.person_pairs (office_id, person_b);

create table corridor.merges (
  office_id uuid not null references corridor.offices on delete cascade,
  id uuid not null default gen_random_uuid(),
  kept_id uuid not null,
  merged_id uuid not null,
  -- Which value was chosen for each field, and every row that moved, so that undoing is data and not archaeology.
  choices jsonb not null default '{}',
  moved jsonb not null default '{}',
  before jsonb not null,
  actor_id uuid,
  actor_name text not null,
  created_at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (office_id, id),
  foreign key (office_id, kept_id) references corridor.people (office_id, id) on delete cascade,
  foreign key (office_id, merged_id) references corridor.people (office_id, id) on delete cascade
);
create index merges_of_kept on corridor.merges (office_id, kept_id);
create index merges_of_merged on corridor.merges (office_id, merged_id);

call corridor.build_wall('households', 'village');
call corridor.build_wall('collections', 'office');
call corridor.build_wall('people', 'self');
call corridor.build_wall('contact_points', 'person');
call corridor.build_wall('residences', 'person');
call corridor.build_wall('ties', 'person');
call corridor.build_wall('consents', 'person');
call corridor.build_wall('notes', 'person');
call corridor.build_wall('notices', 'person');
call corridor.build_wall('personal_links', 'person');
call corridor.build_wall('drafts', 'office');
call corridor.build_wall('saved_views', 'office');
call corridor.build_wall('bulk_edits', 'office');
call corridor.build_wall('bulk_edit_people', 'person');
call corridor.build_wall('imports', 'office');
call corridor.build_wall('import_rows', 'office');
call corridor.build_wall('person_sources', 'person');
call corridor.build_wall('import_mappings', 'office');
call corridor.build_wall('link_keys', 'person');
call corridor.build_wall('person_pairs', 'office');
call corridor.build_wall('merges', 'office');

-- Tables of an office that name persons are open to those who see all of them, and to nobody else.
create policy whole_office_only on corridor.imports as restrictive to corridor_app using ((select corridor.scope()) = 'all');
create policy whole_office_only on corridor.import_rows as restrictive to corridor_app using ((select corridor.scope()) = 'all');
create policy whole_office_only on corridor.merges as restrictive to corridor_app using ((select corridor.scope()) = 'all');
create policy whole_office_only on corridor.files as restrictive to corridor_app using ((select corridor.scope()) = 'all');
create policy whole_office_only on corridor.file_chunks as restrictive to corridor_app using ((select corridor.scope()) = 'all');
create policy both_seen on corridor.person_pairs as restrictive to corridor_app using ((select corridor.scope()) = 'all' or (
  exists (select from corridor.people p where p.office_id = person_pairs.office_id and p.id = person_pairs.person_a)
  and exists (select from corridor.people p where p.office_id = person_pairs.office_id and p.id = person_pairs.person_b)));
create policy some_scope on corridor.collections as restrictive to corridor_app using ((select corridor.scope()) in ('all', 'villages', 'person'));
create policy own_drafts on corridor.drafts as restrictive to corridor_app using (account_id = (select corridor.account_id()));
create policy own_or_shared on corridor.saved_views as restrictive to corridor_app using (account_id is null or account_id = (select corridor.account_id()));
create policy whole_office_or_system on corridor.outbox as restrictive for select to corridor_app using ((select corridor.scope()) = 'all');

-- History of a person is read by whoever sees the person.
create policy wall on corridor.history for select to corridor_app using (office_id = (select corridor.office_id()) and (
  ((select corridor.scope()) = 'all')
  or exists (select from corridor.people p where p.office_id = history.office_id and p.id = history.person_id)));

create trigger history after insert or update or delete on corridor.people for each row execute function corridor.note_history('self');
create trigger history after insert or update or delete on corridor.households for each row execute function corridor.note_history('none');
create trigger history after insert or update or delete on corridor.contact_points for each row execute function corridor.note_history('person');
create trigger history after insert or update or delete on corridor.residences for each row execute function corridor.note_history('person');
create trigger history after insert or update or delete on corridor.ties for each row execute function corridor.note_history('person');
create trigger history after insert or update or delete on corridor.consents for each row execute function corridor.note_history('person');
create trigger history after insert or update or delete on corridor.notes for each row execute function corridor.note_history('person');
create trigger history after insert or update or delete on corridor.notices for each row execute function corridor.note_history('person');

-- Keeps people.reach and people.confirmed_on in step with contact_points, for the given people.
create function corridor.refresh_reach(person_ids uuid[]) returns void language sql security invoker set search_path = pg_catalog as $$
  update corridor.people p set reach = coalesce(best.reach, 'none'), confirmed_on = best.confirmed_on
  from unnest(person_ids) as wanted (id)
  left join lateral (
    select (array['dead', 'failing', 'opted_out', 'unconfirmed', 'confirmed'])[max(array_position(array['dead', 'failing', 'opted_out', 'unconfirmed', 'confirmed'], c.state))] as reach,
           max(c.confirmed_on) filter (where c.state = 'confirmed') as confirmed_on
    from corridor.contact_points c
    where c.office_id = corridor.office_id() and c.person_id = wanted.id and c.kind <> 'postal'
  ) best on true
  where p.office_id = corridor.office_id() and p.id = wanted.id
    and (p.reach, p.confirmed_on) is distinct from (coalesce(best.reach, 'none'), best.confirmed_on) $$;
grant execute on function corridor.refresh_reach(uuid[]) to corridor_app;

-- Erasing a person erases what history remembers of them and leaves the fact (DESIGN 10.8).
create function corridor.empty_history(person uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if corridor.office_id() is null or not (corridor.scope() = 'all' or (corridor.scope() = 'person' and corridor.person_id() = person)) or not corridor.may_write()
    then raise exception 'forbidden' using errcode = '42501'; end if;
  update corridor.history set before = null, after = null where office_id = corridor.office_id() and person_id = person;
end $$;
alter function corridor.empty_history(uuid) owner to corridor_definer;
