/** What an office says of itself and how long it keeps what. */
import { requirePermission } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import type { Settings } from './contract.ts'
import './permissions.ts'

export async function getSettings(tx: Tx): Promise<Settings> {
  requirePermission(tx.actor, 'office.configure')
  const { rows } = await tx.client.query<Settings>(
    `select o.name, o.region, o.languages, o.default_language as "defaultLanguage", o.time_zone as "timeZone", o.home_country as "homeCountry",
       s.notice_within_days as "noticeWithinDays", s.contact_stale_after_days as "contactStaleAfterDays", s.retain_untold_days as "retainUntoldDays",
       s.retain_inactive_days as "retainInactiveDays", s.retain_imports_days as "retainImportsDays", s.retain_history_days as "retainHistoryDays",
       s.postal_address as "postalAddress", s.phone, s.email, s.opening_hours as "openingHours", s.privacy_contact as "privacyContact"
     from corridor.offices o join corridor.office_settings s on s.office_id = o.id where o.id = $1`, [tx.office],
  )
  return rows[0]!
}

/** Writes all settings; the event names those that changed, never what they hold. */
export async function reviseSettings(tx: Tx, settings: Settings): Promise<string[]> {
  requirePermission(tx.actor, 'office.configure')
  const before = await getSettings(tx)
  const changed = (Object.keys(settings) as (keyof Settings)[]).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(settings[key]))
  if (changed.length === 0) return []
  await tx.client.query('update corridor.offices set name = $2, region = $3, languages = $4, default_language = $5, time_zone = $6, home_country = $7 where id = $1', [
    tx.office, settings.name, settings.region, settings.languages, settings.defaultLanguage, settings.timeZone, settings.homeCountry,
  ])
  await tx.client.query(
    `update corridor.office_settings set notice_within_days = $2, contact_stale_after_days = $3, retain_untold_days = $4, retain_inactive_days = $5, retain_imports_days = $6,
       retain_history_days = $7, postal_address = $8, phone = $9, email = $10, opening_hours = $11, privacy_contact = $12, updated_at = now() where office_id = $1`,
    [tx.office, settings.noticeWithinDays, settings.contactStaleAfterDays, settings.retainUntoldDays, settings.retainInactiveDays, settings.retainImportsDays, settings.retainHistoryDays,
      settings.postalAddress, settings.phone, settings.email, settings.openingHours, settings.privacyContact],
  )
  await recordEvent(tx, { type: 'office.revised', subject: { kind: 'office', id: tx.office }, data: { changed } })
  return changed
}
