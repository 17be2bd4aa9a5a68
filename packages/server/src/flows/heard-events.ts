import {
  readTriggerEvent,
  type Condition,
  type TableChange,
  type TableTrigger,
  type Trigger,
} from '@keyway/engine'
import type { Catalog } from '@keyway/sdk'

/** The events that a trigger listens to: where they come from, their types, or every one, and what must hold of each. */
export interface HeardEvents {
  source: string
  types: readonly string[] | 'every'
  when: Condition | undefined
}

const tableChanges: readonly TableChange[] = ['added', 'changed', 'removed']

/** What a trigger listens to; undefined for one that no stored event starts. */
export function heardEvents(catalog: Catalog, trigger: Trigger): HeardEvents | undefined {
  if ('source' in trigger) {
    const { source, type, when } = trigger
    return { source, types: type === undefined ? 'every' : [type], when }
  }
  if ('table' in trigger) {
    const types = (trigger.on ?? tableChanges).map(tableEventType)
    return { source: 'tables', types, when: ofTable(trigger) }
  }
  if (!('event' in trigger)) return undefined
  const { source, types } = readTriggerEvent(catalog, trigger.event)
  return { source, types: types.length === 0 ? 'every' : types, when: trigger.when }
}

/** Type of the event of a changed row. */
export function tableEventType(change: TableChange): string {
  return `row_${change}`
}

/** A table trigger's condition: that the row is of its table, and what the author added. */
function ofTable({ table, when }: TableTrigger): Condition {
  const isTable: Condition = {
    any: ['table.id', 'table.name'].map((field) => ({ field, is: 'equal to', to: { const: table } })),
  }
  return when === undefined ? isTable : { all: [isTable, when] }
}
