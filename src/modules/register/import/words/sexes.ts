import type { Sex } from '../../contract.ts'
import { fold } from '../text.ts'
import { foldedWords } from './folded.ts'

const SEXES = foldedWords<Sex>({
  female: 'f, female, fem, woman, w, girl, lady, mrs, ms, miss, femme, feminin, féminin, fille, mme, mujer, femenino, femenina, hembra, ж, жен, женский, женщина, женск, девочка, ქ, ქალი, მდედრ, მდედრობითი, მდ, გოგო, ქალბატონი, أنثى, انثي, امرأة, بنت, إناث, نساء, ث, donna, frau, weiblich, kadın, жінка, ♀',
  male: 'm, male, man, masc, boy, mr, h, homme, masculin, garçon, hombre, masculino, varón, v, м, муж, мужской, мужчина, мужск, мальчик, კ, კაცი, მამრ, მამრობითი, მამ, ბიჭი, ბატონი, მამაკაცი, ذكر, رجل, ولد, ذكور, uomo, mann, männlich, erkek, чоловік',
  other: 'other, x, diverse, autre, otro, otra, другой, другое, სხვა, آخر',
})

/** The sex that a cell names in any of our languages; undefined where it names none. */
export function sexOf(text: string): Sex | undefined {
  return text.length > 20 ? undefined : (SEXES.get(text) ?? SEXES.get(fold(text)))
}
