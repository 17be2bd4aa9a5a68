// `node --conditions=source bench/compare.ts --against DIR`: what an event costs this checkout and another one, load by
// load in turn, so that a machine that is busy with other things is so for both. Costs are processor time, not speed.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { runLoad } from './load.ts'
import { readResidentMb } from './process-usage.ts'
import { startStub, type Stub } from './stub.ts'
import { toSpread } from './statistics.ts'
import { readThreadUsage, readWrittenBytes } from './thread-usage.ts'
import { prepareFlow, startWorld, waitForDrain, type Receiver, type World } from './world.ts'

const { values: options } = parseArgs({
  options: {
    against: { type: 'string' },
    flow: { type: 'string', default: 'pure' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '64' },
    profile: { type: 'string' },
    // For Node, on this side only: what a setting changes.
    'node-flag': { type: 'string', multiple: true, default: [] },
  },
})

interface Side {
  name: string
  world: World
  receiver: Receiver
  samples: Map<string, number[]>
}

const stub = options.flow === 'http' ? await startStub() : null
const here = path.resolve(import.meta.dirname, '..')
const directories = options.against === undefined ? [here] : [path.resolve(options.against), here]
const sides: Side[] = []
try {
  for (const [index, directory] of directories.entries()) {
    sides.push(await startSide(directory, { other: stub, isTried: index === directories.length - 1 }))
  }
  for (const side of sides) await load(side)
  for (const { samples } of sides) samples.clear()
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) await load(side)
  }
  process.stdout.write(toTable())
} finally {
  for (const { world } of sides) await world.stop()
  await stub?.close()
}

async function startSide(
  directory: string,
  { other, isTried }: { other: Stub | null; isTried: boolean },
): Promise<Side> {
  const world = await startWorld({
    entry: pathToFileURL(path.join(directory, 'packages/cli/src/main.ts')),
    profileDirectory: isTried ? options.profile : undefined,
    nodeFlags: isTried ? options['node-flag'] : [],
  })
  const receiver = await prepareFlow(world.call, other?.url ?? null)
  return { name: directory, world, receiver, samples: new Map() }
}

/** One load, until all that was accepted is executed, and what it cost. */
async function load({ world, receiver: { url, headers }, samples }: Side): Promise<void> {
  const before = readThreadUsage(world.pid)
  const writtenBefore = readWrittenBytes(world.pid)
  const start = performance.now()
  const plan = { url, headers, seconds: Number(options.seconds), connections: Number(options.connections) }
  const { accepted, ackMs } = await runLoad(plan)
  const elapsedMs = (await waitForDrain(world.call)) - start
  const note = (name: string, value: number): void => {
    samples.set(name, [...(samples.get(name) ?? []), value])
  }
  let sum = 0
  for (const [name, microseconds] of readThreadUsage(world.pid)) {
    const spent = microseconds - (before.get(name) ?? 0)
    sum += spent
    note(`${name}, us an event`, spent / accepted)
  }
  note('all threads, us an event', sum / accepted)
  note('bytes written an event', (readWrittenBytes(world.pid) - writtenBefore) / accepted)
  note('completed a second', (accepted / elapsedMs) * 1000)
  note('ack p50, ms', ackMs.p50)
  note('ack p99, ms', ackMs.p99)
  note('resident, MB', readResidentMb(world.pid))
}

function toTable(): string {
  const names = [...new Set(sides.flatMap(({ samples }) => [...samples.keys()]))]
  const cell = ({ samples }: Side, name: string): string => {
    const values = samples.get(name)
    if (values === undefined) return '-'
    const { median, min, max } = toSpread(values)
    const digits = median < 100 ? 1 : 0
    return `${median.toFixed(digits)} [${min.toFixed(digits)}-${max.toFixed(digits)}]`
  }
  const width = Math.max(...names.map((name) => name.length))
  const lines = names.map((name) =>
    [name.padEnd(width), ...sides.map((side) => cell(side, name).padStart(26))].join(' '),
  )
  return `${sides.map(({ name }) => name).join('  |  ')}\n${lines.join('\n')}\n`
}
