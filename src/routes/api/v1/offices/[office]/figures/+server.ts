import { getFiguresEndpoint, getOfficeFigures } from '#modules/insight/index.server.ts'
import { getOfficeSettings } from '#modules/offices/index.server.ts'
import { addDays } from '#modules/register/index.server.ts'
import { serve } from '#platform/api/serve.server.ts'

export const GET = serve(getFiguresEndpoint, async (tx, { today }) => {
  const { staleAfterDays } = await getOfficeSettings(tx)
  return getOfficeFigures(tx, addDays(today, -staleAfterDays))
})
