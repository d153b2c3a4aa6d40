/**
 * Phone numbers as people write them, in E.164. Lists of migrants hold them with a plus, with two zeros, with the country code
 * and no sign at all, as they are dialled in the country, with the plus in the wrong place, and as a number of the spreadsheet.
 *
 * International forms are decided by the numbering plans of libphonenumber (its `min` metadata: the patterns of every country;
 * the larger sets only add kinds of numbers, refuse true Israeli mobiles and cost memory). National forms go through its parser.
 */
import { getCountries, getCountryCallingCode, Metadata, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { CountryCode } from 'libphonenumber-js/min'
import { asciiDigits } from './text.ts'

export interface PhoneReading {
  /** E.164 where `valid`; else the digits as they were written, with a plus only where one was written. */
  value: string
  /** Whether a country's numbering plan knows such a number. */
  valid: boolean
}

/** ITU-T E.164: at most 15 digits. Below six not even a village exchange. */
const MAX_DIGITS = 15
const MIN_DIGITS = 6
const CACHE_SIZE = 20_000

interface Plan {
  code: string
  numbers: RegExp[]
}

let plans: Map<string, Plan> | undefined

/** The library's own class has it, its types forgot it. */
interface NumberPattern {
  nationalNumberPattern: () => string
}

function learnPlans(): Map<string, Plan> {
  const learnt = new Map<string, Plan>()
  const metadata = new Metadata()
  for (const country of getCountries()) {
    metadata.selectNumberingPlan(country)
    const code = String(getCountryCallingCode(country))
    const plan = learnt.get(code) ?? { code, numbers: [] }
    const { numberingPlan } = metadata
    if (numberingPlan !== undefined) plan.numbers.push(new RegExp(`^(?:${(numberingPlan as unknown as NumberPattern).nationalNumberPattern()})$`))
    learnt.set(code, plan)
  }
  return learnt
}

/** Whether digits that begin with a country code (no plus) are a number of that country. */
export function isInternational(digits: string): boolean {
  plans ??= learnPlans()
  for (let length = 1; length <= 3; length++) {
    const plan = plans.get(digits.slice(0, length))
    if (plan !== undefined) {
      const national = digits.slice(length)
      return plan.numbers.some((numbers) => numbers.test(national))
    }
  }
  return false
}

const known = new Set<string>(getCountries())

function inCountry(digits: string, country: string | undefined): string | undefined {
  if (country === undefined || !known.has(country)) return undefined
  const parsed = parsePhoneNumberFromString(digits, country as CountryCode)
  return parsed?.isValid() === true ? parsed.number : undefined
}

function international(digits: string): string | undefined {
  if (isInternational(digits)) return `+${digits}`
  // A plus and the country's trunk zero together ("+39 0320…", "+44 (0)20…"): the parser knows where a zero belongs.
  const parsed = digits.length > MAX_DIGITS + 1 ? undefined : parsePhoneNumberFromString(`+${digits}`)
  return parsed?.isValid() === true ? parsed.number : undefined
}

function decide(text: string, countries: readonly (string | undefined)[]): PhoneReading | null {
  const plus = text.includes('+')
  const digits = text.replace(/\D/g, '')
  if (digits.length < MIN_DIGITS || digits.length > MAX_DIGITS + 3) return null
  const value = (found: string): PhoneReading => ({ value: found, valid: true })
  if (plus || digits.startsWith('00')) {
    const found = international(digits.replace(/^0+/, ''))
    if (found !== undefined) return value(found)
  }
  // No sign at all, but the code of the country in front and a number of it behind: nobody dials so at home, and where numbers
  // have any length (Germany) the national reading would be true too.
  for (const country of digits.startsWith('0') || digits.length < 10 ? [] : countries) {
    if (country !== undefined && known.has(country) && digits.startsWith(getCountryCallingCode(country as CountryCode)) && isInternational(digits)) return value(`+${digits}`)
  }
  for (const country of countries) {
    const found = inCountry(digits, country)
    if (found !== undefined) return value(found)
  }
  if (!digits.startsWith('0') && digits.length >= 9) {
    const found = international(digits)
    if (found !== undefined) return value(found)
  }
  // Dialled out of Russia and its neighbours (8 10 …) or of North America (011 …).
  const dialled = /^(?:810|011)(\d{8,})$/.exec(digits)?.[1]
  if (dialled !== undefined && isInternational(dialled)) return value(`+${dialled}`)
  if (/^8\d{10}$/.test(digits) && isInternational(`7${digits.slice(1)}`)) return value(`+7${digits.slice(1)}`)
  if (digits.length > MAX_DIGITS) return null
  return { value: (plus ? '+' : '') + digits, valid: false }
}

/** Numbers as a spreadsheet keeps them: "393402832966.0", "3.93402832966E+11". */
function plainNumber(text: string): string {
  if (/^\d+[.,]0+$/.test(text)) return text.replace(/[.,]0+$/, '')
  const scientific = /^(\d)[.,](\d+)E\+?(\d{1,2})$/i.exec(text)
  if (scientific === null) return text
  const decimals = scientific[2] ?? ''
  const exponent = Number(scientific[3])
  return decimals.length <= exponent && exponent < MAX_DIGITS ? `${scientific[1]}${decimals.padEnd(exponent, '0')}` : text
}

const SIGNED = /^\(?(?:\+|00)[1-9][\d ().-]{5,24}$/

let cache = new Map<string, PhoneReading | null>()

/**
 * The number that a text holds, or null where it holds none (no digits, too few, too many).
 *
 * @param text one number and nothing else but signs and notes; several numbers are parted before (`read-contacts.ts`)
 * @param countries ISO 3166-1 alpha-2, the likeliest first: where a number without country code may belong
 */
export function readPhone(text: string, countries: readonly (string | undefined)[]): PhoneReading | null {
  if (text.length > 60) return null
  // A plus or two zeros and a number of that country: most cells, decided in a microsecond.
  if (SIGNED.test(text)) {
    const digits = text.replace(/\D/g, '').replace(/^00/, '')
    if (isInternational(digits)) return { value: `+${digits}`, valid: true }
  }
  const key = `${countries[0] ?? ''}${countries[1] ?? ''} ${text}`
  const seen = cache.get(key)
  if (seen !== undefined) return seen
  const reading = decide(plainNumber(asciiDigits(text).trim()), countries)
  if (cache.size >= CACHE_SIZE) cache = new Map()
  cache.set(key, reading)
  return reading
}
