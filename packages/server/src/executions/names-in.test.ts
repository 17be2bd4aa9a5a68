import { expect, test } from 'vitest'
import { namesIn } from './names-in.ts'

test('ids of Okta and addresses count as names where they are the whole text', () => {
  expect(
    namesIn({
      user: '00u1a2b3c4d5e6f7g8h9',
      groups: [{ id: '00g1a2b3c4d5e6f7g8h9' }, { id: '00g1a2b3c4d5e6f7g8h9' }],
      to: 'ann@acme.test',
      text: 'Write to bob@acme.test about 00u1a2b3c4d5e6f7g8h9.',
      password: 'correct horse',
      count: 5,
      nothing: null,
    }),
  ).toEqual(['00u1a2b3c4d5e6f7g8h9', 'ann@acme.test', '00g1a2b3c4d5e6f7g8h9'])
})

test('of a very large input only the beginning is looked at', () => {
  const names = namesIn(Array.from({ length: 100_000 }, (_, at) => `user${at}@acme.test`))
  expect(names).toHaveLength(20)
  expect(namesIn('x'.repeat(1_000_000))).toEqual([])
})
