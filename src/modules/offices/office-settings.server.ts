import type { Tx } from '#platform/database/types.ts'

export interface OfficeSettings { noticeWithinDays: number; staleAfterDays: number; phone: string | null; email: string | null; postalAddress: string | null; openingHours: string | null; privacyContact: string | null }

/** What an operation of the office needs to know of its rules and its address. */
export async function getOfficeSettings(tx: Tx): Promise<OfficeSettings> {
  const row = await tx.selectFrom('office_settings').selectAll().where('office_id', '=', tx.office).executeTakeFirst()
  return {
    noticeWithinDays: row?.notice_within_days ?? 30,
    staleAfterDays: row?.contact_stale_after_days ?? 365,
    phone: row?.phone ?? null,
    email: row?.email ?? null,
    postalAddress: row?.postal_address ?? null,
    openingHours: row?.opening_hours ?? null,
    privacyContact: row?.privacy_contact ?? null,
  }
}
