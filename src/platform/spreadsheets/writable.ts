/** What the writers take. */
export type WritableCell = string | number | { date: string } | null | undefined

export type WritableRows = Iterable<readonly WritableCell[]> | AsyncIterable<readonly WritableCell[]>
