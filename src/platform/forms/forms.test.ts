import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ProblemError } from '../problems/problem.ts'
import { checkForm } from './check-form.ts'
import { readForm } from './form-data.ts'

function form(fields: [string, string][]): FormData {
  const data = new FormData()
  for (const [name, value] of fields) data.append(name, value)
  return data
}

describe('a posted form', () => {
  it('becomes nested values, lists in their order without gaps', () => {
    expect(readForm(form([['a.2.name', 'two'], ['a.0.name', 'nought'], ['tags[]', 'x'], ['tags[]', 'y'], ['b', '1']]))).toEqual({ a: [{ name: 'nought' }, { name: 'two' }], tags: ['x', 'y'], b: '1' })
  })

  it('keeps what was typed in a field, whatever is posted beneath it', () => {
    expect(readForm(form([['village', 'Tuzi'], ['village.value', '']]))).toEqual({ village: 'Tuzi' })
    expect(readForm(form([['village', 'Tuzi'], ['village.value', 'Tuzi'], ['village.a.b', 'x']]))).toEqual({ village: 'Tuzi' })
  })

  it('cannot reach prototypes, dig deep or count far', () => {
    const read = readForm(form([['__proto__.polluted', 'yes'], ['a.b.c.d.e.f.g', 'deep'], ['list.999999999.x', 'far']]))
    expect(read).toEqual({})
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('is held against its contract with all mistakes at once', () => {
    const schema = z.object({ name: z.string().min(1), born: z.string().regex(/^\d{4}$/, { error: 'partial_date' }), kind: z.enum(['a', 'b']) })
    expect.assertions(1)
    try {
      checkForm(schema, { name: '', born: 'x', kind: 'c' })
    } catch (error) {
      expect((error as ProblemError).fields).toEqual({ name: [{ code: 'required' }], born: [{ code: 'partial_date' }], kind: [{ code: 'unknown_value' }] })
    }
  })
})
