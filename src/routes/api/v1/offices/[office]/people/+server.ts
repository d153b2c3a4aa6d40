import { getOfficeSettings } from '#modules/offices/index.server.ts'
import { listPeople, listPeopleEndpoint, PEOPLE_A_PAGE } from '#modules/register/index.server.ts'
import { serve } from '#platform/api/serve.server.ts'

export const GET = serve(listPeopleEndpoint, async (tx, { query, today }) => {
  const { staleAfterDays } = await getOfficeSettings(tx)
  const { people, total } = await listPeople(tx, query, { today, staleAfterDays })
  return { people, total, page: query.page, pages: Math.ceil(total / PEOPLE_A_PAGE) }
})
