import { registerFamily, registerFamilyEndpoint } from '#modules/register/index.server.ts'
import { serve } from '#platform/api/serve.server.ts'

export const POST = serve(registerFamilyEndpoint, (tx, { body, today }) => registerFamily(tx, body, today))
