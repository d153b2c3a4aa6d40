/**
 * Forms as they are posted become the nested values that contracts describe: the field `migrants.0.contacts.1.raw` stands at that
 * path. Lists are given by numbers in the path, or by the same name posted several times when the name ends in `[]`.
 */

/** Deeper or longer than any form of ours; beyond it fields are dropped, so that no form makes us build huge things. */
const MAX_DEPTH = 6
const MAX_INDEX = 200
const MAX_FIELDS = 5000

type Node = string | Node[] | { [key: string]: Node }

/** Text fields of a form as nested objects and arrays. Files are left out; gaps in lists are closed. */
export function readForm(form: FormData): Record<string, unknown> {
  const root: { [key: string]: Node } = Object.create(null) as { [key: string]: Node }
  let fields = 0
  for (const [name, value] of form) {
    if (typeof value !== 'string' || ++fields > MAX_FIELDS) continue
    const path = name.replace(/\[\]$/, '').split('.')
    if (path.length > MAX_DEPTH || path.some(isRefused)) continue
    place(root, path, value, name.endsWith('[]'))
  }
  return closeGaps(root) as Record<string, unknown>
}

function isRefused(part: string): boolean {
  return part === '__proto__' || part === '' || (/^\d+$/.test(part) && Number(part) > MAX_INDEX)
}

function place(root: { [key: string]: Node }, path: string[], value: string, list: boolean): void {
  let node: { [key: string]: Node } = root
  for (const part of path.slice(0, -1)) {
    const next = node[part]
    // A field beneath one that holds a text (`village.value`, what was chosen beside what was typed) does not take the text away.
    if (typeof next === 'string') return
    node = typeof next === 'object' && !Array.isArray(next) ? next : ((node[part] = Object.create(null) as { [key: string]: Node }) as { [key: string]: Node })
  }
  const last = path.at(-1)!
  if (!list) {
    node[last] = value
    return
  }
  const known = node[last]
  if (Array.isArray(known)) known.push(value)
  else node[last] = [value]
}

/** Objects whose keys are all numbers become arrays in the order of their numbers. */
function closeGaps(node: Node): unknown {
  if (typeof node === 'string') return node
  if (Array.isArray(node)) return node
  const keys = Object.keys(node)
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key))) return keys.sort((a, b) => Number(a) - Number(b)).map((key) => closeGaps(node[key]!))
  return Object.fromEntries(keys.map((key) => [key, closeGaps(node[key]!)]))
}
