/** Figures of an office for its start page: how many, where from, where to, how well they can be reached. */
import './permissions.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'

export interface VillageFigures { id: string; name: string; latitude: number | null; longitude: number | null; migrants: number | null; reachable: number | null; stale: number | null }
export interface OfficeFigures {
  migrants: number
  /** With a contact that is confirmed or not known to be dead. */
  reachable: number
  /** Confirmed within the office's limit; longer ago; never. */
  fresh: number
  stale: number
  never: number
  /** Largest first. null is fewer than five, for those who see no people. */
  villages: VillageFigures[]
  countries: { code: string; migrants: number | null }[]
}

/** `staleBefore`: ISO date before which a confirmation is long ago. One query; planners get counts below five as null, and all in steps of five. */
export async function getOfficeFigures(tx: Tx, staleBefore: string): Promise<OfficeFigures> {
  requirePermission(tx.actor, 'figure.read')
  const [row] = await selectRows<{ figures: OfficeFigures | null }>(tx, 'select corridor.office_figures($1::date) as figures', [staleBefore])
  return row?.figures ?? { migrants: 0, reachable: 0, fresh: 0, stale: 0, never: 0, villages: [], countries: [] }
}
