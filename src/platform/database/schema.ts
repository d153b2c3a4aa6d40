/** Made by scripts/database-types.ts from the migrated database: do not edit. */
import type { ColumnType, GeneratedAlways } from 'kysely'

type Optional<T> = ColumnType<T, T | undefined, T>
type Timestamp = ColumnType<Date, Date | string, Date | string>
type OptionalTimestamp = ColumnType<Date, Date | string | undefined, Date | string>
/** Written as JSON text, read as the value. */
type Json = ColumnType<unknown, string, string>
type OptionalJson = ColumnType<unknown, string | undefined, string>

export interface ApiTokens {
  office_id: string
  id: Optional<string>
  name: string
  role: string
  token_hash: Buffer
  created_by: Optional<string | null>
  created_at: OptionalTimestamp
  expires_at: Timestamp
  last_used_on: Optional<string | null>
  revoked_at: OptionalTimestamp | null
}

export interface BulkEditPeople {
  office_id: string
  bulk_edit_id: string
  person_id: string
  before: Json
  after: Json
}

export interface BulkEdits {
  office_id: string
  id: Optional<string>
  account_id: Optional<string | null>
  actor_name: string
  action: Json
  people_count: number
  created_at: OptionalTimestamp
  undone_at: OptionalTimestamp | null
}

export interface Collections {
  office_id: string
  id: Optional<string>
  means: string
  household_id: Optional<string | null>
  informant_name: Optional<string | null>
  informant_tie: Optional<string | null>
  collector_id: Optional<string | null>
  collector_name: Optional<string | null>
  collected_on: string
  village_id: Optional<string | null>
  import_id: Optional<string | null>
  created_at: OptionalTimestamp
}

export interface Consents {
  office_id: string
  id: Optional<string>
  person_id: string
  purpose: string
  channel: string
  answer: string
  means: string
  given_on: string
  until: Optional<string | null>
  given_by: Optional<string | null>
  collection_id: Optional<string | null>
  created_at: OptionalTimestamp
}

export interface ContactPoints {
  office_id: string
  id: Optional<string>
  person_id: string
  kind: string
  raw: string
  value: string
  value_reversed: GeneratedAlways<string>
  state: Optional<string>
  confirmed_on: Optional<string | null>
  confirmed_how: Optional<string | null>
  failures: Optional<number>
  note: Optional<string | null>
  collection_id: Optional<string | null>
  created_at: OptionalTimestamp
  updated_at: OptionalTimestamp
}

export interface Drafts {
  office_id: string
  id: Optional<string>
  account_id: string
  kind: string
  data: Json
  created_at: OptionalTimestamp
  updated_at: OptionalTimestamp
}

export interface ErasedRecords {
  office_id: string
  hash: string
  erased_on: Optional<string>
}

export interface Events {
  office_id: string
  id: Optional<string>
  type: string
  at: OptionalTimestamp
  actor_kind: string
  actor_id: Optional<string | null>
  actor_name: string
  request_id: Optional<string | null>
  subject_kind: Optional<string | null>
  subject_id: Optional<string | null>
  data: OptionalJson
}

export interface FileChunks {
  office_id: string
  file_id: string
  number: number
  content: Buffer
}

export interface Files {
  office_id: string
  id: Optional<string>
  name: string
  media_type: string
  bytes: number
  sha256: Buffer
  created_by: Optional<string | null>
  created_at: OptionalTimestamp
}

export interface History {
  office_id: string
  id: GeneratedAlways<number>
  table_name: string
  row_id: Optional<string | null>
  person_id: Optional<string | null>
  change: string
  before: OptionalJson | null
  after: OptionalJson | null
  at: OptionalTimestamp
  actor_kind: string
  actor_id: Optional<string | null>
  actor_name: string
  event_id: Optional<string | null>
  database_user: Optional<string>
}

export interface Households {
  office_id: string
  id: Optional<string>
  village_id: Optional<string | null>
  head_name: string
  head_key: Optional<string>
  phone_raw: Optional<string | null>
  phone: Optional<string | null>
  address: Optional<string | null>
  note: Optional<string | null>
  created_at: OptionalTimestamp
  updated_at: OptionalTimestamp
}

export interface ImportChanges {
  office_id: string
  import_id: string
  number: number
  person_id: string
  before: Json
  after: Json
  added: OptionalJson
}

export interface ImportHouseholds {
  office_id: string
  import_id: string
  household_id: string
}

export interface ImportMappings {
  office_id: string
  fingerprint: string
  mapping: Json
  file_name: string
  used_at: OptionalTimestamp
}

export interface ImportOutcomes {
  office_id: string
  import_id: string
  number: number
  outcome: string
  doubtful: Optional<boolean>
  facts: OptionalJson | null
  problems: OptionalJson | null
  fingerprint: Optional<string | null>
  identity: Optional<string | null>
  person_id: Optional<string | null>
  memory_keys: Optional<string[] | null>
}

