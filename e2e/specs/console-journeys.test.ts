import { connections, executions, flows, tables } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { readFlowFile } from '../fixtures/flow-file.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { bringIn, connectAll, startWorld, type World } from '../fixtures/world.ts'

const lin = 'lin.zhao@acme.test'

const askByMail = {
  name: 'ask-by-mail.yaml',
  content: `keyway: 1
name: Ask by mail
trigger: { manual: true, inputs: [{ key: login, type: text }] }
steps:
  - id: mail
    use: email.send
    connection: smtp
    with:
      to: [ada.nwosu@acme.test]
      subject: 'May {{ trigger.login }} be an administrator?'
      text: 'Answer here: {{ execution.url }}'
  - { id: may, wait: { approval: { question: 'May {{ trigger.login }} be an administrator?' } } }
  - return: { approved: { ref: may.approved }, comment: { ref: may.comment } }
`,
}

describe('journeys through the console', () => {
  let world: World
  let browser: TestConsole
  let connectionIds: Map<string, string>

  beforeAll(async () => {
    world = await startWorld({ people: [lin] })
    connectionIds = await connectAll(world)
    browser = await openConsole(world)
    await browser.becomeAdministrator()
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  test('two exports are imported and bound, one run fails, is mended, and goes on from the failed card', async () => {
    const { page } = browser
    await world.call(connections.createConnection, {
      body: {
        name: 'okta-old',
        connector: 'okta',
        values: { domain: world.okta.url, token: 'no-longer-valid' },
      },
    })
    await page.goto('/flows/import')
    const files = ['suspicious-activity.yaml', 'people.yaml'].map((name) => readFlowFile(name))
    await page
      .locator('input[type=file]')
      .setInputFiles(
        files.map(({ name, content }) => ({ name, mimeType: 'text/yaml', buffer: Buffer.from(content) })),
      )
    await page.getByText('2 flows with').waitFor()
    await page.getByLabel('Into folder').first().fill('Security')
    await page.getByRole('button', { name: 'Import 2 flows' }).click()
    await page.getByText('The flows are stored, switched off.').waitFor()
    const okta = page.getByRole('combobox', { name: /^okta \(okta\)/ })
    await okta.click()
    await page.getByRole('option', { name: 'okta-old' }).click()
    await page.getByRole('combobox', { name: /^slack \(slack\)/ }).click()
    await page.getByRole('option', { name: 'slack' }).click()
    await browser.examine('journey-01-bound')

    await page.getByRole('link', { name: 'Lock account' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Lock account' }).waitFor()
    await page.getByRole('switch', { name: 'Switch "Lock account" on or off' }).press('Space')
    await waitFor('the flow to be on', async () => {
      const { items } = await world.call(flows.listFlows)
      return items.find(({ name }) => name === 'Lock account')?.isOn || undefined
    })
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Login').fill(lin)
    await dialog.getByLabel('Login').press('Tab')
    await dialog.getByRole('button', { name: 'Run now' }).click()
    await page.getByRole('link', { name: 'Open the execution' }).click()
    await page.waitForURL(/\/executions\/[^/]+$/)
    const failedUrl = page.url()
    await page.getByRole('article', { name: /Read user.*Failed/ }).waitFor()
    await browser.examine('journey-02-failed')

    await page.goto('/connections')
    await page.getByRole('link', { name: 'okta-old' }).click()
    await page.getByText('Lock account').first().waitFor()
    await page.getByLabel(/^API token/).fill(world.okta.apiToken)
    await page.getByRole('button', { name: 'Save and test' }).click()
    await page.getByText('Works', { exact: true }).waitFor()

    await page.goto(failedUrl)
    await page.getByRole('button', { name: 'Read user' }).click()
    await page.getByRole('button', { name: 'Run again from here' }).click()
    await dialog.getByRole('button', { name: 'Run again' }).click()
    await page.waitForURL((url) => url.href !== failedUrl)
    await page.getByRole('article', { name: /Read user.*Succeeded/ }).waitFor()
    await page.getByRole('heading', { level: 2, name: `Suspend ${lin}?` }).waitFor()
    await browser.examine('journey-03-goes-on')
  })

  test('whoever gets a mail with the link signs in on a phone, lands there, and approves', async () => {
    const { page } = browser
    const brought = await bringIn(world, [askByMail], new Map([['email', connectionIds.get('email') ?? '']]))
    const flowId = brought.get('Ask by mail')?.id ?? ''
    await world.call(flows.runFlow, { params: { flowId }, body: { input: { login: lin } } })
    const mail = await waitFor('the mail', async () => world.smtp.messages.at(-1))
    // Long lines of a mail are folded with "=" at their end.
    const text = mail.source.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=')
    const link = /Answer here: (\S+)/.exec(text)?.[1] ?? expect.fail(`There is no link in: ${text}`)
    expect(link).toMatch(/\/executions\//)

    await page.context().clearCookies()
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(link)
    await page.getByLabel('E-mail').fill('ada.nwosu@acme.test')
    await page.getByRole('textbox', { name: 'Password' }).fill('a few words to remember')
    await page.getByRole('button', { name: 'Sign in' }).click()
    const card = page.getByRole('article', { name: `May ${lin} be an administrator?` })
    await card.waitFor()
    expect(page.url()).toBe(link)
    await browser.examine('journey-04-approve-on-a-phone')
    await card.getByLabel('Comment').fill('For the week of the audit')
    await card.getByRole('button', { name: 'Approve' }).click()
    await page.getByRole('article', { name: /Wait for an approval.*Succeeded/ }).waitFor()
    const executionId = new URL(link).pathname.split('/').at(-1) ?? ''
    const output = await waitFor('its end', async () => {
      const execution = await world.call(executions.getExecution, { params: { executionId } })
      return execution.status === 'succeeded' ? execution.output : undefined
    })
    expect(output).toEqual({ approved: true, comment: 'For the week of the audit' })
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  test('a table is edited by keyboard, and cells of a spreadsheet are pasted', async () => {
    const { page } = browser
    const { id } = await world.call(tables.createTable, {
      body: {
        name: 'Inventory',
        columns: [
          { name: 'item', type: 'text' },
          { name: 'count', type: 'number' },
        ],
      },
    })
    for (const item of ['cable', 'screen']) {
      await world.call(tables.createTableRow, {
        params: { tableId: id },
        body: { values: { item, count: 1 } },
      })
    }
    const values = async () =>
      (await world.call(tables.listTableRows, { params: { tableId: id } })).items.map((row) =>
        [row.values['item'], row.values['count']].map((value) => JSON.stringify(value)).join(' '),
      )
    await page.goto(`/tables/${id}`)
    const first = page.getByRole('gridcell', { name: 'screen' })
    await first.focus()
    await page.keyboard.type('dock')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.type('2')
    await page.keyboard.press('Enter')
    await waitFor('both cells to be written', async () => (await values())[0] === '"dock" 12' || undefined)
    await page.getByRole('gridcell', { name: 'dock' }).waitFor()
    await browser.examine('journey-05-grid')

    await page.evaluate<void>(`navigator.clipboard.writeText('mouse\\t5\\nlamp\\t7\\nchair\\t9')`)
    await page.getByRole('gridcell', { name: 'dock' }).focus()
    await page.keyboard.press('Control+v')
    await page.getByText('3 of 3 rows pasted.').waitFor()
    await waitFor('a third row', async () => (await values()).length === 3 || undefined)
    expect((await values()).toSorted()).toEqual(['"chair" 9', '"lamp" 7', '"mouse" 5'])
  })

  test('no page has a fault, and nothing left this machine', () => {
    expect(browser.faults()).toEqual([])
  })
})
