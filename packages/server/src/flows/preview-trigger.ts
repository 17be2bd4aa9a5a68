import type { triggers as contract } from '@keyway/api'
import { checkFlow, parseFlow, type Trigger } from '@keyway/engine'
import { InputError, type Catalog, type Json, type z } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import { latestEvents, type LatestEvent } from '../events/store.ts'
import { heardEvents } from './heard-events.ts'
import { compilePayloadCondition } from './payload-condition.ts'

type Preview = z.input<typeof contract.previewTrigger.answer>

/** Events are read in pages, so that a preview holds few payloads at a time. */
const pageSize = 100

/**
 * Tests a trigger against the latest stored events of its source, just as arriving events are tested.
 * Throws InputError for a trigger that cannot be read, or that no stored event starts.
 */
export async function previewTrigger(
  { db, catalog }: { db: Db; catalog: Catalog },
  trigger: Trigger,
  { limit, show }: { limit: number; show: number },
): Promise<Preview> {
  const heard = heardEvents(catalog, trigger)
  if (heard === undefined) {
    throw new InputError('No stored event starts this flow. Choose an event as its trigger to preview it.', {
      code: 'trigger_without_events',
    })
  }
  const warnings = warningsOf(catalog, trigger)
  const { source, types } = heard
  const takes = compilePayloadCondition(heard.when)
  const preview: Preview = { source, tested: 0, ofType: 0, matched: 0, since: null, events: [], warnings }

  function test({ seq: _, payload, ...event }: LatestEvent): void {
    preview.tested += 1
    preview.since = event.receivedAt
    if (types !== 'every' && !types.includes(event.type)) return
    preview.ofType += 1
    // Stored as JSON text by whoever accepted the event.
    const value: Json = JSON.parse(payload)
    if (!takes(value)) return
    preview.matched += 1
    if (preview.events.length < show) preview.events.push(event)
  }

  let before: number | undefined
  while (preview.tested < limit) {
    const page = await latestEvents(db, { source, before, limit: Math.min(pageSize, limit - preview.tested) })
    for (const event of page) test(event)
    before = page.at(-1)?.seq
    if (before === undefined) break
  }
  return preview
}

function warningsOf(catalog: Catalog, trigger: Trigger): string[] {
  const flow = parseFlow({ keyway: 1, name: 'Preview', trigger, steps: [] })
  const problems = checkFlow(flow, { catalog, findHelpers: () => undefined })
  const [error] = problems.filter(({ severity }) => severity === 'error')
  if (error !== undefined) throw new InputError(error.message, { code: 'trigger_malformed' })
  return problems.map(({ message }) => message)
}
