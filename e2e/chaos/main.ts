// `npm run chaos`: breaks things at random under load, and looks whether anything was lost or done twice. See --help.
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { runCampaign, type CampaignReport } from './campaign.ts'
import { faultKinds } from './faults.ts'

const help = `npm run chaos -- [options]
  --minutes N       how long, for each store (default 5)
  --seed TEXT       chooses the faults; printed by each run (default: at random)
  --round N         plays this round of the seed only
  --storage NAME    sqlite or postgres (default: one after the other)
  --fault TEXT      only kinds with this text in their name; may be repeated
  --json            one JSON document on standard output instead of a table
Kinds of faults: ${faultKinds.join(', ')}.
Everything runs on the loopback address. As root it mounts a small file system in memory, to fill it. It needs Linux.
`

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(randomInt(1_000_000_000)) },
    round: { type: 'string' },
    storage: { type: 'string' },
    fault: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

if (options.help) process.stdout.write(help)
else await run()

async function run(): Promise<void> {
  const { seed, round, fault, storage } = options
  const storages = (['sqlite', 'postgres'] as const).filter(
    (name) => storage === undefined || storage === name,
  )
  if (storages.length === 0) throw new Error(`--storage takes sqlite or postgres, not "${storage}".`)
  const kinds = faultKinds.filter((kind) => fault.length === 0 || fault.some((text) => kind.includes(text)))
  const reports: CampaignReport[] = []
  for (const name of storages) {
    say(`${name}, seed ${seed}`)
    reports.push(
      await runCampaign({
        storage: name,
        seed,
        minutes: readNumber('--minutes', options.minutes),
        kinds,
        ...(round === undefined ? {} : { firstRound: readNumber('--round', round), rounds: 1 }),
        say,
      }),
    )
  }
  process.stdout.write(
    options.json ? `${JSON.stringify(reports, null, 2)}\n` : reports.map(format).join('\n'),
  )
  if (reports.some(({ problems }) => problems.length > 0)) process.exitCode = 1
}

function format({
  storage,
  seed,
  rounds,
  minutes,
  faults,
  skipped,
  tally,
  problems,
  ...rest
}: CampaignReport): string {
  const total = Object.values(faults).reduce((sum, count) => sum + count, 0)
  const { acknowledged, unanswered, endedByThemselves, longestSettleMs } = rest
  return [
    `${storage}, seed ${seed}: ${total} faults in ${rounds} rounds and ${minutes.toFixed(1)} minutes`,
    ...Object.entries(faults).map(([kind, count]) => `  ${String(count).padStart(5)} ${kind}`),
    ...skipped.map(({ kind, reason }) => `   none ${kind}: ${reason}`),
    `  ${acknowledged} events acknowledged, ${unanswered} deliveries sent again, ${endedByThemselves} processes ended by themselves`,
    `  ${Object.entries(tally)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
    `  settled at the latest ${(longestSettleMs / 1000).toFixed(1)} s after healing`,
    problems.length === 0
      ? '  nothing lost, nothing done twice, all in order'
      : `  ${problems.length} PROBLEMS`,
    ...problems.map(({ round, problem }) => `  round ${round}: ${problem}`),
    '',
  ].join('\n')
}

function readNumber(option: string, text: string): number {
  const number = Number(text)
  if (number > 0) return number
  throw new Error(`${option} takes a number above 0, not "${text}".`)
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
