import { error } from '@sveltejs/kit'
import { getApp } from '#platform/app.ts'
import type { LayoutServerLoad } from './$types'

/** Pages of the Desk rendered from constants: the limit that bench/pages.ts measures the real ones against. Only with CORRIDOR_GALLERY. */
export const load: LayoutServerLoad = () => {
  if (!getApp().config.gallery) error(404)
  return {
    office: { slug: 'terjola', name: 'Migration office of Terjola', isDemo: true, languages: ['ka', 'en'], timeZone: 'UTC' },
    today: '2026-03-01',
    user: { name: 'ნინო კაპანაძე', role: 'administrator' },
    nav: [
      { key: 'today' as const, path: '' as const, permission: 'desk.open' as const, count: 0 },
      { key: 'people' as const, path: '/people' as const, permission: 'person.read' as const, count: 0 },
      { key: 'duplicates' as const, path: '/duplicates' as const, permission: 'person.merge' as const, count: 140 },
      { key: 'notices' as const, path: '/notices' as const, permission: 'notice.read' as const, count: 12 },
      { key: 'import' as const, path: '/import' as const, permission: 'import.read' as const, count: 0 },
    ],
    may: { register: true, revise: true, find: true, settings: true },
  }
}
