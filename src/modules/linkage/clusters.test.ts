import { expect, it } from 'vitest'
import { clusterPairs, MAX_CLUSTER } from './clusters.ts'
import type { ScoredPair } from './contract.ts'
import { trainModel } from './find-pairs.ts'
import { decisionsOf } from './pair-key.ts'
import { officeOf, record } from './people-for-tests.ts'

const model = trainModel(officeOf(1000))
const pair = (a: string, b: string, score = 0.9): ScoredPair => ({ a, b, score, evidence: [] })
const nino = { familyName: 'Beridze', givenName: 'Nino', born: '1974-03-11', sex: 'female' }

it('joins records along pairs, in the order of the records', () => {
  const records = ['x', 'y', 'z', 'w'].map((id) => record(id, nino))
  expect(clusterPairs([pair('z', 'y'), pair('x', 'z')], records, model)).toEqual({ clusters: [['x', 'y', 'z']], refused: [] })
})

it('refuses a chain between records that contradict each other, and keeps the surer pair', () => {
  const records = [record('old', { ...nino, givenName: 'Giorgi', sex: 'male', born: '1950-01-02' }), record('between', { familyName: 'Beridze', givenName: '' }), record('young', { ...nino, givenName: 'Levan', sex: 'male', born: '1990-05-06' })]
  const weak = pair('between', 'young', 0.6)
  expect(clusterPairs([weak, pair('old', 'between', 0.8)], records, model)).toEqual({ clusters: [['old', 'between']], refused: [weak] })
})

it('keeps apart what a person called not the same, also through a third record', () => {
  const records = ['x', 'y', 'z'].map((id) => record(id, nino))
  const decided = decisionsOf([{ a: 'z', b: 'x', decision: 'not_same' }])
  const { clusters, refused } = clusterPairs([pair('x', 'y', 0.9), pair('y', 'z', 0.8)], records, model, decided)
  expect(clusters).toEqual([['x', 'y']])
  expect(refused.map(({ a, b }) => [a, b])).toEqual([['y', 'z']])
})

it('joins what a person called the same, whatever the records say', () => {
  const records = [record('x', nino), record('y', { familyName: 'Lomidze', givenName: 'Zaza', sex: 'male', born: '1999-01-01' })]
  expect(clusterPairs([pair('x', 'y', 0.1)], records, model, decisionsOf([{ a: 'x', b: 'y', decision: 'same' }])).clusters).toEqual([['x', 'y']])
})

it('stops growing where nobody is registered so often', () => {
  const records = Array.from({ length: MAX_CLUSTER + 5 }, (_, n) => record(String(n), nino))
  const { clusters, refused } = clusterPairs(records.slice(1).map((one) => pair('0', one.id)), records, model)
  expect(clusters.map((cluster) => cluster.length)).toEqual([MAX_CLUSTER])
  expect(refused.length).toBe(5)
})

it('passes over pairs of records that are not there', () => {
  expect(clusterPairs([pair('x', 'gone')], [record('x', nino)], model)).toEqual({ clusters: [], refused: [] })
})
