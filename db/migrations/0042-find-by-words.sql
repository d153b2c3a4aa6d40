-- Names are found word by word. Looking for the likeness of a whole name among a million people read most of them; but a million people
-- bear some ten thousand different words. So what was typed is first likened to the words that occur (name_words, small), and people
-- are then found by exact beginnings, each in a range of an index: docs/decisions/0070-names-found-word-by-word.md.

create extension if not exists fuzzystrmatch;

drop function corridor.people_by_likeness(text, integer);
drop index corridor.people_by_likeness;

-- The name with its first word last: "beridze nino" is found at "nino" as well.
create function corridor.from_second_word(key text) returns text language sql immutable parallel safe
  as $$ select substr(key, strpos(key, ' ') + 1) || ' ' || split_part(key, ' ', 1) $$;
create index people_by_second_word on corridor.people (office_id, corridor.from_second_word(name_key) text_pattern_ops)
  where state = 'active' and strpos(name_key, ' ') > 0;

-- Longer names: each two of their words in both orders, so that any two of them are found together.
create function corridor.pairs_of_words(key text) returns tsvector language sql immutable parallel safe as $$
  with words as (select left(word, 100) as word, at from unnest(string_to_array(key, ' ')) with ordinality as w (word, at) where word <> '' limit 8)
  select array_to_tsvector(coalesce(array_agg(distinct a.word || ' ' || b.word), '{}')) from words a join words b on a.at <> b.at $$;
create index people_by_pairs_of_words on corridor.people using gin (office_id, corridor.pairs_of_words(name_key))
  where state = 'active' and split_part(name_key, ' ', 3) <> '';

-- The words that occur in names of an office's people. Kept by triggers, whoever writes; a word goes with the last who bore it.
create table corridor.name_words (
  office_id uuid not null references corridor.offices on delete cascade,
  word text not null,
  primary key (office_id, word)
);
create index name_words_by_likeness on corridor.name_words using gist (office_id, word gist_trgm_ops (siglen = 32));
call corridor.build_wall('name_words', 'office');
create policy whole_office_only on corridor.name_words as restrictive to corridor_app using ((select corridor.scope()) = 'all');

create function corridor.note_words_of_new() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into corridor.name_words (office_id, word)
    select office_id, word from (select distinct n.office_id, left(each, 100) as word from new_people n, unnest(string_to_array(n.name_key, ' ')) as each where each <> '') d
    where not exists (select from corridor.name_words w where w.office_id = d.office_id and w.word = d.word)
    -- In one order, so that two who write at once do not wait for each other in a ring.
    order by 1, 2
  on conflict do nothing;
  return null;
end $$;
create trigger words_of_new after insert on corridor.people referencing new table as new_people for each statement execute function corridor.note_words_of_new();

create function corridor.note_words_of_changed() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into corridor.name_words (office_id, word)
    select distinct new.office_id, left(each, 100) from unnest(string_to_array(new.name_key, ' ')) as each where each <> '' order by 2
  on conflict do nothing;
  return null;
end $$;
create trigger words_of_changed after update of name_key on corridor.people for each row when (new.name_key is distinct from old.name_key) execute function corridor.note_words_of_changed();

-- Takes away those of the words that nobody bears. Whoever writes people has ended when it looks, so that no word in use is lost.
create function corridor.forget_words(office uuid, gone text[]) returns void language plpgsql set search_path = pg_catalog, public set enable_seqscan = off as $$
begin
  lock table corridor.name_words in share row exclusive mode;
  delete from corridor.name_words w where w.office_id = office and w.word = any (gone)
    and not exists (select from corridor.people p where p.office_id = office and p.state = 'active' and p.name_key = w.word)
    and not exists (select from corridor.people p where p.office_id = office and p.state = 'active' and p.name_key ~>=~ (w.word || ' ') and p.name_key ~<~ (w.word || '!'))
    and not exists (select from corridor.people p where p.office_id = office and p.state = 'active' and strpos(p.name_key, ' ') > 0
      and corridor.from_second_word(p.name_key) ~>=~ (w.word || ' ') and corridor.from_second_word(p.name_key) ~<~ (w.word || '!'))
    and not exists (select from corridor.people p where p.office_id = office and p.state = 'active' and split_part(p.name_key, ' ', 3) <> ''
      and corridor.pairs_of_words(p.name_key) @@ (quote_literal(w.word || ' ') || ':*')::tsquery);
end $$;
alter function corridor.forget_words(uuid, text[]) owner to corridor_definer;
revoke execute on function corridor.forget_words(uuid, text[]) from public;

create function corridor.forget_words_of_erased() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform corridor.forget_words(old.office_id, string_to_array(old.name_key, ' '));
  return null;
end $$;
create trigger words_of_erased after update of state on corridor.people for each row when (new.state = 'erased' and old.name_key <> '') execute function corridor.forget_words_of_erased();

create function corridor.forget_words_of_deleted() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare each uuid;
begin
  for each in select distinct d.office_id from old_people d join corridor.offices o on o.id = d.office_id loop
    perform corridor.forget_words(each, (select array_agg(distinct left(gone, 100)) from old_people d, unnest(string_to_array(d.name_key, ' ')) as gone where d.office_id = each));
  end loop;
  return null;
