/** What migrants of Imereti do (ISCO-08), as families say it, with what they can do besides; and what officials note. */
import type { OccupationSpec } from '../kit.ts'

function work(code: string, women: number, men: number, words: string, skills: string): OccupationSpec {
  return { code, women, men, words: words.split(','), skills: skills.split(',') }
}

export const occupations: OccupationSpec[] = [
  work('5322', 300, 6, 'მომვლელი,მოხუცის მომვლელი,badante,сиделка', 'care of the elderly,first aid,cooking'),
  work('9111', 130, 3, 'ოჯახში დამხმარე,შინამოსამსახურე,домработница', 'housekeeping,ironing,cooking'),
  work('9112', 120, 18, 'დამლაგებელი,cleaner,уборщица', 'cleaning'),
  work('5311', 90, 1, 'ძიძა,няня,babysitter', 'child care,first aid'),
  work('5120', 70, 45, 'მზარეული,cook,повар', 'cooking,Georgian cuisine,baking'),
  work('9412', 40, 12, 'სამზარეულოს დამხმარე,ჭურჭლის მრეცხავი', 'food hygiene'),
  work('5131', 35, 22, 'მიმტანი,ოფიციანტი,waiter', 'serving'),
  work('5223', 40, 18, 'გამყიდველი,продавец', 'sales'),
  work('9211', 45, 60, 'სეზონური მუშა,სოფლის მეურნეობის მუშა,сезонный рабочий', 'pruning,fruit picking'),
  work('7531', 30, 3, 'მკერავი,швея', 'sewing'),
  work('5141', 22, 8, 'პარიკმახერი,парикмахер', 'hairdressing'),
  work('2221', 26, 2, 'ექთანი,medical nurse,медсестра', 'nursing,first aid'),
  work('8160', 22, 16, 'კვების საწარმოს მუშა', 'food hygiene'),
  work('2330', 14, 4, 'მასწავლებელი,учитель', 'teaching'),
  work('7111', 1, 190, 'მშენებელი,строитель,builder', 'construction,tiling,plastering'),
  work('9313', 1, 70, 'მუშა,დამხმარე მუშა,разнорабочий', 'construction'),
  work('8332', 0, 75, 'სატვირთო მანქანის მძღოლი,дальнобойщик,truck driver', 'driving licence C,driving licence CE'),
  work('8322', 2, 60, 'მძღოლი,ტაქსის მძღოლი,driver', 'driving licence B'),
  work('7212', 0, 42, 'შემდუღებელი,сварщик', 'welding'),
  work('7411', 0, 30, 'ელექტრიკოსი,электрик', 'electrical installation'),
  work('7126', 0, 24, 'სანტექნიკოსი,сантехник', 'plumbing'),
  work('7131', 0, 26, 'მღებავი,маляр', 'painting'),
  work('7115', 0, 22, 'დურგალი,плотник', 'carpentry'),
  work('7231', 0, 26, 'ავტომექანიკოსი,автомеханик', 'car repair,driving licence B'),
  work('9333', 1, 40, 'მტვირთავი,грузчик', 'forklift licence'),
  work('8350', 0, 14, 'მეზღვაური,моряк', 'seamanship,English at sea'),
  work('5414', 1, 22, 'დაცვის თანამშრომელი,охранник', 'security'),
  work('9621', 3, 26, 'კურიერი,courier', 'driving licence A'),
  work('8219', 18, 36, 'ქარხნის მუშა,рабочий на заводе', 'assembly'),
  work('7512', 12, 14, 'მცხობელი,პურის მცხობელი,пекарь', 'baking'),
  work('1420', 10, 20, 'მეწარმე,ბიზნესმენი,entrepreneur', 'accounting,import and export'),
  work('2512', 4, 10, 'პროგრამისტი,developer', 'programming,English'),
  work('2411', 10, 4, 'ბუღალტერი,бухгалтер', 'accounting'),
  work('2211', 8, 7, 'ექიმი,doctor,врач', 'medicine'),
  work('2142', 2, 8, 'ინჟინერ-მშენებელი,civil engineer', 'construction planning'),
  work('2652', 3, 5, 'მუსიკოსი,მომღერალი', 'polyphonic singing'),
]

export const notes: string[] = [
  'Comes home every August for the village feast.', 'Prefers to be written to on Viber, in the evening.', 'Sends a parcel each month with the minibus to Kutaisi.', 'Asked about recognition of the nursing diploma.',
  'Wants to hear about the hazelnut cooperative.', 'Helped to repair the school roof in 2019.', 'Family says the number changes often; ask the sister.', 'Looks for a partner for a guest house.', 'Would teach evening classes online.',
  'დედა ამბობს, რომ შობაზე ჩამოვა.', 'ზაფხულში ჩამოდის, სოფლის სკოლას ეხმარება.', 'საღამოს 8 საათის შემდეგ დარეკეთ.', 'ვაიბერზე წერა ურჩევნია.', 'აინტერესებს თხილის კოოპერატივი.', 'დიპლომის აღიარების შესახებ იკითხა.', 'ნომერს ხშირად იცვლის, დას ჰკითხეთ.', 'ოჯახს სასტუმრო სახლის გახსნა უნდა.',
]
