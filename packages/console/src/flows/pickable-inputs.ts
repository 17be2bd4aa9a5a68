import { findInputTakers, type Flow } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import type { CatalogIndex } from '../strip/catalog-index.ts'
import { isObject } from '../values/kind.ts'

/**
 * Inputs that some step takes as they are into a field whose schema says something of this name, with what the first such
 * step says: `x-options` for live choices, `x-dynamic-fields` for members that only the other side knows.
 */
export function inputsTakenWith(
  flow: Flow,
  catalog: CatalogIndex,
  mark: 'x-options' | 'x-dynamic-fields',
): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>()
  for (const { input, use, field } of findInputTakers(flow)) {
    const declared = catalog.cards.get(use)?.inputs[field]
    const said = isObject(declared) ? declared[mark] : undefined
    if (said !== undefined && !found.has(input)) found.set(input, said)
  }
  return found
}
