-- The wall of some tables stood too far out: it let everybody of the office in and left the rest to the operations.

-- Collections name informants. A field official sees those of the own villages (or of a household seen), somebody on the personal
-- link those from which the own facts come. For reading only: a collection is written before what hangs on it.
create policy of_what_is_seen on corridor.collections as restrictive for select to corridor_app using (
  (select corridor.scope()) = 'all'
  or ((select corridor.scope()) = 'villages' and (
    village_id = any ((select corridor.villages())::uuid[])
    or (village_id is null and informant_name is null)
    or exists (select from corridor.households h where h.office_id = collections.office_id and h.id = collections.household_id)))
  or ((select corridor.scope()) = 'person' and (
    exists (select from corridor.people p where p.office_id = collections.office_id and p.id = (select corridor.person_id())
      and (p.collection_id = collections.id or p.field_sources::text like '%' || collections.id || '%'))
    or exists (select from corridor.contact_points c where c.office_id = collections.office_id and c.person_id = (select corridor.person_id()) and c.collection_id = collections.id)
    or exists (select from corridor.residences r where r.office_id = collections.office_id and r.person_id = (select corridor.person_id()) and r.collection_id = collections.id))));

-- What only those who work in an office need: names and addresses of staff, hashes of tokens and invitations, saved work. Neither a
-- stranger at the office's address nor a migrant on the personal link reads any of it, whatever an operation forgets.
do $$ declare each text; begin
  foreach each in array array['staff', 'invitations', 'api_tokens', 'drafts', 'saved_views', 'bulk_edits', 'import_mappings', 'erased_records', 'operator_access'] loop
    execute format('create policy for_those_who_work on corridor.%I as restrictive for select to corridor_app using ((select corridor.actor_kind()) in (''staff'', ''operator'', ''token'', ''system''))', each);
  end loop;
end $$;
create policy for_somebody_known on corridor.events as restrictive for select to corridor_app using ((select corridor.actor_kind()) not in ('anonymous', 'nobody'));
