import { InputError } from '@keyway/sdk'
import type { Step } from '@keyway/engine'
import { readBody, type ExportCard, type Field } from './body.ts'
import { orderBody } from './order.ts'
import type { Scope } from './scope.ts'
import type { Source } from './source.ts'
import { assignIds } from './steps/assign-ids.ts'

/** Deepest nesting of bodies in bodies. Published flows have 2. */
const maxDepth = 20

/** Where an embedded body sits. */
export interface Embedding {
  container: ExportCard
  /** Names the place in errors: `try`, `else`. */
  label: string
  /** Step that Return and Continue If of the body end; null: the flow. */
  endsAt: string | null
  /** What outputs of the body's start card stand for, wormholes aside. */
  start: (output: Field) => Source
}

/** Translates a body that is embedded in a card. */
export function translateEmbedded(outer: Scope, value: unknown, embedding: Embedding): Step[] {
  const { container, label, endsAt, start } = embedding
  const place = `${outer.body.place}, card "${container.title}" (${label})`
  if (outer.depth >= maxDepth) throw new InputError(`${place}: more than ${maxDepth} flows are nested.`)
  const body = readBody(value, place)
  const { root, nodes, hidden } = orderBody(body)
  const { context } = outer
  context.report.countBody()
  for (const card of [root, ...hidden]) context.report.exact(card)
  const scope: Scope = {
    context,
    body,
    root,
    ids: new Map(),
    resolved: new Map(),
    start,
    outer: { scope: outer, container },
    container: endsAt,
    depth: outer.depth + 1,
  }
  assignIds(scope, nodes)
  const steps = context.translate(scope, nodes)
  return endsAt !== null && isBareReturn(steps.at(-1)) ? steps.slice(0, -1) : steps
}

/** Every embedded body ends with a Return; without values it says no more than the end of the lane. */
function isBareReturn(step: Step | undefined): boolean {
  return step !== undefined && 'return' in step && Object.keys(step.return).length === 0
}
