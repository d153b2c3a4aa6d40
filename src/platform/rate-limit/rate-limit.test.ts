import { describe, expect, it } from 'vitest'
import { networkOf } from './rate-limit.server.ts'

describe('whose tries are counted together', () => {
  it('are all addresses of one IPv6 connection, however they are written', () => {
    for (const address of ['2001:db8:1:2::1', '2001:0db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2:3:4:5:6']) expect(networkOf(address)).toBe('2001:db8:1:2::/64')
    expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
    expect(networkOf('::1')).toBe('0:0:0:0::/64')
  })

  it('is each IPv4 address and each mail address by itself', () => {
    for (const one of ['192.0.2.1', '::ffff:192.0.2.1', 'nino@example.org']) expect(networkOf(one)).toBe(one)
  })
})
