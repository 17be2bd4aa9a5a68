import { diffFlows, type Flow, type FlowChange } from '@keyway/engine'

/** A card of a difference: what happened to one step, to the trigger, or to the settings of the flow. */
export interface ChangedCard {
  key: string
  of: FlowChange['of']
  kind: FlowChange['kind']
  /** Path in the later document; in the earlier one for what was removed. Null for trigger and flow. */
  path: string | null
  /** Which of the documents the path is in. */
  side: 'before' | 'after'
  changes: readonly FlowChange[]
}

/** A difference as cards, in the order of the later document, with what was removed at the end. */
export function changedCards(before: Flow, after: Flow): ChangedCard[] {
  const groups = Map.groupBy(diffFlows(before, after), ({ of, after: later, before: earlier }) =>
    JSON.stringify([of, later ?? earlier, later === null]),
  )
  return [...groups].map(([key, changes]) => {
    const [first] = changes
    const path = first?.after ?? first?.before ?? null
    return {
      key,
      of: first?.of ?? 'flow',
      kind: kindOf(changes),
      path,
      side: first?.after === null && first.of === 'step' ? 'before' : 'after',
      changes,
    }
  })
}

/** What is most to be said of a step that has several changes. */
function kindOf(changes: readonly FlowChange[]): FlowChange['kind'] {
  const kinds = new Set(changes.map(({ kind }) => kind))
  if (kinds.has('added')) return 'added'
  if (kinds.has('removed')) return 'removed'
  return kinds.has('changed') ? 'changed' : 'moved'
}
