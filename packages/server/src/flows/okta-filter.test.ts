import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oktaHooks } from '@keyway/api'
import type { EventTrigger } from '@keyway/engine'
import { openWayIn, type WayIn } from '../ingest/testing/way-in.ts'
import { checkFlowFiles } from './check-files.ts'

const check = (trigger: string) =>
  checkFlowFiles([
    { name: 'a.yaml', content: `keyway: 1\nname: A\ntrigger:\n${trigger}\nsteps: []\n` },
  ]).flatMap(({ problems }) => problems.map(({ line, severity, message }) => [line, severity, message]))

describe('a check of a flow', () => {
  test('takes a filter beside comparisons, at any depth', () => {
    const trigger = `  event: okta.user_added_to_group
  when:
    all:
      - { field: outcome.result, is: equal to, value: SUCCESS }
      - none:
          - okta: event.target.?[type eq 'UserGroup' && displayName eq 'Everyone'].size()>0`
    expect(check(trigger)).toEqual([])
  })

  test('says where a filter cannot be read, and what to write', () => {
    expect(check(`  event: okta.event\n  when:\n    okta: event.actor.id == 'x'`)).toEqual([
      [6, 'error', expect.stringMatching(/at character 16: "==" is not among.*Write "eq"/)],
    ])
  })

  test('warns of a filter that may not mean what it seems to', () => {
    const filter = `event.target.?[type eq 'UserGroup'].size()>0 && event.target.?[displayName eq 'A'].size()>0`
    expect(check(`  event: okta.user_added_to_group\n  when: { okta: "${filter}" }`)).toEqual([
      [5, 'warning', expect.stringContaining('different targets')],
    ])
  })

  test('refuses a filter where no event of Okta starts the flow', () => {
    const flow = `keyway: 1\nname: A\ntrigger: { manual: true }\nsteps:\n  - continueIf: { okta: event.actor.id != null }\n`
    const [file] = checkFlowFiles([{ name: 'a.yaml', content: flow }])
    expect(file?.problems).toMatchObject([
      { line: 5, severity: 'error', message: expect.stringContaining('no event of Okta starts this one') },
    ])
  })

  test('says which field of the event a comparison cannot find', () => {
    expect(
      check(`  event: okta.user_created\n  when: { field: outcome.reslut, is: equal to, value: SUCCESS }`),
    ).toEqual([[5, 'warning', expect.stringContaining('Did you mean "result"?')]])
  })
})

describe('a published flow', () => {
  let way: WayIn
  let deliver: (events: object[]) => Promise<void>
  beforeAll(async () => {
    way = await openWayIn()
    const { url, headerName, secret } = await way.call(oktaHooks.createOktaHook, { body: { name: 'acme' } })
    deliver = async (events) => {
      const body = JSON.stringify({
        eventType: 'com.okta.event_hook',
        source: 'https://acme.okta.com',
        data: { events },
      })
      const { status } = await fetch(url, {
        method: 'POST',
        body,
        headers: { [headerName]: secret ?? '', 'content-type': 'application/json' },
      })
      if (status !== 204) throw new Error(`The delivery was answered ${status}.`)
    }
  })
  afterAll(() => way.close())

  const added = (uuid: string, group: string) => ({
    uuid,
    eventType: 'group.user_membership.add',
    published: '2026-06-10T12:00:00.000Z',
    target: [
      { id: '00uA', type: 'User', displayName: 'Ann' },
      { id: '00gA', type: 'UserGroup', displayName: group },
    ],
  })
  const on = (trigger: EventTrigger) =>
    way.on({ trigger, steps: [{ return: { group: { ref: 'trigger.target[type=UserGroup].displayName' } } }] })

  test('starts for what its filter lets through, together with its comparisons', async () => {
    const sales = "event.target.?[type eq 'UserGroup' && displayName eq 'Sales'].size()>0"
    const byFilter = await on({ event: 'okta.user_added_to_group', when: { okta: sales } })
    const byType = await on({ event: 'okta.group.user_membership.add', when: { none: [{ okta: sales }] } })
    const never = await on({
      event: 'okta.event',
      when: {
        all: [{ okta: sales }, { field: 'target[type=User].displayName', is: 'equal to', value: 'Bob' }],
      },
    })
    await deliver([added('1', 'Sales'), added('2', 'Finance'), added('3', 'sales')])
    const returned = async (flowId: string, count: number) =>
      (await way.ran(flowId, count)).map(({ output }) => output)
    expect(await returned(byFilter.id, 1)).toEqual([{ group: 'Sales' }])
    expect(await returned(byType.id, 2)).toEqual([{ group: 'Finance' }, { group: 'sales' }])
    expect(await returned(never.id, 0)).toEqual([])
  })

  test('is not switched on with a filter that cannot be read', async () => {
    await expect(on({ event: 'okta.event', when: { okta: "event.actor.id matches '.*'" } })).rejects.toThrow(
      /Regular expressions are never evaluated|problem/,
    )
  })
})
