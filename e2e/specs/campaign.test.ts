import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { runCampaign } from '../chaos/campaign.ts'

/** Chosen anew for each run, and printed: `npm run chaos -- --seed SEED` plays it again. */
const seed = process.env['KEYWAY_CHAOS_SEED'] ?? String(randomInt(1_000_000_000))
const minutes = Number(process.env['KEYWAY_CHAOS_MINUTES'] ?? 0.1)

test.each(['sqlite', 'postgres'] as const)(
  'whatever breaks around Keyway on %s, nothing acknowledged is lost, done twice or out of order',
  async (storage) => {
    const said: string[] = []
    const report = await runCampaign({ storage, seed, minutes, say: (text) => said.push(text) })
    console.log(JSON.stringify({ ...report, problems: report.problems.length }))
    if (report.problems.length > 0) console.log(said.join('\n'))
    expect({ seed, problems: report.problems }).toEqual({ seed, problems: [] })
    expect(report.acknowledged).toBeGreaterThan(0)
    expect(Object.keys(report.faults).length).toBeGreaterThan(1)
  },
  300_000 + minutes * 60_000,
)
