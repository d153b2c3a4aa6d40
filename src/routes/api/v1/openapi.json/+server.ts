import '#modules/insight/index.server.ts'
import '#modules/places/index.server.ts'
import '#modules/register/index.server.ts'
import { json } from '@sveltejs/kit'
import { openApiDocument } from '#platform/api/openapi.ts'
import { getApp } from '#platform/app.ts'
import project from '../../../../../package.json' with { type: 'json' }

/** Open to anybody: it says what the API is, not what is in it. */
export const GET = () => json(openApiDocument(project.version, getApp().url), { headers: { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' } })
