/** vCard 4.0 (RFC 6350) of one person. */

export interface CardFacts {
  id: string
  familyName: string
  givenName: string
  born: string | null
  sex: string | null
  city: string | null
  country: string | null
  occupation: string | null
  contacts: { kind: string; value: string; state: string }[]
}

const FOLD_AT = 75
/** IMPP (RFC 4770) addresses of messengers, where one is registered or usual. */
const messengerScheme: Record<string, string> = { skype: 'skype', whatsapp: 'whatsapp', viber: 'viber', telegram: 'telegram', signal: 'sgnl', messenger: 'fb-messenger' }

/** One card with CRLF line ends, folded at 75 octets. Contacts that are dead or opted out stay out. */
export function personCard(person: CardFacts): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    `UID:urn:uuid:${person.id}`,
    `N:${escape(person.familyName)};${escape(person.givenName)};;;`,
    `FN:${escape(`${person.givenName} ${person.familyName}`.trim())}`,
  ]
  if (person.born) lines.push(`BDAY:${birthday(person.born)}`)
  if (person.sex) lines.push(`GENDER:${{ female: 'F', male: 'M' }[person.sex] ?? 'O'}`)
  for (const contact of person.contacts) {
    if (contact.state === 'dead' || contact.state === 'opted_out') continue
    if (contact.kind === 'phone') lines.push(`TEL;VALUE=uri:tel:${contact.value}`)
    else if (contact.kind === 'email') lines.push(`EMAIL:${escape(contact.value)}`)
    else if (contact.kind === 'postal') lines.push(`ADR:;;${escape(contact.value)};;;;`)
    else if (messengerScheme[contact.kind]) lines.push(`IMPP:${messengerScheme[contact.kind]}:${encodeURIComponent(contact.value)}`)
  }
  if (person.city || person.country) lines.push(`ADR;TYPE=home:;;;${escape(person.city ?? '')};;;${escape(person.country ?? '')}`)
  if (person.occupation) lines.push(`TITLE:${escape(person.occupation)}`)
  lines.push('END:VCARD')
  return lines.map(fold).join('\r\n') + '\r\n'
}

/** RFC 6350, section 4.3.1: '1974' is 1974, '1974-05' is 1974-05, a whole date 19740502. */
function birthday(born: string): string {
  return born.length === 10 ? born.replaceAll('-', '') : born
}

function escape(text: string): string {
  return text.replace(/[\\,;]/g, '\\$&').replace(/\r?\n|\r/g, '\\n')
}

/** Folds at octets, never inside a character. */
function fold(line: string): string {
  if (Buffer.byteLength(line) <= FOLD_AT) return line
  const parts: string[] = []
  let part = ''
  let length = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (length + size > FOLD_AT - (parts.length > 0 ? 1 : 0)) {
      parts.push(part)
      part = ''
      length = 0
    }
    part += character
    length += size
  }
  return [...parts, part].join('\r\n ')
}
