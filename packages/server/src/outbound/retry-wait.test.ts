import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseLinks } from './link-header.ts'
import { askedWaitMs, backoffMs } from './retry-wait.ts'

const now = Date.parse('2026-01-01T00:00:00Z')
const date = new Date(now + 3_600_000).toUTCString()
const reset = String((now + 3_600_000) / 1000 + 20)

describe('the wait the other side asks for', () => {
  test.for([
    ['seconds', { 'retry-after': '7' }, 7_000],
    [
      'a date, against the answer’s own clock',
      { 'retry-after': new Date(now + 3_609_000).toUTCString(), date },
      9_000,
    ],
    ['a reset, against the answer’s own clock, plus a second', { 'x-rate-limit-reset': reset, date }, 21_000],
    ['a reset as GitHub spells it', { 'x-ratelimit-reset': reset, date }, 21_000],
    ['a reset in the past', { 'x-rate-limit-reset': '1700000000', date }, 0],
    ['retry-after before reset', { 'retry-after': '1', 'x-rate-limit-reset': reset, date }, 1_000],
    [
      'nothing at Okta’s concurrency limit',
      { 'x-rate-limit-limit': '0', 'x-rate-limit-reset': reset },
      undefined,
    ],
    ['nothing', {}, undefined],
    ['nonsense', { 'retry-after': 'soon', 'x-rate-limit-reset': 'later' }, undefined],
    ['never more than a day', { 'retry-after': '99999999' }, 86_400_000],
  ] as const)('%s', ([, headers, expected]) => {
    expect(askedWaitMs(headers, now)).toBe(expected)
  })

  test('whatever the headers say, it is undefined or between nothing and a day', () => {
    const header = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.date({ noInvalidDate: true }).map(String),
    )
    fc.assert(
      fc.property(header, header, header, (retryAfter, resetAt, answeredAt) => {
        const wait = askedWaitMs(
          { 'retry-after': retryAfter, 'x-rate-limit-reset': resetAt, date: answeredAt },
          now,
        )
        expect(wait === undefined || (wait >= 0 && wait <= 86_400_000)).toBe(true)
      }),
    )
  })

  test('backoff stays within its growing bound', () => {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect(backoffMs(attempt)).toBeLessThanOrEqual(Math.min(4_000, 250 * 2 ** attempt))
    }
  })
})

describe('link headers', () => {
  test('several lines, several rels, commas in URLs, with and without quotes', () => {
    const header =
      '<https://a.test/x?after=1,2>; rel="self", <https://a.test/y>; title="a, b"; rel=next, </z>; rel="last other"'
    expect({ ...parseLinks(header) }).toEqual({
      self: 'https://a.test/x?after=1,2',
      next: 'https://a.test/y',
      last: '/z',
      other: '/z',
    })
  })

  test('nothing, and nonsense, are no links', () => {
    expect({ ...parseLinks(undefined) }).toEqual({})
    fc.assert(fc.property(fc.string(), (text) => void parseLinks(text)))
    expect({ ...parseLinks('<x>; rel="__proto__"') }).not.toEqual({})
    expect(Object.getPrototypeOf(parseLinks('<x>; rel="__proto__"'))).toBeNull()
  })
})
