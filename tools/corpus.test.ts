import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findCorpus } from './corpus.ts'

const absent = path.join(tmpdir(), 'keyway-no-such-corpus')

test('a folder named by KEYWAY_CORPUS is used', () => {
  expect(findCorpus({ KEYWAY_CORPUS: tmpdir() })).toBe(tmpdir())
})

test('an absent corpus means skip on a developer machine', () => {
  expect(findCorpus({ KEYWAY_CORPUS: absent })).toBeUndefined()
})

test('an absent corpus fails in CI, naming the folder and the variable', () => {
  expect(() => findCorpus({ KEYWAY_CORPUS: absent, CI: 'true' })).toThrow(
    /keyway-no-such-corpus.*KEYWAY_CORPUS/,
  )
})
