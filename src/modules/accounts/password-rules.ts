/**
 * Which passwords we take. As NIST SP 800-63B (3.1.1.2) has it: long enough, no rules on its composition, no forced changes; refused
 * are those that are tried first: common ones, also with figures and signs around them, repetitions, runs of the keyboard, and the
 * words that stand around this very account.
 */
import { PASSWORD_LONGEST, PASSWORD_SHORTEST } from './contract.ts'

/** Words of which passwords that many people have are made (from the published lists of leaked ones), lower case, as they look once figures that stand for letters are read as letters. */
const commonWords = new Set(
  `password passwort motdepasse contrasena contraseña clave parol paroli პაროლი пароль senha kennwort geheim secret letmein welcome willkommen bienvenue bienvenido
  admin administrator root user guest login master changeme default test testing temp office computer internet system server network corridor migration migrant municipality
  iloveyou loveyou princess sunshine football baseball basketball soccer dragon monkey shadow superman batman spiderman pokemon starwars trustno mustang harley ferrari mercedes
  michael jennifer jordan daniel jessica ashley nicole andrew thomas charlie robert matthew hunter killer whatever freedom forever friends family flower butterfly chocolate
  cookie summer winter spring autumn january february march april june july august september october november december monday friday sunday
  hello hallo bonjour hola salam gamarjoba sakartvelo georgia tbilisi kutaisi batumi allah mohammed muhammad ahmed algeria algerie maroc espana españa france paris london
  qwerty qwertz azerty asdfgh zxcvbn qazwsx abcdef abcabc aaaaaa qweasd asdasd qwaszx zaqwsx access google facebook samsung android iphone windows microsoft`
    .split(/\s+/),
)

const rows = ['1234567890', '0987654321', 'qwertyuiop', 'qwertzuiop', 'azertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz', 'йцукенгшщзхъ', 'фывапролджэ', 'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ']
const figuresForLetters: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }

export type PasswordMistake = 'password_short' | 'password_long' | 'password_common' | 'password_personal'

/**
 * @param password as typed
 * @param around texts that anybody can know: the address, the name, the office
 * @returns what is wrong with it (`problem.field.<code>`), undefined where it will do
 */
export function passwordMistake(password: string, around: readonly string[] = []): PasswordMistake | undefined {
  const length = [...password.normalize('NFKC')].length
  if (length < PASSWORD_SHORTEST) return 'password_short'
  if (length > PASSWORD_LONGEST) return 'password_long'
  const plain = password.normalize('NFKC').toLowerCase()
  if (isCommon(plain)) return 'password_common'
  if (isPersonal(plain, around)) return 'password_personal'
  return undefined
}

function isCommon(plain: string): boolean {
  if (new Set(plain).size <= 3 || isRun(plain) || isRepeated(plain)) return true
  const bare = plain.replace(/^[\d\W_]+|[\d\W_]+$/gu, '')
  const [read, bareRead] = [plain, bare].map((text) => [...text].map((character) => figuresForLetters[character] ?? character).join('')) as [string, string]
  return [plain, bare, read, bareRead, read.replace(/[^\p{L}]+/gu, '')].some((text) => commonWords.has(text) || commonWords.has(withoutRepetition(text)) || isTwoCommonWords(text))
}

/** "qwertyuiop", "1234567890123", "abcdefghijkl": pieces of four that all run along a row. */
function isRun(text: string): boolean {
  const looped = rows.map((row) => row + row)
  const pieces = text.length - 3
  let running = 0
  for (let start = 0; start < pieces; start++) if (looped.some((row) => row.includes(text.slice(start, start + 4)))) running++
  return pieces > 0 && running / pieces > 0.6
}

function isRepeated(text: string): boolean {
  return withoutRepetition(text).length < Math.min(6, text.length / 2 + 1) && withoutRepetition(text) !== text
}

function withoutRepetition(text: string): string {
  return /^(.+?)\1+$/u.exec(text)?.[1] ?? text
}

function isTwoCommonWords(text: string): boolean {
  for (let cut = 3; cut <= text.length - 3; cut++) if (commonWords.has(text.slice(0, cut)) && commonWords.has(text.slice(cut))) return true
  return false
}

/** Where what is left after taking the known words away is too short to be a secret. */
function isPersonal(plain: string, around: readonly string[]): boolean {
  const words = around.flatMap((text) => text.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 4)
  const left = words.sort((one, other) => other.length - one.length).reduce((rest, word) => rest.replaceAll(word, ''), plain)
  return left !== plain && left.replace(/[^\p{L}\p{N}]/gu, '').length < 6
}
