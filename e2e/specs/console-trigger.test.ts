import { flows, oktaHooks } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { runCli } from '../fixtures/cli.ts'
import { postToHook } from '../fixtures/okta-delivery.ts'
import { startWorld, type World } from '../fixtures/world.ts'

const sales = "event.target.?[type eq 'UserGroup' && displayName eq 'Sales'].size()>0"

/** Forty events: twenty people join a group, five of them Sales, and twenty sign in. */
const events = Array.from({ length: 40 }, (_, at) => ({
  uuid: `u${at}`,
  eventType: at % 2 === 0 ? 'user.session.start' : 'group.user_membership.add',
  published: new Date(Date.UTC(2026, 5, 10) + at * 1000).toISOString(),
  outcome: { result: at % 4 === 0 ? 'FAILURE' : 'SUCCESS' },
  target: [
    { id: `00u${at}`, type: 'User', displayName: `Person ${at}` },
    { id: `00g${at}`, type: 'UserGroup', displayName: at % 8 === 1 ? 'Sales' : 'Finance' },
  ],
}))

describe('what starts a flow, in the console', () => {
  let world: World
  let browser: TestConsole
  let flowId: string

  beforeAll(async () => {
    world = await startWorld()
    const hook = await world.call(oktaHooks.createOktaHook, { body: { name: 'acme' } })
    const sent = await postToHook(hook, {
      eventType: 'com.okta.event_hook',
      source: 'https://acme.okta.com',
      data: { events },
    })
    if (sent.status !== 204) throw new Error(`The delivery was answered ${sent.status}.`)
    const document = {
      keyway: 1 as const,
      name: 'Welcome',
      trigger: { event: 'okta.user_created', connection: 'okta' },
      steps: [{ return: { user: { ref: 'trigger.target[type=User].id' } } }],
    }
    flowId = (await world.call(flows.createFlow, { body: { document } })).id
    browser = await openConsole(world)
    await browser.becomeAdministrator()
  })

  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  const examine = (name: string) => browser.examine(name)

  test('is searched among all events, and says which ones hooks do not deliver', async () => {
    const { page } = browser
    await page.goto(`/flows/${flowId}`)
    await page.getByText('Would have matched 0 of the last 40 events.').waitFor()
    await examine('01-panel')
    await page.getByRole('button', { name: 'Change trigger' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: /User created/, checked: true }).waitFor()
    await dialog.getByRole('textbox', { name: 'Event', exact: true }).fill('zone update')
    await dialog.getByRole('radio', { name: /Network zone updated.*System Log only/ }).waitFor()
    await examine('02-search')
    await dialog.getByRole('textbox', { name: 'Event', exact: true }).fill('added to group')
    await dialog.getByRole('radio', { name: /User added to group/ }).check({ force: true })
    await dialog
      .getByText('Would have matched 20 of the last 40 events. 20 of them are of this type.')
      .waitFor()
    await examine('03-chosen')
  })

  test('gets a filter, whose fault is shown where it is', async () => {
    const { page } = browser
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Add Okta filter' }).click()
    const filter = dialog.getByRole('textbox', { name: 'Okta filter' })
    await filter.fill("event.actor.id == 'x'")
    await dialog.getByText(/at character 16: "==" is not among/).waitFor()
    expect(await dialog.locator('mark').textContent()).toBe('=')
    await dialog.getByRole('button', { name: 'Go to it' }).click()
    expect(await page.evaluate<number>('document.activeElement.selectionStart')).toBe(15)
    await browser.examineEverywhere('04-refused')
    await filter.fill(
      "event.target.?[type eq 'UserGroup'].size()>0 && event.target.?[displayName eq 'Sales'].size()>0",
    )
    await dialog.getByText(/may be met by different targets/).waitFor()
    await filter.fill(sales)
    await dialog.getByText('Would have matched 5 of the last 40 events.').waitFor()
  })

  test('gets comparisons; fields and values come from real events', async () => {
    const { page } = browser
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Add comparison', exact: true }).click()
    await dialog.getByLabel('Field').and(page.locator(':focus')).waitFor()
    await page.keyboard.type('outcome.res')
    await page.getByRole('option', { name: /outcome\.result.*such as/ }).click()
    const value = dialog.getByLabel('Value', { exact: true })
    await value.fill('FAILURE')
    await dialog.getByText('Would have matched 0 of the last 40 events.').waitFor()
    await value.fill('')
    await page.getByRole('option', { name: 'SUCCESS' }).click()
    await dialog.getByText('Would have matched 5 of the last 40 events.').waitFor()
    await page.keyboard.press('Tab')
    await browser.examineEverywhere('05-conditions')
  })

  test('is nested, moved and taken apart by keyboard alone', async () => {
    const { page } = browser
    const dialog = page.getByRole('dialog')
    const menu = async (node: string, item: string) => {
      await dialog.getByRole('button', { name: `Actions of ${node}` }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('menuitem', { name: item }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('menu').waitFor({ state: 'detached' })
    }
    await menu('Condition 2', 'In a group: none of these hold')
    await dialog.getByText('Would have matched 0 of the last 40 events.').waitFor()
    await dialog
      .getByRole('button', { name: 'Actions of Condition 2.1' })
      .and(page.locator(':focus'))
      .waitFor()
    await dialog.getByRole('button', { name: 'Add comparison to group 2' }).press('Enter')
    await page.keyboard.type('severity')
    await page.keyboard.press('Escape')
    await browser.examineEverywhere('06-nested')
    // Out of the group, and up before everything else.
    await dialog.getByRole('button', { name: 'Actions of Condition 2.2' }).focus()
    await page.keyboard.press('Alt+ArrowLeft')
    await dialog.getByRole('group', { name: 'Condition 3' }).waitFor()
    await page.keyboard.press('Alt+ArrowUp')
    await page.keyboard.press('Alt+ArrowUp')
    expect(await dialog.getByRole('group', { name: 'Condition 1' }).getByLabel('Field').inputValue()).toBe(
      'severity',
    )
    await dialog
      .getByRole('status', { name: 'Conditions' })
      .getByText('Moved to 1.')
      .waitFor({ state: 'attached' })
    await menu('Condition 1', 'Remove')
    await menu('Group 2', 'Take the group away')
    await menu('Condition 2', 'Move up')
    await dialog.getByText('Would have matched 5 of the last 40 events.').waitFor()
  })

  test('is saved in the draft, and the command line previews the same', async () => {
    const { page } = browser
    await page.getByRole('dialog').getByRole('button', { name: 'Save draft' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('Would have matched 5 of the last 40 events.').waitFor()
    await examine('08-saved')
    const { draft } = await world.call(flows.getFlow, { params: { flowId } })
    expect(draft.trigger).toEqual({
      event: 'okta.user_added_to_group',
      connection: 'okta',
      when: { all: [{ field: 'outcome.result', is: 'equal to', value: 'SUCCESS' }, { okta: sales }] },
    })
    const server = ['--url', world.keyway.url, '--data', world.keyway.dataDirectory]
    const { stdout } = await runCli(['flows', 'preview', 'Welcome', ...server])
    expect(stdout).toContain('Would have matched 5 of the last 40 events of okta; 20 are of its types.')
  })

  test('no page has a serious fault of accessibility, a script error or a stray request', () => {
    expect(browser.faults()).toEqual([])
  })
})
