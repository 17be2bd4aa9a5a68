import { sources } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../fixtures/cli.ts'
import { openConsole, type TestConsole } from '../fixtures/console.ts'
import { startWorld, type World } from '../fixtures/world.ts'

describe('sources in the console', () => {
  let world: World
  let browser: TestConsole

  beforeAll(async () => {
    world = await startWorld()
    browser = await openConsole(world)
    await browser.becomeAdministrator()
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  const examine = (name: string) => browser.examine(name)

  test('a source is made, its URL refuses who has no secret, and the page says why', async () => {
    const { page } = browser
    await page.goto('/sources')
    await page.getByText('Let other products start flows').waitFor()
    await examine('sources-01-empty')
    await page.getByRole('button', { name: 'New source' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/^Name/).fill('hr-system')
    await examine('sources-02-new')
    await dialog.getByRole('button', { name: 'Make source' }).click()
    await page.getByRole('heading', { level: 1, name: 'hr-system' }).waitFor()
    const [source] = (await world.call(sources.listSources)).items
    expect(await page.content()).not.toContain(source?.secret)
    expect((await fetch(source?.url ?? '', { method: 'POST', body: '{}' })).status).toBe(401)
    await page.getByText('There was no signature.').waitFor({ timeout: 15_000 })
    await examine('sources-03-one')

    await page.getByRole('button', { name: 'New secret' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Replace secret' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    const [rotated] = (await world.call(sources.listSources)).items
    expect(rotated?.secret).not.toBe(source?.secret)
    expect(rotated?.previousSecretValidUntil).toBeGreaterThan(Date.now())
  })

  test('a form of Google comes with its script, in light and dark', async () => {
    const { page } = browser
    const { id } = await world.call(sources.createSource, {
      body: { name: 'new-joiner', kind: 'google-forms' },
    })
    await page.goto(`/sources/${id}`)
    await page.getByRole('button', { name: 'Copy the script' }).waitFor()
    await examine('sources-04-google')
    await page.goto('/sources')
    await page.getByRole('link', { name: 'new-joiner' }).waitFor()
    await examine('sources-05-list')
    expect(browser.faults()).toEqual([])
  })

  test('the command line makes a source, replaces its secret and shows its deliveries', async () => {
    const server = ['--url', world.keyway.url, '--token', await world.keyway.readToken()]
    const given = 'abcdef0123456789abcdef0123456789'
    const made = await runCli(['sources', 'add', 'chat', 'slack', '--secret', '-', ...server], `${given}\n`)
    expect([made.code, made.stderr]).toEqual([0, ''])
    expect(made.stdout).toContain('Slash Commands')
    const typed = await runCli(['sources', 'add', 'chat2', 'slack', '--secret', given, ...server])
    expect(typed.stderr).toContain('not the secret itself')
    const form = await runCli(['sources', 'add', 'joiners', 'typeform', '--json', ...server])
    const { url, secret }: { url: string; secret: string } = JSON.parse(form.stdout)
    await fetch(url, { method: 'POST', body: '{}' })
    const rotated = await runCli(['sources', 'rotate', 'joiners', ...server])
    expect(rotated.stdout).toMatch(/^secret {2}/)
    expect(rotated.stdout).not.toContain(secret)
    const shown = await runCli(['sources', 'deliveries', 'joiners', ...server])
    expect(shown.stdout).toMatch(/refused .*401 .*signature_missing/)
    expect((await runCli(['sources', ...server])).stdout).toContain('Typeform')
  })
})
