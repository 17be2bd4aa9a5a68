import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { flows, type AnswerOf } from '@keyway/api'
import { findCorpus } from '@keyway/tools/corpus'
import { readPeakMb } from './process-usage.ts'
import { startWorld } from './world.ts'

/** What it takes to bring in every published template, as one import into an empty Keyway. */
export interface ImportFigures {
  files: number
  megabytes: number
  flows: number
  cards: number
  unsupported: number
  tookMs: number
  filesPerSecond: number
  cardsPerSecond: number
  peakMb: number
}

/** Why something was not measured. */
export interface Skipped {
  skipped: string
}

export async function measureImport(): Promise<ImportFigures | Skipped> {
  const corpus = findCorpus()
  if (corpus === undefined) {
    return { skipped: 'There is no corpus of exports on this machine; KEYWAY_CORPUS names its folder.' }
  }
  const files = readFlopacks(path.join(corpus, 'okta-workflows-templates'))
  const world = await startWorld({})
  try {
    const start = performance.now()
    const report = await world.call(flows.importFlows, { body: { files, dryRun: false } })
    const tookMs = performance.now() - start
    checkReport(report, files.length)
    const { totals } = report
    return {
      files: totals.files,
      megabytes: files.reduce((sum, { content }) => sum + content.length, 0) / 1e6,
      flows: totals.flows,
      cards: totals.cards,
      unsupported: totals.unsupported,
      tookMs,
      filesPerSecond: (totals.files / tookMs) * 1000,
      cardsPerSecond: (totals.cards / tookMs) * 1000,
      peakMb: readPeakMb(world.pid),
    }
  } finally {
    await world.stop()
  }
}

function readFlopacks(folder: string): { name: string; content: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.flopack'))
    .toSorted()
    .map((name) => ({ name: path.basename(name), content: readFileSync(path.join(folder, name), 'utf8') }))
}

function checkReport({ errors, totals }: AnswerOf<typeof flows.importFlows>, files: number): void {
  const [first] = errors
  if (first !== undefined) throw new Error(`${first.file} could not be imported: ${first.message}`)
  if (totals.files !== files)
    throw new Error(`Expected ${files} files to be imported, found ${totals.files}.`)
}
