/** Invented content of the gallery in three scripts. Not shown to anybody but those who look at components. */
import type { Language } from '#platform/i18n/index.ts'

const en = {
  office: 'Terjola', role: 'Officer', greeting: 'Good morning. Nine things are waiting.', register: 'Register a family',
  nav: ['Today', 'People', 'Inbox', 'Outreach', 'Portal', 'Discussions', 'Initiatives', 'Ledger', 'Figures'],
  today: 'Today',
  tasks: [
    ['due today', '4 people must be told that we hold their data', '3 by email in one click, 1 to call', 'Notice'],
    ['2 days late', 'Passport question from Thessaloniki', 'Waiting for the civil registry since Thursday', 'Hotline'],
    ['new', '17 likely duplicates from the Tkibuli file', '12 of them share a phone number', 'People'],
    ['this week', '38 contacts in Alisubani have not been confirmed for a year', 'List for Giorgi, who knows the families', 'People'],
  ],
  villages: 'Three of five villages can reach four in five of their migrants', village: 'Village', migrants: 'Migrants', reach: 'Can be reached',
  villageNames: ['Alisubani', 'Godogani', 'Etseri', 'Tuzi', 'Zeda Simoneti'],
  line: '76 % can be reached, 3 points more than in August', month: 'Month', months: ['Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov'],
  map: 'One in five lives in Greece', country: 'Country', evidence: 'Very likely the same person: the phone alone would nearly decide it', reason: 'Evidence', weight: 'Weight',
  evidenceItems: ['Same phone', 'Same surname, rare here', 'Same given name', 'Birthday with parts swapped', 'Told of by another family'],
  people: 'People', name: 'Name', born: 'Born', lives: 'Lives in', confirmed: 'Last confirmed', saved: 'Saved. Three people were added.', savedMore: 'They will be told by email that we hold their data.',
  form: 'Register a family', familyName: 'Surname', familyHint: 'As the family writes it, in any script', phone: 'Phone', phoneError: 'Enter a phone number with at least six digits, like 491 22 13 44',
  consent: 'May we contact the migrant?', yes: 'Yes, the family agrees', no: 'No', notAsked: 'Not asked', purposes: 'For what', note: 'Note', city: 'City abroad', sex: 'Sex', female: 'Female', male: 'Male',
  agree: 'The family has been told how the data are used', save: 'Save the family', draft: 'Save as a draft', empty: 'No duplicates are waiting', emptyNext: 'Bring in a file or register a family: likely duplicates will appear here.',
  importing: 'Bringing in samtredia.csv', importDetail: '3,204 of 5,501 rows, about a minute left', warn: 'Three cells hold no phone number', warnMore: 'They stay as they are written until somebody mends them.',
  bad: 'The file could not be read', badMore: 'It is no spreadsheet. Save it as CSV or XLSX and send it again.', search: 'Search', all: 'All', merge: 'Join these people?', mergeMore: 'Joining keeps everything of both and can be undone at any time.', same: 'Same person', two: 'Two people', later: 'Later',
  history: ['Phone confirmed by Giorgi', 'Brought in from tkibuli.csv', 'Moved abroad'], facts: ['Village', 'Phone', 'Occupation'],
}

type Samples = typeof en

