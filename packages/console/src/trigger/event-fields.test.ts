import { expect, test } from 'vitest'
import { knownFields, operatorsFor, typeFor } from './event-fields.ts'

const event = (result: string) => ({
  eventType: 'user.session.start',
  published: '2026-06-01T10:00:00.000Z',
  outcome: { result, reason: null },
  target: [
    { id: '00u1', type: 'User' },
    { id: '00g1', type: 'UserGroup' },
  ],
  debugContext: { 'odd key': 1 },
  'odd key': 2,
})

test('fields are those that are declared and those that real events have, with what was in them', () => {
  const declared = [{ path: 'outcome.result', title: 'Outcome', type: 'text' as const }]
  const fields = knownFields(declared, [event('SUCCESS'), event('FAILURE'), event('SUCCESS')])
  expect(fields[0]).toEqual({
    path: 'outcome.result',
    title: 'Outcome',
    kind: 'text',
    examples: ['SUCCESS', 'FAILURE'],
  })
  const byPath = new Map(fields.map((field) => [field.path, field]))
  expect(byPath.get('target[type=UserGroup].id')).toMatchObject({ kind: 'text', examples: ['00g1'] })
  expect(byPath.get('published')).toMatchObject({ kind: 'date' })
  expect(byPath.get('target')).toMatchObject({ kind: 'list', examples: [] })
  expect([...byPath.keys()]).toContain('debugContext["odd key"]')
  expect([...byPath.keys()].filter((path) => path.startsWith('['))).toEqual([])
  expect(byPath.has('outcome.reason')).toBe(false)
})

test('comparisons follow the kind of the field, and the one that is there stays', () => {
  expect(operatorsFor('boolean', 'equal to')).toEqual([
    'equal to',
    'not equal to',
    'is empty',
    'is not empty',
  ])
  expect(operatorsFor('boolean', 'contains')).toContain('contains')
  expect(operatorsFor('number', 'equal to')).toContain('greater than')
  expect(typeFor('date', 'less than')).toBe('date')
  expect(typeFor('text', 'less than')).toBeUndefined()
})
