import { createTestContext, listen, readPages, runAction, type Answer } from '@keyway/connectors/testing'
import { startOktaSim, type OktaSim } from '@keyway/okta-sim'
import { path, toFormSchema, type Action, type ActionContext, type Json, type JsonObject } from '@keyway/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { customApiRead } from './actions/custom/custom-api-read.ts'
import { getUserGroups } from './actions/users/get-user-groups.ts'
import { listGroupMembers } from './actions/groups/list-group-members.ts'
import { listUsers } from './actions/users/list-users.ts'
import { searchGroups } from './actions/groups/search-groups.ts'
import { searchSystemLog } from './actions/system-log/search-system-log.ts'
import { okta } from './index.ts'

const contextOf = (url: string, token = 't') =>
  createTestContext({ connector: okta, connection: { domain: url, token } })
const idsOf = (items: Json[]): Json[] => items.map((item) => Object(item).id)

describe('every listing action', () => {
  // What tells things apart is called otherwise here and there.
  const keysOf = (id: string) => ({ id, label: id, type: id, contactType: id, stream_id: id })

  /** An org whose every collection has these items, in pages of 4 at most. */
  async function startPages(count: number) {
    const server = await listen(({ path: listed, query }): Answer => {
      const first = Number(query['after'] ?? 0)
      const last = Math.min(first + Math.min(4, Number(query['limit'] || count)), count)
      const items = Array.from({ length: last - first }, (_, at) => keysOf(`x${first + at}`))
      const link = `<${server.url}${listed}?limit=${query['limit'] ?? ''}&after=${last}>; rel="next"`
      return { body: items, headers: last < count ? { link } : {} }
    })
    return server
  }

  /** Something for each input that must be there. */
  function sampleInput(action: Action): JsonObject {
    const { properties = {}, required = [] } = Object(toFormSchema(action.input))
    const sample = (property: JsonObject) => (Array.isArray(property['enum']) ? property['enum'][0] : 'x1')
    return Object.fromEntries(required.map((name: string) => [name, sample(Object(properties[name]))]))
  }

  const listing = okta.actions.filter(({ id, readPage }) => readPage !== undefined && !id.includes('custom'))

  test.each(listing.map((action) => ({ id: action.id, action })))(
    '$id gives the same items at once and page by page',
    async ({ action }) => {
      const server = await startPages(11)
      try {
        const input = sampleInput(action)
        const context = contextOf(server.url)
        const output = Object(await runAction(action, input, context))
        const [list = []] = Object.values(output).filter((value) => Array.isArray(value))
        expect(list).toHaveLength(11)
        for (const size of [1, 3, 200]) {
          expect((await readPages(action, { input, size }, context)).flat()).toEqual(list)
        }
        const isLimited = 'hasMore' in output
        if (!isLimited) return
        expect(output).toMatchObject({ hasMore: false })
        const limited = Object(await runAction(action, { ...input, limit: 6 }, context))
        expect(limited).toMatchObject({ hasMore: true })
        const pages = await readPages(action, { input: { ...input, limit: 6 }, size: 4 }, context)
        expect(pages.map(({ length }) => length)).toEqual([4, 2])
        expect(pages.flat()).toEqual(list.slice(0, 6))
      } finally {
        await server.close()
      }
    },
  )
})

