import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { executions } from '@keyway/api'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { startLivedInWorld, type LivedInWorld } from '../fixtures/lived-in.ts'

describe('everywhere by keyboard', () => {
  let livedIn: LivedInWorld
  let browser: TestConsole

  beforeAll(async () => {
    livedIn = await startLivedInWorld()
    browser = await openConsole(livedIn.world)
    await browser.becomeAdministrator()
  })
  afterAll(async () => {
    await browser?.close()
    await livedIn?.world.close()
  })

  async function ask(text: string): Promise<void> {
    const { page } = browser
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Where to, or what to do' }).waitFor()
    await page.keyboard.type(text)
  }

  test('the palette leads to a flow, by its words and Enter', async () => {
    const { page } = browser
    await ask('lock acc')
    await page.getByRole('option', { name: 'Lock account' }).waitFor()
    await browser.examineEverywhere('palette-01')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Lock account' }).waitFor()
  })

  test('it leads to an execution by its id, and to the executions about a person', async () => {
    const { page } = browser
    const { items } = await livedIn.world.call(executions.listExecutions)
    const id = items[0]?.id ?? ''
    await ask(id)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/executions/${id}`)
    await ask('lin.zhao@acme.test')
    await page.getByRole('option', { name: /^Executions about lin/ }).click()
    await page.waitForURL(/who=lin/)
    await page.getByRole('row').filter({ hasText: 'Suspicious activity' }).waitFor()
  })

  test('it begins a new flow, from a field too, and Escape leaves it', async () => {
    const { page } = browser
    await page.getByLabel('Flow or error').focus()
    await ask('new flow')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'New flow' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'New flow' }).waitFor({ state: 'hidden' })
    await ask('')
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: 'Where to, or what to do' }).waitFor({ state: 'hidden' })
    expect(browser.faults()).toEqual([])
  })
})
