import { fold } from '../text.ts'

/** Months that the platform's calendars do not give: the Levant's and the Maghreb's names, usual abbreviations. */
const ALSO: string[] = [
  'كانون الثاني, جانفي, yan, янв, jänner', 'شباط, فيفري, фев, февр', 'اذار, آذار, мар', 'نيسان, أفريل, апр', 'أيار, ماي, мая', 'حزيران, جوان, июн',
  'تموز, جويلية, يوليوز, июл', 'آب, أوت, غشت, авг', 'أيلول, شتنبر, сен, сент, set, sept, septiembre, setiembre', 'تشرين الأول, окт', 'تشرين الثاني, نونبر, ноя, нояб', 'كانون الأول, دجنبر, дек',
]

const byName = new Map<string, number>()

function learn(): void {
  for (const language of ['en', 'fr', 'es', 'ar', 'ar-MA', 'ka', 'ru', 'uk', 'de', 'it', 'tr', 'pl']) {
    for (const month of ['long', 'short'] as const) {
      for (const options of [{ month }, { month, day: 'numeric' }] as Intl.DateTimeFormatOptions[]) {
        const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC', calendar: 'gregory' })
        for (let number = 0; number < 12; number++) {
          const part = format.formatToParts(Date.UTC(2001, number, 3)).find((found) => found.type === 'month')
          if (part !== undefined) byName.set(fold(part.value), number + 1)
        }
      }
    }
  }
  ALSO.forEach((list, index) => list.split(',').forEach((word) => byName.set(fold(word), index + 1)))
}

/** 1 to 12 for a month's name or usual abbreviation in any of our languages. */
export function monthOf(word: string): number | undefined {
  if (byName.size === 0) learn()
  const folded = fold(word)
  return byName.get(folded) ?? byName.get(folded.replace(/ს$/, 'ი'))
}
