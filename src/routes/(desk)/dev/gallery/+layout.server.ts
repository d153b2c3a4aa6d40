import { error } from '@sveltejs/kit'
import { getApp } from '#platform/app.ts'
import type { LayoutServerLoad } from './$types'

/** Only for those who work on the components: where the setting CORRIDOR_GALLERY says yes (the tests do). */
export const load: LayoutServerLoad = () => {
  if (!getApp().config.gallery) error(404)
}
