// `npm run bench`: how fast this machine runs Keyway, beside how fast it could be. See --help.
import { parseArgs } from 'node:util'
import { measureFloors } from './floors.ts'
import { measureKeyway, type KeywayFigures, type Scenario } from './measure-keyway.ts'
import { measureOther, type OtherFigures } from './measure-other.ts'
import { choosePlan } from './plan.ts'
import { startPostgres } from './postgres.ts'
import { formatReport, toReport } from './report.ts'

const help = `npm run bench -- [options]
  --json            one JSON document on standard output instead of a table
  --quick           one short run of each: about a minute, noisy
  --runs N          loads of each kind; the figures are their median (default 3)
  --only WORD       what has this word in its name, such as sqlite, http, loop, import or governor; may be repeated
  --profile DIR     Keyway writes CPU profiles into this directory
Progress goes to standard error. It needs Linux, and it listens on the loopback address only.
`

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    runs: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const scenarios: readonly Scenario[] = [
  { storage: 'sqlite', flow: 'pure' },
  { storage: 'sqlite', flow: 'http' },
  { storage: 'postgres', flow: 'pure' },
  { storage: 'postgres', flow: 'http' },
]

if (options.help) process.stdout.write(help)
else await run()

async function run(): Promise<void> {
  const startedAt = new Date()
  const plan = choosePlan({ quick: options.quick, runs: readRuns(options.runs) })
  const isChosen = (name: string): boolean => options.only.every((word) => name.includes(word))
  const chosen = scenarios.filter(({ storage, flow }) => isChosen(`${storage} ${flow}`))
  say('floors')
  const floors = await measureFloors(plan)
  const postgres = await startPostgres()
  const keyway: KeywayFigures[] = []
  let other: OtherFigures = {}
  try {
    for (const scenario of chosen) {
      say(`${scenario.storage}, ${scenario.flow} flow`)
      keyway.push(await measureKeyway({ plan, postgres, profileDirectory: options.profile, say }, scenario))
    }
    other = await measureOther({ plan, postgres, isChosen, say })
  } finally {
    await postgres.stop()
  }
  const report = toReport({ plan, floors, keyway, other, startedAt })
  process.stdout.write(`${options.json ? JSON.stringify(report, null, 2) : formatReport(report)}\n`)
}

function readRuns(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const runs = Number(text)
  if (Number.isInteger(runs) && runs >= 1) return runs
  throw new Error(`--runs takes a whole number from 1, not "${text}".`)
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
