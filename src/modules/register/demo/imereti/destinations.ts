/** Where people of Imereti live abroad: rough shares, and cities by GeoNames id. */
import type { DestinationSpec } from '../kit.ts'

function to(country: string, weight: number, women: number, since: number, language: string, cities: string): DestinationSpec {
  return {
    country, weight, women, since, language,
    cities: cities.split('|').map(cell => {
      const [name = '', geonamesId, share] = cell.split(':')
      return { name, geonamesId: Number(geonamesId), weight: Number(share) }
    }),
  }
}

export const destinations: DestinationSpec[] = [
  to('GR', 220, 0.72, 1995, 'el', 'Athens:264371:46|Thessaloniki:734077:34|Heraklion:261745:7|Patras:255683:6|Larissa:258576:4|Volos:251833:3'),
  to('RU', 172, 0.34, 1991, 'ru', 'Moscow:524901:45|Saint Petersburg:498817:16|Krasnodar:542420:14|Rostov-on-Don:501175:13|Sochi:491422:12'),
  to('IT', 164, 0.82, 2002, 'it', 'Bari:3182351:30|Rome:3169070:24|Naples:3172394:18|Milan:3173435:17|Turin:3165524:6|Florence:3176959:5'),
  to('TR', 135, 0.7, 2006, 'tr', 'Istanbul:745044:48|Trabzon:738648:18|Ankara:323786:12|Bursa:750269:8|Antalya:323777:8|Rize:740483:6'),
  to('DE', 66, 0.5, 1998, 'de', 'Berlin:2950159:34|Munich:2867714:20|Hamburg:2911298:16|Cologne:2886242:16|Frankfurt am Main:2925533:14'),
  to('US', 60, 0.55, 1996, 'en', 'New York:5128581:38|Brooklyn:5110302:30|Philadelphia:4560349:18|Chicago:4887398:8|Los Angeles:5368361:6'),
  to('ES', 52, 0.6, 2001, 'es', 'Barcelona:3128760:38|Madrid:3117735:30|Valencia:2509954:18|Bilbao:3128026:8|Málaga:2514256:6'),
  to('FR', 38, 0.48, 2003, 'fr', 'Paris:2988507:48|Strasbourg:2973783:20|Lyon:2996944:16|Toulouse:2972315:8|Nice:2990440:8'),
  to('UA', 30, 0.38, 1992, 'uk', 'Kyiv:703448:44|Odesa:698740:30|Kharkiv:706483:14|Dnipro:709930:12'),
  to('PL', 30, 0.4, 2016, 'pl', 'Warsaw:756135:44|Wrocław:3081368:18|Kraków:3094802:14|Łódź:3093133:12|Poznań:3088171:12'),
  to('IL', 27, 0.66, 1994, 'he', 'Tel Aviv:293397:44|Ashdod:295629:26|Haifa:294801:14|Jerusalem:281184:10|Beersheba:295530:6'),
  to('CY', 9, 0.6, 2000, 'el', 'Limassol:146384:40|Nicosia:146268:35|Paphos:146214:25'),
  to('GB', 8, 0.5, 2000, 'en', 'London:2643743:100'),
  to('AT', 6, 0.52, 2000, 'de', 'Vienna:2761369:100'),
  to('BE', 6, 0.5, 2002, 'fr', 'Brussels:2800866:60|Antwerp:2803138:40'),
  to('CZ', 5, 0.42, 2005, 'cs', 'Prague:3067696:100'),
  to('PT', 5, 0.5, 2004, 'pt', 'Lisbon:2267057:100'),
  to('AZ', 4, 0.4, 1995, 'az', 'Baku:587084:100'),
  to('IE', 3, 0.5, 2003, 'en', 'Dublin:2964574:100'),
  to('CH', 3, 0.5, 2003, 'de', 'Zurich:2657896:55|Geneva:2660646:45'),
  to('CA', 3, 0.5, 2005, 'en', 'Toronto:6167865:100'),
]
