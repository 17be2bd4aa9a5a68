import { describe, expect, test } from 'vitest'
import listed from '../packages/connectors/src/okta/operations.json' with { type: 'json' }
import { findCorpus } from './corpus.ts'
import { readOperations } from './okta-operations.ts'

const corpus = findCorpus()

describe.skipIf(corpus === undefined)('the list of operations', () => {
  test('is the one of Okta’s description', () => {
    // To write it anew: node --conditions=source tools/okta-operations.ts
    expect(listed).toEqual(readOperations(corpus ?? ''))
    expect(listed.length).toBeGreaterThan(700)
  })
})
