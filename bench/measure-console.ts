import { existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { executions, flows, type Call } from '@keyway/api'
import { chromium, type Browser, type Page } from 'playwright-core'
import { runLoad } from './load.ts'
import type { Skipped } from './measure-import.ts'
import { seventyCards, seventyCardsFlow } from './seventy-cards.ts'
import { toPercentiles, type Percentiles } from './statistics.ts'
import { startWorld } from './world.ts'

/** How the console feels, in a real Chromium without a window. */
export interface ConsoleFigures {
  /** Scripts of the first page, as they travel. */
  firstLoadKb: number
  /** From asking for the list of executions until its rows are there; nothing is cached. */
  loadMs: number
  /** The same for an execution of seventy cards, until its last card is there. */
  openExecutionMs: number
  /** From asking for a flow of seventy cards in the designer until its last card is there. */
  openDesignerMs: number
  /** From letting go of a card until it is drawn in its new place. */
  dropMs: Percentiles
  /** Between two pictures while a card is dragged over the others. */
  dragFrameMs: Percentiles
  /** From a key that moves the focus to the next card until that is drawn. */
  keyMs: Percentiles
  /** How many executions the list has that is scrolled. */
  listed: number
  /** Between two pictures while the list is scrolled. */
  scrollFrameMs: Percentiles
}

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/google-chrome']
const listed = 10_000
const connections = 16

/** Measures the console on a Keyway with an empty store, and then with ten thousand executions. */
export async function measureConsole(say: (text: string) => void): Promise<ConsoleFigures | Skipped> {
  const executablePath = process.env['KEYWAY_CHROMIUM'] ?? usualPlaces.find((place) => existsSync(place))
  if (executablePath === undefined) {
    return { skipped: `There is no browser in ${usualPlaces.join(' or ')}; KEYWAY_CHROMIUM names one.` }
  }
  const world = await startWorld({})
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const { call, baseUrl } = world
    const setupUrl = await world.readSetupUrl()
    const seventy = await startSeventy(call)
    const first = await openSignedIn(browser, { baseUrl, setupUrl })
    const figures = {
      firstLoadKb: await weighFirstLoad(browser, baseUrl),
      ...(await measureOpening(browser, { baseUrl, state: first, ...seventy })),
    }
    say(`${listed} executions`)
    await fillHistory(call, listed)
    return { ...figures, listed, scrollFrameMs: await measureScrolling(browser, { baseUrl, state: first }) }
  } finally {
    await browser.close()
    await world.stop()
  }
}

type State = Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>

/** A flow of seventy cards that ran once. */
async function startSeventy(call: Call): Promise<{ flowId: string; executionId: string }> {
  const { id: flowId } = await call(flows.createFlow, { body: { document: seventyCardsFlow } })
  await call(flows.switchFlow, { params: { flowId }, body: { isOn: true } })
  const input = { headers: {}, query: {}, body: '' }
  const { executionId } = await call(flows.runFlow, { params: { flowId }, body: { input } })
  await waitForEnd(call, executionId)
  return { flowId, executionId }
}

async function waitForEnd(call: Call, executionId: string): Promise<void> {
  for (;;) {
    const { status } = await call(executions.getExecution, { params: { executionId } })
    if (status === 'succeeded') return
    if (status === 'failed') throw new Error('The flow of seventy cards failed.')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Signs in as the first administrator. Answers what the browser keeps of that. */
async function openSignedIn(
  browser: Browser,
  { baseUrl, setupUrl }: { baseUrl: string; setupUrl: string },
): Promise<State> {
  const context = await browser.newContext({ baseURL: baseUrl })
  const page = await context.newPage()
  await page.goto(setupUrl)
  await page.getByLabel('Your name').fill('Bench')
  await page.getByLabel('E-mail').fill('bench@acme.test')
  await page.getByRole('textbox', { name: 'Password' }).fill('a few words to remember')
  await page.getByRole('button', { name: 'Make administrator and sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Okta' }).waitFor()
  const state = await context.storageState()
  await context.close()
  return state
}

/** What the sign-in page, where everybody begins, needs of scripts. */
async function weighFirstLoad(browser: Browser, baseUrl: string): Promise<number> {
  const page = await browser.newPage({ baseURL: baseUrl })
  const bodies: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body())
  })
  await page.goto('/sign-in', { waitUntil: 'networkidle' })
  const scripts = await Promise.all(bodies)
  await page.close()
  return scripts.reduce((sum, script) => sum + gzipSync(script).length, 0) / 1000
}

async function measureOpening(
  browser: Browser,
  about: { baseUrl: string; state: State; flowId: string; executionId: string },
): Promise<
  Pick<ConsoleFigures, 'loadMs' | 'openExecutionMs' | 'openDesignerMs' | 'dropMs' | 'dragFrameMs' | 'keyMs'>