export interface ImportRows {
  office_id: string
  import_id: string
  number: number
  sheet: string
  row: number
  cells: Json
}

export interface Imports {
  office_id: string
  id: Optional<string>
  file_id: Optional<string | null>
  file_name: string
  sha256: Buffer
  state: Optional<string>
  read_as: OptionalJson | null
  proposal: OptionalJson | null
  mapping: OptionalJson | null
  counts: OptionalJson
  progress: Optional<number>
  cancel_requested: Optional<boolean>
  problem: OptionalJson | null
  created_by: Optional<string | null>
  created_by_name: Optional<string>
  created_at: OptionalTimestamp
  checked_at: OptionalTimestamp | null
  applied_at: OptionalTimestamp | null
  undone_at: OptionalTimestamp | null
  policy: Optional<string>
  collected_on: Optional<string>
  rows_read: Optional<number>
  done_up_to: Optional<number>
  purged_at: OptionalTimestamp | null
}

export interface Installation {
  only_row: Optional<boolean>
  id: Optional<string>
  demo_offered: Optional<boolean>
  set_up_at: OptionalTimestamp | null
}

export interface Invitations {
  office_id: string
  id: Optional<string>
  email: string
  name: string
  role: string
  villages: Optional<string[]>
  helper_of: Optional<string | null>
  until: Optional<string | null>
  token_hash: Buffer
  invited_by: Optional<string | null>
  created_at: OptionalTimestamp
  expires_at: Timestamp
  accepted_at: OptionalTimestamp | null
  revoked_at: OptionalTimestamp | null
}

export interface LinkKeys {
  office_id: string
  key: string
  person_id: string
}

export interface LinkModels {
  office_id: string
  keys_version: number
  people: number
  model: string
  trained_at: OptionalTimestamp
}

export interface LinkPending {
  office_id: string
  id: GeneratedAlways<number>
  person_id: string
}

export interface Merges {
  office_id: string
  id: Optional<string>
  kept_id: string
  merged_id: string
  choices: OptionalJson
  moved: OptionalJson
  before: Json
  actor_id: Optional<string | null>
  actor_name: string
  created_at: OptionalTimestamp
  undone_at: OptionalTimestamp | null
  after: OptionalJson
}

export interface Migrations {
  name: string
  sha256: string
  ran_at: OptionalTimestamp
}

export interface NameWords {
  office_id: string
  word: string
}

export interface Notes {
  office_id: string
  id: Optional<string>
  person_id: string
  text: string
  author_id: Optional<string | null>
  author_name: string
  created_at: OptionalTimestamp
  updated_at: OptionalTimestamp
}

export interface Notices {
  office_id: string
  id: Optional<string>
  person_id: string
  due_on: string
  state: Optional<string>
  how: Optional<string | null>
  told_on: Optional<string | null>
  outbox_id: Optional<string | null>
  note: Optional<string | null>
  created_at: OptionalTimestamp
  updated_at: OptionalTimestamp
  attempt: Optional<number>
}

export interface OfficeSettings {
  office_id: string
  notice_within_days: Optional<number>
  contact_stale_after_days: Optional<number>
  retain_untold_days: Optional<number>
  retain_inactive_days: Optional<number>
  retain_imports_days: Optional<number>
  retain_history_days: Optional<number>
  postal_address: Optional<string | null>
  phone: Optional<string | null>
  email: Optional<string | null>
  opening_hours: Optional<string | null>
  privacy_contact: Optional<string | null>
  updated_at: OptionalTimestamp
  import_salt: Optional<string>
}

export interface Offices {
  id: Optional<string>
  slug: string
  name: string
  region: Optional<string | null>
  home_country: string
  languages: Optional<string[]>
  default_language: Optional<string>
  time_zone: Optional<string>
  is_demo: Optional<boolean>
  created_at: OptionalTimestamp
  closed_at: OptionalTimestamp | null
}

export interface OperatorAccess {
  office_id: string
  id: Optional<string>
  account_id: string
  reason: string
  created_at: OptionalTimestamp
  until: Timestamp
}

export interface Operators {
  account_id: string
  created_at: OptionalTimestamp
}

export interface Outbox {
  office_id: string
  id: Optional<string>
  idempotency_key: string
  kind: string
  person_id: Optional<string | null>
  to_address: string
  to_name: Optional<string | null>
  language: string
  subject: string
  body_text: string
  body_html: Optional<string | null>
  message_id: string
  state: Optional<string>
  attempts: Optional<number>
  available_at: OptionalTimestamp
  attempted_at: OptionalTimestamp | null
  sent_at: OptionalTimestamp | null
  error: Optional<string | null>
  created_at: OptionalTimestamp
  secrecy: Optional<string>
  sealed: Optional<Buffer | null>
  reply_to: Optional<string | null>
}

