import { makeTemporaryDirectory } from './cleanup.ts'
import { readCpuMs, readPeakMb } from './process-usage.ts'
import { prepareManualFlow, startFlow, tookMs, waitForRest, type Step } from './run-flow.ts'
import { startKeyway } from './world.ts'

/** What long executions without the world cost. */
export interface LoopFigures {
  /** Turns of the loop, and function cards run in them. */
  turns: number
  cards: number
  cardsPerSecond: number
  tookMs: number
  cpuMs: number
  idleMb: number
  /** The most that the process ever held. */
  peakMb: number
}

const cardsInTurn: Step[] = [
  { id: 'sum', use: 'number.add', with: { numbers: [{ ref: 'loop.index' }, 1] } },
  { id: 'text', use: 'text.compose', with: { text: 'Turn {{ sum.output }}' } },
]

/** Function cards a second inside one execution: a loop that counts. */
export function measureCards(turns: number): Promise<LoopFigures> {
  return measureLoop(turns, [{ id: 'loop', repeat: turns, do: cardsInTurn }])
}

/** The same over a list that is in memory as a whole. */
export function measureList(items: number): Promise<LoopFigures> {
  return measureLoop(items, [
    { id: 'numbers', use: 'list.range', with: { below: items } },
    { id: 'loop', forEach: { ref: 'numbers.list' }, do: cardsInTurn },
  ])
}

async function measureLoop(turns: number, steps: Step[]): Promise<LoopFigures> {
  const { directory, remove } = makeTemporaryDirectory('data')
  const world = await startKeyway(directory)
  try {
    const flowId = await prepareManualFlow(world.call, { name: 'Bench: loop', steps })
    const idleMb = readPeakMb(world.pid)
    const cpuBefore = readCpuMs(world.pid)
    await startFlow(world.call, flowId)
    const ms = tookMs(await waitForRest(world.call, flowId))
    const cards = turns * cardsInTurn.length
    return {
      turns,
      cards,
      cardsPerSecond: (cards / ms) * 1000,
      tookMs: ms,
      cpuMs: readCpuMs(world.pid) - cpuBefore,
      idleMb,
      peakMb: readPeakMb(world.pid),
    }
  } finally {
    await world.stop()
    remove()
  }
}
