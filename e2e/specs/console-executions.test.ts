import { executions, flows, questions, tables } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { readFlowFile } from '../fixtures/flow-file.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { bringIn, connectAll, startWorld, type FlowDetail, type World } from '../fixtures/world.ts'

const ada = 'ada.nwosu@acme.test'
const lin = 'lin.zhao@acme.test'
const flowFiles = ['people.yaml', 'equipment.yaml', 'slow-loop.yaml', 'two-rows.yaml']

describe('what a person does with executions in the console', () => {
  let world: World
  let browser: TestConsole
  let brought: Map<string, FlowDetail>

  beforeAll(async () => {
    world = await startWorld({ people: [lin] })
    const columns = [{ name: 'line', type: 'text' as const }]
    await world.call(tables.createTable, { body: { name: 'Log', columns } })
    const connectionIds = await connectAll(world)
    brought = await bringIn(
      world,
      flowFiles.map((name) => readFlowFile(name)),
      connectionIds,
    )
    browser = await openConsole(world)
    await browser.becomeAdministrator()
  })

  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  const examine = (name: string) => browser.examine(name)
  const start = async (name: string, input = {}, dryRun = false) => {
    const flowId = brought.get(name)?.id ?? expect.fail(`There is no flow ${name}.`)
    return (await world.call(flows.runFlow, { params: { flowId }, body: { input, dryRun } })).executionId
  }
  const read = (executionId: string) => world.call(executions.getExecution, { params: { executionId } })
  const reaches = (executionId: string, status: string) =>
    waitFor(`the execution to be ${status}`, async () => {
      const execution = await read(executionId)
      return execution.status === status ? execution : undefined
    })
  const isSuspended = () => world.okta.org.findUser(lin)?.status === 'SUSPENDED'
  const idInAddress = () => new URL(browser.page.url()).pathname.split('/').at(-1) ?? ''

  test('nobody is waited for, until a flow asks; the badge counts it', async () => {
    const { page } = browser
    await page.goto('/questions')
    await page.getByText('Nobody is waited for').waitFor()
    await examine('01-no-questions')
    await page.getByText('Live', { exact: true }).waitFor()
    await start('Lock account', { login: lin })
    await page.getByRole('heading', { level: 2, name: `Suspend ${lin}?` }).waitFor()
    await page.getByRole('link', { name: /Questions.*1 open for you/ }).waitFor()
    await page.getByText('Eight failed sign-ins').waitFor()
    await start('Order equipment', { person: 'Nora Lund' })
    await page.getByRole('heading', { level: 2, name: 'What does Nora Lund need?' }).waitFor()
    await browser.examineEverywhere('02-questions')
  })

  test('an approval is given with a comment, by keyboard, and the flow goes on with it', async () => {
    const { page } = browser
    const card = page.getByRole('article', { name: `Suspend ${lin}?` })
    await card.getByLabel('Comment').focus()
    await page.keyboard.type('Called her, it was not her')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await card.getByText(/^Approved by ada/).waitFor()
    await waitFor('the user to be suspended', async () => isSuspended() || undefined)
    await examine('03-approved')
    await card.getByRole('link', { name: 'Lock account' }).click()
    await page.getByRole('article', { name: /Wait for an approval.*Succeeded/ }).waitFor()
    await page.getByRole('article', { name: /Suspend user.*Succeeded/ }).waitFor()
    const { output } = await reaches(idInAddress(), 'succeeded')
    expect(output).toEqual({ done: 'suspended', by: ada, comment: 'Called her, it was not her' })
    await page.getByText('Succeeded', { exact: true }).first().waitFor()
    await examine('04-execution-with-switch')
  })

  test('a form says what is missing, and its answers arrive in their types', async () => {
    const { page } = browser
    await page.goto('/questions')
    const card = page.getByRole('article', { name: 'What does Nora Lund need?' })
    await card.getByRole('button', { name: 'Send answer' }).click()
    expect(await card.getByText('This needs an answer.').count()).toBe(2)
    await examine('05-form-incomplete')
    await card.getByRole('combobox', { name: 'Laptop' }).click()
    await page.getByRole('option', { name: 'PC' }).click()
    await card.getByLabel('Screens').fill('2')
    await card.getByRole('radio', { name: 'No' }).check()
    await card.getByLabel('First day').fill('2026-12-01')
    await browser.examineEverywhere('06-form-filled')
    await card.getByRole('button', { name: 'Send answer' }).click()
    await card.getByText(/^Answered by ada/).waitFor()
    await examine('07-form-answered')
    await card.getByRole('link', { name: 'Order equipment' }).click()
    await page.waitForURL(/\/executions\/[^/]+$/)
    const { output } = await reaches(idInAddress(), 'succeeded')
    expect(output).toEqual({ laptop: 'PC', screens: 2, start: '2026-12-01T00:00:00.000Z' })
  })

  test('whoever is slower is told so; the execution has the same form', async () => {
    const { page } = browser
    const executionId = await start('Lock account', { login: lin })
    await page.goto(`/executions/${executionId}`)
    const card = page.getByRole('article', { name: `Suspend ${lin}?` })
    await card.waitFor()
    await browser.examineEverywhere('08-execution-asks')
    await page.route('**/api/live', (route) => route.abort())
    await page.reload()
    await card.getByLabel('Comment').fill('Let us wait')
    const { items } = await world.call(questions.listQuestions, { query: { executionId } })
    const questionId = items[0]?.id ?? expect.fail('Nothing was asked.')
    await world.call(questions.answerQuestion, { params: { questionId }, body: { approved: false } })
    await card.getByRole('button', { name: 'Approve' }).click()
    await card.getByText('Your answer was not taken').waitFor()
    await card.getByText(/This was answered already, by/).waitFor()
    await examine('09-too-late')
    await page.unroute('**/api/live')
    await page.goto('/questions?show=all')
    await page.getByText(/^Rejected by/).waitFor()
    await examine('10-all-questions')
  })

  test('an execution is paused, shows how far it is, and goes on', async () => {
    const { page } = browser
    await page.goto(`/executions/${await start('Slow loop')}`)
    await page
      .getByRole('region', { name: 'Loops in progress' })
      .getByText(/of 400/)
      .waitFor()
    await browser.examineEverywhere('11-progress')
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('button', { name: 'Resume' }).waitFor()
    await page.getByText('It goes on where it stopped').waitFor()
    await examine('12-paused')
    expect((await read(idInAddress())).status).toBe('paused')
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByRole('button', { name: 'Pause' }).waitFor()
    const { progress } = await read(idInAddress())
    await waitFor('the loop to go on', async () => {
      const now = await read(idInAddress())
      return (now.progress[0]?.done ?? 0) > (progress[0]?.done ?? 0) ? true : undefined
    })
    await page.getByRole('button', { name: 'Cancel execution' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel execution' }).click()
    await page.getByText('Cancelled by ada').waitFor()
    expect((await read(idInAddress())).status).toBe('cancelled')
  })

  test('a dry run says what it would have done, and does nothing', async () => {
    const { page } = browser
    const unsuspended = world.okta.org.findUser(lin) ?? expect.fail('There is no such user.')
    await fetch(`${world.okta.url}/api/v1/users/${unsuspended.id}/lifecycle/unsuspend`, {
      method: 'POST',
      headers: { authorization: `SSWS ${world.okta.apiToken}` },
    })
    await page.goto(`/flows/${brought.get('Lock account')?.id ?? ''}`)
    await page.getByText('From start to end, waits included').waitFor()
    await examine('13-flow')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Login').fill(lin)
    // Leaving the field closes its choices.
    await dialog.getByLabel('Login').press('Tab')
    await dialog.getByRole('switch', { name: 'Dry run' }).check()
    await examine('14-run-dialog')
    await dialog.getByRole('button', { name: 'Start the dry run' }).click()
    await page.getByRole('link', { name: 'Open the execution' }).click()
    await page.getByText('Dry run: nothing was changed').waitFor()
    await page.getByRole('article', { name: /Suspend user.*Would have run/ }).waitFor()
    await page.getByRole('article', { name: /Read user.*Succeeded/ }).waitFor()
    await reaches(idInAddress(), 'succeeded')
    await page.getByRole('button', { name: 'Suspend user' }).click()
    await page.getByText('These are the inputs it would have had.').waitFor()
    await browser.examineEverywhere('15-dry-run')
    expect(isSuspended()).toBe(false)
    await page.goto('/executions')
    await page.getByRole('row').filter({ hasText: 'Dry run' }).waitFor()
    await examine('16-executions')
  })

  test('an execution runs again from a step, and takes over what came before', async () => {
    const { page } = browser
    const first = await start('Two rows')
    await reaches(first, 'succeeded')
    await page.goto(`/executions/${first}`)
    await page.getByRole('button', { name: 'Keep the second' }).click()
    await page.getByRole('button', { name: 'Run again from here' }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('combobox', { name: 'Step to start from' }).inputValue()).toBe(
      'Keep the second (second)',
    )
    await browser.examineEverywhere('17-run-again')
    await dialog.getByRole('button', { name: 'Run again' }).click()
    await page.waitForURL((url) => !url.pathname.endsWith(first))
    await page.getByRole('article', { name: /Keep the first.*Taken over/ }).waitFor()
    await page.getByRole('article', { name: /Keep the second.*Succeeded/ }).waitFor()
    await browser.examineEverywhere('18-taken-over')
    const { items } = await world.call(tables.listTables)
    const tableId = items[0]?.id ?? expect.fail('There is no table.')
    const { items: rows } = await world.call(tables.listTableRows, { params: { tableId } })
    const lines = rows.map(({ values }) => JSON.stringify(values)).toSorted((a, b) => a.localeCompare(b))
    expect(lines).toEqual(['{"line":"first"}', '{"line":"second"}', '{"line":"second"}'])
    await page.getByRole('link', { name: 'Open the earlier execution' }).first().click()
    await page.getByText('Repeated by').waitFor()
  })

  test('executions are found by person and by text, and a bar of the chart narrows them to its time', async () => {
    const { page } = browser
    const rows = page.getByRole('table', { name: 'Executions' }).getByRole('row')
    await page.goto('/executions')
    const chart = page.getByRole('region', { name: 'Executions over time' })
    await chart.getByText(/executions: .*succeeded/).waitFor()
    await page.getByLabel('Person, group or app').fill(world.okta.org.findUser(lin)?.id ?? '')
    await page.waitForURL(/who=00u/)
    await chart.waitFor({ state: 'hidden' })
    await waitFor('the list to be about her', async () => {
      const [hers, others] = await Promise.all(
        ['Lock account', 'Two rows'].map((name) => rows.filter({ hasText: name }).count()),
      )
      return (hers ?? 0) > 0 && others === 0 ? true : undefined
    })
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByLabel('Flow or error').fill('two ROWS')
    await waitFor('only one flow', async () => (await rows.count()) === 3 || undefined)
    await page.goto('/executions?time=hour')
    await chart.getByRole('button').last().focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/between=\d+-\d+/)
    await browser.examineEverywhere('19-chart')
  })

  test('a timeline shows when each step ran, and leads to its card', async () => {
    const { page } = browser
    await page.goto(`/executions/${await start('Two rows')}`)
    await page.getByText('Timeline', { exact: true }).click()
    const steps = page.getByRole('group', { name: 'Steps over time' })
    await steps.getByRole('link', { name: 'Keep the first' }).waitFor()
    await browser.examineEverywhere('20-timeline')
    await steps.getByRole('link', { name: 'Keep the second' }).click()
    await page.getByRole('complementary').getByText('steps[2]').waitFor()
  })

  test('two executions are compared; it says where they part', async () => {
    const { page } = browser
    const approved = await start('Lock account', { login: lin })
    const rejected = await start('Lock account', { login: lin })
    for (const [executionId, isApproved] of [
      [approved, true],
      [rejected, false],
    ] as const) {
      const questionId = await waitFor('its question', async () => {
        const { items } = await world.call(questions.listQuestions, { query: { executionId } })
        return items[0]?.id
      })
      await world.call(questions.answerQuestion, { params: { questionId }, body: { approved: isApproved } })
      await reaches(executionId, 'succeeded')
    }
    await page.goto(`/executions/${rejected}`)
    await page.getByRole('link', { name: 'Compare' }).click()
    await page.waitForURL(/\/compare$/)
    await page.goto(`${page.url()}?with=${approved}`)
    const parting = page.getByRole('region').filter({ hasText: 'They part here' })
    await parting.waitFor()
    expect(await parting.textContent()).toContain('Wait for an approval')
    await page.getByText('did not run').first().waitFor()
    await browser.examineEverywhere('21-compare')
  })

  test('no page has a serious fault, and nothing left this machine', () => {
    expect(browser.faults()).toEqual([])
  })
})
