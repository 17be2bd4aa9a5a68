import { expect, test } from 'vitest'
import { startDetectionEngine } from './detection-engine.ts'
import { nativeDetections } from './native/native-detections.ts'
import { quietEvents, quietWeek } from './testing/quiet-events.ts'

// `npm run bench -- --identity` does the same with a million.
test('a week of people at work raises no alert', () => {
  const engine = startDetectionEngine(nativeDetections(new Map()))
  const found: string[] = []
  let last = 0
  for (const event of quietEvents(quietWeek(40_000))) {
    last = Date.parse(event.published)
    found.push(...engine.observe(event).map(({ detection }) => detection.id))
  }
  found.push(...engine.passTo(last + 40 * 86_400_000).map(({ detection }) => detection.id))
  expect(found).toEqual([])
})
