import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { createCatalog } from '@keyway/sdk'
import { parseFlow, namedConnections } from '@keyway/engine'
import { expect, test } from 'vitest'
import { tableOf } from './table-of.ts'

const document = parseFlow({
  keyway: 1,
  name: 'Streams',
  trigger: { event: 'okta.user.lifecycle.create', connection: 'events' },
  steps: [
    { id: 'user', use: 'okta.read_user', connection: 'okta', with: { user: 'a' } },
    { id: 'users', stream: { use: 'okta.list_users', connection: 'other' }, do: [] },
    { id: 'rows', stream: { use: 'tables.search_rows', with: { table: 'People' } }, do: [] },
  ],
})

test('a flow names the connections of its trigger, its actions and its streams', () => {
  expect(namedConnections(document, createCatalog({ cards, connectors }))).toEqual([
    { name: 'events', connector: 'okta' },
    { name: 'okta', connector: 'okta' },
    { name: 'other', connector: 'okta' },
  ])
})

test('a stream over a table names that table', () => {
  expect(document.steps.map(tableOf)).toEqual([undefined, undefined, 'People'])
})
