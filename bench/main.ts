// `npm run bench`: how fast this machine runs Keyway, beside how fast it could be. See --help.
import { parseArgs } from 'node:util'
import { measureFloors } from './floors.ts'
import { measureKeywayInstall } from './install-size.ts'
import { formatDetections, measureDetections } from './measure-detections.ts'
import type { Endurance } from './measure-endurance.ts'
import { formatIdentity, measureIdentity, type IdentityFigures } from './measure-identity.ts'
import { measureLong, measureOther } from './measure-other.ts'
import { measureSubjects, type SubjectFigures } from './measure-subjects.ts'
import { installPeers, type InstalledPeers } from './peers/install-peers.ts'
import { choosePlan } from './plan.ts'
import { startPostgres } from './postgres.ts'
import { formatEndurance, formatReport } from './format-report.ts'
import { toReport } from './report.ts'
import { startSubjects, stopSubjects } from './start-subjects.ts'

const help = `npm run bench -- [options]
  --json            one JSON document on standard output instead of a table
  --quick           one short run of each: about a minute, noisy
  --thorough        more and longer runs: a quarter of an hour (default: about six minutes)
  --runs N          loads of each kind; the figures are their median (default 3)
  --only WORD       what has this word in its name, such as sqlite, http, limit, loop, import, governor, burst or
                    catch-up; may be repeated
  --peers           n8n and Node-RED too, installed on demand below .setup/peers: 3 GB and six minutes, the first time
  --console         also the console in Chromium: its size, how fast pages open, dragging, a long list
  --fleet           also a server with one and with two workers, each a process of its own, on PostgreSQL
  --install-peers   installs them and measures nothing
  --soak MINUTES    only a long load at half of the possible rate, a line a minute
  --events N        only such a load of N events, 1000000 for one, and the start on what they leave
  --identity        only the inventory of an org of 100,000 users (--users N), the access graph and all checks over it,
                    and detections; --only inventory, graph, checks or detections for one of them
  --users N         how many users that org has
  --detections N    only all detections over N quiet events of the System Log; 1000000 are part of --identity
  --profile DIR     Keyway writes CPU profiles into this directory
Progress goes to standard error. It needs Linux, and it listens on the loopback address only.
`

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    thorough: { type: 'boolean', default: false },
    console: { type: 'boolean', default: false },
    fleet: { type: 'boolean', default: false },
    runs: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] },
    peers: { type: 'boolean', default: false },
    'install-peers': { type: 'boolean', default: false },
    soak: { type: 'string' },
    events: { type: 'string' },
    identity: { type: 'boolean', default: false },
    users: { type: 'string' },
    detections: { type: 'string' },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

if (options.help) process.stdout.write(help)
else if (options['install-peers']) await installPeers(say)
else if (options.soak !== undefined) await endure({ minutes: readCount('--soak', options.soak) })
else if (options.events !== undefined) await endure({ events: readCount('--events', options.events) })
else if (options.detections !== undefined) await detect(readCount('--detections', options.detections))
else if (options.identity) await know(readCount('--users', options.users ?? '100000'))
else await run()

async function endure(endurance: Endurance): Promise<void> {
  const postgres = await startPostgres()
  try {
    const figures = await measureLong(endurance, { postgres, isChosen, say })
    process.stdout.write(options.json ? `${JSON.stringify(figures, null, 2)}\n` : formatEndurance(figures))
  } finally {
    await postgres.stop()
  }
}

async function detect(events: number): Promise<void> {
  const figures = await measureDetections(events, say)
  process.stdout.write(options.json ? `${JSON.stringify(figures, null, 2)}\n` : formatDetections(figures))
}

async function know(users: number): Promise<void> {
  const postgres = await startPostgres()
  try {
    const figures: IdentityFigures[] = []
    for (const storage of ['sqlite', 'postgres'] as const) {
      figures.push(await measureIdentity(users, { storage, postgres, isChosen, say }))
    }
    const detections = isChosen('detections') ? await measureDetections(1_000_000, say) : null
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ inventory: figures, detections }, null, 2)}\n`
        : `${formatIdentity(figures)}${detections === null ? '' : formatDetections(detections)}`,
    )
  } finally {
    await postgres.stop()
  }
}

async function run(): Promise<void> {
  const startedAt = new Date()
  const plan = choosePlan({
    kind: options.quick ? 'quick' : options.thorough ? 'thorough' : 'standard',
    runs: options.runs === undefined ? undefined : readCount('--runs', options.runs),
  })
  const peers: InstalledPeers | null = options.peers ? await installPeers(say) : null
  const postgres = await startPostgres()
  const parts = { postgres, peers, withFleet: options.fleet, profileDirectory: options.profile, isChosen }
  const subjects: SubjectFigures[] = []
  try {
    say('floors')
    const floors = await measureFloors(plan, postgres)
    for (const flow of ['pure', 'http'] as const) {
      const started = await startSubjects(parts, flow)
      if (started.length > 0) say(`${flow} flow`)
      try {
        subjects.push(...(await measureSubjects(started, plan, say)))
      } finally {
        await stopSubjects(started)
      }
    }
    const other = await measureOther({ plan, postgres, isChosen, withConsole: options.console, say })
    const installMb = {
      keyway: measureKeywayInstall(),
      ...(peers === null ? {} : { n8n: peers.n8n.megabytes, 'node-red': peers.nodeRed.megabytes }),
    }
    const report = toReport({ plan, floors, subjects, other, installMb, startedAt })
    process.stdout.write(`${options.json ? JSON.stringify(report, null, 2) : formatReport(report)}\n`)
  } finally {
    await postgres.stop()
  }
}

function isChosen(name: string): boolean {
  return options.only.every((word) => name.includes(word))
}

function readCount(option: string, text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1) return count
  throw new Error(`${option} takes a whole number from 1, not "${text}".`)
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
