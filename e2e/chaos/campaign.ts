import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { oktaDelivery } from '../fixtures/okta-delivery.ts'
import { startChaosWorld, type ChaosWorld, type Storage } from './chaos-world.ts'
import { chooseFault, possibleFaults, type FaultKind, type SendPoison } from './faults.ts'
import { eventTypes } from './flows.ts'
import { createOracle, type Oracle, type Tally } from './oracle.ts'
import { post, startOrderedLoad } from './ordered-load.ts'
import { createRandom } from './random.ts'
import { settle } from './settle.ts'

export interface CampaignOptions {
  storage: Storage
  seed: string
  /** It ends after the round in which this time is over. */
  minutes: number
  /** Only these kinds; all that are possible when absent. */
  kinds?: readonly FaultKind[]
  /** The first round; 1 unless one is replayed. */
  firstRound?: number
  /** Rounds at most. */
  rounds?: number
  say: (text: string) => void
}

export interface CampaignReport {
  storage: Storage
  seed: string
  rounds: number
  minutes: number
  /** How often each kind happened. */
  faults: Partial<Record<FaultKind, number>>
  skipped: { kind: FaultKind; reason: string }[]
  tally: Tally
  acknowledged: number
  /** Deliveries that had to be sent again. */
  unanswered: number
  /** Processes that ended without having been killed, and were started again. */
  endedByThemselves: number
  /** From healing until everything was over; the longest of all rounds. */
  longestSettleMs: number
  /** What was not as promised, each with the round in which it was found. */
  problems: { round: number; problem: string }[]
}

const roundMs = 20_000
const faultsInRound = { least: 6, most: 14 }
const people = 12
const pauseMs = 120

/**
 * Rounds of faults at random moments under load. After each, everything is healed and has to be over in a minute, and
 * the oracle compares Keyway's history with what the other sides recorded. The same seed chooses the same faults; when
 * they meet which event is up to the machine.
 */
export async function runCampaign(options: CampaignOptions): Promise<CampaignReport> {
  const { storage, seed, say } = options
  const world = await startChaosWorld(storage, say)
  const start = performance.now()
  try {
    const { kinds, skipped } = possibleFaults(world)
    const chosen = kinds.filter((kind) => options.kinds?.includes(kind) ?? true)
    const oracle = createOracle(world)
    const report: CampaignReport = {
      storage,
      seed,
      rounds: 0,
      minutes: 0,
      faults: {},
      skipped,
      tally: oracle.tally,
      acknowledged: 0,
      unanswered: 0,
      endedByThemselves: 0,
      longestSettleMs: 0,
      problems: [],
    }
    for (let round = options.firstRound ?? 1; ; round += 1) {
      await runRound({ world, oracle, report, kinds: chosen, say }, round)
      report.rounds += 1
      report.minutes = (performance.now() - start) / 60_000
      if (report.minutes >= options.minutes || report.rounds >= (options.rounds ?? Infinity)) break
    }
    report.endedByThemselves = world.nodes.reduce((sum, { member }) => sum + member.endedByItself(), 0)
    return report
  } finally {
    await world.close()
  }
}

interface RoundParts {
  world: ChaosWorld
  oracle: Oracle
  report: CampaignReport
  kinds: readonly FaultKind[]
  say: (text: string) => void
}

async function runRound({ world, oracle, report, kinds, say }: RoundParts, round: number): Promise<void> {
  const random = createRandom(`${report.seed}/${round}`)
  const load = startOrderedLoad(world.hook, { people, pauseMs })
  const poisoned = new Set<string>()
  const broken: string[] = []
  const sendPoison = poisonSender(world, poisoned)
  const planned = Array.from({ length: random.between(faultsInRound.least, faultsInRound.most) }, () => ({
    atMs: random.between(0, roundMs),
    fault: chooseFault({ world, random, sendPoison }, kinds),
  }))
  await Promise.all(
    planned.map(async ({ atMs, fault: { kind, what, happen } }) => {
      await setTimeout(atMs)
      say(`    ${(atMs / 1000).toFixed(1)} s: ${kind}, ${what}`)
      report.faults[kind] = (report.faults[kind] ?? 0) + 1
      await happen().catch((error: unknown) => {
        broken.push(`${kind}, ${what}: ${error instanceof Error ? error.message : String(error)}`)
      })
    }),
  )
  await world.heal()
  await load.stop()
  const { tookMs, left } = await settle(world, oracle)
  const found = [
    ...(left === null ? [] : [`not settled after ${Math.round(tookMs / 1000)} s: ${left}`]),
    ...broken,
    ...load.surprises.map((status) => `a delivery was answered ${status}`),
    ...(await oracle.check([...load.acknowledged, ...poisoned])),
  ]
  report.acknowledged += load.acknowledged.size + poisoned.size
  report.unanswered += load.unanswered()
  report.longestSettleMs = Math.max(report.longestSettleMs, tookMs)
  report.problems.push(...found.map((problem) => ({ round, problem })))
  say(
    `round ${round}: ${planned.length} faults, ${load.acknowledged.size} events acknowledged, settled in ${(tookMs / 1000).toFixed(1)} s, ${found.length} problems`,
  )
  for (const problem of found) say(`    PROBLEM ${problem}`)
}

/** Names and texts that have broken others; `__proto__` as a name is refused with 400, so it is not among them. */
const hostile = [
  'constructor',
  '{{ trigger.uuid }}',
  '=cmd()',
  '\u0000\ud800',
  '<script>',
  'x'.repeat(200_000),
]

function poisonSender({ hook }: ChaosWorld, poisoned: Set<string>): SendPoison {
  return async (random) => {
    const uuid = randomUUID()
    const displayMessage = random.pick(hostile)
    const event = {
      uuid,
      eventType: eventTypes.poison,
      displayMessage,
      debugContext: { [displayMessage]: displayMessage },
    }
    const [url, body] = [random.pick(hook.urls), JSON.stringify(oktaDelivery([event]))]
    let status: number | null = null
    for (let tries = 0; status !== 204 && tries < 20; tries += 1) {
      if (tries > 0) await setTimeout(500)
      status = await post({ ...hook, url }, body)
    }
    if (status === 204) poisoned.add(uuid)
    else if (status !== null && status < 500) throw new Error(`a delivery was answered ${status}`)
  }
}
