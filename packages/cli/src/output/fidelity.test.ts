import { expect, test } from 'vitest'
import { formatFidelity } from './fidelity.ts'

test('the report names each reason once, with how often it occurs, and what to bind', () => {
  const reason = 'Keyway has no card for it yet.'
  const lost = {
    card: 'jira.createIssue',
    title: 'Create issue',
    reason,
    advice: 'Use HTTP.',
    step: 'steps[0]',
  }
  const unsupported = [lost, { ...lost, step: 'steps[1]' }]
  const text = formatFidelity({
    files: [
      {
        file: 'a.flopack',
        flows: [{ name: 'Tickets', kind: 'event', cards: 5, exact: 2, adapted: 1, unsupported, id: 'f1' }],
        warnings: ['Tickets: The endpoint gets a new URL and token; tell its callers.'],
      },
    ],
    errors: [{ file: 'b.flopack', message: 'It is not JSON.' }],
    totals: { files: 1, flows: 1, bodies: 1, cards: 5, exact: 2, adapted: 1, unsupported: 2 },
    connections: [{ name: 'Jira', connector: 'jira', flows: ['Tickets'] }],
  })
  expect(text).toBe(`a.flopack
  flow     kind   cards  exact  adapted  unsupported  id
  Tickets  event      5      2        1            2  f1
  Not supported:
    Tickets: jira.createIssue: Keyway has no card for it yet. Use HTTP. (2 times)
  To look at:
    Tickets: The endpoint gets a new URL and token; tell its callers.

Connections to bind:
  Jira (jira)

Files that could not be read:
  b.flopack: It is not JSON.

1 file, 1 flow, 5 cards: 2 exact, 1 adapted, 2 not supported.`)
})
