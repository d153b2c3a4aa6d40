-- Undoing an import takes the places along that it alone brought: which import named a place first. Without a foreign key: what
-- became of the import makes no difference to the place.
alter table corridor.places add column import_id uuid;
create index places_of_import on corridor.places (office_id, import_id) where import_id is not null;
