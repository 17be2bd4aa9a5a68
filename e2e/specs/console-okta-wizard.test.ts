import { connections } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { bringIn, startWorld, type World } from '../fixtures/world.ts'

const locked = {
  name: 'locked.yaml',
  content: `keyway: 1
name: Look at locked accounts
trigger: { event: okta.user_locked, connection: org }
steps:
  - { id: user, use: okta.read_user, connection: org, with: { user: { ref: trigger.actor.id } } }
`,
}
const scopes = ['okta.eventHooks.manage', 'okta.logs.read', 'okta.users.read']

describe('the way from nothing to an org whose events arrive', () => {
  let world: World
  let browser: TestConsole

  beforeAll(async () => {
    world = await startWorld({ people: ['lin.zhao@acme.test'] })
    browser = await openConsole(world)
    await browser.becomeAdministrator()
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  const step = (title: string) => browser.page.getByRole('region', { name: title })

  async function copy(what: string): Promise<string> {
    const { page } = browser
    await page.getByRole('button', { name: `Copy ${what}`, exact: true }).click()
    return page.evaluate<string>('navigator.clipboard.readText()')
  }

  test('an org is connected with a service app, and what is missing is named', async () => {
    const { page } = browser
    await page.goto('/okta')
    await page.getByRole('link', { name: 'Connect an Okta org' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Connect an Okta org' }).waitFor()
    await page.getByRole('radio', { name: /^Service app/ }).waitFor()
    await browser.examineEverywhere('wizard-01-begin')
    await page.getByLabel(/^Name/).fill('acme')
    await page.getByLabel(/^Domain/).fill(world.okta.url)
    await page.getByLabel(/^Scopes/).fill(scopes.join(' '))
    await page.getByRole('button', { name: 'Save and test' }).click()
    await page.waitForURL(/connection=/)
    await step('Check that it works').getByText('Needs you').waitFor()
    await browser.examineEverywhere('wizard-02-no-app-yet')
  })

  test('the key goes into the app; the scopes say who needs them; the check turns green', async () => {
    const { page } = browser
    const { items } = await world.call(connections.listConnections)
    const connectionId = items[0]?.id ?? expect.fail('There is no connection.')
    await bringIn(world, [locked], new Map([['okta', connectionId]]))
    await page.reload()
    const needed = step('Grant what your flows need')
    await needed.getByRole('row', { name: /okta\.users\.read.*Look at locked accounts/ }).waitFor()
    await needed.getByRole('row', { name: /okta\.eventHooks\.manage.*Keyway/ }).waitFor()
    expect((await copy('All scopes, parted by blanks')).split(' ')).toEqual(expect.arrayContaining(scopes))
    const generate = page.getByRole('button', { name: 'Generate key' })
    if (await generate.isVisible()) await generate.click()
    const label = await page.getByText(/^Public key keyway-/).innerText()
    const key = JSON.parse(await copy(label))
    const { clientId } = world.okta.org.createServiceApp({
      label: 'Keyway',
      scopes,
      keys: [key],
      roles: ['SUPER_ADMIN'],
    })
    await page.getByRole('link', { name: 'Change its settings' }).click()
    await page.getByLabel(/^Client ID/).fill(clientId)
    await page.getByRole('button', { name: 'Save and test' }).click()
    await page.getByText('Works', { exact: true }).waitFor()
    await page.goto(`/okta/connect?connection=${connectionId}`)
    await step('Check that it works').getByText('Done').waitFor()
    await browser.examineEverywhere('wizard-03-works')
  })

  test('Keyway makes the hook, and the meter proves that nothing is missing', async () => {
    const { page } = browser
    await page.getByRole('button', { name: 'Set up the event hook' }).click()
    await step('Let Okta tell Keyway what happens').getByText('Done').waitFor()
    world.okta.org.emit({ eventType: 'user.account.lock' })
    await step('See that nothing is missing')
      .getByRole('row', { name: /^user\.account\.lock 1/ })
      .waitFor({ timeout: 60_000 })
    await browser.examineEverywhere('wizard-04-complete')
    expect(browser.faults()).toEqual([])
  })
})
