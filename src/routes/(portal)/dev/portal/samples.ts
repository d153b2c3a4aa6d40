/** Invented content of the sample Portal page, in three scripts. */
import type { Language } from '#platform/i18n/index.ts'

const en = {
  place: 'Terjola', nav: ['Home', 'News', 'Forums', 'Ask the municipality', 'Projects', 'Services'], title: 'Your town, wherever you live', lead: 'News from Terjola, people who went the same way, and a municipality that has to answer you.', join: 'Join with your email or phone',
  news: 'What happens at home',
  items: [
    ['The bridge at Godogani opens again on Saturday', '21 November · Roads · 4 comments', 'Eleven months after the flood the new bridge carries cars and buses. Two thirds of the price came from the state, one third from families in Greece and Italy.'],
    ['Evening courses: starting a small business', '18 November · Training · for families at home, and online for you', 'Ten evenings from January. Forty places, twelve still free. Sign up your family or yourself.'],
    ['What should the culture house become?', 'Open until 5 December · 312 have voted, 190 of them from abroad', 'Three plans, their costs, and the arguments for and against each.'],
  ],
  duty: ['Questions answered in time', '41 of 46', 'this year, in 9 days on average.', 'Every question, every answer'],
  talk: 'Talked about this week',
  topics: [['Nurse diploma recognition in Bavaria', 'Employment · last answer 2 hours ago', '23'], ['Partner wanted for a hazelnut dryer', 'Business partnership · yesterday', '11'], ['Sending medicine home: what is allowed?', 'Rights and papers · 2 days ago', '8']],
  footer: ['Migration office of Terjola', 'Rustaveli 1', 'weekdays 10 to 18', 'What we know about you and why', 'Feed'],
}

const ar: typeof en = {
  place: 'تيرجولا', nav: ['الرئيسية', 'الأخبار', 'المنتديات', 'اسأل البلدية', 'المشاريع', 'الخدمات'], title: 'بلدتك معك أينما كنت', lead: 'أخبار تيرجولا، وأناس سلكوا الطريق نفسه، وبلدية عليها أن تجيبك.', join: 'انضم ببريدك أو هاتفك',
  news: 'ما يحدث في البلدة',
  items: [
    ['جسر غودوغاني يُفتح من جديد يوم السبت', '21 نوفمبر · الطرق · 4 تعليقات', 'بعد أحد عشر شهرًا من الفيضان يحمل الجسر الجديد السيارات والحافلات. جاء ثلثا الكلفة من الدولة، والثلث من عائلات في اليونان وإيطاليا.'],
    ['دروس مسائية: كيف تبدأ مشروعًا صغيرًا', '18 نوفمبر · تدريب · للعائلات في البلدة، ولك عبر الإنترنت', 'عشر أمسيات ابتداءً من يناير. أربعون مكانًا، بقي منها اثنا عشر. سجّل عائلتك أو نفسك.'],
    ['ماذا يصير بيت الثقافة؟', 'مفتوح حتى 5 ديسمبر · صوّت 312، منهم 190 من الخارج', 'ثلاث خطط وكلفتها، والحجج المؤيدة والمعارضة لكل منها.'],
  ],
  duty: ['أسئلة أُجيب عنها في وقتها', '41 من 46', 'هذا العام، في 9 أيام في المتوسط.', 'كل سؤال وكل جواب'],
  talk: 'حديث هذا الأسبوع',
  topics: [['الاعتراف بشهادة التمريض في بافاريا', 'العمل · آخر رد قبل ساعتين', '23'], ['مطلوب شريك لمجفف بندق', 'شراكة تجارية · أمس', '11'], ['إرسال الأدوية إلى البلدة: ما المسموح؟', 'الحقوق والأوراق · قبل يومين', '8']],
  footer: ['مكتب الهجرة في تيرجولا', 'روستافيلي 1', 'أيام العمل من 10 إلى 18', 'ما نعرفه عنك ولماذا', 'التغذية'],
}

const ka: typeof en = {
  place: 'თერჯოლა', nav: ['მთავარი', 'ახალი ამბები', 'ფორუმები', 'ჰკითხეთ მუნიციპალიტეტს', 'პროექტები', 'სერვისები'], title: 'თქვენი ქალაქი, სადაც არ უნდა ცხოვრობდეთ', lead: 'თერჯოლის ამბები, იმავე გზით წასული ადამიანები და მუნიციპალიტეტი, რომელმაც უნდა გიპასუხოთ.', join: 'შემოგვიერთდით ელფოსტით ან ტელეფონით',
  news: 'რა ხდება სახლში',
  items: [
    ['გოდოგნის ხიდი შაბათს ისევ იხსნება', '21 ნოემბერი · გზები · 4 კომენტარი', 'წყალდიდობიდან თერთმეტი თვის შემდეგ ახალ ხიდზე მანქანები და ავტობუსები დადიან. თანხის ორი მესამედი სახელმწიფომ გაიღო, ერთი მესამედი კი საბერძნეთსა და იტალიაში მცხოვრებმა ოჯახებმა.'],
    ['საღამოს კურსები: როგორ დავიწყოთ მცირე ბიზნესი', '18 ნოემბერი · სწავლება · ოჯახებისთვის ადგილზე, თქვენთვის ონლაინ', 'ათი საღამო იანვრიდან. ორმოცი ადგილი, თორმეტი ჯერ თავისუფალია. ჩაწერეთ ოჯახი ან თქვენ ჩაეწერეთ.'],
    ['რა გახდეს კულტურის სახლი?', 'ღიაა 5 დეკემბრამდე · ხმა მისცა 312-მა, 190-მა უცხოეთიდან', 'სამი გეგმა, მათი ფასი და არგუმენტები თითოეულის სასარგებლოდ და წინააღმდეგ.'],
  ],
  duty: ['დროულად გაცემული პასუხები', '46-დან 41', 'ამ წელს, საშუალოდ 9 დღეში.', 'ყველა კითხვა, ყველა პასუხი'],
  talk: 'ამ კვირის თემები',
  topics: [['ექთნის დიპლომის აღიარება ბავარიაში', 'დასაქმება · ბოლო პასუხი 2 საათის წინ', '23'], ['თხილის საშრობს პარტნიორი სჭირდება', 'ბიზნესპარტნიორობა · გუშინ', '11'], ['წამლის გაგზავნა სახლში: რა არის ნებადართული?', 'უფლებები და საბუთები · 2 დღის წინ', '8']],
  footer: ['თერჯოლის მიგრაციის ოფისი', 'რუსთაველის 1', 'სამუშაო დღეებში 10-დან 18-მდე', 'რა ვიცით თქვენ შესახებ და რატომ', 'არხი'],
}

export function portalSamples(language: Language): typeof en {
  return { en, fr: en, es: en, ar, ka }[language]
}
