/**
 * What stands in a mail, and how it becomes text and HTML. Both say the same; the HTML is plain enough for any mail program, reads
 * from right to left where the language does, and loads nothing from anywhere.
 */
import { directionOf } from '../i18n/languages.ts'

export interface MailContent {
  readonly subject: string
  readonly paragraphs: readonly string[]
  /** One thing to do. */
  readonly action?: { readonly label: string; readonly url: string }
  /** After the action: until when it holds, what to do if it was not you. */
  readonly after?: readonly string[]
  /** Who writes: the office, its address. Lines. */
  readonly signature: readonly string[]
}

/** Stands in a stored mail for a link that is a secret. */
export const SEALED_LINK = 'https://sealed.invalid/'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character)
}

export function textOf(content: MailContent): string {
  const parts = [...content.paragraphs]
  if (content.action) parts.push(`${content.action.label}:\n${content.action.url}`)
  parts.push(...(content.after ?? []), `-- \n${content.signature.join('\n')}`)
  return `${parts.join('\n\n')}\n`
}

export function htmlOf(content: MailContent, language: string): string {
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${escapeHtml(text).replace(/\n/g, '<br>')}</p>`
  const action = content.action
    ? `<p style="margin:24px 0"><a href="${escapeHtml(content.action.url)}" style="display:inline-block;padding:12px 20px;border-radius:4px;background:#0b5c66;color:#ffffff;text-decoration:none">${escapeHtml(content.action.label)}</a></p>`
    : ''
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${directionOf(language)}"><head><meta charset="utf-8"><title>${escapeHtml(content.subject)}</title></head>
<body style="margin:0;background:#fbfaf7;color:#1c2a2e;font:16px/1.5 system-ui,sans-serif"><div style="max-width:560px;margin:0 auto;padding:24px">
${content.paragraphs.map(paragraph).join('\n')}
${action}
${(content.after ?? []).map(paragraph).join('\n')}
<p style="margin:32px 0 0;padding-top:12px;border-top:1px solid #d9d5c9;font-size:14px;color:#55626a">${content.signature.map(escapeHtml).join('<br>')}</p>
</div></body></html>
`
}

/** A heading of a mail cannot carry a line break into the next heading. */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim()
}
