import { isJsonObject, type Json } from '@keyway/sdk'
import type { Value } from '@keyway/engine'
import type { HookMapping } from '../cards/connector-card-mapping.ts'
import type { ExportCard } from '../body.ts'
import { toConstant, toText } from '../constants.ts'
import { fieldName } from '../connector-mapping.ts'
import { inputValue, isPinned } from '../pins.ts'
import { pinSource } from '../resolve.ts'
import type { Scope } from '../scope.ts'
import { toValue } from '../write.ts'
import { losses, type Loss } from '../losses.ts'

const operators = new Set(['=', '!=', '<', '<=', '>', '>='])

/**
 * The filter of a table search: a flat list of conditions, each joined to the next. Values that come from other cards
 * arrive at hidden inputs whose key is the output's id. Gives what is lost, if the filter cannot be read.
 */
export function translateWhere(scope: Scope, card: ExportCard, hook: HookMapping): Value[] | Loss {
  const input = card.inputs.find((candidate) => fieldName(candidate) === hook.input)
  if (input === undefined) return []
  if (isPinned(card, input)) return losses.filterComputed
  const conditions = isJsonObject(input.data) ? input.data['expr'] : undefined
  if (conditions === undefined || conditions === null) return []
  if (!Array.isArray(conditions)) return losses.filterCondition
  const where: Value[] = []
  for (const condition of conditions) {
    if (!isJsonObject(condition)) return losses.filterCondition
    const { lhs: column, op: operator, join } = condition
    if (typeof column !== 'string' || typeof operator !== 'string' || !operators.has(operator)) {
      return losses.filterOperator(toText(operator ?? null))
    }
    const value = conditionValue(scope, card, { condition, group: hook.values })
    where.push({ column: toConstant(column), operator, value, join: join === 'OR' ? 'OR' : 'AND' })
  }
  return where
}

function conditionValue(
  scope: Scope,
  card: ExportCard,
  { condition, group }: { condition: Record<string, Json>; group: string },
): Value {
  const dynamic = condition['rhd']
  if (!isJsonObject(dynamic)) return toConstant(condition['rhs'] ?? null)
  const { methodId, outputId } = dynamic
  const input = card.inputs.find((candidate) => candidate.group === group && candidate.key === outputId)
  if (input !== undefined) return inputValue(scope, card, input)
  // One published flow lost the hidden input; the value can still be found at its source.
  const source = typeof methodId === 'string' ? scope.body.cards.get(methodId) : undefined
  const output = typeof outputId === 'string' ? source?.outputs.get(outputId) : undefined
  if (source === undefined || output === undefined) {
    scope.context.report.adapted(card, losses.filterValue)
    return null
  }
  return toValue(
    scope.context,
    pinSource(scope, { card: source.uuid, output: output.id, converts: false }, output),
  )
}