const ar: Samples = {
  office: 'تيرجولا', role: 'موظفة الهجرة', greeting: 'صباح الخير. تسعة أمور في الانتظار.', register: 'سجّل عائلة',
  nav: ['اليوم', 'الأشخاص', 'الوارد', 'التواصل', 'البوابة', 'النقاشات', 'المبادرات', 'الدفتر', 'الأرقام'],
  today: 'اليوم',
  tasks: [
    ['مستحق اليوم', 'يجب إبلاغ 4 أشخاص بأننا نحتفظ ببياناتهم', '3 بالبريد الإلكتروني بنقرة واحدة، وواحد بالهاتف', 'إشعار'],
    ['متأخر يومين', 'سؤال عن جواز سفر من سالونيك', 'في انتظار السجل المدني منذ الخميس', 'الخط الساخن'],
    ['جديد', '17 تكرارًا محتملًا من ملف تكيبولي', '12 منها تشترك في رقم هاتف', 'الأشخاص'],
    ['هذا الأسبوع', '38 جهة اتصال في أليسوباني لم تُؤكَّد منذ سنة', 'قائمة لجورجي الذي يعرف العائلات', 'الأشخاص'],
  ],
  villages: 'ثلاث قرى من خمس تصل إلى أربعة من كل خمسة من مهاجريها', village: 'القرية', migrants: 'المهاجرون', reach: 'يمكن الوصول إليهم',
  villageNames: ['أليسوباني', 'غودوغاني', 'إتسيري', 'توزي', 'زيدا سيمونيتي'],
  line: 'يمكن الوصول إلى 76٪، بزيادة 3 نقاط عن أغسطس', month: 'الشهر', months: ['ديسمبر', 'يناير', 'فبراير', 'مارس', 'أبريل', 'مايو', 'يونيو', 'يوليو', 'أغسطس', 'سبتمبر', 'أكتوبر', 'نوفمبر'],
  map: 'واحد من كل خمسة يعيش في اليونان', country: 'البلد', evidence: 'على الأرجح الشخص نفسه: رقم الهاتف وحده يكاد يحسم الأمر', reason: 'الدليل', weight: 'الوزن',
  evidenceItems: ['الهاتف نفسه', 'اسم العائلة نفسه، وهو نادر هنا', 'الاسم الأول نفسه', 'تاريخ ميلاد بأجزاء متبادلة', 'أبلغت عنه عائلة أخرى'],
  people: 'الأشخاص', name: 'الاسم', born: 'المولد', lives: 'يعيش في', confirmed: 'آخر تأكيد', saved: 'تم الحفظ. أُضيف ثلاثة أشخاص.', savedMore: 'سيُبلَّغون بالبريد الإلكتروني بأننا نحتفظ ببياناتهم.',
  form: 'سجّل عائلة', familyName: 'اسم العائلة', familyHint: 'كما تكتبه العائلة، بأي كتابة', phone: 'الهاتف', phoneError: 'أدخل رقم هاتف من ستة أرقام على الأقل، مثل 491221344',
  consent: 'هل يمكننا الاتصال بالمهاجر؟', yes: 'نعم، العائلة موافقة', no: 'لا', notAsked: 'لم يُسأل', purposes: 'لأي غرض', note: 'ملاحظة', city: 'المدينة في الخارج', sex: 'الجنس', female: 'أنثى', male: 'ذكر',
  agree: 'أُبلغت العائلة بكيفية استخدام البيانات', save: 'احفظ العائلة', draft: 'احفظ كمسودة', empty: 'لا تكرارات في الانتظار', emptyNext: 'أدخل ملفًا أو سجّل عائلة، وستظهر التكرارات المحتملة هنا.',
  importing: 'جارٍ إدخال samtredia.csv', importDetail: '3,204 من 5,501 صف، بقيت دقيقة تقريبًا', warn: 'ثلاث خلايا لا تحتوي على رقم هاتف', warnMore: 'تبقى كما كُتبت حتى يصححها أحد.',
  bad: 'تعذّرت قراءة الملف', badMore: 'ليس جدول بيانات. احفظه بصيغة CSV أو XLSX وأرسله مرة أخرى.', search: 'بحث', all: 'الكل', merge: 'هل ندمج هذين الشخصين؟', mergeMore: 'الدمج يحفظ كل ما لدى الاثنين ويمكن التراجع عنه في أي وقت.', same: 'الشخص نفسه', two: 'شخصان', later: 'لاحقًا',
  history: ['أكّد جورجي الهاتف', 'أُدخل من tkibuli.csv', 'انتقل إلى الخارج'], facts: ['القرية', 'الهاتف', 'المهنة'],
}

