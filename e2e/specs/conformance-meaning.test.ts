import { executions, flows, tables, type AnswerOf } from '@keyway/api'
import type { Json } from '@keyway/sdk'
import { findCorpus } from '@keyway/tools/corpus'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bringIn, type CorpusFlow } from '../conformance/bring-in.ts'
import { readCorpus } from '../conformance/read-corpus.ts'
import { untilIdle } from '../conformance/read-runs.ts'
import { startWorld, type World } from '../conformance/world.ts'

const corpus = findCorpus()
const templates = [
  'automate_lifecycle_management_with_darwinbox',
  'automate_sso_application_creation',
  'check_ip_addresses_against_a_cidr_range',
  'datetime_format_converter',
  'generate_unique_emails',
  'identity_security_posture_management',
  'implement_anything_as_a_source_with_workday',
  'special_character_validation',
  'validate_email_domain',
]

// Results worked out by hand from the exports' cards and pins, by the rules of docs/semantics.md.
describe.skipIf(corpus === undefined)('published flows give what their cards say', () => {
  let world: World
  let all: CorpusFlow[]

  beforeAll(async () => {
    const { files, channels } = readCorpus(corpus ?? '')
    const chosen = files.filter(({ name }) => templates.some((template) => name.startsWith(template)))
    if (chosen.length !== templates.length)
      throw new Error(`The corpus lacks some of ${templates.join(', ')}.`)
    world = await startWorld(channels)
    all = await bringIn(world, chosen)
  }, 120_000)
  afterAll(() => world?.close())

  function flowOf(name: string): CorpusFlow {
    const found = all.filter(({ detail }) => detail.name.startsWith(name))
    if (found[0] === undefined) throw new Error(`There is no flow "${name}".`)
    return found[0]
  }

  async function run(flowId: string, input: Json): Promise<AnswerOf<typeof executions.getExecution>> {
    const { executionId } = await world.call(flows.runFlow, { params: { flowId }, body: { input } })
    expect(await untilIdle(world.call, 20_000)).toEqual([])
    const found = await world.call(executions.getExecution, { params: { executionId } })
    expect(found).toMatchObject({ status: 'succeeded', replay: 'faithful' })
    return found
  }
  const outputOf = async (name: string, input: Json): Promise<Json> =>
    (await run(flowOf(name).detail.id, input)).output

  test.each([
    ['UTC (Z Time)', '2023-11-14T22:13:20Z'],
    ['ISO 8601', '2023-11-14T23:13:20+01:00'],
    ['EPOCH', '1700000000'],
    ['UNIX', '1700000000000'],
    ['LDAP', '133444736000000000'],
  ])('a date converter reads %s: else-if lanes, a formula beyond 2^53, dates', async (key, value) => {
    expect(await outputOf('dateTimeConverter [h]', { [key]: value })).toEqual({
      Error: '',
      'UTC (Z Time)': '2023-11-14T22:13:20.000Z',
      'ISO 8601': '2023-11-14T22:13:20.000+00:00',
      EPOCH: '1700000000',
      UNIX: '1700000000000',
      LDAP: '133444736000000000',
    })
  })

  test('the date converter without a value says so, and the lane that did not run leaves nothing', async () => {
    expect(await outputOf('dateTimeConverter [h]', {})).toMatchObject({
      Error: 'A value must be specified.',
      'ISO 8601': '',
      EPOCH: '',
      UNIX: '',
      LDAP: '',
    })
  })

  test.each([
    ['free', ['smtp:ada.nwosu1@acme.test'], 'ada.nwosu@acme.test'],
    ['taken', ['smtp:ada.nwosu@acme.test'], 'ada.nwosu1@acme.test'],
    ['taken twice', ['smtp:ada.nwosu@acme.test', 'SMTP:ada.nwosu1@acme.test'], 'ada.nwosu2@acme.test'],
  ])(
    'an address that is %s: a filter by a helper that calls a helper, nested ifs and joins',
    async (_, inUse, address) => {
      const input = { prefixInUse: inUse, prefix: 'ada.nwosu', sufix: '@acme.test' }
      expect(await outputOf('003-CSUB-emailDeDuplication', input)).toEqual({ primaryEmail: address })
    },
  )

  test.each([
    ['@ACME.test', true],
    ['@acme.example', false],
  ])('the domain of an address is %s: %s', async (emailDomain, valid) => {
    expect(await outputOf('EmailDomainmatch', { email: 'Ada@Acme.TEST', emailDomain })).toEqual({ valid })
  })

  test.each([
    ['ada.nwosu3@acme.test', { maxLogin: 'ada.nwosu4@acme.test', maxIncrement: 4 }],
    ['ada.nwosu1@acme.test', { maxLogin: 'before', maxIncrement: 2 }],
    ['ada.nwosu@acme.test', { maxLogin: 'before', maxIncrement: 2 }],
  ])('one turn of a reduce over logins: %s', async (login, memo) => {
    const input = { login, memo: { maxLogin: 'before', maxIncrement: 2 } }
    expect(await outputOf('Find Highest Login Increment', input)).toEqual({ memo })
  })

  test('the next free login of an org: a search, a filter by a helper, a reduce', async () => {
    for (const login of ['nina.berg@acme.test', 'nina.berg7@acme.test', 'nina.berg9@acme.example']) {
      const profile = { login, email: login, firstName: 'Nina', lastName: 'Berg' }
      world.okta.org.createUser({ profile })
    }
    const next = (requestedLogin: string): Promise<Json> =>
      outputOf('Generate Unique Username By Numeric Increment', { requestedLogin })
    expect(await next('nina.berg@acme.test')).toEqual({ uniqueLogin: 'nina.berg8@acme.test' })
    expect(await next('olav.dahl@acme.test')).toEqual({ uniqueLogin: 'olav.dahl@acme.test' })
  })

  test('what a card answers in an If Error: the try lane, or the handler with the error of the org', async () => {
    const suspend = (userId: string, user: string): Promise<Json> =>
      outputOf('2.2 Suspend Okta User', { 'User Id in Service': userId, Username: user, Severity: 'HIGH' })
    const { userId } = world.known
    await suspend(userId, 'ada')
    expect(world.okta.org.findUser(userId)?.status).toBe('SUSPENDED')
    await suspend('nobody', 'bob')
    const [event, ...more] = await rowsOf('ISPM Events')
    expect(event).toMatchObject({ Username: 'ada', Severity: 'HIGH' })
    expect(more).toEqual([])
    expect(await rowsOf('Error Logging')).toEqual([
      {
        Username: 'bob',
        'Error Summary': 'Not found: Resource not found: nobody (User)',
        'Error Message': expect.stringContaining('E0000007'),
      },
    ])
  })

  test('addresses in a range: a filter by the last card of a helper without Return', async () => {
    const { steps, stopped } = await run(flowOf('IP Address Range Check - Parent').detail.id, {})
    expect(stopped).toBe(false)
    expect(steps.map(({ output }) => output)).toContainEqual({ count: 2, list: ['69.173.127.24'] })
    expect(await outputOf('MATH', { 'IP Address': '69.173.127.24' })).toEqual({ decimal: 1_168_998_168 })
  })

  test('a helper reads its place in the loop that calls it', async () => {
    const { id } = await world.call(flows.createFlow, {
      body: {
        document: {
          keyway: 1,
          name: 'Two attributes',
          trigger: { manual: true },
          steps: [
            {
              id: 'map',
              forEach: ['mail', 'givenName'],
              do: [
                {
                  id: 'turn',
                  call: flowOf('2a1. Attribute Processing').detail.id,
                  with: { attribute_values: { ref: 'map.item' }, attribute_names: 'email,firstName' },
                },
              ],
              collect: { ref: 'turn.output' },
            },
            { return: { list: { ref: 'map.list' } } },
          ],
        },
      },
    })
    await world.call(flows.publishFlow, { params: { flowId: id } })
    const attribute = (name: string, value: string): Json => ({
      type: 'EXPRESSION',
      name,
      namespace: 'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified',
      values: [value],
    })
    expect((await run(id, {})).output).toEqual({
      list: [attribute('email', 'user.mail'), attribute('firstName', 'user.givenName')],
    })
  })

  test('a record becomes a row: paths with blanks, drill-down, split, shift and join', async () => {
    const record = {
      'Worker Resource ID': 'w-1',
      'Worker Resource Descriptor': 'Ada Maria Nwosu',
      Person: { Email: 'ada@acme.test', ID: 'p-1' },
    }
    await run(flowOf('Add Workday Record to Temporary Table').detail.id, { Record: record })
    const [row] = await rowsOf('Temporary Storage for Records to Import')
    expect(row).toEqual({
      id: 'w-1',
      login: 'ada@acme.test',
      firstName: 'Ada',
      lastName: 'Maria Nwosu',
      email: 'ada@acme.test',
    })
  })

  /** Rows of every table of this name: exports may have several. */
  async function rowsOf(name: string): Promise<Record<string, Json>[]> {
    const { items } = await world.call(tables.listTables)
    const found: Record<string, Json>[] = []
    for (const { id: tableId } of items.filter((table) => table.name === name)) {
      const rows = await world.call(tables.listTableRows, { params: { tableId }, query: {} })
      found.push(...rows.items.map(({ values }) => values))
    }
    return found
  }

  test('characters are replaced one group after the other', async () => {
    expect(await outputOf('Special Character Removal', { input: "Zoë d'Ångström_ãb-c~" })).toEqual({
      remediated: 'ZoëdAngströmabc',
    })
  })

  test('two texts become a list, in the order of the card', async () => {
    const proxyAddresses = ['SMTP:a@acme.test', 'smtp:a@acme.test']
    expect(await outputOf('Generate-ProxyAddress', { EmailAddress: 'a@acme.test' })).toEqual({
      proxyAddresses,
    })
  })

  test('an endpoint looks a domain up in a table, and answers with objects made of dotted keys', async () => {
    const { detail } = flowOf('Validate Email Domains During Registration')
    const ask = async (): Promise<unknown> => {
      const response = await fetch(detail.endpoint?.url ?? '', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [detail.endpoint?.tokenHeader ?? '']: detail.endpoint?.token ?? '',
        },
        body: JSON.stringify({ data: { userProfile: { login: 'lin@acme.test' } } }),
      })
      expect(response.status).toBe(200)
      return response.json()
    }
    const refusal = 'Invalid domain. Please contact your admin.'
    expect(await ask()).toEqual({
      error: {
        errorSummary: refusal,
        errorCauses: [
          {
            errorSummary: refusal,
            reason: 'INVALID_EMAIL_DOMAIN',
            locationType: 'body',
            location: 'data.userProfile.email',
            domain: 'end-user',
          },
        ],
      },
    })
    await allow('acme.test')
    expect(await ask()).toEqual({
      commands: [{ type: 'com.okta.action.update', value: { registration: 'ALLOW' } }],
    })
  })

  async function allow(domain: string): Promise<void> {
    const values = { 'Allowed Domains': domain }
    const { id } = await world.call(flows.createFlow, {
      body: {
        document: {
          keyway: 1,
          name: 'Allow a domain',
          trigger: { manual: true },
          steps: [{ id: 'row', use: 'tables.create_row', with: { table: 'Allowed domain list', values } }],
        },
      },
    })
    await world.call(flows.publishFlow, { params: { flowId: id } })
    await run(id, {})
  }
})
