import { flows } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { startWorld, type World } from '../fixtures/world.ts'

describe('a flow as YAML, in the console', () => {
  let world: World
  let browser: TestConsole
  let flowId: string

  beforeAll(async () => {
    world = await startWorld()
    const document = {
      keyway: 1 as const,
      name: 'Greeting',
      trigger: { manual: true as const, inputs: [{ key: 'name' }] },
      steps: [
        { id: 'text', use: 'text.compose', with: { text: 'Hello {{ trigger.name }}' } },
        { return: { text: { ref: 'text.output' } } },
      ],
    }
    flowId = (await world.call(flows.createFlow, { body: { document } })).id
    browser = await openConsole(world)
    await browser.becomeAdministrator()
  })

  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  const draft = async () => JSON.stringify((await world.call(flows.getFlow, { params: { flowId } })).draft)
  const saved = (part: string) =>
    waitFor(`a draft with ${part}`, async () => ((await draft()).includes(part) ? true : undefined))
  const editor = () => browser.page.getByRole('textbox', { name: 'Flow as YAML' })
  /** Puts the cursor behind a line that reads so. */
  const goBehind = async (line: string) => {
    await editor().getByText(line, { exact: true }).first().click()
    await browser.page.keyboard.press('End')
  }

  test('is written on the cards at once, and keeps its comments when cards change', async () => {
    const { page } = browser
    await page.goto(`/flows/${flowId}?view=both`)
    await editor().waitFor()
    await goBehind('name: Greeting')
    await page.keyboard.type(' # for everybody')
    await page.keyboard.press('Control+End')
    await page.keyboard.type('  - note: From the text')
    await page.getByRole('region', { name: /flow/i }).getByText('From the text').waitFor()
    await saved('{"note":"From the text"}')
    await page.getByRole('button', { name: /^Undo/ }).first().waitFor()
    await browser.examineEverywhere('01-both')
    // On a card: the text follows.
    await page.goto(`/flows/${flowId}?view=both&card=${encodeURIComponent('steps[0]')}`)
    await editor().waitFor()
    const text = page
      .getByRole('complementary', { name: /^Set up / })
      .getByRole('textbox', { name: 'Text', exact: true })
    await goBehind('name: Greeting')
    await page.keyboard.type(' # for everybody')
    await text.press('End')
    await text.pressSequentially('!')
    await editor().getByText('Hello {{ trigger.name }}!').waitFor()
    await editor().getByText('# for everybody').waitFor()
  })

  test('offers what fits', async () => {
    const { page } = browser
    await page.goto(`/flows/${flowId}?view=yaml`)
    await editor().waitFor()
    await page.keyboard.press('Tab')
    await editor().click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('\n')
    await page.keyboard.press('Home')
    await page.keyboard.type('  - id: again\n')
    await page.keyboard.type('use: text.comp')
    await page.getByRole('option', { name: /text\.compose/ }).waitFor()
    await browser.examineEverywhere('02-completion')
    await page.keyboard.press('Enter')
    await waitFor('the card to be written', async () =>
      (await editor().textContent())?.includes('use: text.compose') === true ? true : undefined,
    )
  })

  test('says line and column of what is wrong, and never harms the flow', async () => {
    const { page } = browser
    await page.goto(`/flows/${flowId}?view=yaml`)
    await editor().waitFor()
    const before = await draft()
    await goBehind('steps:')
    await page.keyboard.type(' [')
    await page.getByText('The text is no flow yet; the flow stays as it was. Line').waitFor()
    await browser.examineEverywhere('03-broken')
    await page.waitForTimeout(1_500)
    expect(await draft()).toBe(before)
    await page.getByText('Cards', { exact: true }).click()
    await page.getByText('YAML', { exact: true }).click()
    // What was typed is still there.
    await waitFor('the broken text', async () =>
      (await editor().textContent())?.includes('steps: [') === true ? true : undefined,
    )
    await page.getByRole('button', { name: 'Write it anew from the flow' }).click()
    await page.getByText('The text is no flow yet').waitFor({ state: 'detached' })
    await goBehind('use: text.compose')
    await page.keyboard.press('Backspace')
    await page.locator('.cm-lint-marker-error').first().waitFor()
    await saved('"use":"text.compos"')
    await page.keyboard.type('e')
    await saved('"use":"text.compose"')
  })

  test('leaves no fault behind', () => expect(browser.faults()).toEqual([]))
})
