import { expect, test } from 'vitest'
import { readOperations } from './find-operations.ts'

test('operations are found by words and method, with how many there are', () => {
  const found = readOperations({ connector: 'okta', search: 'user', method: 'DELETE', limit: 3 })
  expect(found.items).toHaveLength(3)
  expect(found.total).toBeGreaterThan(10)
  for (const { method, effect } of found.items) {
    expect({ method, effect }).toEqual({ method: 'DELETE', effect: 'destructive' })
  }
})

test('connectors that do not know their API have none, and unknown connectors are named', () => {
  expect(readOperations({ connector: 'slack', search: '', limit: 10 })).toEqual({ items: [], total: 0 })
  expect(() => readOperations({ connector: 'none', search: '', limit: 10 })).toThrow(/no connector "none"/)
})
