import { describe, expect, it } from 'vitest'
import { allowedChannels, answersOf, chosenChannels, purposesWithoutChannel, type Choices, type HeldAnswer } from './own-choices.ts'
import { consentPurposes, type ConsentAnswer } from '../contract.ts'

describe('answers about consent from what is ticked', () => {
  it('allow exactly what is chosen, whatever was held before', () => {
    const before: ConsentAnswer[] = ['given_by_person', 'given_by_family', 'declined', 'withdrawn', 'not_asked']
    for (const answer of before) {
      for (const channel of ['any', 'email', 'sms'] as const) {
        for (const chosen of [[], ['email'], ['email', 'sms'], [...chosenChannels]]) {
          const held: HeldAnswer[] = consentPurposes.map((purpose) => ({ purpose, channel, answer }))
          const choices: Choices = Object.fromEntries(consentPurposes.map((purpose) => [purpose, purposesWithoutChannel.has(purpose) ? (chosen.length ? ['any'] : []) : chosen]))
          const after = [...answersOf(choices, held), ...held]
          for (const purpose of consentPurposes) expect(allowedChannels(purpose, after)).toEqual(choices[purpose])
        }
      }
    }
  })

  it('append nothing where the person has said so already', () => {
    const held = answersOf({ contact: ['email'] }, []) as HeldAnswer[]
    expect(answersOf({ contact: ['email'] }, held)).toEqual([])
  })
})
