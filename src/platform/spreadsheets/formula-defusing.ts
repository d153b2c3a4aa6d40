/**
 * Spreadsheet programs run a CSV cell that begins like a formula, so a name written into a form in Tbilisi may call a program on an
 * officer's PC (OWASP, "CSV Injection"). What is written therefore gets an apostrophe in front where it begins with = + - @, a tab or a
 * line end, or one of their full-width twins, with two exceptions that can hold neither function nor reference nor link and must
 * stay usable for mailing programs and phones: international phone numbers ("+995 595 97 04 11") and plain numbers ("-5").
 *
 * Reading takes one apostrophe off again where the same signs follow, so that our own export, fed in again, gives the same values. A
 * value that itself begins with apostrophes and such a sign gets one more, and so survives too.
 */

const DANGEROUS = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/
const DEFUSED = /^'+[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/
/** Digits in groups; no letter, so no function, cell or program can be named. 7 to 20 digits (E.164 allows 15, extensions follow). */
const PHONE = /^\+(?=(?:[^0-9]*[0-9]){7,20}[^0-9]*$)[0-9]{1,4}(?:[ .()/\u00A0\u2011-]{1,2}[0-9]+|[0-9]+)*$/
const NUMBER = /^[+-][0-9]{1,20}(?:[.,][0-9]{1,20})?$/
const LONGEST_PLAIN = 40

/** The value as it may stand in a CSV cell. */
export function defuseFormula(value: string): string {
  if (!DANGEROUS.test(value)) return value
  if (value.length <= LONGEST_PLAIN && (PHONE.test(value) || NUMBER.test(value))) return value
  return `'${value}`
}

/** The value that was meant by a CSV cell: the inverse of `defuseFormula`. */
export function restoreFormula(cell: string): string {
  return DEFUSED.test(cell) ? cell.slice(1) : cell
}
