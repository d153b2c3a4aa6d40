import { describe, expect, it } from 'vitest'
import { soundKey } from './sound-key.ts'

describe('soundKey', () => {
  for (const spellings of [['محمد', 'Mohamed', 'Muhammad'], ['أحمد', 'Ahmed', 'Ahmad'], ['عمر', 'Omar', 'Umar'], ['يوسف', 'Youssef', 'Yusuf'], ['فاطمة', 'Fatima', 'Fatimah'],
    ['Helene', 'Elene', 'ელენე'], ['David', 'Davit', 'დავითი'], ['Aleksandr', 'Aleksandre', 'Олександр'], ['Al-Hassan', 'Hasan']]) {
    it(`brings together ${spellings.join(', ')}`, () => {
      expect(new Set(spellings.map(soundKey)).size).toBe(1)
    })
  }

  it('is the same wherever the search key is the same, and never empty for a name', () => {
    expect(soundKey('ხურციძე')).toBe(soundKey('Hurtzidze'))
    for (const name of ['Ia', 'ია', 'Oho', 'H', '7', 'El']) expect(soundKey(name)).not.toBe('')
    expect(soundKey(' - ')).toBe('')
  })
})
