/**
 * How alike two keys are. Written here because the packages for it are either unmaintained or allocate a matrix for each pair, and a
 * comparison of an office's records calls them millions of times.
 */

/** Winkler's weight of a common beginning, and how much of the beginning counts. */
const PREFIX_WEIGHT = 0.1
const PREFIX_LENGTH = 4

/** Jaro's similarity, from 0 to 1 (M. Jaro 1989). Two empty strings are alike. */
export function jaro(a: string, b: string): number {
  if (a === b) return 1
  if (a.length === 0 || b.length === 0) return 0
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = new Uint8Array(b.length)
  const matched: number[] = []
  for (let i = 0; i < a.length; i += 1) {
    const letter = a.charCodeAt(i)
    const end = Math.min(b.length - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= end; j += 1) {
      if (taken[j] === 0 && b.charCodeAt(j) === letter) {
        taken[j] = 1
        matched.push(letter)
        break
      }
    }
  }
  if (matched.length === 0) return 0
  let misplaced = 0
  let next = 0
  for (let j = 0; j < b.length; j += 1) {
    if (taken[j] === 0) continue
    if (b.charCodeAt(j) !== matched[next]) misplaced += 1
    next += 1
  }
  const m = matched.length
  return (m / a.length + m / b.length + (m - misplaced / 2) / m) / 3
}

/** Jaro's similarity with Winkler's bonus for a common beginning, from 0 to 1 (W. Winkler 1990). */
export function jaroWinkler(a: string, b: string): number {
  const similarity = jaro(a, b)
  let common = 0
  while (common < PREFIX_LENGTH && common < a.length && a.charCodeAt(common) === b.charCodeAt(common)) common += 1
  return similarity + common * PREFIX_WEIGHT * (1 - similarity)
}

let rowBeforeLast = new Uint16Array(64)
let rowBefore = new Uint16Array(64)
let row = new Uint16Array(64)

/**
 * Number of letters to insert, delete, replace or exchange with their neighbour to turn one string into the other (Damerau 1964, as
 * optimal string alignment: no part is edited twice), or `limit + 1` as soon as it is more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0
  const [n, m] = [a.length, b.length]
  if (Math.abs(n - m) > limit) return limit + 1
  if (n === 0 || m === 0) return Math.max(n, m)
  if (m >= row.length) {
    rowBeforeLast = new Uint16Array(2 * m)
    rowBefore = new Uint16Array(2 * m)
    row = new Uint16Array(2 * m)
  }
  for (let j = 0; j <= m; j += 1) rowBefore[j] = j
  for (let i = 1; i <= n; i += 1) {
    row[0] = i
    let smallest = i
    const letter = a.charCodeAt(i - 1)
    for (let j = 1; j <= m; j += 1) {
      const other = b.charCodeAt(j - 1)
      let cost = (rowBefore[j - 1] as number) + (letter === other ? 0 : 1)
      cost = Math.min(cost, (rowBefore[j] as number) + 1, (row[j - 1] as number) + 1)
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other) {
        cost = Math.min(cost, (rowBeforeLast[j - 2] as number) + 1)
      }
      row[j] = cost
      if (cost < smallest) smallest = cost
    }
    if (smallest > limit) return limit + 1
    const spare = rowBeforeLast
    rowBeforeLast = rowBefore
    rowBefore = row
    row = spare
  }
  return Math.min(rowBefore[m] as number, limit + 1)
}
