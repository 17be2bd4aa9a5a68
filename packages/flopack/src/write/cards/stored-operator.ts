import type { Json } from '@keyway/sdk'
import { toOperator } from '../../conditions.ts'

const texts = ['==', '!=', '>=', '<=', '>', '<', '%', 'in', 'not in', 'has', "doesn't have", '===', '!==']

const stored: ReadonlyMap<string, string> = new Map(
  [...texts, 'is empty', 'is not empty'].flatMap((text) => {
    const operator = toOperator(text)
    return operator === undefined ? [] : [[operator, text]]
  }),
)

/** A comparison as the export stores it; undefined for one that Okta Workflows does not have. */
export function storedOperator(operator: Json): string | undefined {
  return typeof operator === 'string' ? stored.get(operator) : undefined
}
