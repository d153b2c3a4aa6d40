/** The door of the person's own rights on the server: the personal link, notices, retention. */
import '../permissions.ts'
import '../problems.ts'

export { closePersonalLink, findOpenLinks, linkPath, LINK_DAYS, makePersonalLink, openPersonalLink, revokeLinks, type OpenedLink, type OpenLinks } from './personal-link.server.ts'
export { chooseUses, endObjection, objectToUse, ownId, takeHome, toldByPerson } from './own-record.server.ts'
export { mailPersonalLink } from './notice-mail.server.ts'
export { personFile, type PersonFile } from './person-file.server.ts'
export { findNotices, markForSending, NOTICES_SHOWN, settleNotices, tellByPhone, type NoticeQueue, type NoticeRow } from './notices.server.ts'
export { retainJob, sendNotices, sendNoticesJob, settleNoticesJob } from './jobs.server.ts'
export { sendNextNotices } from './send-notices.server.ts'
export { clearOldTraces, erasePeopleOfOldTimes } from './retain.server.ts'
