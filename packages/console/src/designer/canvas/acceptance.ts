import { canBecome, describedCatalog, visitPlaces, type Flow } from '@keyway/engine'
import type { ValueType } from '@keyway/sdk'
import { triggerPath } from '../../strip/model.ts'
import { rootOf } from '../../strip/value-source.ts'
import { canvasTexts } from '../../texts/canvas.ts'
import type { Kind } from '../../values/kind.ts'

/** An output, as far as it decides where it may go. */
export interface GivenOutput {
  reference: string
  /** Path of its card. */
  path: string
  kind: Kind
}

export interface TakingInput {
  /** Path of its card. */
  path: string
  kind: Kind
}

/** Which cards see an output does not depend on what cards there are. */
const surroundings = {
  catalog: describedCatalog({ cards: [], connectors: [] }),
  findHelpers: () => undefined,
}

const known = new WeakMap<Flow, ReadonlyMap<string, ReadonlySet<string>>>()

/** First words of references that each card can use, by path. */
function seenFrom(flow: Flow): ReadonlyMap<string, ReadonlySet<string>> {
  const found = known.get(flow)
  if (found !== undefined) return found
  const seen = new Map<string, ReadonlySet<string>>()
  visitPlaces(flow, surroundings, {
    visit: ({ path, visible }) => void seen.set(path, new Set(visible.map(({ id }) => id))),
  })
  known.set(flow, seen)
  return seen
}

/** Tells for each input why an output does not fit there; null where it does. */
export function acceptance(flow: Flow, output: GivenOutput): (input: TakingInput) => string | null {
  const root = rootOf(output.reference)
  const seen = seenFrom(flow)
  return ({ path, kind }) => {
    if (path === output.path) return canvasTexts.connect.itself
    if (output.path !== triggerPath && seen.get(path)?.has(root) !== true) return canvasTexts.connect.later
    const fits = canBecome(typeOf(output.kind), typeOf(kind))
    return fits ? null : canvasTexts.connect.clash(output.kind, kind)
  }
}

function typeOf(kind: Kind): ValueType {
  if (kind === 'list') return 'any[]'
  return kind === 'null' ? 'any' : kind
}
