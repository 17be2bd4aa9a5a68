import { executions, flows, tables } from '@keyway/api'
import type { Flow } from '@keyway/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { startWorld, type World } from '../fixtures/world.ts'

/** What starts flows beside events of Okta, set up in the console alone. */
describe('every way in, on screen', () => {
  let world: World
  let browser: TestConsole
  let flowId: string

  beforeAll(async () => {
    world = await startWorld()
    const columns = [
      { name: 'mail', type: 'text' as const },
      { name: 'floor', type: 'number' as const },
    ]
    await world.call(tables.createTable, { body: { name: 'Desks', columns } })
    const document: Flow = {
      keyway: 1,
      name: 'Welcome',
      trigger: { manual: true },
      steps: [{ return: { seen: { ref: 'trigger' } } }],
    }
    flowId = (await world.call(flows.createFlow, { body: { document } })).id
    browser = await openConsole(world)
    await browser.becomeAdministrator()
    await browser.page.goto(`/flows/${flowId}`)
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  const dialog = () => browser.page.getByRole('dialog')
  const draft = async () => (await world.call(flows.getFlow, { params: { flowId } })).draft

  /** Opens the dialog of the trigger, chooses a way to start, and saves what `fill` typed. */
  async function choose(kind: string, fill: () => Promise<void>): Promise<Flow['trigger']> {
    const { page } = browser
    await page.goto(`/flows/${flowId}`)
    await page.getByRole('button', { name: 'Change trigger' }).click()
    await dialog().getByRole('combobox', { name: 'What starts it' }).click()
    await page.getByRole('option', { name: kind }).click()
    await fill()
    await dialog().getByRole('button', { name: 'Save draft' }).click()
    await dialog().waitFor({ state: 'detached' })
    return (await draft()).trigger
  }
  const textOf = (label: string) => dialog().locator('input').and(dialog().getByLabel(label))
  async function pick(label: string, option: string): Promise<void> {
    await dialog().getByRole('combobox', { name: label, exact: true }).click()
    await browser.page.getByRole('option', { name: option, exact: true }).click()
  }

  test('a schedule is picked from a calendar, and shows its next runs and what the clock does to them', async () => {
    const trigger = await choose('A schedule', async () => {
      await pick('When', 'On days of the week')
      await dialog().getByText('Mon', { exact: true }).click()
      await dialog().getByLabel(/^At /).fill('02:30')
      await dialog().getByText('Sun', { exact: true }).click()
      await dialog().getByRole('combobox', { name: 'Time zone' }).fill('Europe/Ber')
      await browser.page.getByRole('option', { name: 'Europe/Berlin' }).click()
      await pick('When runs were missed', 'Run each one that was missed')
      await dialog()
        .getByText(/the clock goes from 02:00 to 03:00/)
        .waitFor()
      expect(await dialog().locator('ol li').count()).toBe(10)
      await browser.examineEverywhere('01-schedule')
    })
    expect(trigger).toEqual({
      schedule: { cron: '30 2 * * 0,2,3,4,5', timeZone: 'Europe/Berlin', missed: 'all' },
    })
    await browser.page.getByText('30 2 * * 0,2,3,4,5').first().waitFor()
  })

  test('an endpoint has an address with alias, token and example, and both tokens work for a while', async () => {
    const { page } = browser
    const trigger = await choose('A call of its own URL', async () => {
      await dialog().getByRole('radio', { name: 'OAuth 2.0 bearer token' }).check()
      expect(await dialog().getByRole('button', { name: 'Save draft' }).isDisabled()).toBe(true)
      await browser.examine('02-oauth')
      await dialog().getByRole('radio', { name: 'Client token' }).check()
      await dialog().getByLabel('Calls a second').fill('25')
      await textOf('Pages that may call it').fill('https://forms.example.com')
      await page.keyboard.press('Enter')
      await browser.examineEverywhere('03-endpoint')
    })
    const endpoint = { security: 'client-token', callsPerSecond: 25, cors: ['https://forms.example.com'] }
    expect(trigger).toEqual({ endpoint })
    await page.getByLabel('Alias', { exact: true }).fill('welcome-desk')
    await page.getByRole('button', { name: 'Save alias' }).click()
    await page.getByText(/\/endpoints\/welcome-desk$/).waitFor()
    await world.call(flows.switchFlow, { params: { flowId }, body: { isOn: true } })
    const before = await world.call(flows.getFlow, { params: { flowId } })
    await page.getByRole('button', { name: 'New token' }).click()
    await dialog().getByRole('button', { name: 'Make new token' }).click()
    await page.getByText(/^The token before this one is accepted until/).waitFor()
    const after = await world.call(flows.getFlow, { params: { flowId } })
    for (const token of [before.endpoint?.token, after.endpoint?.token, 'wrong']) {
      const answered = await fetch(after.endpoint?.aliasUrl ?? '', {
        method: 'POST',
        headers: { 'x-api-client-token': token ?? '' },
      })
      expect(answered.status).toBe(token === 'wrong' ? 401 : 200)
    }
    expect(after.endpoint?.token).not.toBe(before.endpoint?.token)
    await page.getByRole('button', { name: 'Copy the example' }).scrollIntoViewIfNeeded()
    await browser.examineEverywhere('04-address')
  })

  test('an inline hook says what goes into Okta, and how its last calls went', async () => {
    const { page } = browser
    const trigger = await choose('An inline hook of Okta', async () => {
      await pick('Kind of inline hook', 'Registration')
      await dialog().getByLabel('Answer when the flow is too late or fails').fill('{"commands":[]}')
    })
    expect(trigger).toEqual({ inlineHook: { type: 'registration', otherwise: { commands: [] } } })
    await world.call(flows.publishFlow, { params: { flowId }, body: {} })
    const { endpoint } = await world.call(flows.getFlow, { params: { flowId } })
    const answered = await fetch(endpoint?.url ?? '', {
      method: 'POST',
      headers: { authorization: endpoint?.token ?? '', 'content-type': 'application/json' },
      body: JSON.stringify({ data: { userProfile: { login: 'kim@acme.test' } } }),
    })
    expect(answered.status).toBe(200)
    await page.reload()
    await page
      .getByText(/, (in time|too late)$/)
      .first()
      .waitFor()
    await page.getByRole('heading', { name: 'Inline hook', exact: true }).scrollIntoViewIfNeeded()
    await browser.examineEverywhere('05-inline-hook')
  })

  test('a page to fill in is described, seen before it is there, and opened', async () => {
    const { page } = browser
    const trigger = await choose('A person fills in a page', async () => {
      await textOf('Only these people').fill('ada.nwosu@acme.test')
      await page.keyboard.press('Enter')
      await dialog().getByLabel('Text above the fields').fill('Tell us who begins.')
      await dialog().getByRole('button', { name: 'Add field' }).click()
      const field = dialog().getByRole('group', { name: 'Field 1' })
      await field.getByLabel(/^Name/).fill('person')
      await field.getByLabel('Title').fill('Who')
      await field.getByLabel('Must be filled in').check()
      await dialog()
        .getByRole('region', { name: 'How the page looks' })
        .getByText('Tell us who begins.')
        .waitFor()
      await browser.examineEverywhere('06-form')
    })
    expect(trigger).toEqual({
      delegated: true,
      form: { access: 'signed-in', people: ['ada.nwosu@acme.test'], lead: 'Tell us who begins.' },
      inputs: [{ key: 'person', title: 'Who', required: true }],
    })
    await world.call(flows.publishFlow, { params: { flowId }, body: {} })
    await page.reload()
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Open the page' }).click(),
    ])
    await opened.getByLabel(/^Who/).fill('Kim')
    await opened.getByRole('button', { name: 'Send' }).click()
    await opened.getByText('Thank you. It was sent.').waitFor()
    await opened.close()
  })

  test('changes of a table and events of Keyway start it, with conditions over what they have', async () => {
    const own = await choose('An event of Keyway itself', async () => {
      await dialog()
        .getByRole('radio', { name: /Flow published/ })
        .check({ force: true })
      await browser.examine('07-own-events')
    })
    expect(own).toEqual({ event: 'keyway.flow_published' })
    const trigger = await choose('A change of a table', async () => {
      await pick('Table', 'Desks')
      await dialog().getByRole('checkbox', { name: 'removed' }).uncheck()
      await dialog().getByRole('button', { name: 'Add comparison', exact: true }).click()
      await dialog().getByLabel('Field').fill('row.values.floor')
      await pick('Comparison', 'greater than')
      await dialog().getByLabel('Value', { exact: true }).fill('2')
      await browser.examineEverywhere('08-table')
    })
    expect(trigger).toEqual({
      table: 'Desks',
      on: ['added', 'changed'],
      when: { field: 'row.values.floor', is: 'greater than', value: 2 },
    })
  })

  test('its order is by a value, with a limit, and one that waits says why', async () => {
    const { page } = browser
    await page.goto(`/flows/${flowId}`)
    await page.getByRole('button', { name: 'Change order' }).click()
    await dialog().getByRole('radio', { name: 'One line for the flow' }).check()
    await dialog().getByRole('switch', { name: 'Limit how many may wait in a line' }).check()
    await dialog().getByLabel('Most that may wait').fill('5')
    await browser.examineEverywhere('09-order')
    await dialog().getByRole('button', { name: 'Save draft' }).click()
    await page.getByText(/^At most 5 wait in a line/).waitFor()
    const saved = await draft()
    expect(saved.order).toEqual({ by: 'flow', queue: { most: 5, whenFull: 'cancel newest' } })
    const document: Flow = { ...saved, trigger: { manual: true }, steps: [{ wait: { seconds: 600 } }] }
    await world.call(flows.saveDraft, { params: { flowId }, body: { document } })
    await world.call(flows.publishFlow, { params: { flowId }, body: {} })
    const run = () => world.call(flows.runFlow, { params: { flowId }, body: { input: {} } })
    const first = await run()
    const second = await run()
    await page.goto(`/executions/${second.executionId}`)
    await page.getByText(/^Its flow runs in order/).waitFor()
    await browser.examineEverywhere('10-why')
    await page.getByRole('link', { name: 'Show the one before it' }).click()
    await page.waitForURL(new RegExp(first.executionId))
    await page.getByText(/goes on when that is over/).waitFor()
    for (const { executionId } of [second, first])
      await world.call(executions.cancelExecution, { params: { executionId } })
  })

  test('a replay says which events the flow takes, and to which version they go', async () => {
    const { page } = browser
    await page.goto('/events')
    await page.getByRole('button', { name: 'Replay', exact: true }).click()
    await dialog().getByRole('combobox', { name: 'Flow', exact: true }).click()
    await page.getByRole('option', { name: 'Welcome' }).click()
    await dialog().getByText('No stored event starts this flow by itself.').waitFor()
    await dialog().getByRole('combobox', { name: 'Version' }).click()
    await page.getByRole('option', { name: 'Version 1', exact: true }).click()
    await browser.examineEverywhere('11-replay')
  })

  test('no page has a serious fault of accessibility, a script error or a stray request', () => {
    expect(browser.faults()).toEqual([])
  })
})
