import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRedactor } from './redactor.ts'

const secret = 'S3cr3t/with+odd"chars ü&='

test.for([
  ['as it is', secret],
  ['percent-encoded', encodeURIComponent(secret)],
  ['form-encoded', new URLSearchParams({ password: secret }).toString()],
  ['JSON', JSON.stringify({ password: secret })],
  ['base64', Buffer.from(secret).toString('base64')],
  ['base64url', Buffer.from(secret).toString('base64url')],
  ['hexadecimal', Buffer.from(secret).toString('hex')],
])('masks a secret %s', ([, text]) => {
  const masked = createRedactor([secret]).text(`before ${text} after`)
  expect(masked).toContain('[secret]')
  expect(masked).not.toContain(text)
})

test('masks a secret inside basic authentication, whatever stands before and after it', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.uuid(), (user, rest, password) => {
      const encoded = Buffer.from(`${user}:${password}${rest}`).toString('base64')
      const masked = createRedactor([password]).text(`Basic ${encoded}`)
      expect(masked).toContain('[secret]')
      expect(Buffer.from(masked.slice(6), 'base64').includes(password)).toBe(false)
    }),
  )
})

test('masks keys and values of JSON at any depth and leaves the rest', () => {
  const redactor = createRedactor(['hunter22'])
  expect(redactor.json({ a: [{ 'x-hunter22': 'token hunter22!' }], b: 22, c: null, d: 'plain' })).toEqual({
    a: [{ 'x-[secret]': 'token [secret]!' }],
    b: 22,
    c: null,
    d: 'plain',
  })
})

test('without secrets, or with ones too short to be secrets, nothing changes', () => {
  expect(createRedactor([]).text('text')).toBe('text')
  expect(createRedactor(['', 'abc']).json({ abc: 'abc' })).toEqual({ abc: 'abc' })
})
