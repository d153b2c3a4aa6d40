/**
 * What every request passes, in order: it gets a number, a language and an actor; the page is rendered; headers and the page's
 * language are set. An error becomes a page in plain words (`handleError`, `ErrorPage`).
 */
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks'
import { sequence } from '@sveltejs/kit/hooks'
import { error, type RequestEvent } from '@sveltejs/kit'
import { answerAuth, recognise } from '#modules/accounts/index.server.ts'
import { findOffice, officeDay, type Office } from '#modules/offices/index.server.ts'
import { openPersonalLink } from '#modules/register/rights/index.server.ts'
import { problemResponse } from '#platform/api/problem-document.server.ts'
import { getApp } from '#platform/app.ts'
import { problemSentence } from '#platform/i18n/problem-sentence.server.ts'
import { isLanguage, languageCookie, languageParameter, negotiateLanguage } from '#platform/i18n/index.ts'
import { translator } from '#platform/i18n/index.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import { requireTries, type Limit } from '#platform/rate-limit/rate-limit.server.ts'
import { isUnreadableForm, ProblemError, translateDatabaseError } from '#platform/problems/problem.ts'

const aYear = 365 * 24 * 60 * 60

/** The wrapper in front may have numbered the request already. */
const numbered: Handle = async ({ event, resolve }) => {
  const given = event.request.headers.get('x-request-id') ?? ''
  event.locals.requestId = /^[\w-]{8,64}$/.test(given) ? given : newId()
  const response = await resolve(event)
  response.headers.set('x-request-id', event.locals.requestId)
  return response
}

/**
 * Whoever chose a language has it, on every page: the switch names all of them. What is guessed for others keeps to the office's
 * languages, once the office is known.
 */
function chooseLanguage({ url, cookies, request, locals }: RequestEvent, office?: Office): void {
  const offered = office?.languages.filter(isLanguage)
  const chosen = [url.searchParams.get(languageParameter), cookies.get(languageCookie)].find(isLanguage)
  locals.language = chosen ?? negotiateLanguage({
    accept: request.headers.get('accept-language'),
    office: office?.defaultLanguage,
    ...(offered?.length && { offered }),
  })
  locals.translator = translator(locals.language, office?.timeZone)
}

/** `?lang=ka` is kept in a cookie: that is the whole language switch, and it needs no script. */
const inItsLanguage: Handle = async ({ event, resolve }) => {
  const query = event.url.searchParams.get(languageParameter)
  chooseLanguage(event)
  if (isLanguage(query)) event.cookies.set(languageCookie, query, { path: '/', maxAge: aYear, sameSite: 'lax', httpOnly: true, secure: event.url.protocol === 'https:' })
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%lang%', event.locals.language).replace('%dir%', event.locals.translator.dir),
  })
  response.headers.set('content-language', event.locals.language)
  response.headers.append('vary', 'accept-language, cookie')
  return response
}

/** The office of the address. */
const inOffice: Handle = async ({ event, resolve }) => {
  const slug = event.params.office
  if (slug !== undefined) {
    const app = getApp()
    const office = await findOffice(app.pool, slug)
    if (!office && event.route.id?.startsWith('/api/')) return problemResponse(new ProblemError('not_found'), event.locals.translator, event.locals.requestId)
    if (!office) error(404)
    event.locals.office = office
    event.locals.today = officeDay(office, app.now())
    chooseLanguage(event, office)
  }
  return resolve(event)
}

/** Who asks: a session's cookie or a token of the API, looked up anew for each request. The one way to data is `locals.within(tx => ...)`. */
const actingAs: Handle = async ({ event, resolve }) => {
  event.locals.newCookies = []
  event.locals.within = (work) => getApp().within({ office: event.locals.office?.id ?? null, actor: event.locals.actor, requestId: event.locals.requestId }, work)
  event.locals.actor = { kind: 'anonymous' }
  if (event.route.id === null && !event.url.pathname.startsWith('/api/auth/')) return resolve(event)
  const app = getApp()
  const { cookie, authorization } = { cookie: event.request.headers.get('cookie'), authorization: event.request.headers.get('authorization') }
  const { actor, session, tokenOffice } = await recognise(app, { cookie, authorization }, event.locals.office ?? null)
  Object.assign(event.locals, { actor, session, tokenOffice })
  const answered = await answerAuth(app, event.request, event.getClientAddress())
  if (answered) return answered
  const response = await resolve(event)
  for (const each of event.locals.newCookies) response.headers.append('set-cookie', each)
  if (actor.kind !== 'anonymous' || session) response.headers.set('cache-control', 'private, no-store')
  return response
}

/** Openings of personal links from one network address: enough for a family behind one router, too few for guessing. */
const linkTries: Limit = { what: 'link.open', tries: 300, seconds: 600 }

/**
 * A page under /my/ is opened by the secret in its address: it makes its holder the actor, whoever else is signed in, and the person's
 * language the page's. Unknown, expired and revoked secrets answer alike. Nothing of it is kept, indexed or passed on to other sites.
 */
const onPersonalLink: Handle = async ({ event, resolve }) => {
  const secret = event.route.id?.startsWith('/(portal)/my/') ? event.params.token : undefined
  if (secret === undefined) return resolve(event)
  const { locals, url, cookies } = event
  const app = getApp()
  await requireTries(app.pool, [[linkTries, event.getClientAddress()]], app.now())
  const opened = await openPersonalLink(app.pool, secret, app.now())
  const office = opened && (await findOffice(app.pool, opened.officeSlug))
  locals.actor = { kind: 'anonymous' }
  if (opened && office) {
    locals.office = office
    locals.today = officeDay(office, app.now())
    locals.actor = opened.actor
    const chosen = isLanguage(url.searchParams.get(languageParameter)) || isLanguage(cookies.get(languageCookie))
    if (!chosen && isLanguage(opened.preferredLanguage)) locals.language = opened.preferredLanguage
    locals.translator = translator(locals.language, office.timeZone)
  }
  const rendered = await resolve(event)
  const response = opened || rendered.status !== 200 ? rendered : new Response(rendered.body, { status: 404, headers: rendered.headers })
  response.headers.set('cache-control', 'private, no-store')
  // Nothing of the address goes to other sites; with 'no-referrer' a browser would also hide from us whose form it posts.
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('x-robots-tag', 'noindex, nofollow')
  return response
}

export const handle: Handle = sequence(numbered, inItsLanguage, inOffice, actingAs, onPersonalLink)

/** A problem keeps its status and gets its sentence; anything else is logged under the request's number and shows nothing of itself. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  const reference = event.locals.requestId
  if (kind === 'app') return { reference }
  const problem = isUnreadableForm(error) ? new ProblemError('not_a_form') : translateDatabaseError(error)
  if (problem instanceof ProblemError) {
    return { status: problem.status, code: problem.code, message: problemSentence(event.locals.translator, problem.code, problem.values), reference }
  }
  if (kind === 'framework') return { reference }
  getApp().log.error('a page failed', error, { request: reference, route: event.route.id })
  return { status: 500, code: 'unexpected', message: '', reference }
}
