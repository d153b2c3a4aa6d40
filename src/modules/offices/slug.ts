import anyAscii from 'any-ascii'

const LONGEST = 60

/** An office's name in an address: ASCII, lower case, hyphens. 'office' where nothing of the name is left. */
export function slugOf(name: string): string {
  const slug = anyAscii(name.normalize('NFC')).toLowerCase().replace(/['’`]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, LONGEST).replace(/-+$/, '')
  return slug || 'office'
}
