import { connections } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { bringIn, startWorld, type World } from '../fixtures/world.ts'

const intoGroup = {
  name: 'into-group.yaml',
  content: `keyway: 1
name: Into a group
trigger:
  manual: true
  inputs:
    - { key: person, title: Person }
    - { key: group, title: Group }
steps:
  - id: add
    use: okta.add_user_to_group
    connection: org
    with: { user: { ref: trigger.person }, group: { ref: trigger.group } }
`,
}

const joiner = {
  name: 'joiner.yaml',
  content: `keyway: 1
name: Joiner
trigger:
  manual: true
  inputs:
    - { key: path, title: What to read }
    - { key: profile, title: Profile, type: object }
steps:
  - id: read
    use: okta.custom_api_read
    connection: org
    with: { path: { ref: trigger.path } }
  - id: user
    use: okta.create_user
    connection: org
    with: { profile: { ref: trigger.profile } }
`,
}

describe('an Okta org in the console', () => {
  let world: World
  let browser: TestConsole

  beforeAll(async () => {
    world = await startWorld({ people: ['lin.zhao@acme.test', 'lina.park@acme.test'] })
    browser = await openConsole(world)
    await browser.becomeAdministrator()
  })

  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  const examine = (name: string) => browser.examine(name)

  async function copy(what: string): Promise<string> {
    const { page } = browser
    await page.getByRole('button', { name: `Copy ${what}`, exact: true }).click()
    return page.evaluate<string>('navigator.clipboard.readText()')
  }

  test('a key is made, copied into an app of the org, and followed by another one', async () => {
    const { page } = browser
    await page.goto('/connections/new?connector=okta')
    await page.getByLabel(/^Name/).fill('service-app')
    await page.getByLabel(/^Domain/).fill(world.okta.url)
    await page.getByRole('combobox', { name: /^Sign in with/ }).click()
    await page.getByRole('option', { name: /key pair/ }).click()
    await page.getByRole('textbox', { name: /^Scopes/ }).fill('okta.users.read okta.apps.read')
    await examine('01-new')
    await page.getByRole('button', { name: 'Save and test' }).click()
    await page.getByRole('heading', { level: 1, name: 'service-app' }).waitFor()
    const generate = page.getByRole('button', { name: 'Generate key' })
    if (await generate.isVisible()) await generate.click()
    await page.getByText(/^Public key keyway-/).waitFor()
    const key = JSON.parse(await copy(await page.getByText(/^Public key keyway-/).innerText()))
    expect(key).not.toHaveProperty('d')

    await page.getByRole('button', { name: 'Generate next key' }).click()
    await page.getByText(/^Next public key/).waitFor()
    await browser.examineEverywhere('04-next-key')
    const next = JSON.parse(await copy(await page.getByText(/^Next public key/).innerText()))
    const scopes = ['okta.users.read']
    const { clientId } = world.okta.org.createServiceApp({ label: 'One', scopes, keys: [key, next] })
    await page.getByLabel(/^Client ID/).fill(clientId)
    await page.getByRole('button', { name: 'Save and test' }).click()
    await page.getByText('The app is not granted: okta.apps.read.').waitFor()
    await page.getByRole('button', { name: 'Switch to the next key' }).click()
    await page.getByText('does not sign in yet').waitFor()
    await examine('06-switch-refused')

    await page.getByRole('textbox', { name: /^Scopes/ }).fill('okta.users.read')
    await page.getByRole('button', { name: 'Save and test' }).click()
    await page.getByText('calls it no error').waitFor()
    await examine('07-empty-list')
    await page.getByRole('button', { name: 'Switch to the next key' }).click()
    await page.getByText('The next key signs now').waitFor()
    await browser.examineEverywhere('08-switched')
    expect(await page.getByText(`Public key ${next.kid}`).count()).toBe(1)
  })

  test('people and groups for a run are found by name, by keyboard alone', async () => {
    const { page } = browser
    const values = { domain: world.okta.url, token: world.okta.apiToken }
    const { id } = await world.call(connections.createConnection, {
      body: { name: 'org', connector: 'okta', values },
    })
    await bringIn(world, [intoGroup, joiner], new Map([['okta', id]]))
    const { id: groupId } = world.okta.org.createGroup({
      name: 'Night shift',
      description: 'From ten to six',
    })
    await page.goto('/flows')
    await page.getByRole('link', { name: 'Into a group' }).click()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    const person = page.getByRole('combobox', { name: 'Person' })
    await person.pressSequentially('lin')
    await page.getByRole('option', { name: /^lina park/ }).waitFor()
    await browser.examineEverywhere('10-picker')
    await person.press('ArrowDown')
    await person.press('ArrowDown')
    await person.press('Enter')
    const user = world.okta.org.findUser('lina.park@acme.test') ?? expect.fail('There is no such user.')
    await page.getByText(`Chosen: ${user.id}`).waitFor()

    const group = page.getByRole('combobox', { name: 'Group' })
    await group.pressSequentially('no such group')
    await page.getByText('Nothing found').waitFor()
    await examine('11-picker-empty')
    await group.fill('')
    world.okta.faults.add({ kind: 'error', status: 503, times: 1000 })
    await group.pressSequentially('ni')
    await page.getByText('The choices did not come').waitFor({ timeout: 30_000 })
    await browser.examineEverywhere('12-picker-error')
    world.okta.faults.clear()
    await group.press('ArrowDown')
    await group.press('Enter')
    await page.getByRole('option', { name: /Night shift/ }).waitFor()
    await examine('13-picker-again')
    await page.getByRole('option', { name: /Night shift/ }).click()
    await page.getByText(`Chosen: ${groupId}`).waitFor()
    await page.getByRole('button', { name: 'Run now' }).click()
    await page.getByRole('article', { name: /Add user to group.*Succeeded/ }).waitFor()
  })

  test('an operation of Okta is found by words, and a profile is compared with the schema of the org', async () => {
    const { page } = browser
    await page.goto('/flows')
    await page.getByRole('link', { name: 'Joiner' }).click()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    const path = page.getByRole('combobox', { name: 'What to read' })
    await path.pressSequentially('network zones')
    await page.getByRole('option', { name: /^List network zones.*okta\.networkZones\.read/ }).waitFor()
    await examine('20-operations')
    await path.press('ArrowDown')
    await path.press('Enter')
    await page.getByText('Chosen: /api/v1/zones').waitFor()
    const profile = { firstName: 'Lin', lastname: 'Zhao', email: 'l@acme.test', city: 7 }
    await page.getByRole('dialog').getByLabel('Profile').fill(JSON.stringify(profile))
    await page.getByText('"lastname" is not known there. Did you mean "lastName"?').waitFor()
    await page.getByText('"city" is a text there; found a number.').waitFor()
    await page.getByText('"login" (Username) is required there and not given.').waitFor()
    await page.getByText(/attributes are known there/).click()
    await page.getByText('Department (text)').waitFor()
    await browser.examineEverywhere('21-members')
    const whole = { firstName: 'Lin', lastName: 'Zhao', email: 'l@acme.test', login: 'l@acme.test' }
    await page.getByRole('dialog').getByLabel('Profile').fill(JSON.stringify(whole))
    await page.getByText('is required there').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Run now' }).click()
    await page.getByRole('article', { name: /Create user.*Succeeded/ }).waitFor()
  })

  test('no page has a serious fault, and nothing left this machine', () => {
    expect(browser.faults()).toEqual([])
  })
})
