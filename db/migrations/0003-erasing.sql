-- Erasing a person (GDPR Article 17): fields, contacts, residences, ties, consents, notes, links, what imports kept of the rows, what
-- others' rows say of the person, and the content of history. What stays is an empty row with its id and the fact in events, so that
-- ledgers and counts elsewhere do not break. Records merged into this one go with it. Called for the actor's own office; somebody on
-- a personal link erases only the own record. Cannot be undone.
drop function corridor.empty_history(uuid);

create function corridor.erase_person(person uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  office uuid := corridor.office_id();
  each uuid;
  home uuid;
begin
  if office is null or not corridor.may_write()
     or not (corridor.scope() = 'all' or (corridor.scope() = 'person' and corridor.person_id() = person))
    then raise exception 'forbidden' using errcode = '42501'; end if;
  for each in select id from corridor.people where office_id = office and (id = person or merged_into = person) loop
    select household_id into home from corridor.people where office_id = office and id = each;
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
    delete from corridor.person_sources where office_id = office and person_id = each;
    delete from corridor.bulk_edit_people where office_id = office and person_id = each;
    update corridor.import_rows set cells = '[]', facts = null, problems = null, before = null where office_id = office and person_id = each;
    update corridor.outbox set to_address = '', to_name = null, subject = '', body_text = '', body_html = null,
      state = case when state in ('waiting', 'failed') then 'cancelled' else state end where office_id = office and person_id = each;
    update corridor.people set family_name = '', given_name = '', other_names = '{}', name_key = '', sex = null, born = null, country = null,
      city_id = null, city = null, abroad_since = null, occupation_code = null, occupation = null, skills = '{}', languages = '{}', interests = '{}',
      readiness = null, preferred_language = null, field_sources = '{}', reach = 'none', confirmed_on = null, household_id = null, village_id = null,
      collection_id = null, state = 'erased', merged_into = null, restricted_at = null, updated_at = now()
      where office_id = office and id = each;
    -- A family of which nobody is left in the register goes as well: it was there for its migrants.
    if home is not null and not exists (select from corridor.people where office_id = office and household_id = home) then
      update corridor.collections set informant_name = null, informant_tie = null where office_id = office and household_id = home;
      delete from corridor.households where office_id = office and id = home;
      update corridor.history set before = null, after = null where office_id = office and table_name = 'households' and row_id = home;
    end if;
    update corridor.history set before = null, after = null where office_id = office and person_id = each;
  end loop;
end $$;
alter function corridor.erase_person(uuid) owner to corridor_definer;
