import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { checkFlow, type Flow } from '@keyway/engine'
import { checks } from '@keyway/identity'
import { createCatalog } from '@keyway/sdk'
import { expect, test } from 'vitest'
import { readTemplates } from './read-templates.ts'

const catalog = createCatalog({ cards, connectors })
const templates = readTemplates(catalog)

test('there are templates in every category, each with a title and an id of its own', () => {
  expect(templates.length).toBeGreaterThanOrEqual(30)
  expect(new Set(templates.map(({ category }) => category)).size).toBe(6)
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length)
  expect(new Set(templates.map(({ title }) => title)).size).toBe(templates.length)
})

test.each(templates.map((template) => [template.id, template] as const))('%s is in order', (_, template) => {
  const problems = checkFlow(template.document as Flow, { catalog, findHelpers: () => [] })
  expect(problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([])
  expect(template.description.length).toBeGreaterThan(60)
  expect(template.description.length).toBeLessThan(300)
})

test('what a template needs is read from its document', () => {
  const { document, ...template } = templates.find(({ id }) => id === 'suspend-inactive') ?? {}
  expect(document).toBeDefined()
  expect(template).toMatchObject({
    category: 'lifecycle',
    kind: 'schedule',
    connectors: ['okta'],
    settings: { days: 180, table: 'Suspended accounts' },
    tables: [{ name: 'Suspended accounts', columns: ['login', 'lastLogin'] }],
  })
})

test('the remedy that a check recommends is there', () => {
  const known = new Set(templates.map(({ id }) => id))
  const missing = checks.filter(({ remedy }) => remedy.flow !== null && !known.has(remedy.flow))
  expect(missing.map(({ id, remedy }) => [id, remedy.flow])).toEqual([])
})
