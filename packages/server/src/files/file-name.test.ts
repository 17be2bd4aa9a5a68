import { expect, test } from 'vitest'
import { toContentType, toFileName } from './file-name.ts'

test.each([
  ['report.csv', 'report.csv'],
  ['Zoë – Übersicht.pdf', 'Zoë – Übersicht.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\system32\\a.dll', 'a.dll'],
  ['..', 'file'],
  ['', 'file'],
  ['.htaccess', 'htaccess'],
  ['a\r\nSet-Cookie: x=1', 'aSet-Cookie x=1'],
  ['bill\u202Efdp.exe', 'billfdp.exe'],
  ['a"b;c\u0000.txt', 'ab;c.txt'],
])('%j is kept as %j', (given, kept) => expect(toFileName(given)).toBe(kept))

test('a long name keeps its ending', () => {
  const name = toFileName(`${'x'.repeat(5_000)}.tar`)
  expect(name).toHaveLength(200)
  expect(name).toMatch(/x\.tar$/)
})

test.each([
  ['text/plain', 'text/plain'],
  ['text/csv; charset=utf-8', 'text/csv; charset=utf-8'],
  ['text/plain\r\nX: y', 'application/octet-stream'],
  ['html', 'application/octet-stream'],
  ['', 'application/octet-stream'],
  [`a/${'b'.repeat(300)}`, 'application/octet-stream'],
])('the content type %j is kept as %j', (given, kept) => expect(toContentType(given)).toBe(kept))
