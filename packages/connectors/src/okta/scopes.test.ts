import { expect, test } from 'vitest'
import { okta } from './index.ts'

test('every scope that an action or event needs is explained', () => {
  const needed = new Set([...okta.eventScopes, ...okta.actions.flatMap((action) => action.scopes)])
  const unexplained = [...needed].filter((scope) => !Object.hasOwn(okta.scopes, scope))
  expect(unexplained).toEqual([])
  expect(okta.scopes['okta.groups.read']).toBe('See groups, their members and their rules.')
})
