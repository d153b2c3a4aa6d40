/** Time-ordered ids (UUID version 7, RFC 9562): rows made together lie together in every index. */
import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(8192)
let used = pool.length
let lastMillisecond = 0
let sequence = 0

/** A new UUIDv7, monotonic within this process. */
export function newId(now: number = Date.now()): string {
  if (used + 10 > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  if (now > lastMillisecond) {
    lastMillisecond = now
    sequence = pool.readUInt16BE(used) & 0x7ff
  } else if (++sequence > 0xfff) {
    lastMillisecond++
    sequence = 0
  }
  const time = lastMillisecond.toString(16).padStart(12, '0')
  const variant = ((pool[used + 2]! & 0x3f) | 0x80).toString(16)
  const tail = pool.toString('hex', used + 3, used + 10)
  used += 10
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-${variant}${tail.slice(0, 2)}-${tail.slice(2)}`
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
}
