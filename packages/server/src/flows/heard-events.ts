import { readTriggerEvent, type Trigger } from '@keyway/engine'
import type { Catalog } from '@keyway/sdk'

/** The events that a trigger listens to: where they come from, and their types, or every one. */
export interface HeardEvents {
  source: string
  types: readonly string[] | 'every'
}

/** What a trigger listens to; undefined for one that no stored event starts. */
export function heardEvents(catalog: Catalog, trigger: Trigger): HeardEvents | undefined {
  if ('source' in trigger) {
    return { source: trigger.source, types: trigger.type === undefined ? 'every' : [trigger.type] }
  }
  if (!('event' in trigger)) return undefined
  const { source, types } = readTriggerEvent(catalog, trigger.event)
  return { source, types: types.length === 0 ? 'every' : types }
}
