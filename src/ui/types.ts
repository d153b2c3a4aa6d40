/** Shapes that several components share. */
import type { IconName } from './icons.ts'

/** Colour by meaning: teal is neutral action, clay needs a person now, leaf is good, rust is wrong, plain is background. */
export type Tone = 'teal' | 'clay' | 'leaf' | 'rust' | 'plain'

export interface Crumb {
  label: string
  href: string
}

export interface NavItem {
  label: string
  href: string
  icon?: IconName
  /** The page that is open, or one beneath it. */
  current?: boolean
  /** Things waiting there; shown as a chip when above nought. */
  count?: number
  /** Clay where they wait for a person now. */
  tone?: Tone
}

export interface NavGroup {
  label?: string
  items: NavItem[]
}

/** One link of the language switch. */
export interface LanguageLink {
  tag: string
  label: string
  href: string
  current: boolean
}

/** A choice of a select, of radio buttons, of checkboxes, of a combobox. */
export interface Option {
  value: string
  label: string
  hint?: string
  /** What else it is found by, in lower-case Latin letters. */
  key?: string
  disabled?: boolean
}

/** One mistake of a form: which field (its name) and what to do about it. */
export interface Mistake {
  field?: string
  message: string
}