describe('against an org', () => {
  let sim: OktaSim
  let context: ActionContext
  beforeAll(async () => {
    sim = await startOktaSim()
    context = contextOf(sim.url, sim.apiToken)
    for (let n = 1; n <= 1200; n += 1) sim.org.createUser({ profile: profile(`p${n}`) })
  })
  afterAll(() => sim.close())

  const profile = (name: string) => {
    const login = `${name}@acme.test`
    return { login, email: login, firstName: 'Nadia', lastName: name }
  }
  const page = async (
    action: Action,
    input: JsonObject,
    { cursor, size }: { cursor: Json; size: number },
  ) => {
    const found = await action.readPage?.(action.input.parse(input), { cursor, size }, context)
    if (found === undefined) throw new Error(`${action.id} does not list page by page.`)
    return { items: found.items, next: JSON.parse(JSON.stringify(found.next)) as Json }
  }

  test.each([
    [200, 7],
    [97, 13],
    [100_000, 7],
  ])('1201 users come in pages of %i', async (size, count) => {
    const pages = await readPages(listUsers, { size }, context)
    expect(pages).toHaveLength(count)
    const all = Object(await runAction(listUsers, { limit: 10_000 }, context))
    expect(all.hasMore).toBe(false)
    expect(pages.flat()).toEqual(all.users)
    expect(new Set(idsOf(pages.flat())).size).toBe(1201)
  })

  test('a cursor is the rest of a link: no host, and no token', async () => {
    const { next } = await page(listUsers, {}, { cursor: null, size: 50 })
    expect(next).toEqual({ place: expect.stringMatching(/^\/api\/v1\/users\?limit=50&after=/), left: null })
    expect(JSON.stringify(next)).not.toContain(sim.apiToken)
    const later = contextOf(sim.url, sim.apiToken)
    const { items } = (await listUsers.readPage?.({}, { cursor: next, size: 50 }, later).catch(() => {
      throw new Error('The input is parsed before.')
    })) ?? { items: [] }
    expect(items).toEqual((await page(listUsers, {}, { cursor: next, size: 50 })).items)
  })

  test('who comes and goes meanwhile changes only the pages to come', async () => {
    const gone = sim.org.createUser({ profile: profile('gone') })
    const input = { filter: 'status eq "ACTIVE"' }
    const first = await page(listUsers, input, { cursor: null, size: 200 })
    const late = sim.org.createUser({ profile: profile('late') })
    // A user is deleted in two steps.
    for (const _ of [1, 2]) await context.http.delete(path`/api/v1/users/${gone.id}`)
    const rest: Json[] = []
    for (let cursor = first.next; cursor !== null;) {
      const { items, next } = await page(listUsers, input, { cursor, size: 200 })
      rest.push(...items)
      cursor = next
    }
    const ids = idsOf([...first.items, ...rest])
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain(late.id)
    expect(ids).not.toContain(gone.id)
  })

  test('members of a group, groups of a user and events of the log come in pages', async () => {
    const team = sim.org.createGroup({ name: 'Streamed' }).id
    const members: string[] = Object(await runAction(listUsers, { limit: 500 }, context)).users.map(
      ({ id }: { id: string }) => id,
    )
    for (const userId of members) sim.org.addMember({ groupId: team, userId })
    const found = await readPages(listGroupMembers, { input: { group: team }, size: 200 }, context)
    expect(found.map(({ length }) => length)).toEqual([200, 200, 100])
    expect(new Set(idsOf(found.flat()))).toEqual(new Set(members))
    const groups = await readPages(getUserGroups, { input: { user: members[1] }, size: 1 }, context)
    expect(idsOf(groups.flat())).toContain(team)
    const input = {
      filter: 'eventType eq "group.user_membership.add"',
      since: new Date(Date.now() - 3_600_000).toISOString(),
      until: new Date(Date.now() + 60_000).toISOString(),
    }
    const events = await readPages(searchSystemLog, { input, size: 150 }, context)
    expect(events.flat()).toHaveLength(500)
    expect(events.length).toBeGreaterThanOrEqual(4)
  })

  describe('a cursor that is of no use is an error that says what to do', () => {
    const nextOf = async (input: JsonObject) =>
      Object((await page(listUsers, input, { cursor: null, size: 10 })).next)

    test('one that Okta no longer takes', async () => {
      const { place } = await nextOf({})
      const cursor = { place: place.replace(/after=.*$/, 'after=expired'), left: null }
      await expect(page(listUsers, {}, { cursor, size: 10 })).rejects.toMatchObject({
        code: 'okta_cursor_refused',
        statusCode: 400,
        message: expect.stringMatching(/expire.*Start the loop again.*after/),
      })
    })

    test('one of another query', async () => {
      const { place } = await nextOf({})
      const cursor = { place: `${place}&filter=status%20eq%20%22ACTIVE%22`, left: null }
      await expect(page(listUsers, {}, { cursor, size: 10 })).rejects.toMatchObject({
        code: 'okta_cursor_refused',
      })
    })

    test.each([
      ['one of another list', { place: '/api/v1/groups?after=x', left: null }],
      ['one that leads elsewhere', { place: '//evil.test/api/v1/users', left: null }],
      ['a whole address', { place: 'https://evil.test/api/v1/users', left: null }],
      ['something else', 'after=x'],
      ['one that is used up', { place: '/api/v1/users?after=x', left: 0 }],
    ])('%s', async (_, cursor) => {
      await expect(page(listUsers, {}, { cursor, size: 10 })).rejects.toMatchObject({
        code: 'cursor_unusable',
        message: expect.stringContaining('Start the loop again'),
      })
    })
  })

  test('groups by name come in one answer, whatever the size of pages', async () => {
    for (let n = 1; n <= 120; n += 1) sim.org.createGroup({ name: `ent-${n}` })
    const input = { query: 'ent-' }
    const pages = await readPages(searchGroups, { input, size: 10 }, context)
    expect(pages.flat()).toEqual(Object(await runAction(searchGroups, input, context)).groups)
    expect(pages.flat()).toHaveLength(120)
  })
})

