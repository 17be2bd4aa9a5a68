import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { alerts, detections, flows, oktaHooks, type AnswerOf } from '@keyway/api'
import { attackScripts, toLogEvents } from '@keyway/identity/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { startWorld, type World } from '../fixtures/world.ts'

const rule = [
  'title: Somebody opened the payroll',
  'id: 11111111-2222-4333-8444-555555555555',
  'logsource:',
  '  product: okta',
  '  service: okta',
  'detection:',
  '  selection:',
  '    eventType: user.mfa.okta_verify.deny_push',
  '  condition: selection',
  'level: high',
  'tags: [attack.t1621]',
].join('\n')

describe('detections, alerts and notifications in the console', () => {
  let world: World
  let browser: TestConsole
  let hook: AnswerOf<typeof oktaHooks.createOktaHook>
  let receiver: Server
  let port = 0

  beforeAll(async () => {
    receiver = createServer((request, response) => {
      request.resume()
      request.on('end', () => response.writeHead(request.url === '/closed' ? 403 : 200).end())
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    port = (receiver.address() as AddressInfo).port
    world = await startWorld()
    browser = await openConsole(world)
    await browser.becomeAdministrator()
    hook = await world.call(oktaHooks.createOktaHook, { body: { name: 'Acme' } })
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
    receiver.close()
  })

  const examine = (name: string) => browser.examine(name)

  async function attack(id: string, minutesAgo: number): Promise<void> {
    const events = toLogEvents(attackScripts[id]?.attack ?? [], Date.now() - minutesAgo * 60_000)
    const body = { eventType: 'com.okta.event_hook', source: 'https://acme.okta.com', data: { events } }
    const headers = { 'content-type': 'application/json', [hook.headerName]: hook.secret ?? '' }
    const sent = await fetch(hook.url, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(sent.status).toBe(204)
  }

  test('a target is added, tested, and says why it does not work', async () => {
    const { page } = browser
    await page.goto('/notifications')
    await page.getByText('Nobody is told yet').waitFor()
    await examine('detections-01-no-targets')
    await page.getByRole('link', { name: 'New target' }).first().click()
    await page.getByLabel(/^Name/).fill('Workflows')
    await page.getByLabel(/^URL/).fill(`http://127.0.0.1:${port}/closed`)
    await page.getByLabel(/^Secret/).fill('client-token')
    await examine('detections-02-new-target')
    await page.getByRole('button', { name: 'Add and test' }).click()
    await page.getByText(/answered 403/).waitFor()
    await examine('detections-03-target-fails')
    await page.getByLabel(/^URL/).fill(`http://127.0.0.1:${port}/open`)
    await page.getByLabel(/^Secret/).fill('client-token')
    await page.getByRole('button', { name: 'Save' }).last().click()
    await page.getByRole('button', { name: 'Test connectivity' }).click()
    await page.getByText('The test message was taken.').waitFor()
  })

  test('an attack becomes an alert that people look at, answer and close', async () => {
    const { page } = browser
    const { id } = await world.call(flows.createFlow, {
      body: {
        document: {
          keyway: 1,
          name: 'Answer an alert',
          trigger: { manual: true },
          steps: [{ return: { who: { ref: 'trigger.subject.login' } } }],
        },
      },
    })
    await world.call(flows.publishFlow, { params: { flowId: id }, body: {} })
    await page.goto('/alerts')
    await page.getByText('No alerts').waitFor()
    await examine('detections-04-no-alerts')
    await attack('keyway.mfa_fatigue', 30)
    await attack('keyway.session_hijacked', 90)
    // It appears by itself.
    await page.getByRole('link', { name: 'MFA fatigue' }).waitFor()
    await page.getByRole('link', { name: 'One session, several clients' }).waitFor()
    await examine('detections-05-alerts')
    await page.getByRole('link', { name: 'MFA fatigue' }).click()
    await page.getByRole('heading', { name: 'What happened' }).waitFor()
    await examine('detections-06-alert')
    await page.getByRole('button', { name: 'Acknowledge' }).click()
    await page.getByText('acknowledged it').waitFor()
    await page.getByRole('button', { name: 'Answer with a flow' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Flow', { exact: true }).first().click()
    await page.getByRole('option', { name: 'Answer an alert' }).click()
    await examine('detections-07-answer')
    await dialog.getByRole('button', { name: 'Run dry' }).click()
    await page.getByText('ran a flow').waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByLabel(/False alarm/).check()
    await page.getByLabel('Note').last().fill('It was a drill.')
    await examine('detections-08-close')
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click()
    await page.getByText('Closed: false alarm').waitFor()
    const { items } = await world.call(alerts.listAlerts, { query: { state: 'closed' } })
    expect(items).toMatchObject([{ reason: 'false_alarm', subject: { login: 'ann@example.com' } }])
    await page.goto('/notifications')
    await page.getByText('Sent').first().waitFor()
    await examine('detections-09-targets')
  })

  test('a rule is brought, tried on the past, excepted and switched on', async () => {
    const { page } = browser
    await page.goto('/detections')
    await page.getByRole('link', { name: 'MFA fatigue', exact: true }).waitFor()
    await examine('detections-10-list')
    await page.getByRole('button', { name: 'Add rules' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('File name').fill('payroll.yml')
    await dialog.getByLabel('Rules', { exact: true }).fill('title: [')
    await dialog.getByRole('button', { name: 'Check' }).click()
    await dialog.getByText('Cannot be loaded').waitFor()
    await dialog.getByLabel('Rules', { exact: true }).fill(rule)
    await dialog.getByRole('button', { name: 'Keep' }).click()
    await page.getByLabel('Search', { exact: true }).fill('payroll')
    await page.getByRole('link', { name: 'Somebody opened the payroll' }).click()
    await page.getByRole('button', { name: 'Look back' }).click()
    await page.getByText(/1 alert \(5 findings\)/).waitFor()
    await examine('detections-11-back-test')
    await page.getByLabel('Events', { exact: true }).fill('actor.alternateId eq "bob@example.com"')
    await page.getByLabel('Reason').fill('Works there')
    await page.getByRole('button', { name: 'Add exception' }).click()
    await page.getByText('Works there').waitFor()
    await page.getByRole('switch', { name: 'On' }).click({ force: true })
    await expect
      .poll(async () => {
        const params = { detectionId: '11111111-2222-4333-8444-555555555555' }
        return (await world.call(detections.getDetection, { params })).isOn
      })
      .toBe(true)
    await page.goto('/detections/keyway.mfa_fatigue')
    await page.getByText('T1621').waitFor()
    await examine('detections-12-native')
    expect(browser.faults()).toEqual([])
  })
})
