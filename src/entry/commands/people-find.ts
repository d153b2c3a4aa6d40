import { findOffice } from '#modules/offices/index.server.ts'
import { findPeople, FIND_LIMIT } from '#modules/register/index.server.ts'
import { formatPhone } from '#modules/register/index.ts'
import { Refusal } from '#platform/problems/refusal.ts'
import { requireOption, wholeOption, type Command } from '../command.ts'

export const peopleFind: Command = {
  name: 'people find',
  usage: 'QUERY --office SLUG [--limit N] [--json]',
  about: 'Finds people by a name in any script with mistakes, or a part of a phone number or an address.',
  options: { limit: { type: 'string' } },
  words: { min: 1, max: 20 },
  async run(context) {
    const slug = requireOption(context, 'office')
    const limit = wholeOption(context, 'limit', FIND_LIMIT)
    const app = await context.app()
    const office = await findOffice(app.pool, slug)
    if (!office) throw new Refusal(`There is no office "${slug}".`)
    const { people } = await app.within({ office: office.id, actor: { kind: 'system', name: 'people find' } }, (tx) => findPeople(tx, context.words.join(' '), limit))
    const text = people.length === 0 ? 'Nobody like this.' : people.map((person) => [`${person.givenName} ${person.familyName}`.trim(), person.born, person.village, person.city, person.country, person.contact && formatPhone(person.contact)].filter(Boolean).join(', ')).join('\n')
    return { json: people, text }
  },
}