describe('any endpoint', () => {
  test('is read page by page, with links in the header', async () => {
    const sim = await startOktaSim()
    try {
      for (let n = 1; n <= 24; n += 1) sim.org.createGroup({ name: `ent-${n}` })
      const input = { path: '/api/v1/groups?limit=10' }
      const pages = await readPages(customApiRead, { input, size: 200 }, contextOf(sim.url, sim.apiToken))
      expect(pages.map(({ length }) => length)).toEqual([10, 10, 5])
      expect(Object.keys(Object(pages[0]?.[0]))).toContain('profile')
    } finally {
      await sim.close()
    }
  })

  test('is read page by page, with list and links in an object', async () => {
    const server = await listen(({ query }) => ({
      body: {
        value: [{ id: query['after'] ?? 'first' }],
        _links:
          query['after'] === undefined ? { next: { href: `${server.url}/api/v1/iam/x?after=second` } } : {},
      },
    }))
    const context = contextOf(server.url)
    const read = (about: object) => readPages(customApiRead, { input: about, size: 50 }, context)
    try {
      expect(await read({ path: '/api/v1/iam/x' })).toEqual([[{ id: 'first' }], [{ id: 'second' }]])
    } finally {
      await server.close()
    }
  })

  test('that is no list is an error, as is a cursor that is no text', async () => {
    const server = await listen(() => ({ body: { id: 'a', one: [], other: [] } }))
    const context = contextOf(server.url)
    const input = { path: '/api/v1/users/me' }
    try {
      await expect(readPages(customApiRead, { input, size: 5 }, context)).rejects.toMatchObject({
        code: 'okta_unexpected_answer',
      })
      const parsed = customApiRead.input.parse(input)
      await expect(
        customApiRead.readPage?.(parsed, { cursor: { a: 1 }, size: 5 }, context),
      ).rejects.toMatchObject({
        code: 'cursor_unusable',
      })
    } finally {
      await server.close()
    }
  })
})

test('a list that goes on at another host is an error, not a list that is cut short', async () => {
  const link = '<https://login.acme.test/api/v1/users?after=1>; rel="next"'
  const elsewhere = await listen(() => ({ body: [{ id: 'a' }], headers: { link } }))
  try {
    // The port leaves such links out; this one stands for it.
    const context = contextOf(elsewhere.url)
    const { request } = context.http
    const http = {
      ...context.http,
      request: async (sent: Parameters<typeof request>[0]) => ({ ...(await request(sent)), links: {} }),
    }
    for (const read of [
      runAction(listUsers, {}, { ...context, http }),
      readPages(listUsers, { size: 10 }, { ...context, http }),
    ])
      await expect(read).rejects.toMatchObject({ code: 'okta_next_page_elsewhere' })
  } finally {
    await elsewhere.close()
  }
})

test('a list that leads back to itself ends with an error', async () => {
  const circle = await listen(() => ({
    body: [{ id: 'a' }],
    headers: { link: `<${circle.url}/api/v1/users?after=1>; rel="next"` },
  }))
  try {
    await expect(runAction(listUsers, {}, contextOf(circle.url))).rejects.toMatchObject({
      code: 'list_circular',
    })
  } finally {
    await circle.close()
  }
})
