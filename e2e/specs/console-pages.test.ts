import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { executions } from '@keyway/api'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { readPagePaths } from '../fixtures/page-paths.ts'
import { startLivedInWorld, type LivedInWorld } from '../fixtures/lived-in.ts'

/**
 * Every page of the router, at 1280 and 390 pixels, light and dark: nothing that axe finds, nothing wider than the
 * window, no script error. A page about one thing is reached by a link of another page, as people reach it.
 */
describe('each page of the console', () => {
  let livedIn: LivedInWorld
  let browser: TestConsole
  /** Addresses seen as links so far. */
  const linked = new Set<string>()

  beforeAll(async () => {
    livedIn = await startLivedInWorld()
    browser = await openConsole(livedIn.world)
    await browser.becomeAdministrator()
  })

  afterAll(async () => {
    await browser?.close()
    await livedIn?.world.close()
  })

  async function settle(): Promise<void> {
    const { page } = browser
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  }

  async function visit(address: string): Promise<void> {
    const { page } = browser
    await page.goto(address)
    await settle()
    const links = await page.evaluate<(string | null)[]>(
      "[...document.querySelectorAll('a')].map((anchor) => anchor.getAttribute('href'))",
    )
    for (const link of links) {
      if (link?.startsWith('/') === true) linked.add(link.split(/[?#]/)[0] ?? '')
    }
  }

  async function examine(address: string, name: string): Promise<void> {
    await visit(address)
    await browser.examineAsPages(name)
  }

  const nameOf = (path: string) => path.slice(1).replaceAll('/', '-').replaceAll(':', '')
  const paths = readPagePaths()
  const fixed = paths.filter((path) => !path.includes(':'))
  const ofOneThing = paths.filter((path) => path.includes(':'))
  const literal = new Set([...fixed, '/connections/new'])

  test.each(fixed)('%s', (path) => examine(path, nameOf(path)))

  test.for(ofOneThing)('%s', async (path, { skip }) => {
    const pattern = new RegExp(`^${path.replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`)
    const find = () => [...linked].find((link) => pattern.test(link) && !literal.has(link))
    if (find() === undefined) await visit(path.slice(0, path.indexOf('/:')))
    const address = find()
    // Some things, such as alerts, do not come about within the minutes of a test.
    if (address === undefined) return skip(`No page links to one of ${path}.`)
    await examine(address, nameOf(path))
  })

  test('an execution that failed, one that waits, one that succeeded', async () => {
    for (const status of ['failed', 'waiting', 'succeeded'] as const) {
      const { items } = await livedIn.world.call(executions.listExecutions, { query: { status, limit: 1 } })
      await examine(`/executions/${items[0]?.id ?? ''}`, `execution-${status}`)
    }
  })

  test('a new connection, before and after the system is chosen', async () => {
    await examine('/connections/new', 'new-connection')
    await examine('/connections/new?connector=okta', 'new-connection-okta')
  })

  test('an address that leads nowhere', () => examine('/nowhere', 'nowhere'))

  test('the first load of a page brings less than 300 kB of script', async () => {
    const { page } = browser
    const scripts: Promise<Buffer>[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body())
    })
    for (const path of ['/executions', '/flows']) {
      scripts.length = 0
      await page.goto(path)
      await settle()
      const bodies = await Promise.all(scripts)
      const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
      console.log(`${path}: ${Math.round(bytes / 1000)} kB of script, gzipped`)
      expect(bytes).toBeGreaterThan(0)
      expect(bytes).toBeLessThan(300_000)
    }
  })

  test('nothing was found', () => {
    expect(browser.faults()).toEqual([])
  })
})
