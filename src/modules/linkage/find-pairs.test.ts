import { describe, expect, it } from 'vitest'
import type { LinkageRecord } from './contract.ts'
import { findPairs, trainModel } from './find-pairs.ts'
import { packModel, unpackModel } from './pack-model.ts'
import { decisionsOf, pairKey } from './pair-key.ts'
import { officeOf, record } from './people-for-tests.ts'

const office = officeOf(1500)
const at = (n: number): LinkageRecord => office[n] as LinkageRecord
const twice = [
  { ...at(10), id: 'again-10', familyName: `${at(10).familyName}i`, informant: 'Somebody', village: 'Khani', phones: [] },
  { ...at(20), id: 'again-20', born: (at(20).born as string).slice(0, 4), informant: 'Somebody else', village: 'Dimi' },
]
const all = [...office, ...twice]

describe('findPairs', () => {
  it('finds who is there twice, and nobody else', () => {
    expect(findPairs(all).map(({ a, b }) => [a, b].sort()).sort()).toEqual([['again-10', 'office-10'], ['again-20', 'office-20']])
  })

  it('never returns what a person has called not the same, and always what was called the same', () => {
    const decided = decisionsOf([
      { a: 'office-10', b: 'again-10', decision: 'not_same' },
      { a: 'office-3', b: 'office-4', decision: 'same' },
      { a: 'office-3', b: 'gone', decision: 'same' },
    ])
    const pairs = findPairs(all, { decided })
    expect(pairs.map(({ a, b }) => pairKey(a, b)).sort()).toEqual([pairKey('office-3', 'office-4'), pairKey('office-20', 'again-20')].sort())
    expect(pairs.find(({ a }) => a === 'office-3')?.score).toBe(1)
  })

  it('gives fewer pairs the higher the threshold, the surest first, the same each time', () => {
    const loose = findPairs(all, { threshold: 0.001 })
    const strict = findPairs(all, { threshold: 0.999 })
    expect(strict.length).toBeLessThanOrEqual(loose.length)
    for (const pair of strict) expect(pair.score).toBeGreaterThanOrEqual(0.999)
    expect(loose.map((pair) => pair.score)).toEqual(loose.map((pair) => pair.score).sort((x, y) => y - x))
    expect(findPairs(all, { threshold: 0.001 })).toEqual(loose)
  })

  it('finds the same with a model that was packed and read again', () => {
    const model = trainModel(all)
    const again = unpackModel(packModel(model))
    expect(again).not.toBeNull()
    expect(findPairs(all, { model: again ?? model })).toEqual(findPairs(all, { model }))
  })

  it('keeps no phone that only one person has in a packed model', () => {
    expect(packModel(trainModel(office))).not.toContain('+30690')
  })

  it('tells how many pairs it has compared, and can be given up', () => {
    const told: number[] = []
    findPairs(all, { onProgress: (compared) => told.push(compared) })
    expect(told.at(-1)).toBeGreaterThan(1000)
    expect(() => findPairs(all, { onProgress: () => { throw new Error('enough') } })).toThrow('enough')
  })

  it('takes an empty office, records without anything, and hostile text', () => {
    expect(findPairs([])).toEqual([])
    const strange = ['', '☃', "'; drop table", '\ud800', 'x'.repeat(5000), '__proto__', 'constructor'].map((text, n) => record(String(n), { familyName: text, givenName: text, born: text, village: text, phones: [text], emails: [text] }))
    expect(() => findPairs([...strange, ...strange.map((one) => ({ ...one, id: `${one.id}b` }))])).not.toThrow()
  })

  it('is not drowned by a value that everybody shares', () => {
    const sharing = officeOf(1500).map((one) => ({ ...one, phones: ['+302100000000'], village: 'Dimi' }))
    expect(findPairs(sharing)).toEqual([])
  })
})
