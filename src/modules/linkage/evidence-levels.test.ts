import { expect, it } from 'vitest'
import ar from '#messages/ar.json' with { type: 'json' }
import en from '#messages/en.json' with { type: 'json' }
import es from '#messages/es.json' with { type: 'json' }
import fr from '#messages/fr.json' with { type: 'json' }
import ka from '#messages/ka.json' with { type: 'json' }
import { evidenceLevels } from './evidence-levels.ts'
import { findPairs } from './find-pairs.ts'
import { officeOf } from './people-for-tests.ts'

it('has words for every piece of evidence in every language', () => {
  const keys = Object.entries(evidenceLevels).flatMap(([subject, levels]) => levels.map((level) => `linkage.evidence.${subject}.${level}`))
  keys.push(...['certain', 'very_likely', 'likely', 'possible'].map((word) => `linkage.score.${word}`))
  for (const messages of [ar, en, es, fr, ka]) expect(Object.keys(messages)).toEqual(expect.arrayContaining(keys))
})

it('finds no evidence that is not listed', () => {
  const office = officeOf(400)
  const altered = office.map((one, n) => ({ ...one, id: `again-${n}`, familyName: one.familyName.slice(0, -1 - (n % 3)), born: (one.born as string).slice(0, n % 2 === 0 ? 4 : 10) }))
  for (const { evidence } of findPairs([...office, ...altered], { threshold: 1e-9 })) {
    for (const { subject, level } of evidence) expect(evidenceLevels[subject]).toContain(level)
  }
})
