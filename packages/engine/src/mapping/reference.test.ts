import fc from 'fast-check'
import { expect, test } from 'vitest'
import { follow, formatReference, parseReference } from './reference.ts'

const event = {
  severity: 'WARN',
  target: [
    { type: 'UserGroup', id: '00g', displayName: 'Contractors' },
    { type: 'User', id: '00u', 'Alternate ID': 'lin@acme.test' },
  ],
  nested: { 'a.b': { list: [10, 20] } },
}

function read(text: string) {
  return follow(event, parseReference(`trigger${text}`).segments)
}

test.each([
  ['.severity', 'WARN'],
  ['.target[1].id', '00u'],
  ['.target.1.id', '00u'],
  ['.target[type=User].id', '00u'],
  ['.target[type="User"]["Alternate ID"]', 'lin@acme.test'],
  ['.target[*].id', ['00g', '00u']],
  ['.nested["a.b"].list[1]', 20],
  ['.nothing.deeper', null],
  ['.target[type=App].id', null],
  ['.severity.length', null],
  ['.__proto__', null],
  ['.constructor.name', null],
  ['.target.length', null],
])('trigger%s', (text, value) => {
  expect(read(text)).toEqual(value)
})

test.each(['', '.a', 'a b', 'a[', 'a[x]', 'a..b', 'a["x]', 'a[0', 'a.b{{', 'a[k=]'])(
  '%s is refused',
  (text) => {
    expect(() => parseReference(text)).toThrow(/cannot be read at character/)
  },
)

test('what is formatted parses to the same path', () => {
  const part = fc.oneof(fc.string(), fc.nat(1000))
  fc.assert(
    fc.property(fc.array(part), (path) => {
      const parsed = parseReference(formatReference(['root', ...path]))
      expect(
        parsed.segments.map((s) => (s.kind === 'index' ? s.index : s.kind === 'key' ? s.key : s)),
      ).toEqual(path)
    }),
  )
})
