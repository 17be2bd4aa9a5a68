import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { nativeDetections } from '@keyway/identity'
import { createCatalog } from '@keyway/sdk'
import { expect, test } from 'vitest'
import { readTemplates } from '../templates/read-templates.ts'

test('every recommended answer is a template that an alert starts', () => {
  const templates = readTemplates(createCatalog({ cards, connectors }))
  const answers = templates.filter(({ document }) => JSON.stringify(document).includes('keyway.alert_raised'))
  const known = new Set(answers.map(({ id }) => id))
  const recommended = nativeDetections(new Map()).flatMap(({ remedies = [] }) => remedies)
  expect(recommended.filter((id) => !known.has(id))).toEqual([])
  expect(known.size).toBe(new Set(recommended).size)
})