const ka: Samples = {
  office: 'თერჯოლა', role: 'მიგრაციის სპეციალისტი', greeting: 'დილა მშვიდობისა. ცხრა საქმე გელოდებათ.', register: 'ოჯახის რეგისტრაცია',
  nav: ['დღეს', 'ადამიანები', 'შემოსული', 'კომუნიკაცია', 'პორტალი', 'დისკუსიები', 'ინიციატივები', 'საბუღალტრო წიგნი', 'მაჩვენებლები'],
  today: 'დღეს',
  tasks: [
    ['ვადა დღეს', '4 ადამიანს უნდა ეცნობოს, რომ მათი მონაცემები გვაქვს', '3 ელფოსტით ერთი დაწკაპუნებით, 1 სატელეფონო ზარით', 'შეტყობინება'],
    ['2 დღით გვიან', 'კითხვა პასპორტზე თესალონიკიდან', 'სამოქალაქო რეესტრის პასუხს ველოდებით ხუთშაბათიდან', 'ცხელი ხაზი'],
    ['ახალი', '17 სავარაუდო დუბლიკატი ტყიბულის ფაილიდან', '12-ს ერთი და იგივე ტელეფონი აქვს', 'ადამიანები'],
    ['ამ კვირაში', 'ალისუბანში 38 კონტაქტი ერთი წელია არ დადასტურებულა', 'სია გიორგისთვის, რომელიც ოჯახებს იცნობს', 'ადამიანები'],
  ],
  villages: 'ხუთიდან სამ სოფელს ხუთიდან ოთხ მიგრანტთან აქვს კავშირი', village: 'სოფელი', migrants: 'მიგრანტები', reach: 'ხელმისაწვდომია',
  villageNames: ['ალისუბანი', 'გოდოგანი', 'ეწერი', 'თუზი', 'ზედა სიმონეთი'],
  line: 'ხელმისაწვდომია 76 %, 3 პუნქტით მეტი, ვიდრე აგვისტოში', month: 'თვე', months: ['დეკ', 'იან', 'თებ', 'მარ', 'აპრ', 'მაი', 'ივნ', 'ივლ', 'აგვ', 'სექ', 'ოქტ', 'ნოე'],
  map: 'ყოველი მეხუთე საბერძნეთში ცხოვრობს', country: 'ქვეყანა', evidence: 'დიდი ალბათობით ერთი და იგივე ადამიანია: მარტო ტელეფონიც თითქმის საკმარისია', reason: 'მტკიცებულება', weight: 'წონა',
  evidenceItems: ['ერთი და იგივე ტელეფონი', 'ერთი და იგივე გვარი, აქ იშვიათი', 'ერთი და იგივე სახელი', 'დაბადების თარიღი გადანაცვლებული', 'სხვა ოჯახმა მოგვაწოდა'],
  people: 'ადამიანები', name: 'სახელი', born: 'დაბადებული', lives: 'ცხოვრობს', confirmed: 'ბოლოს დადასტურდა', saved: 'შენახულია. დაემატა სამი ადამიანი.', savedMore: 'მათ ელფოსტით ეცნობებათ, რომ მათი მონაცემები გვაქვს.',
  form: 'ოჯახის რეგისტრაცია', familyName: 'გვარი', familyHint: 'როგორც ოჯახი წერს, ნებისმიერი დამწერლობით', phone: 'ტელეფონი', phoneError: 'შეიყვანეთ მინიმუმ ექვსნიშნა ნომერი, მაგალითად 491 22 13 44',
  consent: 'შეგვიძლია მიგრანტს დავუკავშირდეთ?', yes: 'დიახ, ოჯახი თანახმაა', no: 'არა', notAsked: 'არ გვიკითხავს', purposes: 'რისთვის', note: 'შენიშვნა', city: 'ქალაქი უცხოეთში', sex: 'სქესი', female: 'ქალი', male: 'კაცი',
  agree: 'ოჯახმა იცის, როგორ გამოიყენება მონაცემები', save: 'ოჯახის შენახვა', draft: 'მონახაზად შენახვა', empty: 'დუბლიკატები არ არის', emptyNext: 'შემოიტანეთ ფაილი ან დაარეგისტრირეთ ოჯახი: სავარაუდო დუბლიკატები აქ გამოჩნდება.',
  importing: 'იტვირთება samtredia.csv', importDetail: '5 501-დან 3 204 სტრიქონი, დარჩა დაახლოებით ერთი წუთი', warn: 'სამ უჯრაში ტელეფონის ნომერი არ არის', warnMore: 'დარჩება ისე, როგორც ჩაწერილია, სანამ ვინმე გაასწორებს.',
  bad: 'ფაილი ვერ წავიკითხეთ', badMore: 'ეს ცხრილი არ არის. შეინახეთ CSV ან XLSX ფორმატში და გამოგზავნეთ ხელახლა.', search: 'ძებნა', all: 'ყველა', merge: 'გავაერთიანოთ ეს ადამიანები?', mergeMore: 'გაერთიანება ორივეს ყველა მონაცემს ინახავს და ნებისმიერ დროს შეიძლება გაუქმდეს.', same: 'ერთი ადამიანია', two: 'ორი ადამიანია', later: 'მოგვიანებით',
  history: ['ტელეფონი დაადასტურა გიორგიმ', 'შემოტანილია tkibuli.csv-დან', 'წავიდა უცხოეთში'], facts: ['სოფელი', 'ტელეფონი', 'პროფესია'],
}

export function samplesIn(language: Language): Samples {
  return { en, fr: en, es: en, ar, ka }[language]
}

export const people = [
  { id: '1', name: 'ქეთევან ლომიძე', born: '1971-11-04', country: 'GR', phone: '+30 694 331 2207', confirmed: '2026-05-14', fresh: true },
  { id: '2', name: 'Givi Gvenetashvili', born: '1987', country: 'IT', phone: '+39 328 441 0092', confirmed: '2024-10-02', fresh: false },
  { id: '3', name: 'Зураб Ломидзе', born: '1974-05', country: 'RU', phone: '+7 916 555 01 22', confirmed: '2026-11-20', fresh: true },
]

export const countries = [['GR', 1018], ['RU', 832], ['IT', 741], ['TR', 640], ['DE', 402], ['US', 311], ['ES', 188], ['PL', 120], ['FR', 96], ['IL', 61], ['GB', 33], ['AE', 12]] as const
