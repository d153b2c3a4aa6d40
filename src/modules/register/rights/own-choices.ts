/** What the person chooses on the own page, as answers about consent. Pure. */
import { consentPurposes, type ConsentAnswer, type ConsentChannel, type ConsentInput, type ConsentPurpose } from '../contract.ts'

/** Ways that can be chosen one by one; the purposes beyond need no way, for nobody is written to. */
export const chosenChannels = ['email', 'phone', 'sms', 'messenger', 'post'] as const satisfies readonly ConsentChannel[]
export const purposesWithoutChannel: ReadonlySet<ConsentPurpose> = new Set(['statistics', 'research'])

export interface HeldAnswer { purpose: ConsentPurpose; channel: ConsentChannel; answer: ConsentAnswer }
/** What is agreed to for each purpose: channels, or 'any' where the purpose has none. */
export type Choices = Partial<Record<ConsentPurpose, readonly string[]>>

const agreed = (answer: ConsentAnswer | undefined): boolean => answer === 'given_by_person' || answer === 'given_by_family'

/** The channels that the held answers allow; what was said of one channel goes before what was said of any. */
export function allowedChannels(purpose: ConsentPurpose, held: readonly HeldAnswer[]): ConsentChannel[] {
  const of = (channel: ConsentChannel) => held.find((known) => known.purpose === purpose && known.channel === channel)?.answer
  if (purposesWithoutChannel.has(purpose)) return agreed(of('any')) ? ['any'] : []
  return chosenChannels.filter((channel) => agreed(of(channel) ?? of('any')))
}

/**
 * The answers to append so that exactly what is chosen is allowed, each by the person. A purpose left without a channel is declined,
 * or taken back where it was agreed to before. Nothing is appended where the person's own answers say so already.
 */
export function answersOf(choices: Choices, held: readonly HeldAnswer[]): ConsentInput[] {
  return consentPurposes.flatMap((purpose) => {
    const wanted = new Set(choices[purpose] ?? [])
    const of = (channel: ConsentChannel) => held.find((known) => known.purpose === purpose && known.channel === channel)?.answer
    const answers: ConsentInput[] = []
    const say = (channel: ConsentChannel, yes: boolean): void => {
      const before = of(channel)
      const answer: ConsentAnswer = yes ? 'given_by_person' : agreed(before) ? 'withdrawn' : 'declined'
      if (before === answer || (!yes && before === 'withdrawn')) return
      answers.push({ purpose, channel, answer })
    }
    if (purposesWithoutChannel.has(purpose)) {
      say('any', wanted.has('any'))
      return answers
    }
    const all = chosenChannels.every((channel) => wanted.has(channel))
    const none = chosenChannels.every((channel) => !wanted.has(channel))
    say('any', all)
    // One channel needs an answer of its own where it differs from the rest, or where an older one would contradict.
    for (const channel of chosenChannels) if ((!all && !none) || of(channel) !== undefined) say(channel, wanted.has(channel))
    return answers
  })
}
