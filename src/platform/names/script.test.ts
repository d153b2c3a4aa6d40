import { expect, it } from 'vitest'
import { scriptOf } from './script.ts'

it('tells the script of most letters', () => {
  expect(['ქეთევან', 'ႵႤႧႤႥႠႬ', 'Кетеван', 'Ketevan', 'محمد', 'Γεώργιος', 'Նարինե', 'משה', '李小龙', 'Нino Бериძе'].map(scriptOf)).toEqual([
    'Geor', 'Geor', 'Cyrl', 'Latn', 'Arab', 'Grek', 'Armn', 'Hebr', 'Hani', 'Cyrl',
  ])
})

it('says so where no letter tells, or one it does not know', () => {
  expect(scriptOf(' 12-3 ☃')).toBe('Zyyy')
  expect(scriptOf('ᚠᚢᚦ')).toBe('Zzzz')
})
