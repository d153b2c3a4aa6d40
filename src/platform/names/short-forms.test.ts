import { expect, it } from 'vitest'
import { nameKey } from './name-key.ts'
import { areFormsOfOneName } from './short-forms.ts'

const are = (a: string, b: string): boolean => areFormsOfOneName(nameKey(a), nameKey(b))

it('knows short forms of a name in any script', () => {
  for (const [a, b] of [['Soso', 'იოსებ'], ['გია', 'Giorgi'], ['Дато', 'Davit'], ['Сандро', 'Aleksandre'], ['Eka', 'ეკატერინე'], ['Vova', 'Vladimer'], ['Лена', 'Elene']] as const) {
    expect(are(a, b)).toBe(true)
    expect(are(b, a)).toBe(true)
  }
})

it('does not take two names for one because they share a short form', () => {
  expect(are('Aleksandre', 'Aleksandra')).toBe(false)
  expect(are('Giorgi', 'Davit')).toBe(false)
  expect(are('Nino', 'Nana')).toBe(false)
})
