/** The office that an address names. What it gives is public. */
import type pg from 'pg'

export interface Office { id: string; slug: string; name: string; region: string | null; homeCountry: string; languages: string[]; defaultLanguage: string; timeZone: string; isDemo: boolean }

/** By its slug; undefined where there is none or it was closed. */
export async function findOffice(pool: pg.Pool, slug: string): Promise<Office | undefined> {
  const { rows } = await pool.query<Office>({
    name: 'office_by_slug',
    text: `select id, slug, name, region, home_country as "homeCountry", languages, default_language as "defaultLanguage", time_zone as "timeZone", is_demo as "isDemo"
     from corridor.offices where slug = $1 and closed_at is null`,
    values: [slug],
  })
  return rows[0]
}

/** The office's day (ISO date) at an instant. */
export function officeDay(office: Pick<Office, 'timeZone'>, now: Date): string {
  const format = dayFormats.get(office.timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: office.timeZone, dateStyle: 'short' })
  dayFormats.set(office.timeZone, format)
  return format.format(now)
}

/** One for each zone that offices lie in: making one costs a hundred times what using it does, and every request asks for the day. */
const dayFormats = new Map<string, Intl.DateTimeFormat>()
