import { flows } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { connectAll, startWorld, type World } from '../fixtures/world.ts'

describe('the form of a step, in the console', () => {
  let world: World
  let browser: TestConsole
  let flowId: string

  beforeAll(async () => {
    world = await startWorld({ people: ['ada.lovelace@acme.test', 'grace.hopper@acme.test'] })
    const ids = await connectAll(world)
    const document = {
      keyway: 1 as const,
      name: 'Breached password',
      trigger: { event: 'okta.user_created', connection: 'okta' },
      steps: [
        {
          id: 'user',
          use: 'okta.read_user',
          connection: 'okta',
          with: { user: { ref: 'trigger.target[type=User].id' } },
        },
        { id: 'text', use: 'text.compose', with: { text: 'Hello {{ user.profile.firstName }}, welcome.' } },
        {
          if: { all: [{ value: { ref: 'user.status' }, is: 'equal to' as const, to: 'ACTIVE' }] },
          then: [
            {
              id: 'post',
              use: 'slack.send_message_to_channel',
              connection: 'slack',
              with: { text: { ref: 'text.output' } },
            },
          ],
          else: [],
        },
        {
          id: 'each',
          forEach: ['a', 'b'],
          collect: { ref: 'each.item' },
          do: [{ note: 'One after the other' }],
        },
        { return: { user: { ref: 'user.id' } } },
      ],
    }
    flowId = (await world.call(flows.createFlow, { body: { document } })).id
    const bindings = { okta: ids.get('okta') ?? null, slack: ids.get('slack') ?? null }
    await world.call(flows.bindConnections, { params: { flowId }, body: { bindings } })
    browser = await openConsole(world)
    await browser.becomeAdministrator()
  })

  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  /** Drafts are saved after a pause. */
  const saved = (part: string) =>
    waitFor(`a draft with ${part}`, async () => {
      const { draft } = await world.call(flows.getFlow, { params: { flowId } })
      return JSON.stringify(draft).includes(part) ? true : undefined
    })
  const open = async (path: string) => {
    await browser.page.goto(`/flows/${flowId}?card=${encodeURIComponent(path)}`)
    return browser.page.getByRole('complementary', { name: /^Set up / })
  }

  test('shows what is set, and takes a value of a step before through the picker, by keyboard', async () => {
    const panel = await open('steps[2].then[0]')
    await panel.getByLabel('Channel', { exact: true }).waitFor()
    await browser.examineEverywhere('01-action')
    const text = panel.getByRole('textbox', { name: 'Text', exact: true })
    await text.press('End')
    await text.pressSequentially(' for ')
    await text.press('Alt+i')
    const picker = browser.page.getByRole('combobox', { name: 'Search by name or example' })
    await picker.fill('user.profile.email')
    await browser.examine('02-picker')
    await picker.press('Enter')
    await saved('"text":"{{ text.output }} for {{ user.profile.email }}"')
  })

  test('keeps what is pasted as text', async () => {
    const panel = await open('steps[1]')
    const text = panel.getByRole('textbox', { name: 'Text', exact: true })
    await text.press('ControlOrMeta+a')
    await text.press('Delete')
    await text.evaluate((element) => {
      // What runs in the page knows these; this side of the test does not.
      const page = globalThis as unknown as {
        DataTransfer: new () => { setData: (type: string, data: string) => void }
        ClipboardEvent: new (type: string, init: object) => Event
      }
      const data = new page.DataTransfer()
      data.setData('text/plain', 'Price: {{ user.id }}')
      const paste = { clipboardData: data, bubbles: true, cancelable: true }
      element.dispatchEvent(new page.ClipboardEvent('paste', paste))
    })
    await saved('"text":{"const":"Price: {{ user.id }}"}')
    await browser.page.keyboard.press('ControlOrMeta+z')
    await browser.page.keyboard.press('ControlOrMeta+z')
    await saved('"text":"Hello {{ user.profile.firstName }}, welcome."')
  })

  test('renames a step, and references follow', async () => {
    const panel = await open('steps[0]')
    const id = panel.getByRole('textbox', { name: 'Id', exact: true })
    await id.fill('text')
    await panel.getByText('Another step has this id').waitFor()
    await id.fill('person')
    await id.press('Enter')
    await saved('{"return":{"user":{"ref":"person.id"}}}')
    await browser.examineEverywhere('03-read-user')
  })

  test('compares values of steps', async () => {
    const panel = await open('steps[2]')
    await panel.getByRole('button', { name: 'Add comparison' }).click()
    const second = panel.getByRole('group', { name: 'Condition 2', exact: true })
    await second.getByRole('button', { name: 'Insert a value into Compare' }).click()
    const picker = browser.page.getByRole('combobox', { name: 'Search by name or example' })
    await picker.fill('person.profile.login')
    await picker.press('Enter')
    await second.getByRole('textbox', { name: 'With' }).fill('ada@acme.test')
    await saved('{"value":{"ref":"person.profile.login"},"is":"equal to","to":"ada@acme.test"}')
    await browser.examineEverywhere('04-if')
  })

  test('asks for what loops and returns need', async () => {
    const panel = await open('steps[3]')
    await panel.getByRole('group', { name: 'List', exact: true }).waitFor()
    await browser.examineEverywhere('05-loop')
    await open('steps[4]')
    await browser.examine('06-return')
  })

  test('is where a problem leads, to the very field', async () => {
    const { page } = browser
    await page.goto(`/flows/${flowId}`)
    await page.getByRole('button', { name: '1 problem' }).click()
    await page.getByRole('button', { name: /needs the input "channel"/ }).click()
    const panel = page.getByRole('complementary', { name: 'Set up Send message to channel' })
    await panel.getByLabel('Channel', { exact: true }).and(page.locator(':focus')).waitFor()
  })

  test('leaves no fault behind', () => expect(browser.faults()).toEqual([]))
})
