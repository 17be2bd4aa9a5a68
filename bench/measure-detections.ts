import { startChild } from './child.ts'

/** All rules over events of the System Log in which nothing happens, on one core. */
export interface DetectionFigures {
  events: number
  rules: number
  /** By the processor time of the thread, reading the JSON of events among it. */
  eventsPerSecond: number
  /** Alerts that none of the events deserves. */
  alerts: number
  /** What the process held when all were seen. */
  residentMb: number
}

export async function measureDetections(
  events: number,
  say: (what: string) => void,
): Promise<DetectionFigures> {
  say(`all detections over ${events.toLocaleString('en')} quiet events`)
  const child = startChild(new URL('./detections-process.ts', import.meta.url), [String(events)])
  try {
    const figures: DetectionFigures = JSON.parse(await child.waitForEnd())
    return figures
  } finally {
    await child.stop()
  }
}

export function formatDetections({
  events,
  rules,
  eventsPerSecond,
  alerts,
  residentMb,
}: DetectionFigures): string {
  const count = (number: number): string => Math.round(number).toLocaleString('en')
  return `detections: ${count(events)} quiet events through ${rules} rules, ${count(eventsPerSecond)} a second of one core, ${alerts} alerts, ${count(residentMb)} MB\n`
}
