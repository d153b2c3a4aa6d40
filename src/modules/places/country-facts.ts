/**
 * The countries of ISO 3166-1: alpha-2, alpha-3, and a point that stands for the country on a map (degrees, about the middle of
 * its land). XK (XKX) is not of the standard but is what the EU, the IMF and the names in Intl use for Kosovo.
 */
const table = `
AD AND 42.5 1.6|AE ARE 24.0 54.0|AF AFG 33.8 66.0|AG ATG 17.1 -61.8|AI AIA 18.2 -63.1|AL ALB 41.1 20.1|AM ARM 40.3 44.9|AO AGO -12.3 17.5
AQ ATA -80.0 20.0|AR ARG -35.4 -65.2|AS ASM -14.3 -170.7|AT AUT 47.6 14.1|AU AUS -25.7 134.5|AW ABW 12.5 -70.0|AX ALA 60.2 20.0|AZ AZE 40.3 47.5
BA BIH 44.2 17.8|BB BRB 13.2 -59.6|BD BGD 23.9 90.2|BE BEL 50.6 4.6|BF BFA 12.3 -1.8|BG BGR 42.8 25.2|BH BHR 26.0 50.5|BI BDI -3.4 29.9
BJ BEN 9.6 2.3|BL BLM 17.9 -62.8|BM BMU 32.3 -64.8|BN BRN 4.5 114.7|BO BOL -16.7 -64.7|BQ BES 12.2 -68.3|BR BRA -10.8 -53.1|BS BHS 24.3 -76.6
BT BTN 27.4 90.4|BV BVT -54.4 3.4|BW BWA -22.2 23.8|BY BLR 53.5 28.0|BZ BLZ 17.2 -88.7|CA CAN 56.1 -106.3|CC CCK -12.1 96.9|CD COD -2.9 23.6
CF CAF 6.6 20.5|CG COG -0.8 15.2|CH CHE 46.8 8.2|CI CIV 7.6 -5.6|CK COK -21.2 -159.8|CL CHL -35.7 -71.5|CM CMR 5.7 12.7|CN CHN 36.6 103.8
CO COL 3.9 -73.1|CR CRI 10.0 -84.2|CU CUB 21.6 -79.0|CV CPV 15.1 -23.6|CW CUW 12.2 -69.0|CX CXR -10.4 105.7|CY CYP 34.9 33.1|CZ CZE 49.7 15.3
DE DEU 51.1 10.4|DJ DJI 11.7 42.6|DK DNK 56.0 9.3|DM DMA 15.4 -61.4|DO DOM 18.9 -70.5|DZ DZA 28.2 2.6|EC ECU -1.4 -78.8|EE EST 58.7 25.5
EG EGY 26.5 29.9|EH ESH 24.2 -13.0|ER ERI 15.4 38.8|ES ESP 40.2 -3.6|ET ETH 8.6 39.6|FI FIN 64.5 26.3|FJ FJI -17.8 178.0|FK FLK -51.8 -59.5
FM FSM 6.9 158.2|FO FRO 62.0 -6.9|FR FRA 46.6 2.5|GA GAB -0.6 11.8|GB GBR 54.1 -2.9|GD GRD 12.1 -61.7|GE GEO 42.2 43.5|GF GUF 3.9 -53.2
GG GGY 49.5 -2.6|GH GHA 7.9 -1.2|GI GIB 36.1 -5.3|GL GRL 74.7 -41.3|GM GMB 13.5 -15.4|GN GIN 10.4 -10.9|GP GLP 16.2 -61.5|GQ GNQ 1.7 10.3
GR GRC 39.1 22.9|GS SGS -54.4 -36.6|GT GTM 15.7 -90.4|GU GUM 13.4 144.8|GW GNB 12.0 -14.9|GY GUY 4.8 -58.9|HK HKG 22.4 114.1|HM HMD -53.1 73.5
HN HND 14.8 -86.6|HR HRV 45.1 16.4|HT HTI 18.9 -72.7|HU HUN 47.2 19.4|ID IDN -2.2 117.2|IE IRL 53.2 -8.1|IL ISR 31.5 35.0|IM IMN 54.2 -4.5
IN IND 22.9 79.6|IO IOT -7.3 72.4|IQ IRQ 33.0 43.7|IR IRN 32.6 54.3|IS ISL 65.0 -18.6|IT ITA 42.8 12.1|JE JEY 49.2 -2.1|JM JAM 18.2 -77.3
JO JOR 31.2 36.8|JP JPN 37.6 138.0|KE KEN 0.6 37.8|KG KGZ 41.5 74.5|KH KHM 12.7 104.9|KI KIR 1.4 173.0|KM COM -11.9 43.7|KN KNA 17.3 -62.7
KP PRK 40.2 127.2|KR KOR 36.4 127.8|KW KWT 29.3 47.6|KY CYM 19.3 -81.2|KZ KAZ 48.2 67.3|LA LAO 18.5 103.8|LB LBN 33.9 35.9|LC LCA 13.9 -61.0
LI LIE 47.1 9.5|LK LKA 7.6 80.7|LR LBR 6.5 -9.3|LS LSO -29.6 28.2|LT LTU 55.3 23.9|LU LUX 49.8 6.1|LV LVA 56.9 24.9|LY LBY 27.0 18.0
MA MAR 31.9 -6.3|MC MCO 43.7 7.4|MD MDA 47.2 28.5|ME MNE 42.8 19.2|MF MAF 18.1 -63.1|MG MDG -19.4 46.7|MH MHL 7.1 171.2|MK MKD 41.6 21.7
ML MLI 17.3 -3.5|MM MMR 21.2 96.5|MN MNG 46.8 103.1|MO MAC 22.2 113.5|MP MNP 15.2 145.7|MQ MTQ 14.7 -61.0|MR MRT 20.3 -10.3|MS MSR 16.7 -62.2
MT MLT 35.9 14.4|MU MUS -20.3 57.6|MV MDV 3.7 73.2|MW MWI -13.2 34.3|MX MEX 23.9 -102.5|MY MYS 3.8 109.7|MZ MOZ -17.3 35.5|NA NAM -22.1 17.2
NC NCL -21.3 165.7|NE NER 17.4 9.4|NF NFK -29.0 168.0|NG NGA 9.6 8.1|NI NIC 12.8 -85.0|NL NLD 52.1 5.3|NO NOR 64.6 12.7|NP NPL 28.2 83.9
NR NRU -0.5 166.9|NU NIU -19.1 -169.9|NZ NZL -41.8 171.5|OM OMN 20.6 56.1|PA PAN 8.5 -80.1|PE PER -9.2 -74.4|PF PYF -17.7 -149.4|PG PNG -6.5 145.2
PH PHL 11.8 122.9|PK PAK 30.0 69.3|PL POL 52.1 19.4|PM SPM 46.9 -56.3|PN PCN -24.4 -128.3|PR PRI 18.2 -66.5|PS PSE 31.9 35.2|PT PRT 39.6 -8.5
PW PLW 7.3 134.4|PY PRY -23.2 -58.4|QA QAT 25.3 51.2|RE REU -21.1 55.5|RO ROU 45.9 25.0|RS SRB 44.2 20.8|RU RUS 61.0 96.0|RW RWA -2.0 29.9
SA SAU 24.1 44.5|SB SLB -8.9 159.6|SC SYC -4.7 55.5|SD SDN 16.0 30.0|SE SWE 62.8 16.7|SG SGP 1.4 103.8|SH SHN -16.0 -5.7|SI SVN 46.1 14.8
SJ SJM 78.8 18.0|SK SVK 48.7 19.5|SL SLE 8.6 -11.8|SM SMR 43.9 12.5|SN SEN 14.4 -14.5|SO SOM 4.8 45.7|SR SUR 4.1 -55.9|SS SSD 7.3 30.2
ST STP 0.4 6.7|SV SLV 13.7 -88.9|SX SXM 18.0 -63.1|SY SYR 35.0 38.5|SZ SWZ -26.6 31.5|TC TCA 21.8 -72.0|TD TCD 15.3 18.6|TF ATF -49.3 69.2
TG TGO 8.5 1.0|TH THA 15.1 101.0|TJ TJK 38.5 71.0|TK TKL -9.2 -171.8|TL TLS -8.8 125.8|TM TKM 39.1 59.4|TN TUN 34.1 9.6|TO TON -20.4 -174.8
TR TUR 39.1 35.2|TT TTO 10.5 -61.3|TV TUV -7.5 178.7|TW TWN 23.8 121.0|TZ TZA -6.3 34.8|UA UKR 49.0 31.4|UG UGA 1.3 32.4|UM UMI 19.3 166.6
US USA 39.8 -98.6|UY URY -32.8 -56.0|UZ UZB 41.8 63.1|VA VAT 41.9 12.5|VC VCT 13.3 -61.2|VE VEN 7.1 -66.2|VG VGB 18.4 -64.6|VI VIR 17.7 -64.8
VN VNM 16.6 106.3|VU VUT -16.2 167.7|WF WLF -13.9 -177.3|WS WSM -13.8 -172.2|XK XKX 42.6 20.9|YE YEM 15.9 47.6|YT MYT -12.8 45.1|ZA ZAF -29.0 25.1
ZM ZMB -13.5 27.8|ZW ZWE -19.0 29.9`

