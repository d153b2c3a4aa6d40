-- Mail: links that open something are secrets. They lie sealed beside the text, with a key that the database does not know, until
-- the mail has left; then they are gone. `secrecy` says whose link it is: a person's of the register, or an invitation to work here.
alter table corridor.outbox
  add column secrecy text not null default 'none' constraint outbox_secrecy check (secrecy in ('none', 'person', 'invitation')),
  add column sealed bytea,
  add column reply_to text;
create index outbox_by_day on corridor.outbox (office_id, created_at desc);

-- Whoever writes a mail need not be one who may read mails; what RETURNING and ON CONFLICT need to see is the own row of this
-- transaction, so the writer goes through this. Returns null where the key was there already.
create function corridor.put_mail(mail jsonb, sealed_links bytea) returns uuid language plpgsql security definer set search_path = pg_catalog as $$
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
end $$;
alter function corridor.put_mail(jsonb, bytea) owner to corridor_definer;

-- Mails that should be on their way by now: for the job that looks after them all. Ids only.
create function corridor.due_mail(at timestamptz, lease interval) returns table (office_id uuid, id uuid)
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if corridor.actor_kind() <> 'system' then raise exception 'forbidden' using errcode = '42501'; end if;
  return query select o.office_id, o.id from corridor.outbox o
  where (o.state = 'waiting' and o.available_at <= at) or (o.state = 'sending' and o.attempted_at <= at - lease);
end $$;
alter function corridor.due_mail(timestamptz, interval) owner to corridor_definer;
