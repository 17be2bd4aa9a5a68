import { readFileSync } from 'node:fs'
import path from 'node:path'
import { executions, flows, oktaHooks } from '@keyway/api'
import { findCorpus } from '@keyway/tools/corpus'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { openDesigner, type TestDesigner } from '../fixtures/designer.ts'
import { createSimHook } from '../fixtures/sim-hook.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { connectAll, startWorld, waitForExecutions, type World } from '../fixtures/world.ts'

const breached = 'security.breached_credential.detected'
const lin = 'lin.zhao@acme.test'
const corpus = findCorpus()

/** What both ways of building lead to. */
const built = [
  {
    id: 'read_user',
    use: 'okta.read_user',
    connection: 'okta',
    with: { user: { ref: 'trigger.target[type=User].id' } },
  },
  {
    id: 'compose',
    use: 'text.compose',
    with: { text: '{{ read_user.profile.email }} used a breached password.' },
  },
  {
    id: 'send_message_to_channel',
    use: 'slack.send_message_to_channel',
    connection: 'slack',
    with: { channel: 'C0001', text: { ref: 'compose.output' } },
  },
]

describe('a flow is built in the console', () => {
  let world: World
  let connectionIds: ReadonlyMap<string, string>
  let browser: TestConsole
  let designer: TestDesigner

  beforeAll(async () => {
    world = await startWorld({ people: [lin] })
    connectionIds = await connectAll(world)
    const hook = await world.call(oktaHooks.createOktaHook, { body: { name: 'Acme' } })
    await createSimHook(world.okta, {
      name: 'Breaches',
      url: hook.url,
      header: hook.headerName,
      secret: hook.secret ?? '',
      types: [breached],
    })
    browser = await openConsole(world)
    await browser.becomeAdministrator()
    designer = openDesigner(browser.page)
  })

  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  const flowIdInAddress = () => new URL(browser.page.url()).pathname.split('/').at(-1) ?? ''
  const draftOf = (flowId: string) => world.call(flows.getFlow, { params: { flowId } })
  /** Waits until the draft is saved as it should be. */
  const savedSteps = (flowId: string, steps: unknown) =>
    waitFor('the draft to be saved', async () => {
      const { draft } = await draftOf(flowId)
      return JSON.stringify(draft.steps) === JSON.stringify(steps) ? draft : undefined
    })
  const bindAll = async (flowId: string) => {
    const { bindings } = await draftOf(flowId)
    const bound = Object.fromEntries(
      bindings.map(({ name, connector }) => [name, connectionIds.get(connector) ?? null]),
    )
    await world.call(flows.bindConnections, { params: { flowId }, body: { bindings: bound } })
  }
  const createFlow = async (name: string, steps: readonly object[]) => {
    const trigger = { event: `okta.${breached}`, connection: 'okta' }
    const document = { keyway: 1 as const, name, trigger, steps: JSON.parse(JSON.stringify(steps)) }
    return (await world.call(flows.createFlow, { body: { document } })).id
  }

  test('from nothing, by drag', async () => {
    const { page } = browser
    await page.goto('/flows')
    await page.getByRole('button', { name: 'New flow' }).first().click()
    await page.getByLabel('Name').fill('Breached password')
    await page.getByLabel('Event').first().fill('breached')
    await page.getByText('Breached credential detected').click()
    await page.getByLabel('Connection').fill('okta')
    await browser.examineEverywhere('01-new-flow')
    await page.getByRole('button', { name: 'Create and build' }).click()

    await page.getByRole('button', { name: 'Add the first card' }).waitFor()
    await browser.examineEverywhere('02-empty')
    await page.getByRole('button', { name: 'Add the first card' }).click()
    await browser.examine('03-palette')
    await designer.dragFromPalette('okta read user', 'steps', 0)
    await designer.dragFromPalette('message to channel', 'steps', 1)
    // Between the two that are there.
    await designer.dragFromPalette('compose', 'steps', 1)
    await page.getByRole('button', { name: 'Close the palette' }).click()

    await designer.connect('Breached credential detected › User › ID', 'Read user › User')
    await designer.write('Compose › Text', '{{ read_user.profile.email }} used a breached password.')
    await designer.write('Send message to channel › Channel', 'C0001')
    await designer.connect('Compose › Output', 'Send message to channel › Text')
    await savedSteps(flowIdInAddress(), built)
    await browser.examineEverywhere('04-built-by-drag')
  })

  test('published, a real event starts it, and its values are on the cards', async () => {
    const { page } = browser
    const { okta, slack } = world
    const flowId = flowIdInAddress()
    await bindAll(flowId)
    await page.reload()
    await page.getByText('No problems').waitFor()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
    await waitFor('the first version', async () =>
      (await draftOf(flowId)).publishedVersion === 1 ? true : undefined,
    )
    await page.getByRole('switch', { name: /Breached password/ }).press('Space')
    await waitFor('the flow to be on', async () => ((await draftOf(flowId)).isOn ? true : undefined))

    const user = okta.org.findUser(lin) ?? expect.fail('There is no such user.')
    const party = { id: user.id, type: 'User', alternateId: lin, displayName: 'Lin Zhao' }
    okta.org.emit({ eventType: breached, actor: party, target: [party] })
    const [run] = await waitForExecutions(world, flowId, 1)
    expect(run).toMatchObject({ status: 'succeeded', mode: 'event' })
    expect(slack.messages.map(({ text }) => text)).toEqual([`${lin} used a breached password.`])

    await page.goto(`/executions/${run?.id}`)
    await page
      .getByRole('button', { name: `Text ${lin} used a breached password.` })
      .first()
      .waitFor()
    await browser.examineEverywhere('05-painted')
  })

  test('it runs where it is built, with that real event, dry, and shows what would have been sent', async () => {
    const { page } = browser
    const { items } = await world.call(flows.listFlows)
    const flow = items.find(({ name }) => name === 'Breached password') ?? expect.fail('The flow is gone.')
    await page.goto(`/flows/${flow.id}`)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('A real event').click()
    await page.getByRole('option').first().click()
    await dialog.getByRole('switch', { name: 'Dry run' }).check()
    await browser.examine('06-run-dialog')
    await dialog.getByRole('button', { name: /dry/i }).click()
    await page.getByText('On the cards: the values of this execution of version 1.').waitFor()
    await designer.card('Send message to channel').getByText('Would have run').waitFor()
    await browser.examineEverywhere('07-run-in-designer')
    expect(world.slack.messages).toHaveLength(1)
  })

  test('from nothing, by keyboard alone', async () => {
    const { page } = browser
    const { keyboard } = page
    const press = async (...keys: string[]) => {
      for (const key of keys) await keyboard.press(key)
    }
    await page.goto('/flows')
    await page.getByRole('button', { name: 'New flow' }).first().focus()
    await press('Enter')
    await page.getByRole('dialog').getByLabel('Name').waitFor()
    await keyboard.type('By keyboard')
    await press('Tab', 'Tab', 'Tab')
    await keyboard.type('breached')
    await page.getByText('Breached credential detected').waitFor()
    await press('Tab', 'Space', 'Tab')
    await keyboard.type('okta')
    await press('Enter')
    await page.locator('[data-card="trigger"]').waitFor()
    const flowId = flowIdInAddress()

    const add = async (words: string, title: string) => {
      await press('a')
      await keyboard.type(words)
      await page.locator('[data-entry]').first().waitFor()
      await press('Enter')
      await page.locator(':focus', { hasText: title }).waitFor()
    }
    await page.locator('[data-card="trigger"]').focus()
    await add('okta read user', 'Read user')
    // The menu and the fold of a card come before its inputs.
    await press('Tab', 'Tab', 'Tab', 'c')
    await page.getByRole('combobox', { name: 'Search outputs' }).waitFor()
    await keyboard.type('user › id')
    await press('Enter')
    await designer.pill('input', 'Read user › User').getByText('trigger').waitFor()
    await add('compose', 'Compose')
    await press('Tab', 'Tab', 'Tab', 'Enter')
    await keyboard.type('{{ read_user.profile.email }} used a breached password.')
    await press('Enter')
    await page.locator(':focus[data-label="Compose › Text"]').waitFor()
    await add('message to channel', 'Send message to channel')
    await press('Tab', 'Tab', 'Tab', 'Enter')
    await keyboard.type('C0001')
    await press('Enter')
    await page.locator(':focus[data-label="Send message to channel › Channel"]').waitFor()
    await press('Tab', 'c')
    await page.getByRole('combobox', { name: 'Search outputs' }).waitFor()
    await keyboard.type('compose output')
    await press('Enter')
    await savedSteps(flowId, built)
    await browser.examine('08-built-by-keyboard')

    // Moved, taken back, removed, and taken back again.
    await page.locator('[data-card="steps[2]"]').focus()
    await press('Alt+ArrowLeft')
    await savedSteps(flowId, [built[0], built[2], built[1]])
    await press('Control+z')
    await savedSteps(flowId, built)
    await page.locator('[data-card="steps[1]"]').focus()
    await press('Delete')
    await savedSteps(flowId, [built[0], built[2]])
    await press('Control+z', 'Control+Shift+z', 'Control+z')
    await savedSteps(flowId, built)
    await press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await browser.examine('09-shortcuts')
    await press('Escape')
  })

  test('a connection that cannot work is refused with the reason', async () => {
    const { page } = browser
    const flowId = await createFlow('Clash', [
      { id: 'not', use: 'boolean.not', with: { value: true } },
      { id: 'length', use: 'list.length', with: {} },
      { id: 'round', use: 'number.round', with: {} },
    ])
    await page.goto(`/flows/${flowId}`)
    await designer.pill('input', 'Round › Number').waitFor()
    await designer.hold('Not › Output', 'Round › Number')
    await page.getByText('True or false does not fit: it takes number').waitFor()
    await browser.examineEverywhere('10-refused')
    await page.mouse.up()
    await designer.hold('Length › Length', 'Not › Value')
    await page.getByText('That card does not run before this one').waitFor()
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await designer.connect('Length › Length', 'Round › Number')
    await waitFor('the connection', async () =>
      JSON.stringify((await draftOf(flowId)).draft.steps[2]).includes('length.length') ? true : undefined,
    )
  })

  test('a run that failed leads to the card; mended, it runs on from there with what was learned before', async () => {
    const { page } = browser
    const document = {
      keyway: 1 as const,
      name: 'Mended',
      trigger: { manual: true as const },
      steps: [
        {
          id: 'read_user',
          use: 'okta.read_user',
          connection: 'okta',
          with: { user: lin },
        },
        {
          id: 'message',
          use: 'slack.send_message_to_channel',
          connection: 'slack',
          with: { channel: 'nowhere', text: { ref: 'read_user.profile.email' } },
        },
      ],
    }
    const { id: flowId } = await world.call(flows.createFlow, { body: { document } })
    await bindAll(flowId)
    await page.goto(`/flows/${flowId}`)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Run the draft' }).click()
    await page.getByRole('button', { name: 'Go to the failed card' }).first().click()
    await page.mouse.move(0, 0)
    await browser.examineEverywhere('11-failed-in-designer')

    await page.getByRole('button', { name: 'Take the values off the cards' }).waitFor()
    const failed = designer.card('Send message to channel')
    await failed.getByText('channel_not_found').first().waitFor()
    const { items } = await world.call(executions.listExecutions, { query: { flowId } })
    await page.getByRole('button', { name: 'Take the values off the cards' }).click()
    await designer.pill('input', 'Send message to channel › Channel').click()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('C0001')
    await page.keyboard.press('Enter')
    await waitFor('the mended draft', async () =>
      JSON.stringify((await draftOf(flowId)).draft.steps).includes('C0001') ? true : undefined,
    )
    await page.goto(`/flows/${flowId}?run=${items[0]?.id}&card=${encodeURIComponent('steps[1]')}`)
    await page.getByText('Last run').click()
    await page.getByRole('button', { name: 'Run again from here' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Run from here' }).click()
    await designer.card('Read user').getByText('Taken over').first().waitFor()
    await page.getByText('On the cards: the values of this execution of the draft.').waitFor()
    expect(world.slack.messages.at(-1)?.text).toBe(lin)
    const { publishedVersion, hasUnpublishedChanges } = await draftOf(flowId)
    expect({ publishedVersion, hasUnpublishedChanges }).toEqual({
      publishedVersion: null,
      hasUnpublishedChanges: true,
    })
    await page.goto(`/executions?flow=${flowId}`)
    await page.getByTitle('Ran a draft that was not published (save 2)').waitFor()
  })

  test('lanes are brought into another order by drag and by keyboard', async () => {
    const { page } = browser
    const cases = ['one', 'two', 'three'].map((is) => ({ is, do: [{ note: `For ${is}.` }] }))
    const id = await createFlow('Lanes', [{ switch: 'two', cases }])
    const inOrder = (...names: string[]) =>
      savedSteps(id, [{ switch: 'two', cases: names.map((is) => cases.find((one) => one.is === is)) }])
    await page.goto(`/flows/${id}`)
    const lane = (at: number) => page.locator(`[data-lane="cases[${at}]"]`)
    const from = await lane(2).locator('[data-lane-handle]').boundingBox()
    const to = await lane(0).boundingBox()
    if (from === null || to === null) throw new Error('The lanes are not drawn.')
    await page.mouse.move(from.x + 20, from.y + from.height / 2)
    await page.mouse.down()
    await page.mouse.move(to.x + 40, to.y + 30, { steps: 8 })
    await page.mouse.up()
    await inOrder('three', 'one', 'two')
    await lane(0).locator('[data-lane-handle]').focus()
    await page.keyboard.press('Alt+ArrowDown')
    await inOrder('one', 'three', 'two')
    await page.keyboard.press('Alt+ArrowDown')
    await inOrder('one', 'two', 'three')
    await browser.examine('11-lanes')
  })

  test('steps are copied from one flow into another, with what they refer to', async () => {
    const { page } = browser
    const from = await createFlow('Source', built)
    const to = await createFlow('Destination', [
      { id: 'compose', use: 'text.compose', with: { text: 'first' } },
    ])
    await page.goto(`/flows/${from}`)
    await page.locator('[data-card="steps[0]"]').click()
    await page.locator('[data-card="steps[1]"]').click({ modifiers: ['Shift'] })
    await browser.examine('11-two-chosen')
    await page.locator('[data-card="steps[0]"]').focus()
    await page.keyboard.press('Control+c')
    await page.goto(`/flows/${to}`)
    await page.locator('[data-card="steps[0]"]').focus()
    await page.keyboard.press('Control+v')
    await savedSteps(to, [
      { id: 'compose', use: 'text.compose', with: { text: 'first' } },
      built[0],
      { ...built[1], id: 'compose_2' },
    ])
  })

  test.skipIf(corpus === undefined)(
    'a flow of a hundred cards of Okta Workflows is imported and edited without lag',
    async () => {
      const { page } = browser
      const longExport = path.join(
        corpus ?? '',
        'okta-workflows-templates/offboard_google_workspace_users.flopack',
      )
      const files = [{ name: 'offboarding.flopack', content: readFileSync(longExport, 'utf8') }]
      const report = await world.call(flows.importFlows, { body: { files } })
      const long = report.files
        .flatMap((file) => file.flows)
        .toSorted((a, b) => b.cards - a.cards)
        .at(0)
      const flowId = long?.id ?? expect.fail('Nothing was imported.')
      await page.goto(`/flows/${flowId}`)
      await page.locator('article').nth(40).waitFor()
      await browser.examine('12-hundred-cards')
      await page.getByRole('button', { name: 'Fit' }).click()
      await page.mouse.move(0, 0)
      await browser.examine('13-hundred-fit')
      await page.getByRole('button', { name: 'Fold all cards' }).click()
      await page.mouse.move(0, 0)
      await browser.examine('14-hundred-folded')
      await page.getByRole('button', { name: 'Unfold everything' }).click()

      const before = (await draftOf(flowId)).draft
      const search = page.locator('[data-flow-search]')
      await search.fill('compose')
      await page.getByRole('option').first().click()
      await page.locator(':focus[data-card]').waitFor()
      await page.keyboard.press('Control+d')
      await waitFor('the copy to be saved', async () =>
        JSON.stringify((await draftOf(flowId)).draft) === JSON.stringify(before) ? undefined : true,
      )
      await page.keyboard.press('Control+z')
      await savedSteps(flowId, before.steps)
    },
  )

  test('no page has a serious fault of accessibility, a script error or a stray request', () => {
    expect(browser.faults()).toEqual([])
  })
})