export interface CountryFacts { alpha2: string; alpha3: string; latitude: number; longitude: number }

export const countryFacts: readonly CountryFacts[] = table.trim().split(/[|\n]/).map(cell => {
  const [alpha2 = '', alpha3 = '', latitude, longitude] = cell.trim().split(' ')
  return { alpha2, alpha3, latitude: Number(latitude), longitude: Number(longitude) }
})

/** What people write beside the official names, in any of our languages and Russian; more than one after a bar. */
export const otherCountryNames: Readonly<Record<string, string>> = {
  AE: 'UAE|Emirates|Dubai|Émirats|Emiratos|الإمارات|ემირატები|არაბთა გაერთიანებული საემიროები|დუბაი|ОАЭ|Эмираты|Дубай',
  AM: 'სომხეთი|Hayastan', AT: 'Osterreich|Österreich', AZ: 'აზერბაიჯანი|Azərbaycan', BA: 'Bosnia|Bosnie|ბოსნია|Босния', BE: 'Belgique|Belgie|België|Belgien',
  BG: 'България', BY: 'Belarus|Byelorussia|Bielorussia|Biélorussie|Bielorrusia|Белоруссия|ბელორუსია|بيلاروسيا|روسيا البيضاء', BR: 'Brasil',
  CD: 'DRC|DR Congo|Congo-Kinshasa|RDC|ДР Конго', CG: 'Congo-Brazzaville|Congo', CH: 'Schweiz|Svizzera|შვეიცარია', CI: "Ivory Coast|Cote d'Ivoire|Côte d'Ivoire",
  CN: 'PRC|КНР', CY: 'Kypros|Kibris|Kıbrıs|კვიპროსი', CZ: 'Czech Republic|Czech|République tchèque|Tchéquie|República Checa|Chequia|التشيك|ჩეხეთის რესპუბლიკა|Чешская Республика|Чехия',
  DE: 'Deutschland|BRD|FRG|გერმანია|ФРГ', DK: 'Danmark', EG: 'Misr', ES: 'España|Espana|Hispania|ესპანეთი', FI: 'Suomi', FR: 'საფრანგეთი',
  GB: 'UK|United Kingdom|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|Angleterre|Écosse|Grande-Bretagne|Inglaterra|Escocia|Gran Bretaña|بريطانيا|إنجلترا|انجلترا|انكلترا|ინგლისი|ბრიტანეთი|დიდი ბრიტანეთი|შოტლანდია|გაერთიანებული სამეფო|Англия|Великобритания|Британия|Шотландия',
  GE: 'Sakartvelo|საქართველო|Republic of Georgia', GR: 'Hellas|Ellada|Ellas|Ελλάδα|Yunanistan|საბერძნეთი', HU: 'Magyarország|უნგრეთი', IE: 'Eire|Éire|Southern Ireland',
  IL: 'ישראל|ისრაელი|Palestine 48', IN: 'Bharat|Hindustan', IR: 'Persia|Islamic Republic of Iran|სპარსეთი|Персия', IT: 'Italia|იტალია',
  KG: 'Kirghizia|Kyrgyz Republic|Kirguistan|Киргизия|ყირგიზეთი', KR: 'Korea|South Korea|Republic of Korea|Corée|Corea|Corée du Sud|Corea del Sur|كوريا|კორეა|სამხრეთ კორეა|Корея|Южная Корея|Республика Корея',
  KP: 'North Korea|DPRK|КНДР', KZ: 'Qazaqstan', LA: 'Lao', LT: 'Lietuva', LV: 'Latvija', MD: 'Moldavia|Moldavie|Молдавия|მოლდავეთი|მოლდოვა', MK: 'Macedonia|Macédoine|Македония|მაკედონია',
  MM: 'Burma|Birmanie|Birmania|Бирма', NL: 'Holland|Nederland|Hollande|Holanda|هولندا|ჰოლანდია|ნიდერლანდები|Голландия|Нидерланды|Pays-Bas', NO: 'Norge', PL: 'Polska|პოლონეთი', PS: 'Palestine|Palestina|فلسطين|პალესტინა|Палестина|West Bank|Gaza',
  PT: 'პორტუგალია', RO: 'Rumania|Roumania', RU: 'Russian Federation|Russian|RF|Rossiya|Rossia|Rusia|Fédération de Russie|რუსეთის ფედერაცია|რუსეთი|РФ|Российская Федерация', SA: 'KSA|السعودية|Arabie saoudite',
  SE: 'Sverige', SK: 'Slovak Republic', SY: 'سوريا|سورية', SZ: 'Swaziland', TR: 'Turkey|Turkiye|Türkei|Turquía|თურქეთი', TW: 'Formosa', UA: 'Ukraina|Україна|უკრაინა',
  US: 'USA|US|U.S.|U.S.A.|America|United States of America|the States|Amérique|EEUU|EE.UU.|EE. UU.|EUA|Estados Unidos de América|أمريكا|امريكا|الولايات المتحدة الأمريكية|აშშ|ა.შ.შ.|ამერიკა|ამერიკის შეერთებული შტატები|США|С.Ш.А.|Америка|Соединённые Штаты Америки|Соединенные Штаты',
  UZ: 'Özbekiston|უზბეკეთი', VA: 'Vatican|Holy See', VN: 'Viet Nam', XK: 'Kosova', ZA: 'RSA|სამხრეთ აფრიკა|ЮАР',
}
