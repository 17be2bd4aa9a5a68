import type { OrderedNode } from '../order.ts'
import type { Scope } from '../scope.ts'

/** Cards whose steps nothing refers to. */
const nameless: ReadonlySet<string> = new Set([
  'control.callable',
  'control.comment',
  'control.continueIf',
  'control.noop',
  'control.return',
  'control.returnRaw',
  'control.run',
  'control.throw',
  'control.throwIf',
  'control.until',
  'control.wait',
  'httpfunctions.close',
])

/** Gives each card of a body the id of its step, in execution order. */
export function assignIds(scope: Scope, nodes: readonly OrderedNode[]): void {
  for (const node of nodes) {
    const { card } = node
    if (node.kind === 'card') {
      if (!nameless.has(card.address.card)) stepId(scope, card.uuid, card.title)
      continue
    }
    if (node.join.outputs.size > 0) {
      const id = scope.context.ids.take(card.title)
      scope.ids.set(card.uuid, id)
      // What leaves the join is what the lanes returned to the If.
      scope.ids.set(node.join.uuid, id)
    }
    assignIds(scope, node.then)
    assignIds(scope, node.otherwise)
  }
}

/** Id of a card's step. Cards that were given none get one now. */
export function stepId(scope: Scope, uuid: string, title: string): string {
  const known = scope.ids.get(uuid)
  if (known !== undefined) return known
  const id = scope.context.ids.take(title)
  scope.ids.set(uuid, id)
  scope.context.report.place(uuid, id)
  return id
}
