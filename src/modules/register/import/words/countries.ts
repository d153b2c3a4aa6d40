/** Countries by their names in the languages of the files, by the short names that people use, and by code. */
import { getCountries } from 'libphonenumber-js/min'
import { fold } from '../text.ts'

const LANGUAGES = ['en', 'fr', 'es', 'ar', 'ka', 'ru', 'de', 'it', 'tr', 'uk', 'el', 'pl', 'pt']

/** Names in use that are not the official ones. */
const ALSO: Record<string, string> = {
  US: 'usa, u.s.a., us, u.s., america, united states of america, the united states, etats unis d’amérique, usa., ee.uu., eeuu, ee uu, e.u.a., norteamérica, estados unidos de américa, сша, америка, соединенные штаты, აშშ, ა.შ.შ., ამერიკა, შეერთებული შტატები, الولايات المتحدة, الولايات المتحدة الأمريكية, أمريكا, اميركا',
  GB: 'uk, u.k., great britain, britain, england, scotland, wales, northern ireland, angleterre, grande-bretagne, écosse, inglaterra, gran bretaña, escocia, англия, британия, великобритания, шотландия, ინგლისი, ბრიტანეთი, დიდი ბრიტანეთი, შოტლანდია, გაერთიანებული სამეფო, بريطانيا, إنجلترا, انكلترا',
  RU: 'russian federation, рф, российская федерация, რფ, რუსეთის ფედერაცია, fédération de russie, federación rusa, russie, روسيا الاتحادية',
  NL: 'holland, the netherlands, голландия, нидерланды, ჰოლანდია, hollande, holanda, هولندا',
  AE: 'uae, u.a.e., emirates, dubai, abu dhabi, émirats, emirats arabes unis, eau, emiratos, eau., оаэ, эмираты, дубай, საამიროები, არაბეთის გაერთიანებული საამიროები, დუბაი, الإمارات',
  SA: 'ksa, saudi, saudi arabia, السعودية, саудовская аравия',
  TR: 'turkey, turkiye, turquie, turquía, турция, თურქეთი, تركيا',
  CZ: 'czech republic, czechia, république tchèque, tchéquie, república checa, чехия, чешская республика, ჩეხეთი, التشيك, جمهورية التشيك',
  BY: 'belarus, belorussia, белоруссия, беларусь, ბელორუსია',
  MD: 'moldova, молдавия, молдова, მოლდოვა, მოლდავეთი',
  KG: 'kyrgyzstan, киргизия, ყირგიზეთი',
  TM: 'туркмения, თურქმენეთი',
  KR: 'korea, south korea, corée, corée du sud, corea, corea del sur, корея, южная корея, კორეა, სამხრეთ კორეა, كوريا',
  CN: 'china, prc, chine, китай, ჩინეთი',
  IR: 'iran, иран, ირანი',
  CD: 'drc, dr congo, congo kinshasa, rdc',
  CI: 'ivory coast, côte d’ivoire, costa de marfil',
  MK: 'macedonia, macédoine, македония, მაკედონია',
  BA: 'bosnia, bosnie, босния, ბოსნია',
  GR: 'greece, hellas, grèce, grecia, греция, საბერძნეთი, اليونان, ელადა',
  PS: 'palestine, palestina, палестина, პალესტინა, فلسطين',
  IE: 'eire, republic of ireland, ირლანდია',
  VN: 'viet nam, vietnam',
  UA: 'ukraine, украина, უკრაინა',
  ES: 'espagne, espana, испания, ესპანეთი',
  DE: 'deutschland, брд, frg, germany, германия, გერმანია, المانيا, ألمانيا',
  GE: 'republic of georgia, sakartvelo, грузия, საქართველო, جورجيا',
}

const byName = new Map<string, string>()

function learnNames(): void {
  const codes = getCountries()
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    for (const code of codes) {
      const name = names.of(code)
      if (name !== undefined && !byName.has(fold(name))) byName.set(fold(name), code)
    }
  }
  for (const code of codes) {
    byName.set(code.toLowerCase(), code)
    for (const name of ALSO[code]?.split(',') ?? []) byName.set(fold(name), code)
  }
  byName.delete('')
}

/** Georgian says "in Italy" with an ending (იტალიაში), Arabic binds its article: tried when the word as it stands is unknown. */
function otherForms(folded: string): string[] {
  const forms = [`ال${folded}`]
  if (folded.startsWith('ال')) forms.push(folded.slice(2))
  if (folded.endsWith('ში')) forms.push(folded.slice(0, -2), `${folded.slice(0, -2)}ი`)
  const preposition = /^(?:in|in the|the|en|au|aux|в|во|في|la|les|el|los) (.+)$/.exec(folded)
  if (preposition?.[1] !== undefined) forms.push(preposition[1])
  return forms
}

/** ISO 3166-1 alpha-2 of the country that the text names; undefined where it names none. */
export function countryOf(text: string): string | undefined {
  if (text.length > 60) return undefined
  if (byName.size === 0) learnNames()
  const folded = fold(text)
  const found = byName.get(folded)
  if (found !== undefined || folded.length < 3) return found
  for (const form of otherForms(folded)) {
    const other = form.length < 3 ? undefined : byName.get(form)
    if (other !== undefined) return other
  }
  return undefined
}
