import { connections } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { readFlowFile } from '../fixtures/flow-file.ts'
import { createSimHook } from '../fixtures/sim-hook.ts'
import { bringIn, startWorld, type World } from '../fixtures/world.ts'

const reported = 'user.account.report_suspicious_activity_by_enduser'
const lin = 'lin.zhao@acme.test'

describe('the console, from the first start to an execution', () => {
  let world: World
  let browser: TestConsole

  beforeAll(async () => {
    world = await startWorld({ people: [lin] })
    browser = await openConsole(world)
  })

  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  const examine = (name: string) => browser.examine(name)

  test('the set-up link makes the first administrator and signs in', async () => {
    const { page } = browser
    await page.goto(world.keyway.setupUrl() ?? '')
    await page.getByLabel('Your name').fill('Ada Nwosu')
    await page.getByLabel('E-mail').fill('ada.nwosu@acme.test')
    await examine('01-set-up')
    await page.getByRole('textbox', { name: 'Password' }).fill('a few words to remember')
    await page.getByRole('button', { name: 'Make administrator and sign in' }).click()
    await page.getByRole('heading', { level: 1, name: 'Okta' }).waitFor()
    expect(page.url()).not.toContain('#')
  })

  test('a connection is created, tested and shown as working; its secret does not come back', async () => {
    const { page } = browser
    const { okta, slack } = world
    await page.goto('/connections/new')
    await page.getByRole('button', { name: /^Slack/ }).click()
    await page.getByLabel(/^Name/).fill('slack')
    await page.getByLabel(/^Bot token/).fill(slack.token)
    await page.getByLabel(/^Base URL/).fill(slack.url)
    await examine('02-new-connection')
    await page.getByRole('button', { name: 'Save and test' }).click()
    await page.getByText('Connected to Acme as keyway.').waitFor()
    await examine('03-connection')

    await page.goto('/connections/new?connector=okta')
    await page.getByLabel(/^Name/).fill('okta')
    await page.getByLabel(/^Domain/).fill(okta.url)
    await page.getByLabel(/^API token/).fill('a-wrong-token')
    await page.getByRole('button', { name: 'Save and test' }).click()
    await page.getByText('Fails', { exact: true }).waitFor()
    await examine('04-connection-fails')
    await page.getByLabel(/^API token/).fill(okta.apiToken)
    await page.getByRole('button', { name: 'Save and test' }).click()
    await page.getByText('Works', { exact: true }).waitFor()
    expect(await page.content()).not.toContain(okta.apiToken)
  })

  test('a hook is created; URL and key are copied into Okta, and the page sees the verification', async () => {
    const { page } = browser
    await page.goto('/okta')
    await page.getByRole('button', { name: 'New event hook receiver' }).first().click()
    await page.getByRole('dialog').getByLabel(/^Name/).fill('Acme production')
    await examine('05-new-hook')
    await page.getByRole('button', { name: 'Make receiver' }).click()
    await page.getByRole('heading', { level: 1, name: 'Acme production' }).waitFor()
    const url = await copy('URL')
    const header = await copy('Authentication field')
    const secret = await copy('Authentication secret')
    expect(url).toMatch(new RegExp(`^${world.keyway.url}/hooks/okta/[\\w-]{32}$`))
    expect(await page.content()).not.toContain(secret)
    await examine('06-hook')

    await createSimHook(world.okta, { name: 'Keyway', url, header, secret, types: [reported] })
    await page.getByRole('status').getByText('Verified').waitFor()
  })

  test('an event makes an execution appear in the open list, and a click shows its real values', async () => {
    const { page } = browser
    const { items } = await world.call(connections.listConnections)
    const ids = new Map(items.map(({ connector, id }) => [connector, id]))
    await bringIn(world, [readFlowFile('suspicious-activity.yaml')], ids)
    await page.goto('/executions')
    await page.getByText('No flow has run yet').waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    await examine('07-no-executions')

    const user = world.okta.org.findUser(lin) ?? expect.fail('There is no such user.')
    const party = { id: user.id, type: 'User', alternateId: lin, displayName: 'Lin Zhao' }
    world.okta.org.emit({ eventType: reported, actor: party, target: [party] })
    const row = page.getByRole('row').filter({ hasText: 'Suspicious activity' })
    await row.getByText('Succeeded').waitFor({ timeout: 10_000 })
    await examine('08-executions')

    await row.getByRole('link', { name: 'Suspicious activity' }).click()
    await page.getByRole('article', { name: /Read user.*Succeeded/ }).waitFor()
    const cards = page.getByRole('article')
    expect(await cards.count()).toBe(5)
    const readUser = page.getByRole('article', { name: /Read user/ })
    const tell = page.getByRole('article', { name: /Send message/ })
    await readUser.getByText(user.id).first().waitFor()
    await tell.getByText(`${lin} reported suspicious activity`).waitFor()
    await examine('09-execution')

    await readUser.getByRole('button', { name: /more$/ }).click()
    await readUser.getByRole('button', { name: /Profile/ }).click()
    await page.getByText(lin).first().waitFor()
    await examine('10-execution-value')
  })

  test('a flow shows its cards', async () => {
    const { page } = browser
    await page.goto('/flows')
    await page.getByRole('link', { name: 'Suspicious activity' }).click()
    await page.getByRole('article', { name: /Suspend user/ }).waitFor()
    await examine('30-flow')
  })

  test('after signing out nothing is shown any more', async () => {
    const { page } = browser
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await page.goto('/executions')
    await page.getByLabel('E-mail').waitFor()
    await examine('40-sign-in')
  })

  test('no page has a serious fault, and nothing left this machine', () => {
    expect(browser.faults()).toEqual([])
  })

  async function copy(what: string): Promise<string> {
    const { page } = browser
    await page.getByRole('button', { name: `Copy ${what}`, exact: true }).click()
    return page.evaluate<string>('navigator.clipboard.readText()')
  }
})
