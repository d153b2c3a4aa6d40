/**
 * Links in mails open something, and whoever reads the database should not be able to use them: they are sealed (AES-256-GCM) with a
 * key derived from CORRIDOR_SECRET, opened when the mail leaves, and removed when it has left.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const IV = 12
const TAG = 16

export type MailKey = Buffer

export function mailKey(secret: string): MailKey {
  return Buffer.from(hkdfSync('sha256', secret, '', 'corridor mail links', 32))
}

/** @param bound what the sealed text belongs to (the mail's id), so that it cannot be put beside another mail */
export function seal(key: MailKey, text: string, bound: string): Buffer {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(bound))
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** @throws where the key or the mail is another */
export function unseal(key: MailKey, sealed: Buffer, bound: string): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV)).setAAD(Buffer.from(bound))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  return Buffer.concat([decipher.update(sealed.subarray(IV, sealed.length - TAG)), decipher.final()]).toString('utf8')
}
