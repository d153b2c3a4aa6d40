/** The OpenAPI 3.1 document of all endpoints, made from their contracts, so that it cannot say something else than the code does. */
import { z } from 'zod'
import { listProblems } from '../problems/problem.ts'
import { SUBMISSION_HOURS } from '../submissions/once.server.ts'
import { isList, listEndpoints, OFFICE_ROOT, type Endpoint } from './endpoint.ts'

type Json = Record<string, unknown>

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any', reused: 'inline' })
  return rest
}

const refused = { $ref: '#/components/responses/Problem' }

function parametersOf({ path, query }: Endpoint): Json[] {
  const inPath = [...`${OFFICE_ROOT}${path}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name, in: 'path', required: true, schema: name === 'office' ? { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' } : { type: 'string', format: 'uuid' },
  }))
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => {
    const { description, ...rest } = schemaOf(schema, 'input')
    return { name, in: 'query', required: !schema.safeParse(undefined).success, ...(description ? { description } : {}), schema: rest, ...(isList(schema) && { style: 'form', explode: false }) }
  })
  return [...inPath, ...inQuery]
}

const IDEMPOTENCY: Json = {
  name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
  description: `A name of the client's for this request, new for each. Sent again under the same name within ${SUBMISSION_HOURS} hours, with the same token and the same body, it is done once and answered alike; with another body it is refused (422).`,
}

function operationOf(endpoint: Endpoint): Json {
  const { id, summary, group, permission, body, answer, example, status, paged } = endpoint
  return {
    operationId: id,
    summary,
    tags: [group],
    description: `Needs a token whose role may \`${permission}\`.`,
    parameters: [...parametersOf(endpoint), ...(endpoint.method === 'POST' ? [IDEMPOTENCY] : [])],
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input'), example: example.body } } } }),
    responses: {
      [status]: {
        description: summary,
        headers: { 'X-Request-Id': { $ref: '#/components/headers/RequestId' }, ...(paged && { Link: { $ref: '#/components/headers/Link' } }) },
        content: { 'application/json': { schema: schemaOf(answer, 'output'), example: example.answer } },
      },
      '401': refused, '404': refused, '422': refused, '429': refused, ...(body && { '400': refused, '409': refused, '413': refused, '415': refused }),
    },
  }
}

const PROBLEM_SCHEMA: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri-reference' }, title: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string' }, instance: { type: 'string', format: 'uri' },
    fields: { type: 'object', additionalProperties: { type: 'array', items: { type: 'object', required: ['code', 'message'], properties: { code: { type: 'string' }, message: { type: 'string' } } } } },
  },
}

/** @param version of Corridor. @param url where this Corridor is reached, without a slash at its end */
export function openApiDocument(version: string, url: string): Json {
  const paths: Record<string, Json> = {}
  for (const endpoint of listEndpoints()) (paths[`${OFFICE_ROOT}${endpoint.path}`] ??= {})[endpoint.method.toLowerCase()] = operationOf(endpoint)
  return {
    openapi: '3.1.0',
    info: { title: 'Corridor', version, summary: 'The register of one migration office', license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
    servers: [{ url }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'An administrator of the office makes tokens in its settings. A token has one role and ends on a day.' } },
      headers: {
        RequestId: { description: 'Number of the request, which the log finds', schema: { type: 'string' } },
        Link: { description: 'First, previous, next and last page (RFC 8288)', schema: { type: 'string' } },
      },
      responses: {
        Problem: { description: 'Why it was refused (RFC 9457). What is absent and what may not be seen answer alike.', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      },
      schemas: { Problem: PROBLEM_SCHEMA },
      'x-problems': Object.fromEntries([...listProblems()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, { status }]) => [code, { status }])),
    },
  }
}