> {
  const { flowId, executionId } = about
  const lastCard = `[data-path="steps[${seventyCards - 1}]"]`
  const load = await openTimed(browser, about, '/executions', 'tbody tr, [role="row"]')
  await load.page.context().close()
  const execution = await openTimed(browser, about, `/executions/${executionId}`, lastCard)
  await execution.page.context().close()
  const designer = await openTimed(browser, about, `/flows/${flowId}`, lastCard)
  const { page } = designer
  await page
    .getByText(/problem/)
    .first()
    .waitFor()
  const keyMs = await measureKeys(page)
  const dragged = await measureDrags(page)
  await page.context().close()
  return {
    loadMs: load.tookMs,
    openExecutionMs: execution.tookMs,
    openDesignerMs: designer.tookMs,
    keyMs,
    ...dragged,
  }
}

async function openTimed(
  browser: Browser,
  { baseUrl, state }: { baseUrl: string; state: State },
  ...[path, shows]: [path: string, shows: string]
): Promise<{ page: Page; tookMs: number }> {
  const context = await browser.newContext({
    baseURL: baseUrl,
    storageState: state,
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const start = performance.now()
  await page.goto(path, { waitUntil: 'commit' })
  await page.locator(shows).first().waitFor()
  return { page, tookMs: performance.now() - start }
}

/** Goes through thirty cards with the arrow key. */
async function measureKeys(page: Page): Promise<Percentiles> {
  await page.locator('[data-card="steps[0]"]').focus()
  const took: number[] = []
  for (let turn = 0; turn < 30; turn += 1) {
    took.push(Number(await page.evaluate(pressArrow)))
  }
  return toPercentiles(took)
}

/** Drags the second card behind the fourth and back, ten times. */
async function measureDrags(page: Page): Promise<Pick<ConsoleFigures, 'dropMs' | 'dragFrameMs'>> {
  const drops: number[] = []
  const frames: number[] = []
  await page.locator('[data-card="steps[0]"]').focus()
  await page.keyboard.press('Home')
  for (let turn = 0; turn < 10; turn += 1) {
    const from = await page.locator('[data-path="steps[0]"] [data-handle]').boundingBox()
    const to = await page.locator('[data-gap][data-list="steps"][data-at="2"]').boundingBox()
    if (from === null || to === null) throw new Error('The cards to drag are not drawn.')
    await page.mouse.move(from.x + 40, from.y + 20)
    await page.mouse.down()
    await startFrames(page)
    await page.mouse.move(to.x + 4, to.y + 40, { steps: 30 })
    frames.push(...(await takeFrames(page)))
    const start = Number(await page.evaluate('performance.now()'))
    await page.mouse.up()
    drops.push((await nextPicture(page)) - start)
  }
  return { dropMs: toPercentiles(drops), dragFrameMs: toPercentiles(frames) }
}

async function measureScrolling(
  browser: Browser,
  about: { baseUrl: string; state: State },
): Promise<Percentiles> {
  const { page } = await openTimed(browser, about, '/executions', 'tbody tr, [role="row"]')
  await page.mouse.move(800, 500)
  await startFrames(page)
  for (let turn = 0; turn < 120; turn += 1) {
    await page.mouse.wheel(0, 600)
    await nextPicture(page)
  }
  const frames = await takeFrames(page)
  await page.context().close()
  return toPercentiles(frames)
}

/** Notes the time of each picture from now on. */
async function startFrames(page: Page): Promise<void> {
  await page.evaluate(noteFrames)
}

/** Times between the pictures since `startFrames`; milliseconds. */
async function takeFrames(page: Page): Promise<number[]> {
  const noted: unknown = await page.evaluate(takeNoted)
  const times = Array.isArray(noted) ? noted.filter((at) => typeof at === 'number') : []
  return times.slice(1).map((at, index) => at - (times[index] ?? at))
}

/** When the picture that shows what happened until now is on its way to the screen. */
async function nextPicture(page: Page): Promise<number> {
  return Number(await page.evaluate(`${untilPicture}.then(() => performance.now())`))
}

// What runs in the page is text: this program itself knows no document and no window.
const untilPicture = 'new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))'
const pressArrow = `(async () => {
  const start = performance.now()
  const press = new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true })
  document.activeElement.dispatchEvent(press)
  await ${untilPicture}
  return performance.now() - start
})()`
const noteFrames = `(() => {
  const times = []
  window.benchFrames = times
  const note = (at) => {
    times.push(at)
    if (window.benchFrames === times) requestAnimationFrame(note)
  }
  requestAnimationFrame(note)
})()`
const takeNoted = `(() => {
  const times = window.benchFrames
  window.benchFrames = undefined
  return times
})()`

/** Runs a small flow until so many executions are in the history. */
async function fillHistory(call: Call, count: number): Promise<void> {
  const document = {
    keyway: 1 as const,
    name: 'Bench: history',
    trigger: { endpoint: { security: 'public' as const, callsPerSecond: 10_000 } },
    steps: [{ id: 'text', use: 'text.compose', with: { text: 'x' } }, { respond: { status: 204 } }],
  }
  const { id: flowId } = await call(flows.createFlow, { body: { document } })
  await call(flows.switchFlow, { params: { flowId }, body: { isOn: true } })
  const { endpoint } = await call(flows.getFlow, { params: { flowId } })
  if (endpoint === null) throw new Error('Expected a URL for the flow with an endpoint, found none.')
  await runLoad({ url: endpoint.url, headers: {}, seconds: 120, connections, deliveries: count })
}
