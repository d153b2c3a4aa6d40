/**
 * Phone numbers of nobody. Where a country reserves numbers for fiction, those (US and Canada 555-01xx: NANPA; United Kingdom
 * 07700 900xxx: Ofcom; France 06 39 98 xx xx: ARCEP), each at most once; elsewhere, and when they are used up, numbers of the right
 * length in a range that the country's plan has not given to anybody: libphonenumber's full metadata calls them possible and not
 * valid. A test holds every range to that.
 */

interface FictionalRange {
  /** Country calling code. */
  code: string
  /** National digits before those that vary. */
  prefix: string
  /** How many digits vary. */
  digits: number
}

interface FictionalPhones { reserved?: FictionalRange; range: FictionalRange; areas?: readonly string[] }

const areasUS = ['212', '718', '917', '215', '267', '216', '312', '773', '305', '786', '202', '617', '404', '713', '310', '323', '415', '201', '973', '610'] as const
const areasCA = ['416', '647', '514', '604'] as const

/** By ISO 3166-1 alpha-2. */
export const fictionalPhones: Readonly<Record<string, FictionalPhones>> = {
  GE: { range: { code: '995', prefix: '560', digits: 6 } },
  GR: { range: { code: '30', prefix: '600', digits: 7 } },
  RU: { range: { code: '7', prefix: '200', digits: 7 } },
  IT: { range: { code: '39', prefix: '300', digits: 7 } },
  TR: { range: { code: '90', prefix: '580', digits: 7 } },
  DE: { range: { code: '49', prefix: '199', digits: 8 } },
  ES: { range: { code: '34', prefix: '500', digits: 6 } },
  UA: { range: { code: '380', prefix: '600', digits: 6 } },
  PL: { range: { code: '48', prefix: '400', digits: 6 } },
  IL: { range: { code: '972', prefix: '600', digits: 6 } },
  CY: { range: { code: '357', prefix: '93', digits: 6 } },
  AZ: { range: { code: '994', prefix: '590', digits: 6 } },
  BE: { range: { code: '32', prefix: '440', digits: 6 } },
  AT: { range: { code: '43', prefix: '6000', digits: 6 } },
  PT: { range: { code: '351', prefix: '940', digits: 6 } },
  CZ: { range: { code: '420', prefix: '610', digits: 6 } },
  IE: { range: { code: '353', prefix: '840', digits: 6 } },
  CH: { range: { code: '41', prefix: '700', digits: 6 } },
  GB: { reserved: { code: '44', prefix: '7700900', digits: 3 }, range: { code: '44', prefix: '836', digits: 7 } },
  FR: { reserved: { code: '33', prefix: '63998', digits: 4 }, range: { code: '33', prefix: '63998', digits: 4 } },
  US: { reserved: { code: '1', prefix: '55501', digits: 2 }, areas: areasUS, range: { code: '1', prefix: '555', digits: 7 } },
  CA: { reserved: { code: '1', prefix: '55501', digits: 2 }, areas: areasCA, range: { code: '1', prefix: '555', digits: 7 } },
}

/** Gives each number of a country once, in an order that looks like chance; starts again where a range is used up. */
export class PhoneBook {
  readonly #given = new Map<string, number>()

  /** An E.164 number for a country (alpha-2), or undefined where we know no range in which nobody answers. */
  next(country: string): string | undefined {
    const phones = fictionalPhones[country]
    if (phones === undefined) return undefined
    const at = this.#given.get(country) ?? 0
    this.#given.set(country, at + 1)
    const { reserved, range, areas } = phones
    if (reserved !== undefined) {
      const each = 10 ** reserved.digits
      const area = areas?.[Math.floor(at / each)]
      if (areas === undefined ? at < each : area !== undefined) return `+${reserved.code}${area ?? ''}${reserved.prefix}${scattered(at % each, reserved.digits)}`
    }
    return `+${range.code}${range.prefix}${scattered(at % 10 ** range.digits, range.digits)}`
  }
}

/** A permutation of the numbers of so many digits: an affine map whose factor shares no divisor with 10. */
function scattered(at: number, digits: number): string {
  const size = 10 ** digits
  return String((at * 7_654_321 % size * 3 + 1_234_567) % size).padStart(digits, '0')
}
