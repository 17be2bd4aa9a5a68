import { findInputTakers, type Flow } from '@keyway/engine'
import type { CatalogIndex } from '../strip/catalog-index.ts'
import { isObject } from '../values/kind.ts'

/** Keys of the inputs that some step takes as they are into a field with live choices. */
export function pickableInputs(flow: Flow, catalog: CatalogIndex): ReadonlySet<string> {
  const takers = findInputTakers(flow).filter(({ use, field }) => {
    const declared = catalog.cards.get(use)?.inputs[field]
    return isObject(declared) && declared['x-options'] === true
  })
  return new Set(takers.map(({ input }) => input))
}
