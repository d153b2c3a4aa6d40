import type { TieKind } from '../../contract.ts'
import { fold } from '../text.ts'
import { foldedWords } from './folded.ts'

/** What the one who tells is to the migrant: "mother" is a parent. */
const RELATIONS = foldedWords<TieKind>({
  parent: 'mother, father, mum, mom, dad, parent, parents, stepmother, stepfather, mère, père, maman, papa, parent, madre, padre, mamá, papá, мать, отец, мама, папа, родитель, родители, მშობელი, მშობლები, დედა, მამა, الأم, ام, الأب, اب, أب, والدة, والد, الوالدة, الوالد',
  child: 'son, daughter, child, fils, fille, enfant, hijo, hija, сын, дочь, дочка, ребенок, შვილი, ვაჟი, ვაჟიშვილი, ქალიშვილი, გოგო, ბიჭი, ابن, ابنة, بنت, الابن, الابنة, ولد',
  spouse: 'wife, husband, spouse, partner, épouse, époux, femme, mari, conjoint, conjointe, esposa, esposo, marido, mujer, cónyuge, pareja, жена, муж, супруг, супруга, მეუღლე, ცოლი, ქმარი, زوجة, زوج, الزوجة, الزوج',
  sibling: 'brother, sister, sibling, frère, sœur, soeur, hermano, hermana, брат, сестра, ძმა, და, დედმამიშვილი, أخ, اخت, أخت, الأخ, الأخت, شقيق, شقيقة',
  grandparent: 'grandmother, grandfather, grandma, grandpa, grandparent, granny, grand-mère, grand-père, abuela, abuelo, бабушка, дедушка, дед, ბებია, ბაბუა, ბებო, პაპა, جدة, جد, الجدة, الجد',
  grandchild: 'grandson, granddaughter, grandchild, petit-fils, petite-fille, nieto, nieta, внук, внучка, შვილიშვილი, حفيد, حفيدة',
  in_law: 'mother-in-law, father-in-law, son-in-law, daughter-in-law, brother-in-law, sister-in-law, in-law, in law, belle-mère, beau-père, belle-sœur, beau-frère, gendre, belle-fille, bru, suegra, suegro, cuñado, cuñada, yerno, nuera, теща, тесть, свекровь, свекор, невестка, зять, золовка, деверь, шурин, свояк, რძალი, სიძე, დედამთილი, მამამთილი, სიდედრი, სიმამრი, მული, მაზლი, ქვისლი, حماة, حمو, صهر, كنة, سلفة',
  other_relative: 'relative, aunt, uncle, cousin, nephew, niece, kin, oncle, tante, cousine, neveu, nièce, tío, tía, primo, prima, sobrino, sobrina, pariente, familiar, тетя, дядя, двоюродный брат, двоюродная сестра, племянник, племянница, родственник, родственница, ნათესავი, დეიდა, მამიდა, ბიძა, ბიძაშვილი, დეიდაშვილი, მამიდაშვილი, დისშვილი, ძმისშვილი, ბიცოლა, عم, عمة, خال, خالة, ابن عم, قريب, قريبة',
  friend: 'friend, ami, amie, amigo, amiga, друг, подруга, მეგობარი, صديق, صديقة',
  neighbour: 'neighbour, neighbor, voisin, voisine, vecino, vecina, сосед, соседка, მეზობელი, جار, جارة',
  self: 'self, himself, herself, myself, migrant, lui-même, elle-même, soi-même, él mismo, ella misma, сам, сама, лично, თვითონ, თავად, თვით, პირადად, نفسه, نفسها',
})

/** The tie that a word of kinship names; undefined where it names none. */
export function tieOf(text: string): TieKind | undefined {
  return text.length > 40 ? undefined : RELATIONS.get(fold(text))
}
