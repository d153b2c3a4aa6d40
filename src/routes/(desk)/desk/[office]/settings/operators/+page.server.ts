import { findOperatorAccess } from '#modules/offices/index.server.ts'
import { getApp } from '#platform/app.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => ({ access: await locals.within((tx) => findOperatorAccess(tx, getApp().now())) })
