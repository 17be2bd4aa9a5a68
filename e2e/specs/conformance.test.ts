import { findCorpus } from '@keyway/tools/corpus'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bringIn, inParallel, standIn, type CorpusFlow } from '../conformance/bring-in.ts'
import { endings } from '../conformance/classify.ts'
import { knownFailures } from '../conformance/known-failures.ts'
import { readCorpus } from '../conformance/read-corpus.ts'
import { createRows } from '../conformance/rows.ts'
import { countEndings, runCorpus, type Run } from '../conformance/run-corpus.ts'
import { createWishBook } from '../conformance/wishes.ts'
import { startWorld, type World } from '../conformance/world.ts'

const corpus = findCorpus()

// Every flow of every published export runs, as it is started in life, against stand-ins for all that it calls.
describe.skipIf(corpus === undefined)('every flow of the published exports', () => {
  let world: World
  let flows: CorpusFlow[]
  /** As they were imported. */
  let asImported: Run[]
  /** With outputs in the place of cards that Keyway does not have. */
  let withStandIns: Run[]
  let all: Run[]

  beforeAll(async () => {
    const { files, channels } = readCorpus(corpus ?? '')
    world = await startWorld(channels)
    flows = await bringIn(world, files)
    const rows = await createRows(world)
    const imported = new Map(flows.map((flow) => [flow.detail.id, flow.document]))
    const wishBook = createWishBook((id) => imported.get(id))
    asImported = await runCorpus({ world, rows, wishBook, flows }, flows)

    const completed = await inParallel(flows, (flow) =>
      flow.hasUnsupported ? standIn(world, wishBook, flow) : Promise.resolve(flow),
    )
    const cutShort = new Set(
      asImported.filter(({ ending }) => ending === 'unsupported, known').map(({ flow }) => flow.detail.id),
    )
    const again = completed.filter((flow) => flow.hasUnsupported || cutShort.has(flow.detail.id))
    withStandIns = await runCorpus({ world, rows, wishBook, flows: completed }, again)
    all = [...asImported, ...withStandIns]
    process.stdout.write(`As imported:\n${table(asImported)}\nWith stand-ins:\n${table(withStandIns)}\n`)
  }, 300_000)
  afterAll(() => world?.close())

  test('is imported and executed', () => {
    expect(flows).toHaveLength(375)
    const executed = new Set(asImported.map(({ flow }) => flow.detail.id))
    expect(flows.filter(({ detail }) => !executed.has(detail.id)).map(nameOf)).toEqual([])
  })

  test('never ends in an error of the engine, and its journal replays to the same end', () => {
    expect(all.filter(({ ending }) => ending === 'ENGINE ERROR').map(describeRun)).toEqual([])
    expect(all.filter(({ execution }) => execution.replay !== 'faithful').map(describeRun)).toEqual([])
  })

  test('ends in success, its own stop or error, or the refusal of a service, when used as it was meant', () => {
    const strange = all.filter(({ ending, start, execution, flow }) => {
      if (ending !== 'wrong input' || start === 'null' || start === 'empty' || start === 'wrong') return false
      return !knownFailures.some(
        (known) =>
          flow.file.startsWith(known.file) &&
          flow.document.name.startsWith(known.flow) &&
          execution.error?.code === known.code,
      )
    })
    expect(strange.map(describeRun)).toEqual([])
  })

  test('says of a value that does not fit where it was, what was found and what was expected', () => {
    const vague = all.filter(({ ending, execution: { error, failedStep } }) => {
      if (ending !== 'wrong input') return false
      const isClear = error?.code !== 'type_mismatch' || /Found .+, expected /.test(error.message)
      return failedStep === null || !isClear
    })
    expect(vague.map(describeRun)).toEqual([])
  })

  test('runs to its end where stand-ins give what unsupported cards would', () => {
    expect(withStandIns.filter(({ ending }) => ending === 'unsupported, known').map(describeRun)).toEqual([])
  })
})

function nameOf({ file, detail }: CorpusFlow): string {
  return `${file}: ${detail.name}`
}

function describeRun({ flow, start, execution }: Run): string {
  const { status, replay, failedStep, error } = execution
  const what = error === null ? `${status}, replay ${replay}` : `${error.code}: ${error.message}`
  return `${nameOf(flow)} (${start}), ${failedStep ?? 'no step'}: ${what}`
}

function table(runs: readonly Run[]): string {
  const counts = Object.entries(countEndings(runs))
  const width = 12
  const line = (cells: readonly (string | number)[]): string =>
    cells.map((cell, at) => String(cell).padStart(at === 0 ? width * 2 : width)).join('')
  const total = (ending: (typeof endings)[number]): number =>
    runs.filter((run) => run.ending === ending).length
  return [
    line(['', ...counts.map(([start]) => start), 'all']),
    ...endings.map((ending) => line([ending, ...counts.map(([, row]) => row[ending] ?? 0), total(ending)])),
  ].join('\n')
}
