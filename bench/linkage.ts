/**
 * How fast pairs are found: comparisons a second, and the time for a register of 18,405 rows and for 100,000, made by writing
 * people twice with slips of the pen. The limit beside it: how many names a second Jaro and Winkler's similarity alone compares here.
 *
 *     bin/node bench/linkage.ts
 */
import { countTerms, compareRecords, findPairs, trainModel } from '#modules/linkage/index.ts'
import type { LinkageRecord } from '#modules/linkage/index.ts'
import { jaroWinkler, nameKey } from '#platform/names/index.ts'

const GIVEN = 'Giorgi Nana Maia Davit Tamar Natela Levan Zurab Eteri Mariam Tamaz Ketevan Nodar Otar Guram Merab Mikheil Malkhaz Vakhtang Zviad Nugzar Besik Temur Jemal Zaur Ana Vasil Nikoloz Tinatin Tengiz Ramaz Rusudan Darejan Revaz Vladimer Omar Ioseb Roman Anzor Tariel Kakhaber Amiran Grigol Roland Emzar Jumber Gulnaz Archil Asmat Nargiz Susana Murman Oleg Valerian Nestan Boris Roin Robert Murad Pridon Simon Lela Khatuna Lali Marina Irma Shorena Manana Eka Sopio Nino Lia Tsiala Mzia Nato Eliso Lamara Natia'.split(' ')
const ROOTS = 'Zakara Metre Zhorzhol Gela Robaki Khvedeli Kapana Pkhaka Samkhara Javakhi Kupra Nizhara Ebano Kvara Labaz Khurtsi Elia Sharashi Tsikla Beri Onia Maisura Nadi Ugrekheli Chkhei Lomi Dolid Tabaa Vasha Gogi Svani Dvali Kikna Patara Giorga Shengel Kobaa Chantur Bochor Ghlont Kipi Mika Dznel Guliko Berdzen Khara Lort Mach Nats Okro Papu Rukha Suli Tevdo Urus Vepkh Tsagh Chokh Jandi'.split(' ')
const ENDINGS = ['shvili', 'dze', 'iani', 'eli', 'ia', 'ava', 'uri']
const PLACES = [['GR', 'Athens'], ['GR', 'Patras'], ['RU', 'Moscow'], ['RU', 'Krasnodar'], ['IT', 'Rome'], ['IT', 'Bari'], ['TR', 'Istanbul'], ['DE', 'Berlin'], ['US', 'New York'], ['ES', 'Madrid'], ['PL', 'Lodz']] as const
const SEED = 20_240_101
/** Of a hundred rows so many tell of somebody who is there already. */
const TWICE = 6

function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function slip(text: string, random: (below: number) => number): string {
  const at = 1 + random(Math.max(1, text.length - 2))
  return random(2) === 0 ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + text.charAt(at) + text.slice(at)
}

function makePerson(id: number, random: (below: number) => number): LinkageRecord {
  const one = <T>(list: readonly T[]): T => list[random(list.length)] as T
  const [country, city] = one(PLACES)
  const [year, month, day] = [1949 + random(52), 1 + random(12), 1 + random(28)]
  return {
    id: String(id), familyName: one(ROOTS) + one(ENDINGS), givenName: GIVEN[Math.min(random(GIVEN.length), random(GIVEN.length))] as string,
    born: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`, village: `${one(ROOTS)}${random(3)}`, country, city, abroadSince: String(1993 + random(33)),
    phones: random(4) === 0 ? [] : [`+30${6_900_000_000 + random(99_999_999)}`], familyPhones: [], emails: [], messengers: [],
  }
}

function makeRegister(rows: number): LinkageRecord[] {
  const random = randomFrom(SEED)
  const records: LinkageRecord[] = []
  while (records.length < rows) {
    const before = records[random(Math.max(1, records.length))]
    if (before === undefined || random(100) >= TWICE) records.push(makePerson(records.length, random))
    else records.push({ ...before, id: String(records.length), familyName: slip(before.familyName, random), village: `Other${random(40)}`, phones: random(2) === 0 ? [] : before.phones })
  }
  return records
}

/** Seconds of processor time: other work on the machine does not count. */
function seconds(work: () => void): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}

const small = makeRegister(18_405)
const limit = seconds(() => {
  const keys = small.map((record) => nameKey(record.familyName))
  for (let n = 0; n < 1_000_000; n += 1) jaroWinkler(keys[n % keys.length] as string, keys[(n * 7919) % keys.length] as string)
})
console.log(`limit: ${Math.round(1 / limit).toLocaleString('en')} million name similarities a second, alone`)

const counted = countTerms(small)
const single = seconds(() => {
  for (let n = 0; n < 100_000; n += 1) compareRecords(small[n % small.length] as LinkageRecord, small[(n * 7919) % small.length] as LinkageRecord, counted)
})
console.log(`two records given one by one: ${Math.round(100_000 / single).toLocaleString('en')} comparisons a second (${((100_000 / single) * limit / 1_000_000).toFixed(2)} of the limit)`)

for (const rows of [18_405, 100_000]) {
  const records = makeRegister(rows)
  let found = 0
  let compared = 0
  const training = seconds(() => trainModel(records))
  const model = trainModel(records)
  const finding = seconds(() => {
    found = findPairs(records, { model, onProgress: (pairs) => (compared = pairs) }).length
  })
  console.log(`${rows.toLocaleString('en')} rows: trained in ${training.toFixed(1)} s, ${found.toLocaleString('en')} pairs found in ${finding.toFixed(1)} s (${compared.toLocaleString('en')} compared, ${Math.round(compared / finding).toLocaleString('en')} a second), ${Math.round(process.memoryUsage().rss / 1e6)} MB in all`)
}
