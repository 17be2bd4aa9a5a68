import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connections, flows, oktaSources } from '@keyway/api'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { runCli } from '../fixtures/cli.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { startWorld, type World } from '../fixtures/world.ts'

const lock = 'user.account.lock'
const attempt = 'user.mfa.attempt_bypass'
const suspend = 'user.lifecycle.suspend'

describe('an Okta org as a source of events', () => {
  let world: World
  let browser: TestConsole
  let org: string
  beforeAll(async () => {
    world = await startWorld()
    browser = await openConsole(world)
    const { call, okta } = world
    org = new URL(okta.url).host
    const { id } = await call(connections.createConnection, {
      body: { name: 'acme', connector: 'okta', values: { domain: okta.url, token: okta.apiToken } },
    })
    const when = { okta: "event.outcome.result eq 'SUCCESS'" }
    for (const [type, filter] of [[lock], [attempt], [suspend, when]] as const) {
      const { id: flowId } = await call(flows.createFlow, {
        body: {
          document: {
            keyway: 1,
            name: `On ${type}`,
            trigger: {
              event: `okta.${type}`,
              connection: 'org',
              ...(filter === undefined ? {} : { when: filter }),
            },
            steps: [{ return: { uuid: { ref: 'trigger.uuid' } } }],
          },
        },
      })
      await call(flows.bindConnections, { params: { flowId }, body: { bindings: { org: id } } })
      await call(flows.publishFlow, { params: { flowId }, body: {} })
      await call(flows.switchFlow, { params: { flowId }, body: { isOn: true } })
    }
    const settings = { pollSeconds: 1, reconcileSeconds: 1 }
    await call(oktaSources.updateOktaSource, { params: { org }, body: { settings } })
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })
  const examine = (name: string) => browser.examine(name)

  test('the page says how complete it is, and makes the hook', async () => {
    const { page } = browser
    await browser.becomeAdministrator()
    await page.getByRole('link', { name: org }).click()
    await page.getByRole('heading', { level: 1, name: org }).waitFor()
    await page.getByText(/^Complete up to .* came by the log\.$/).waitFor()
    await page.getByRole('button', { name: 'Set up the event hook' }).click()
    await page.getByText('In order').waitFor()
    for (let n = 0; n < 3; n += 1) world.okta.org.emit({ eventType: lock })
    world.okta.org.emit({ eventType: attempt })
    await page.getByRole('row', { name: new RegExp(`${lock} 3 3 3 0`) }).waitFor()
    await page.getByRole('row', { name: new RegExp(`${attempt} never by hook 0 1 0 1`) }).waitFor()
    await page.getByText(/^Complete up to .*; the event hook missed nothing\.$/).waitFor()
    await examine('01-org')
    await page.emulateMedia({ colorScheme: 'dark' })
    await examine('02-org-dark')
    await page.goto('/okta')
    await page.getByRole('link', { name: org }).waitFor()
    await examine('03-okta')
  })

  test('Okta tests the filters of flows where somebody switches it on', async () => {
    const { page } = browser
    await page.getByRole('link', { name: org }).click()
    const pushing = page.getByRole('switch', { name: 'Let Okta test the filters of flows' })
    await pushing.click()
    const filters = page.getByRole('list', { name: 'Filters that Okta tests' })
    const itemOf = (type: string) => filters.getByRole('listitem').filter({ hasText: type })
    await itemOf(suspend).getByText("event.outcome.result eq 'SUCCESS'").waitFor()
    await itemOf(lock).getByText(`delivered whole: On ${lock} has no Okta filter`).waitFor()
    world.okta.org.emit({ eventType: suspend, outcome: { result: 'FAILURE' } })
    await page.getByRole('row', { name: new RegExp(`${suspend} 1 filtered 0 1 0 0`) }).waitFor()
    await examine('04-filters-dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await examine('05-filters')
    await pushing.click()
    await filters.waitFor({ state: 'detached' })
  })

  test('how the log is read is changed, and the rate limits of the org are seen', async () => {
    const { page } = browser
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('As far back as (hours)').fill('6')
    await dialog.getByLabel('Seconds between two looks', { exact: true }).fill('2')
    await browser.examineEverywhere('06-settings')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    const { items } = await world.call(oktaSources.listOktaSources, { query: {} })
    expect(items[0]?.settings).toMatchObject({
      sweepBackSeconds: 21_600,
      pollSeconds: 2,
      reconcileSeconds: 1,
    })
    const limits = page.getByRole('region', { name: 'Rate limits' })
    await limits.getByRole('row', { name: /logs/ }).waitFor()
    await limits.getByText(/^1,000 calls would be done in/).waitFor()
    await limits.scrollIntoViewIfNeeded()
    await browser.examineEverywhere('07-limits')
  })

  test('the command line says the same', async () => {
    const server = ['--url', world.keyway.url, '--data', world.keyway.dataDirectory]
    const shown = await runCli(['okta', 'sources', ...server])
    expect(shown).toMatchObject({ code: 0, stderr: '' })
    expect(shown.stdout).toContain('caught up')
    expect(shown.stdout).toContain(lock)
    const json = await runCli(['okta', 'sources', '--json', ...server])
    expect(JSON.parse(json.stdout)).toMatchObject({ items: [{ org, hooks: [{ status: 'ok' }] }] })
    const rotated = await runCli(['okta', 'hook', 'rotate', org, ...server])
    expect(rotated).toMatchObject({ code: 0, stdout: expect.stringContaining('in order') })
    const again = await runCli([
      'okta',
      'read',
      org,
      '--since',
      new Date(Date.now() - 3_600_000).toISOString(),
      '--json',
      ...server,
    ])
    expect(again.code).toBe(0)
    await waitFor('the log to be read again', async () => {
      const { items } = await world.call(oktaSources.listOktaSources)
      return items[0]?.log.state === 'caught_up' ? true : undefined
    })
    const pushed = await runCli(['okta', 'hook', 'push-filters', org, 'on', ...server])
    expect(pushed).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('2 types, 1 of them filtered by Okta'),
    })
    const removed = await runCli(['okta', 'hook', 'delete', org, ...server])
    expect(removed.code).toBe(0)
  })

  test('nothing on the pages is out of reach, and nothing failed in them', () => {
    expect(browser.faults()).toEqual([])
  })
})
