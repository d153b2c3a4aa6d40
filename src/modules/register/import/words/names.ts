/** What tells family names, given names and patronymics apart: endings and the most usual given names, compared in ASCII. */
import anyAscii from 'any-ascii'

const asciiNames = new Map<string, string>()

/** A name in lower-case ASCII letters, whatever its script: ქეთევან, Кетеван and Ketevan meet. */
export function asciiName(name: string): string {
  const seen = asciiNames.get(name)
  if (seen !== undefined) return seen
  const ascii = anyAscii(name.slice(0, 100)).toLowerCase().replace(/[^a-z]/g, '')
  if (asciiNames.size > 5000) asciiNames.clear()
  asciiNames.set(name, ascii)
  return ascii
}

const FAMILY_ENDINGS = /(?:shvili|svili|schwili|chwili|shwili|dze|aia|uia|ania|enia|iani|iany|yani|ayan|yan|ian|eli|uri|uli|ava|ova|eva|ina|aya|skaya|skaia|tskaya|ov|ev|in|sky|skii|skiy|ski|ska|enko|chuk|yuk|oglu|ez|sson|sen|mann|poulos|idis|akis|escu)$/
/** Endings by which given names end too ("Marina", "Sopia", "Martin"): evidence of little weight. */
const WEAK_ENDINGS = /(?:ina|in|ia|eli|uli|ian|ez|ski|eva|ava)$/
const PATRONYMIC = /(?:ovich|evich|ich|ovna|evna|ichna|inichna|ogly|oglu|kyzy|qyzy|qizi|kizi)$/

const GIVEN = new Set(
  `giorgi nino davit daviti tamar tamari ana anna levan irakli zurab zurabi mariam mariami maria nana maia lela lali eka ekaterine ketevan ketevani natia salome tea tinatin tinatini nata natela
  manana marina irina irma inga khatia khatuna lia nato nani naira nargiza nestan nunu rusudan sopio sopiko sofia sopia teona tamta tatia eteri eliso elene elena dali darejan gulnara guram gurami
  giga goga gocha gia gela nodar nodari nugzar nugzari otar otari paata ramaz ramazi roin roman romani sandro aleksandre aleksandr alexander shota tengiz tengizi tornike temur temuri vakhtang vakhtangi valeri
  vazha vladimer vladimir zaza zviad zviadi avtandil avtandili akaki amiran amirani archil badri bacho besik besiki beka bidzina jaba jemal jemali jano jumber koba kakha kakhaber lasha luka
  malkhaz malkhazi mamuka merab merabi mikheil mikhail murman murad nika nikoloz nikolai omar soso sergo sergei sergey simon revaz rezo robert rostom andrei andrey aleksei alexey anatoly boris dmitry dmitri
  dimitri evgeny igor ivan konstantin maksim oleg pavel petr roland stanislav viktor vitaly yuri iuri natalia natalya olga svetlana tatiana tatyana elizaveta galina larisa liudmila lyudmila nadezhda oksana
  vera yulia zoia zoya lana mohamed mohammed muhammad muhammd mhmd ahmed ahmad hmd ali ly hassan hasan hsn hussein hsyn omar mr khalid khld youssef yusuf ywsf ibrahim abrahym mustafa mstfy abdallah bdllh said
  karim rachid hamza bilal fatima ftmh aicha ayshh khadija khdyjh zineb zaynab zynb maryam mrym amina amnh layla lyly samira nadia hanane sara sarah noura nwr salma imane yasmine mona amal
  marine mzia liana leila meri nona shorena lili neli givi maqvala nanuli lamara teimuraz maka ia tsiala irine eter ivane tamaz zhuzhuna elguja nazi nina diana tina shalva aleksi venera tamila tsiuri
  iamze tariel zaur izolda tsira medea madona zaira roza grigol khvicha zina naziko bela vitali ilia tsitsino ioseb anzor konstantine keto nazibrola maguli julieta mindia gvantsa marika bezhan klara
  gulnazi tamara luiza mikheil suliko eduard mediko gogita tsisana aza guguli vasil karine pridon mari zinaida shura taliko goderdzi artur ludmila anastasia murtaz rima lena valerian nineli petre
  lamzira leri bondo sulkhan ema mzevinar zhana megi giuli jimsher susana mariana vepkhvia margalita elmira mamia genadi nora anzhela ucha emzar vardo valiko armen lika vano narine indira anatoli elza
  aleksandra karlo evgenia ruzana ketino ira patima gigla zhenia zakaria shakro angelina kristine alla nelly raisa valentina zinaida nikita artem ruslan timur aslan aibek nurlan aigul gulnara
  juan jose carlos luis jorge pedro manuel miguel francisco antonio rafael fernando ricardo alberto roberto eduardo javier diego pablo andres sergio mario rosa carmen ana maria lucia isabel laura
  patricia gabriela claudia sandra monica veronica silvia elena teresa guadalupe margarita juana julia jean pierre michel philippe alain patrick nicolas christophe laurent david eric stephane
  olivier julien marie nathalie isabelle sylvie catherine francoise martine christine monique jacqueline sophie mamadou moussa ibrahima abdoulaye ousmane amadou fatou aminata awa mariama adama
  john james william robert michael thomas george charles joseph mary elizabeth jennifer linda susan margaret jessica paul peter mark grace daniel samuel emmanuel kwame kofi ama abena`.split(/\s+/),
)

/** -1 to 1: how much a word looks like a family name (1) or like a given name (-1). */
export function familyLikeness(word: string): number {
  const ascii = asciiName(word)
  if (ascii.length < 2) return 0
  // Arabic family names bear the article, given names hardly ever.
  if (/^ال\p{L}{3}/u.test(word)) return 0.8
  // Georgian given names end in -i where other languages have none: Davit, Daviti.
  if (GIVEN.has(ascii) || (ascii.endsWith('i') && GIVEN.has(ascii.slice(0, -1)))) return -1
  if (!FAMILY_ENDINGS.test(ascii)) return ascii.endsWith('ia') && ascii.length > 6 ? 0.3 : 0
  return WEAK_ENDINGS.test(ascii) ? (ascii.length > 6 ? 0.5 : 0.2) : 1
}

/** "Ivanovich", "Petrovna", "ogly": a name made of the father's. */
export function isPatronymic(word: string): boolean {
  const ascii = asciiName(word)
  return (ascii.length > 4 || /^(?:ogly|oglu|kyzy|qizi)$/.test(ascii)) && PATRONYMIC.test(ascii)
}
