import type { Flow } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import { humanise, outputField } from './fields.ts'
import type { CardModel, Field } from './model.ts'
import { referencesIn, rootOf } from './value-source.ts'

/** What steps refer to inside of outputs, by the id of the step they read: `user` -> `profile.email`. */
export type UsedInside = ReadonlyMap<string, readonly string[]>

/** Everything inside of outputs that a flow refers to. */
export function usedInside(flow: Flow): UsedInside {
  // A flow document is JSON; its types only name the shapes.
  const steps: Json = JSON.parse(JSON.stringify(flow.steps))
  const found = new Map<string, string[]>()
  for (const reference of referencesIn(steps)) {
    const root = rootOf(reference)
    const key = reference.slice(root.length + 1)
    if (reference[root.length] !== '.' || !/[.[]/.test(key)) continue
    found.set(root, [...(found.get(root) ?? []), key])
  }
  return found
}

/** The card with what others read inside of its outputs, first: it can be dragged and looked at like every output. */
export function withUsed(card: CardModel, used: readonly string[]): CardModel {
  const { id, outputs } = card
  const known = new Set(outputs.map(({ key }) => key))
  const fresh = used.filter((key) => !known.has(key))
  if (id === null || fresh.length === 0) return card
  const inside = fresh.map((key): Field => ({ ...outputField(key, id), label: labelOf(key) }))
  return { ...card, outputs: [...inside, ...outputs] }
}

/** `profile.firstName` -> `Profile › First name` */
function labelOf(key: string): string {
  return key.split('.').map(humanise).join(' › ')
}
