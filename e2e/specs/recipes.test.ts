import { createHmac } from 'node:crypto'
import { sources } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFlowFile } from '../fixtures/flow-file.ts'
import {
  bringIn,
  connectAll,
  listAllExecutions,
  startWorld,
  waitForExecutions,
  type FlowDetail,
  type World,
} from '../fixtures/world.ts'

const [lin, sam] = ['lin.zhao@acme.test', 'samuel.adeyemi@acme.test']
const json = { 'content-type': 'application/json' }

// Recipes that people know from other products' tutorials, fed with what those products really send.
describe.each(['sqlite', 'postgres'] as const)('recipes on %s', (storage) => {
  let world: World
  let flows: Map<string, FlowDetail>

  beforeAll(async () => {
    world = await startWorld({ storage, people: [lin, sam] })
    const files = ['google-form-user', 'typeform-user', 'failed-check-helper', 'failed-check']
    flows = await bringIn(
      world,
      files.map((name) => readFlowFile(`${name}.yaml`)),
      await connectAll(world),
    )
  })
  afterAll(() => world?.close())

  const flowOf = (name: string): FlowDetail => flows.get(name) ?? expect.fail(`There is no flow "${name}".`)

  test('answers of a Google form create a user, once', async () => {
    const body = { name: 'new-colleague-google', kind: 'google-forms' }
    const { url, secret } = await world.call(sources.createSource, { body })
    const answers = { 'First name': 'Nora', 'Last name': 'Lund', 'E-mail': 'nora.lund@acme.test' }
    const text = JSON.stringify({
      formId: '1FAIpQLSd',
      formTitle: 'New colleague',
      responseId: '2_ABaOnuc',
      submittedAt: '2026-11-20T10:00:00.000Z',
      respondent: lin,
      answers: Object.entries(answers).map(([title, value], at) => ({
        id: String(at),
        title,
        type: 'TEXT',
        value,
      })),
    })
    const timestamp = String(Math.floor(Date.now() / 1000))
    const mac = createHmac('sha256', secret ?? '')
      .update(`${timestamp}.${text}`)
      .digest('hex')
    const headers = { ...json, 'x-timestamp': timestamp, 'x-signature': `sha256=${mac}` }
    for (const _ of [1, 2])
      expect((await fetch(url, { method: 'POST', headers, body: text })).status).toBe(200)

    const [run] = await waitForExecutions(world, flowOf('Google form creates a user').id, 1)
    expect(run).toMatchObject({
      status: 'succeeded',
      replay: 'faithful',
      mode: 'event',
      output: { askedBy: lin },
    })
    expect(world.okta.org.findUser('nora.lund@acme.test')).toMatchObject({
      status: 'STAGED',
      profile: { firstName: 'Nora', lastName: 'Lund' },
    })
  })

  test('answers of a Typeform create a user, once', async () => {
    const body = { name: 'new-colleague-typeform', kind: 'typeform' }
    const { url, secret } = await world.call(sources.createSource, { body })
    const text = JSON.stringify(typeformResponse)
    const mac = createHmac('sha256', secret ?? '')
      .update(text)
      .digest('base64')
    const headers = { ...json, 'typeform-signature': `sha256=${mac}`, 'user-agent': 'Typeform Webhooks' }
    for (const _ of [1, 2])
      expect((await fetch(url, { method: 'POST', headers, body: text })).status).toBe(200)

    const [run] = await waitForExecutions(world, flowOf('Typeform creates a user').id, 1)
    expect(run).toMatchObject({ status: 'succeeded', replay: 'faithful' })
    expect(world.okta.org.findUser('ivo.horn@acme.test')).toMatchObject({
      status: 'STAGED',
      profile: { firstName: 'Ivo', lastName: 'Horn', department: 'Finance' },
    })
  })

  test('a failed check is answered at once; each user is signed out and suspended, and Slack hears of it', async () => {
    const { okta, slack } = world
    for (const login of [lin, sam]) okta.org.signIn(login)
    const { endpoint, id } = flowOf('Failed check')
    const send = (message: object) =>
      fetch(endpoint?.url ?? '', {
        method: 'POST',
        headers: { ...json, [endpoint?.tokenHeader ?? '']: endpoint?.token ?? '' },
        body: JSON.stringify(message),
      })
    const answer = await send(failedCheck([lin, sam]))
    expect([answer.status, await answer.text()]).toEqual([200, ''])

    const [run] = await waitForExecutions(world, id, 1)
    expect(run).toMatchObject({ status: 'succeeded', replay: 'faithful' })
    for (const login of [lin, sam]) expect(okta.org.findUser(login)?.status).toBe('SUSPENDED')
    const types = okta.org.events.map(({ eventType }) => eventType)
    expect(types.filter((type) => type === 'user.session.clear')).toHaveLength(2)
    expect(types.filter((type) => type === 'user.lifecycle.suspend')).toHaveLength(2)
    expect(slack.messages.map(({ text }) => text)).toEqual(['No MFA configured (critical): 2 locked out'])

    // The other product's test of the connection names no users: nobody is locked out for it.
    expect((await send({ ...failedCheck([]), 'detail-type': 'WebhookTest' })).status).toBe(200)
    await waitForExecutions(world, id, 2)
    expect((await fetch(endpoint?.url ?? '', { method: 'POST', body: '{}' })).status).toBe(401)
    const all = await listAllExecutions(world)
    expect(all.filter(({ status }) => status !== 'succeeded')).toEqual([])
  })
})

const field = (ref: string, type: string) => ({ id: `id-${ref}`, ref, type })

const typeformResponse = {
  event_id: '01HZ0000000000000000000000',
  event_type: 'form_response',
  form_response: {
    form_id: 'abc123',
    token: 'tok-7',
    landed_at: '2026-11-20T09:59:00Z',
    submitted_at: '2026-11-20T10:00:00Z',
    hidden: {},
    calculated: { score: 0 },
    variables: [],
    definition: {
      id: 'abc123',
      title: 'New colleague',
      fields: [
        { ...field('first_name', 'short_text'), title: 'First name' },
        { ...field('last_name', 'short_text'), title: 'Last name' },
        { ...field('email', 'email'), title: 'Work e-mail' },
        { ...field('department', 'multiple_choice'), title: 'Department' },
      ],
    },
    answers: [
      { type: 'text', text: 'Ivo', field: field('first_name', 'short_text') },
      { type: 'text', text: 'Horn', field: field('last_name', 'short_text') },
      { type: 'email', email: 'ivo.horn@acme.test', field: field('email', 'email') },
      {
        type: 'choice',
        choice: { id: 'c1', label: 'Finance' },
        field: field('department', 'multiple_choice'),
      },
    ],
  },
}

function failedCheck(usersFailing: string[]) {
  const details = [{ key: 'providersFailingChecks', value: '["okta"]' }]
  return {
    version: '0',
    id: 'b1f6a0de-0000-4000-8000-000000000001',
    'detail-type': 'FAILED_CHECK',
    source: 'acme',
    account: '000000000000',
    region: 'us-east-2',
    time: '2026-06-03T10:00:00Z',
    detail: {
      id: 'c2a7d0de-0000-4000-8000-000000000002',
      checkId: 'no-mfa',
      title: 'No MFA configured',
      severity: 'critical',
      published: '2026-06-03T09:58:11Z',
      description: ['These users have no second factor.'],
      recommendedActions: ['Enrol a factor.'],
      usersFailing,
      loginDetails: usersFailing.map((login) => ({ login, details })),
    },
  }
}
