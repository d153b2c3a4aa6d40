import { getOfficeFigures } from '#modules/insight/index.server.ts'
import { getOfficeSettings } from '#modules/offices/index.server.ts'
import { findPlaces } from '#modules/places/index.server.ts'
import { addDays, findDue } from '#modules/register/index.server.ts'
import { can } from '#platform/access/permissions.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) =>
  locals.within(async (tx) => {
    const { staleAfterDays } = await getOfficeSettings(tx)
    return {
      figures: await getOfficeFigures(tx, addDays(locals.today, -staleAfterDays)),
      due: can(tx.actor, 'person.read') ? await findDue(tx, locals.today) : null,
      home: (await findPlaces(tx, 'municipality'))[0] ?? null,
      may: { register: can(tx.actor, 'person.register'), read: can(tx.actor, 'person.read'), import: can(tx.actor, 'import.run') },
    }
  })
