// The process that judges events: rules of Keyway, and those of the corpus where there is one.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { loadRules, nativeDetections, startDetectionEngine } from '@keyway/identity'
import { quietEvents, quietWeek } from '@keyway/identity/testing'
import { findCorpus } from '@keyway/tools/corpus'

const events = Number(process.argv[2])
const parameters = new Map<string, readonly string[]>()
const natives = nativeDetections(parameters)
const known = new Set(natives.map(({ id }) => id))
const others = loadRules(corpusFiles(), parameters).detections.filter(({ id }) => !known.has(id))
const rules = [...natives, ...others]
const engine = startDetectionEngine(rules)

// Hunts look for what is worth a look, not for attacks; what they find in peace is no false alarm.
const hunts = new Set(
  loadRules(
    corpusFiles().filter(({ file }) => file.includes('hunt')),
    parameters,
  ).detections.map(({ id }) => id),
)

let alerts = 0
let usedMs = 0
let last = 0
const batch: string[] = []
for (const event of quietEvents(quietWeek(events))) {
  last = Date.parse(event.published)
  batch.push(JSON.stringify(event))
  if (batch.length === 1_000) judge()
}
judge()
process.stdout.write(
  JSON.stringify({
    events,
    rules: rules.length,
    eventsPerSecond: events / (usedMs / 1000),
    alerts,
    residentMb: process.memoryUsage().rss / 1e6,
  }),
)

/** As the reader of a process does: events as they are stored, and from time to time windows end. */
function judge(): void {
  const before = process.threadCpuUsage()
  const found = [
    ...batch.flatMap((text) => engine.observe(JSON.parse(text))),
    ...engine.passTo(last - 300_000),
  ]
  const { user, system } = process.threadCpuUsage(before)
  usedMs += (user + system) / 1000
  alerts += found.filter(({ detection }) => detection.silent !== true && !hunts.has(detection.id)).length
  batch.length = 0
}

function corpusFiles(): { file: string; text: string }[] {
  const corpus = findCorpus()
  if (corpus === undefined) return []
  const folders = ['sigma-okta', 'okta-customer-detections/detections', 'okta-customer-detections/hunts']
  return folders.flatMap((folder) =>
    readdirSync(path.join(corpus, folder))
      .filter((name) => name.endsWith('.yml'))
      .map((name) => ({
        file: `${folder}/${name}`,
        text: readFileSync(path.join(corpus, folder, name), 'utf8'),
      })),
  )
}
