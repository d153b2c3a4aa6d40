import { json } from '@sveltejs/kit'
import { findPeople } from '#modules/register/index.server.ts'
import type { RequestHandler } from './$types'

const WHILE_TYPING = 8

export const GET: RequestHandler = async ({ locals, url }) => json(await locals.within((tx) => findPeople(tx, url.searchParams.get('q') ?? '', WHILE_TYPING)), { headers: { 'cache-control': 'no-store' } })
