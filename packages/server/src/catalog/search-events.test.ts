import { checkFlow, parseFlow } from '@keyway/engine'
import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { createCatalog } from '@keyway/sdk'
import { describe, expect, test } from 'vitest'
import { describeCatalog } from './describe-catalog.ts'
import { searchEvents } from './search-events.ts'

const catalog = createCatalog({ cards, connectors })
const find = (search: string, limit = 5) => searchEvents(catalog, { search, limit })
const titles = (search: string) => find(search).items.map(({ title }) => title)

describe('a search for events', () => {
  test('without words lists them all, those with a name first, each type once', () => {
    const { items, total } = find('', 5_000)
    expect(total).toBe(items.length)
    expect(items[0]?.event).toBe('okta.event')
    const types = items.filter(({ event }) => event.startsWith('okta.')).flatMap((item) => item.types)
    expect(types).toHaveLength(1274)
    expect(new Set(types).size).toBe(1274)
  })

  test('finds by title, by id and by category, every word of it, in any case', () => {
    expect(titles('user added group')[0]).toBe('User added to group')
    expect(titles('added group')[0]).toBe('User added to group')
    expect(find('USER.LIFECYCLE.create').items[0]).toMatchObject({ event: 'okta.user_created' })
    expect(find('zone update').items[0]).toMatchObject({
      event: 'okta.zone.update',
      title: 'Network zone updated',
    })
    expect(find('rate limits', 50).items.some(({ category }) => category === 'Rate limits')).toBe(true)
    expect(find('user teleported')).toEqual({ items: [], total: 0 })
  })

  test('says whether hooks deliver it, and lists only those that need the log', () => {
    expect(find('okta.user_created').items[0]?.delivery).toBe('hook')
    expect(find('okta.user_deleted').items[0]?.delivery).toBe('log')
    expect(find('okta.event').items[0]?.delivery).toBe('log')
    const byLog = searchEvents(catalog, { search: 'zone', delivery: 'log', limit: 20 })
    expect(byLog.total).toBeGreaterThan(6)
    expect(new Set(byLog.items.map(({ delivery }) => delivery))).toEqual(new Set(['log']))
  })

  test('of a connector that has no events finds none', () => {
    expect(searchEvents(catalog, { search: '', connector: 'slack', limit: 5 }).total).toBe(0)
  })
})

test('every field that an event names leads to something a flow can refer to', () => {
  const okta = describeCatalog(catalog).connectors.find(({ id }) => id === 'okta')
  for (const { id, fields } of okta?.events ?? []) {
    const flow = parseFlow({
      keyway: 1,
      name: id,
      trigger: { event: id },
      steps: [{ return: Object.fromEntries(fields.map(({ key, reference }) => [key, { ref: reference }])) }],
    })
    expect(fields.length).toBeGreaterThan(10)
    expect(checkFlow(flow, { catalog, findHelpers: () => undefined })).toEqual([])
  }
})

describe('a flow that an event starts', () => {
  const check = (event: string, ref: string) =>
    checkFlow(parseFlow({ keyway: 1, name: 'x', trigger: { event }, steps: [{ return: { a: { ref } } }] }), {
      catalog,
      findHelpers: () => undefined,
    }).map(({ message }) => message)

  test.each(['okta.user_created', 'okta.user.lifecycle.create', 'okta.zone.update', 'okta.event'])(
    '%s: is told which references lead to nothing',
    (event) => {
      expect(check(event, 'trigger.tagret[type=User].id')).toEqual([
        expect.stringContaining('Did you mean "target"?'),
      ])
      expect(check(event, 'trigger.actor.login')).toEqual([
        expect.stringContaining('trigger.actor has no "login"'),
      ])
      expect(check(event, 'trigger.debugContext.debugData.whatever')).toEqual([])
      expect(check(event, 'trigger.target[type=User].detailEntry.methodTypeUsed')).toEqual([])
    },
  )

  test('is told of a type that Okta is not known to have', () => {
    expect(check('okta.user.lifecycle.craete', 'trigger')).toEqual([
      'Okta has no known event "user.lifecycle.craete". Did you mean "okta.user.lifecycle.create"? If it is a new one, it starts this flow.',
    ])
    expect(check('okta.user_craeted', 'trigger')[0]).toContain('Did you mean "okta.user_created"?')
  })
})
