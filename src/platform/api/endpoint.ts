/**
 * An endpoint of the JSON API as data: the contract from which a route checks what comes in and goes out, and from which the OpenAPI
 * document is made. Modules define theirs beside their contract; routes join them with an operation (serve.server.ts).
 */
import { z } from 'zod'

type Query = z.ZodObject<Record<string, z.ZodType>>

export interface Endpoint<Q extends Query = Query, B extends z.ZodType = z.ZodType, A extends z.ZodType = z.ZodType> {
  /** Name of the operation, as clients made from the document call it. */
  readonly id: string
  readonly method: 'GET' | 'POST'
  /** Below `/api/v1/offices/{office}`; every other parameter is a UUID. */
  readonly path: string
  readonly group: string
  readonly summary: string
  readonly permission: string
  readonly query?: Q
  readonly body?: B
  readonly status: 200 | 201
  readonly answer: A
  /** A list in pages: its answer has `page`, `pages` and the addresses of its neighbours. */
  readonly paged?: boolean
  readonly example: { readonly body?: unknown; readonly answer: unknown }
}

export const API_ROOT = '/api/v1'
export const OFFICE_ROOT = `${API_ROOT}/offices/{office}`

const known = new Map<string, Endpoint>()

/** Registers an endpoint, so that it stands in the OpenAPI document. */
export function defineEndpoint<Q extends Query, B extends z.ZodType, A extends z.ZodType>(endpoint: Endpoint<Q, B, A>): Endpoint<Q, B, A> {
  known.set(endpoint.id, endpoint)
  return endpoint
}

/** Every endpoint of this process, by its name. */
export function listEndpoints(): readonly Endpoint[] {
  return [...known.values()]
}

/** The schema inside `optional` and defaults. */
export function insideOf(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? insideOf(schema.unwrap() as z.ZodType) : schema
}

/** Whether a parameter of a query is a list, written with commas between. */
export function isList(schema: z.ZodType): boolean {
  return insideOf(schema) instanceof z.ZodArray
}
