/** Towns to which people move, under the names that files use: evidence of what a column holds, and of the country where none is given. */
import { fold } from '../text.ts'

const CITIES: Record<string, string> = {
  IT: 'Rome, Roma, Рим, რომი, روما | Milan, Milano, Милан, მილანი, ميلانو | Naples, Napoli, Неаполь, ნეაპოლი, نابولي | Bari, Бари, ბარი, باري | Turin, Torino, Турин, ტურინი | Bologna, Болонья, ბოლონია | Florence, Firenze, Флоренция, ფლორენცია | Venice, Venezia, Венеция | Palermo, Палермо | Verona, Верона | Genoa, Genova | Brescia | Catania | Padua, Padova | Salerno | Caserta',
  GR: 'Athens, Athènes, Atenas, Αθήνα, Афины, ათენი, أثينا | Thessaloniki, Salonica, Thessalonique, Салоники, სალონიკი, თესალონიკი | Patras, Patra, Патры, პატრა | Heraklion, Ираклион, ჰერაკლიონი | Larissa | Volos | Piraeus | Rhodes',
  ES: 'Madrid, Мадрид, მადრიდი, مدريد | Barcelona, Barcelone, Барселона, ბარსელონა, برشلونة | Valencia, Валенсия, ვალენსია | Seville, Sevilla, Севилья | Malaga | Bilbao | Zaragoza | Murcia | Alicante | Almería',
  FR: 'Paris, Париж, პარიზი, باريس | Marseille, Марсель, მარსელი, مرسيليا | Lyon, Лион, ლიონი, ليون | Toulouse | Nice, Ницца, ნიცა | Bordeaux | Lille | Strasbourg, Страсбург | Nantes | Rennes | Montpellier',
  DE: 'Berlin, Берлин, ბერლინი, برلين | Munich, München, Мюнхен, მიუნხენი | Hamburg, Hambourg, Гамбург, ჰამბურგი | Cologne, Köln, Colonia, Кельн, კიოლნი | Frankfurt, Francfort, Франкфурт, ფრანკფურტი | Stuttgart, Штутгарт | Düsseldorf | Bremen | Leipzig | Dortmund | Hannover',
  US: 'New York, Nueva York, NYC, Нью-Йорк, ნიუ იორკი, ნიუ-იორკი, نيويورك | Brooklyn, ბრუკლინი, Бруклин | Philadelphia, Филадельфия, ფილადელფია | Chicago, Чикаго, ჩიკაგო | Los Angeles | Houston | Miami | Boston | Washington | San Francisco | New Jersey | Atlanta | Detroit | Dallas',
  RU: 'Moscow, Moscou, Moscú, Москва, მოსკოვი, موسكو | Saint Petersburg, St Petersburg, Санкт-Петербург, Питер, სანქტ-პეტერბურგი, პეტერბურგი | Krasnodar, Краснодар, კრასნოდარი | Rostov-on-Don, Rostov, Ростов-на-Дону, Ростов, როსტოვი | Sochi, Сочи, სოჭი | Kazan, Казань | Novosibirsk, Новосибирск | Yekaterinburg, Екатеринбург | Samara, Самара | Vladikavkaz, Владикавказ, ვლადიკავკაზი',
  UA: 'Kyiv, Kiev, Киев, Київ, კიევი | Odesa, Odessa, Одесса, Одеса, ოდესა | Kharkiv, Kharkov, Харьков, Харків, ხარკოვი | Lviv, Львов, Львів | Dnipro, Днепр',
  TR: 'Istanbul, Стамбул, სტამბული, ისტანბული, إسطنبول | Izmir, Измир, იზმირი | Ankara, Анкара, ანკარა | Rize, Ризе, რიზე | Trabzon, Трабзон, ტრაპიზონი | Antalya, Анталья, ანტალია | Bursa, Бурса | Hopa, ხოფა',
  IL: 'Tel Aviv, Тель-Авив, თელ-ავივი, თელ ავივი, تل أبيب | Haifa, Хайфа, ჰაიფა | Jerusalem, Иерусалим, იერუსალიმი | Ashdod, Ашдод, აშდოდი | Netanya | Beersheba',
  PL: 'Warsaw, Warszawa, Варшава, ვარშავა | Lodz, Łódź, Лодзь, ლოძი | Krakow, Kraków, Краков, კრაკოვი | Wroclaw, Wrocław, Вроцлав, ვროცლავი | Poznan, Poznań | Gdansk, Gdańsk',
  GB: 'London, Londres, Лондон, ლონდონი, لندن | Manchester, Манчестер | Birmingham | Leeds | Glasgow | Liverpool | Bristol',
  AT: 'Vienna, Wien, Vienne, Viena, Вена, ვენა | Graz | Linz', CH: 'Zurich, Zürich, Цюрих | Geneva, Genève, Женева, ჟენევა | Basel | Bern',
  BE: 'Brussels, Bruxelles, Bruselas, Брюссель, ბრიუსელი, بروكسل | Antwerp, Anvers, Антверпен, ანტვერპენი | Liège | Charleroi', NL: 'Amsterdam, Амстердам, ამსტერდამი, أمستردام | Rotterdam | The Hague, Den Haag, La Haye | Utrecht',
  PT: 'Lisbon, Lisboa, Lisbonne, Лиссабон, ლისაბონი | Porto', CY: 'Limassol, Лимассол | Nicosia, Никосия | Larnaca | Paphos', CZ: 'Prague, Praha, Praga, Прага, პრაღა | Brno', IE: 'Dublin, Дублин, დუბლინი',
  SE: 'Stockholm, Стокгольм | Gothenburg, Göteborg | Malmö', DK: 'Copenhagen, København', NO: 'Oslo', FI: 'Helsinki', AE: 'Dubai, Дубай, დუბაი, دبي | Abu Dhabi, Абу-Даби, أبو ظبي | Sharjah, الشارقة',
  SA: 'Riyadh, Riad, الرياض | Jeddah, Djeddah, جدة | Mecca, مكة | Dammam, الدمام', QA: 'Doha, الدوحة', KW: 'Kuwait City, مدينة الكويت', CA: 'Toronto, Торонто, ტორონტო, تورنتو | Montreal, Montréal, Монреаль, مونتريال | Vancouver',
  AU: 'Sydney, Сидней, سيدني | Melbourne, ملبورن', BR: 'São Paulo | Rio de Janeiro', AR: 'Buenos Aires', CL: 'Santiago de Chile', MX: 'Mexico City, Ciudad de México', AZ: 'Baku, Баку, ბაქო', AM: 'Yerevan, Ереван, ერევანი',
  KZ: 'Almaty, Алматы | Astana, Астана', BY: 'Minsk, Минск, მინსკი', LT: 'Vilnius', LV: 'Riga, Рига', EE: 'Tallinn', HU: 'Budapest, Будапешт', RO: 'Bucharest, București', BG: 'Sofia, София | Varna | Burgas', GE: 'Tbilisi, თბილისი, Тбилиси | Kutaisi, ქუთაისი, Кутаиси | Batumi, ბათუმი, Батуми',
}

const byName = new Map<string, string>()
for (const [country, towns] of Object.entries(CITIES)) {
  for (const name of towns.split(/[|,]/)) byName.set(fold(name), country)
}

/** ISO 3166-1 alpha-2 of the country in which a well-known town lies; undefined for all others. */
export function countryOfCity(text: string): string | undefined {
  return text.length > 40 ? undefined : byName.get(fold(text))
}