export interface People {
  office_id: string
  id: Optional<string>
  household_id: Optional<string | null>
  village_id: Optional<string | null>
  family_name: Optional<string>
  given_name: Optional<string>
  other_names: Optional<string[]>
  name_key: string
  keys_version: Optional<number>
  sex: Optional<string | null>
  born: Optional<string | null>
  country: Optional<string | null>
  city_id: Optional<string | null>
  city: Optional<string | null>
  abroad_since: Optional<string | null>
  occupation_code: Optional<string | null>
  occupation: Optional<string | null>
  skills: Optional<string[]>
  languages: Optional<string[]>
  interests: Optional<string[]>
  readiness: Optional<string | null>
  preferred_language: Optional<string | null>
  collection_id: Optional<string | null>
  field_sources: OptionalJson
  reach: Optional<string>
  confirmed_on: Optional<string | null>
  state: Optional<string>
  merged_into: Optional<string | null>
  restricted_at: OptionalTimestamp | null
  removed_at: OptionalTimestamp | null
  created_at: OptionalTimestamp
  updated_at: OptionalTimestamp
  version: Optional<number>
}

export interface PersonPairs {
  office_id: string
  person_a: string
  person_b: string
  score: number
  evidence: Json
  decision: Optional<string | null>
  decided_by: Optional<string | null>
  decided_by_name: Optional<string | null>
  decided_at: OptionalTimestamp | null
  decided_how: Optional<string | null>
  created_at: OptionalTimestamp
}

export interface PersonSources {
  office_id: string
  fingerprint: string
  import_id: string
  person_id: string
  file_name: string
  sheet: string
  row: number
  number: Optional<number>
  created: Optional<boolean>
  identity: Optional<string | null>
}

export interface PersonalLinks {
  office_id: string
  id: Optional<string>
  person_id: string
  token_hash: Buffer
  created_by: Optional<string | null>
  created_at: OptionalTimestamp
  expires_at: Timestamp
  revoked_at: OptionalTimestamp | null
  opened_at: OptionalTimestamp | null
}

export interface Places {
  office_id: string
  id: Optional<string>
  kind: string
  name: string
  names: OptionalJson
  name_key: string
  parent_id: Optional<string | null>
  country: Optional<string | null>
  latitude: Optional<number | null>
  longitude: Optional<number | null>
  geonames_id: Optional<number | null>
  served: Optional<boolean>
  created_at: OptionalTimestamp
  import_id: Optional<string | null>
}

export interface RateLimits {
  key: string
  window_start: Timestamp
  count: Optional<number>
}

export interface Residences {
  office_id: string
  id: Optional<string>
  person_id: string
  country: string
  city_id: Optional<string | null>
  city: Optional<string | null>
  starts: Optional<string | null>
  ends: Optional<string | null>
  current: Optional<boolean>
  collection_id: Optional<string | null>
  created_at: OptionalTimestamp
}

export interface SavedViews {
  office_id: string
  id: Optional<string>
  account_id: Optional<string | null>
  area: string
  name: string
  query: string
  created_at: OptionalTimestamp
}

export interface Staff {
  office_id: string
  account_id: string
  name: string
  email: string
  role: string
  villages: Optional<string[]>
  helper_of: Optional<string | null>
  until: Optional<string | null>
  created_at: OptionalTimestamp
  ended_at: OptionalTimestamp | null
}

export interface Submissions {
  office_id: string
  key: string
  request: string
  answer: OptionalJson | null
  created_at: OptionalTimestamp
}

export interface Ties {
  office_id: string
  id: Optional<string>
  person_id: string
  other_id: Optional<string | null>
  other_name: Optional<string | null>
  kind: string
  note: Optional<string | null>
  collection_id: Optional<string | null>
  created_at: OptionalTimestamp
}

export interface DB {
  api_tokens: ApiTokens
  bulk_edit_people: BulkEditPeople
  bulk_edits: BulkEdits
  collections: Collections
  consents: Consents
  contact_points: ContactPoints
  drafts: Drafts
  erased_records: ErasedRecords
  events: Events
  file_chunks: FileChunks
  files: Files
  history: History
  households: Households
  import_changes: ImportChanges
  import_households: ImportHouseholds
  import_mappings: ImportMappings
  import_outcomes: ImportOutcomes
  import_rows: ImportRows
  imports: Imports
  installation: Installation
  invitations: Invitations
  link_keys: LinkKeys
  link_models: LinkModels
  link_pending: LinkPending
  merges: Merges
  migrations: Migrations
  name_words: NameWords
  notes: Notes
  notices: Notices
  office_settings: OfficeSettings
  offices: Offices
  operator_access: OperatorAccess
  operators: Operators
  outbox: Outbox
  people: People
  person_pairs: PersonPairs
  person_sources: PersonSources
  personal_links: PersonalLinks
  places: Places
  rate_limits: RateLimits
  residences: Residences
  saved_views: SavedViews
  staff: Staff
  submissions: Submissions
  ties: Ties
}