end $$;
create trigger words_of_deleted after delete on corridor.people referencing old table as old_people for each statement execute function corridor.forget_words_of_deleted();

alter function corridor.note_words_of_new() owner to corridor_definer;
alter function corridor.note_words_of_changed() owner to corridor_definer;
alter function corridor.forget_words_of_erased() owner to corridor_definer;
alter function corridor.forget_words_of_deleted() owner to corridor_definer;

insert into corridor.name_words (office_id, word)
  select distinct office_id, left(each, 100) from corridor.people, unnest(string_to_array(name_key, ' ')) as each where each <> '';

-- The words of the office nearest to `typed`, with the number of letters that differ; of a word that may still be being typed, as far
-- as it goes. Not for the application: words are names.
create function corridor.words_like(office uuid, typed text, most integer) returns table (word text, slips integer)
  language plpgsql stable set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_sort = off as $$
#variable_conflict use_column
begin return query
  select near.word, near.slips from (
    select w.word, least(levenshtein(typed, w.word), levenshtein(typed, left(w.word, length(typed))), levenshtein(typed, left(w.word, length(typed) + 1)), levenshtein(typed, left(w.word, length(typed) - 1))) as slips
    from (select n.word from corridor.name_words n where n.office_id = office order by typed <<-> n.word limit 40) w) near
  where near.slips between 1 and 1 + length(typed) / 4 order by near.slips, length(near.word) limit most; end $$;
alter function corridor.words_like(uuid, text, integer) owner to corridor_definer;
revoke execute on function corridor.words_like(uuid, text, integer) from public;

-- People whose names begin with one of `starts`, read from the first or the second word on: at most `most` for each in either way.
create function corridor.people_from(office uuid, villages uuid[], starts text[], costs integer[], most integer) returns table (id uuid, slips integer)
  language plpgsql stable set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as $$
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
  group by found.id; end $$;
-- People with a name of more than two words that fits.
create function corridor.people_by_pairs(office uuid, villages uuid[], wanted tsquery, most integer) returns setof uuid
  language plpgsql stable set search_path = pg_catalog, public set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_indexscan = off as $$
begin return query
  select p.id from corridor.people p
  where p.office_id = office and p.state = 'active' and split_part(p.name_key, ' ', 3) <> '' and corridor.pairs_of_words(p.name_key) @@ wanted
    and (villages is null or p.village_id = any (villages)) limit most; end $$;
alter function corridor.people_from(uuid, uuid[], text[], integer[], integer) owner to corridor_definer;
alter function corridor.people_by_pairs(uuid, uuid[], tsquery, integer) owner to corridor_definer;
revoke execute on function corridor.people_from(uuid, uuid[], text[], integer[], integer) from public;
revoke execute on function corridor.people_by_pairs(uuid, uuid[], tsquery, integer) from public;

-- People by the words of their names. `slips`: how many letters differ from what was typed, ten for a word that is not found at all.
-- What was typed is first taken as it stands, its last word as a beginning; mistakes are looked for where that finds fewer than `most`.
create function corridor.people_by_words(key text, most integer) returns table (id uuid, slips integer)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare
  office uuid := corridor.office_id();
  villages uuid[] := case corridor.scope() when 'villages' then corridor.villages() end;
  typed text[] := (string_to_array(left(btrim(key), 100), ' '))[1:4];
  words integer := coalesce(cardinality(typed), 0);
  starts text[];
  costs integer[];
  so_far integer;
  these integer;
begin
  if office is null or words = 0 or corridor.scope() not in ('all', 'villages') then return; end if;
  return query select * from corridor.people_from(office, villages, array[array_to_string(typed, ' ')], array[0], most);
  get diagnostics so_far = row_count;
  if so_far >= most then return; end if;
  return query select *, 0 from corridor.people_by_pairs(office, villages, (
    select string_agg(quote_literal(typed[1] || case when words > 1 then ' ' || typed[at] else '' end) || case when at = words then ':*' else '' end, ' & ')
    from generate_series(least(2, words), words) as at)::tsquery, most);
  get diagnostics these = row_count;
  if so_far + these >= most then return; end if;
  with near as materialized (
    select t.at, t.word, 0 as slips from unnest(typed) with ordinality as t (word, at)
    union all select t.at, l.word, l.slips from unnest(typed) with ordinality as t (word, at) cross join lateral corridor.words_like(office, t.word, 8) l where length(t.word) > 2),
  wanted as (
    select word as start, slips from near where words = 1
    union all select a.word || ' ' || b.word, a.slips + b.slips + 10 * (words - 2) from near a join near b on a.at < b.at
    union all select word || ' ', slips + 10 * (words - 1) from near where words > 1)
  select array_agg(w.start), array_agg(w.slips) into starts, costs from wanted w;
  return query select * from corridor.people_from(office, villages, starts, costs, 10);
  return query select *, 5 from corridor.people_by_pairs(office, villages,
    (select string_agg(quote_literal(start) || ':*', ' | ') from unnest(starts) as start where words = 1 or start not like '% ')::tsquery, most);
end $$;
alter function corridor.people_by_words(text, integer) owner to corridor_definer;
