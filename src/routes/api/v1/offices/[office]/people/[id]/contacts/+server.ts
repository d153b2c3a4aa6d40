import { addContact, addContactEndpoint } from '#modules/register/index.server.ts'
import { serve } from '#platform/api/serve.server.ts'

export const POST = serve(addContactEndpoint, async (tx, { body: { means, toldBy, toldOn, ...contact }, id, today }) => ({
  id: await addContact(tx, id('id'), contact, { means, on: toldOn ?? today, ...(toldBy && { by: toldBy }) }),
}))
