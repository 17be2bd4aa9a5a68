import { access, checks, inventory } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { connectAll, startWorld, type World } from '../fixtures/world.ts'

const lin = 'lin.zhao@acme.test'

/** People and what they can reach, as the inventory of a simulated company knows it. */
describe('people and access in the console', () => {
  let world: World
  let browser: TestConsole
  let org: string

  beforeAll(async () => {
    world = await startWorld({ sim: { seed: true } })
    const { call, okta } = world
    browser = await openConsole(world)
    await browser.becomeAdministrator()
    await browser.page.goto('/people')
    await browser.page.getByText('No Okta org is known yet').waitFor()
    await browser.examine('access-01-no-org')
    const asAdmin = async (method: string, path: string, body?: unknown) => {
      const answer = await fetch(`${okta.url}${path}`, {
        method,
        headers: { authorization: `SSWS ${okta.apiToken}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`)
    }
    const user = okta.org.findUser(lin)
    const payroll = okta.org.createGroup({ name: 'Payroll EMEA' })
    const desk = okta.org.createGroup({ name: 'Help desk' })
    for (const { id } of [payroll, desk]) okta.org.addMember({ groupId: id, userId: user?.id ?? '' })
    for (const label of ['Bank', 'Payroll run', 'Tax filing']) {
      const { id } = okta.org.createApp({ name: label.toLowerCase(), label, signOnMode: 'SAML_2_0' })
      await asAdmin('PUT', `/api/v1/apps/${id}/groups/${payroll.id}`, {})
    }
    await asAdmin('POST', `/api/v1/groups/${desk.id}/roles`, { type: 'HELP_DESK_ADMIN' })
    await connectAll(world)
    org = new URL(okta.url).host
    await call(inventory.updateInventory, { params: { org }, body: { settings: { isOn: true } } })
    await waitFor('the org to be read', async () => {
      const { items } = await call(inventory.listInventories)
      return items[0]?.status === 'complete' ? items : undefined
    })
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  test('somebody is found, with every way to what they reach', async () => {
    const { page } = browser
    await page.goto('/people')
    await page.getByText(/complete, \d+ users/).waitFor()
    await page.getByRole('row', { name: /Olivia Bennett/ }).waitFor()
    await browser.examineEverywhere('access-02-people')
    await page.getByLabel('Search by name, login or e-mail').fill('lin zh')
    await page.getByRole('link', { name: 'Lin Zhao' }).click()
    await page.getByRole('heading', { level: 1, name: 'Lin Zhao' }).waitFor()
    await page.getByRole('link', { name: 'Payroll EMEA' }).first().waitFor()
    await browser.examineEverywhere('access-03-person')
    await page.getByRole('tab', { name: 'Profile' }).click()
    await page.getByText('Password changed').waitFor()
    await browser.examine('access-04-profile')
    await page.getByRole('tab', { name: 'Timeline' }).click()
    await page.getByRole('heading', { name: 'Changes in Okta' }).waitFor()
    await browser.examine('access-05-timeline')
  })

  test('what would be lost is shown before anything is taken', async () => {
    const { page } = browser
    await page.getByRole('tab', { name: 'What would be lost' }).click()
    await page.getByText('Choose something above.').waitFor()
    await page.getByLabel('Leave groups').first().click()
    await page.getByRole('option', { name: 'Payroll EMEA' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Applications lost' }).waitFor()
    await page.getByRole('link', { name: 'Tax filing' }).waitFor()
    await browser.examine('access-06-losses')
    const found = await world.call(access.listPeople, { query: { org, search: 'lin zhao' } })
    expect(found.items).toHaveLength(1)
  })

  test('what only the organisation knows is said once for all checks', async () => {
    const { page } = browser
    await page.goto('/checks')
    await page.getByRole('link', { name: 'About your org' }).click()
    await page.getByLabel('Your domains').first().fill('acme.test,')
    await page.getByLabel('Accounts for emergencies').first().fill('emergency@acme.test')
    await page.getByRole('button', { name: 'Save and look again' }).click()
    await page.getByText('All checks of this org were looked at again.').waitFor()
    await browser.examineEverywhere('access-06-about-org')
    expect(await world.call(checks.getFacts, { params: { org } })).toMatchObject({
      allowedDomains: ['acme.test'],
      breakGlass: ['emergency@acme.test'],
      profile: 'default',
    })
  })

  test('groups, applications, roles, changes, and how well the org is known', async () => {
    const { page } = browser
    await page.goto('/access')
    await page.getByRole('link', { name: 'Payroll EMEA' }).waitFor()
    await browser.examine('access-07-groups')
    await page.getByRole('link', { name: 'Payroll EMEA' }).click()
    await page.getByRole('heading', { name: 'Gives applications' }).waitFor()
    await browser.examine('access-08-group')
    await page.getByRole('link', { name: 'Bank' }).click()
    await page.getByRole('heading', { name: 'Who can reach it' }).waitFor()
    await page.getByRole('link', { name: 'Lin Zhao' }).waitFor()
    await browser.examine('access-09-app')
    await page.goto('/access/roles')
    await page.getByRole('link', { name: 'Help desk administrator' }).click()
    await page.getByRole('link', { name: 'Help desk' }).waitFor()
    await browser.examine('access-10-role')
    await page.goto('/access/changes')
    await page.getByRole('tab', { name: 'Changes', selected: true }).waitFor()
    await browser.examine('access-11-changes')
    await page.goto('/access/inventory')
    await page.getByRole('cell', { name: 'Network zones' }).waitFor()
    await browser.examineEverywhere('access-12-inventory')
    expect(browser.faults()).toEqual([])
  })
})
