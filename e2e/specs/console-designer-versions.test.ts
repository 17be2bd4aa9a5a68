import { flows, flowVersions } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { startWorld, type World } from '../fixtures/world.ts'

const flowWith = (text: string, more: object[] = []) => ({
  keyway: 1 as const,
  name: 'Welcome mail',
  trigger: { manual: true as const, inputs: [{ key: 'name' }] },
  steps: [
    { id: 'text', use: 'text.compose', with: { text } },
    ...more,
    { return: { text: { ref: 'text.output' } } },
  ] as never[],
})

describe('versions of a flow, and two authors, in the console', () => {
  let world: World
  let browser: TestConsole
  let flowId: string

  beforeAll(async () => {
    world = await startWorld()
    flowId = (
      await world.call(flows.createFlow, { body: { document: flowWith('Hello {{ trigger.name }}') } })
    ).id
    browser = await openConsole(world)
    await browser.becomeAdministrator()
  })

  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  const detail = () => world.call(flows.getFlow, { params: { flowId } })
  const saveElsewhere = (document: ReturnType<typeof flowWith>) =>
    world.call(flows.saveDraft, { params: { flowId }, body: { document } })
  const open = async () => {
    await browser.page.goto(`/flows/${flowId}?card=${encodeURIComponent('steps[0]')}`)
    const panel = browser.page.getByRole('complementary', { name: /^Set up / })
    return panel.getByRole('textbox', { name: 'Text', exact: true })
  }

  test('are published with what is different from the one that runs', async () => {
    const { page } = browser
    const text = await open()
    await page.getByRole('button', { name: 'Publish' }).click()
    const first = page.getByRole('dialog', { name: 'Publish version 1' })
    await first.getByText('This becomes the first version.').waitFor()
    await first.getByRole('textbox', { name: 'What is new' }).fill('First words')
    await first.getByRole('button', { name: 'Publish' }).click()
    await first.waitFor({ state: 'detached' })

    await text.press('End')
    // Published at once: what was typed a moment ago is in it.
    await text.pressSequentially(', welcome')
    await page.getByRole('button', { name: 'Publish' }).click()
    const dialog = page.getByRole('dialog', { name: 'Publish version 2' })
    const card = dialog.getByRole('group', { name: 'Changed: Compose' })
    await card.getByText('Hello {{ trigger.name }}, welcome').waitFor()
    expect(await card.locator('del').textContent()).toBe('Hello {{ trigger.name }}')
    await browser.examineEverywhere('01-publish')
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await dialog.waitFor({ state: 'detached' })
    const { published, publishedVersion } = await detail()
    expect(publishedVersion).toBe(2)
    expect(published?.steps[0]).toMatchObject({ with: { text: 'Hello {{ trigger.name }}, welcome' } })
  })

  test('are listed, compared and gone back to', async () => {
    const { page } = browser
    await saveElsewhere(flowWith('Good day', [{ id: 'more', use: 'text.compose', with: { text: 'More' } }]))
    await world.call(flows.publishFlow, { params: { flowId }, body: { message: 'More words' } })
    await page.goto(`/flows/${flowId}`)
    await page.getByRole('link', { name: 'Version 3' }).click()
    await page.getByRole('heading', { name: 'Versions', level: 1 }).waitFor()
    await page.getByRole('group', { name: 'Added: Compose' }).waitFor()
    await browser.examineEverywhere('02-versions')
    await page.getByRole('button', { name: 'Go back to version 1' }).click()
    const dialog = page.getByRole('dialog', { name: 'Go back to version 1' })
    await dialog.getByRole('group', { name: 'Removed: Compose' }).waitFor()
    await browser.examine('03-go-back')
    await dialog.getByRole('button', { name: 'Publish version 1 again' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Back to version 1').waitFor()
    const { items } = await world.call(flowVersions.listVersions, { params: { flowId } })
    expect(items.map(({ number, isPublished }) => [number, isPublished])).toEqual([
      [4, true],
      [3, false],
      [2, false],
      [1, false],
    ])
    expect((await detail()).published).toEqual(flowWith('Hello {{ trigger.name }}'))
  })

  test('another author is not overwritten: theirs is taken over, and undo brings mine back', async () => {
    const { page } = browser
    const text = await open()
    await text.waitFor()
    await saveElsewhere(flowWith('From elsewhere'))
    await text.press('End')
    await text.pressSequentially('!')
    await page.getByText('saved this draft, too').waitFor()
    await browser.examineEverywhere('04-conflict')
    expect((await detail()).draft).toEqual(flowWith('From elsewhere'))
    await page.getByRole('button', { name: 'Compare' }).click()
    const dialog = page.getByRole('dialog', { name: 'Theirs and yours' })
    await dialog.getByText('From elsewhere').waitFor()
    await browser.examine('05-compare')
    await dialog.getByRole('button', { name: 'Take theirs' }).click()
    await waitFor('their text', async () =>
      (await text.textContent()) === 'From elsewhere' ? true : undefined,
    )
    await page.getByRole('button', { name: /^Undo/ }).click()
    await waitFor('mine to be saved', async () =>
      JSON.stringify((await detail()).draft).includes('Hello {{ trigger.name }}!') ? true : undefined,
    )
  })

  test('what could not be saved is kept in the browser, and saved when the flow is opened again', async () => {
    const { page } = browser
    const text = await open()
    await text.waitFor()
    await page.route('**/draft', (route) => route.abort())
    await text.press('End')
    await text.pressSequentially(' Kept.')
    await page.getByText('kept in this browser').waitFor()
    await browser.examine('06-not-saved')
    await page.goto('about:blank')
    await page.unroute('**/draft')
    await open()
    await waitFor('what was kept', async () =>
      JSON.stringify((await detail()).draft).includes('Kept.') ? true : undefined,
    )
  })

  test('leaves no fault behind', () =>
    expect(browser.faults().filter((fault) => !/draft|ERR_FAILED|409/.test(fault))).toEqual([]))
})
