import { isJsonObject } from '@keyway/sdk'
import type { CardStep, Value } from '@keyway/engine'
import type { HookMapping } from '../../cards/connector-card-mapping.ts'
import { findDraft, type CardDraft } from '../draft.ts'
import { feedOf, pin, setInput } from '../inputs.ts'
import { cannotSay, nameOf, type WriteScope } from '../scope.ts'
import { unsetValue } from '../stored-type.ts'
import { readConstant, readRef } from '../values.ts'
import { splitName } from './names.ts'

const operators = new Set(['=', '!=', '<', '<=', '>', '>='])

/** The filter of a table search. Values of other cards arrive at hidden inputs named after the output they come from. */
export function writeWhere(
  scope: WriteScope,
  card: CardDraft,
  { step, hook, value }: { step: CardStep; hook: HookMapping; value: Value },
): void {
  const conditions = Array.isArray(value) ? value : readConstant(value)?.value
  if (!Array.isArray(conditions)) {
    throw cannotSay(
      scope,
      nameOf(step),
      'Its filter is computed; Okta Workflows needs the conditions one by one.',
    )
  }
  const expr = conditions.map((condition) => {
    if (!isJsonObject(condition))
      throw cannotSay(scope, nameOf(step), 'A condition of its filter is computed.')
    const { operator, value: compared = null, join = 'AND' } = condition
    const column = readConstant(condition.column ?? null)?.value
    if (typeof column !== 'string' || typeof operator !== 'string' || !operators.has(operator)) {
      throw cannotSay(
        scope,
        nameOf(step),
        `A condition of its filter has no column, or no comparison out of ${[...operators].join(' ')}.`,
      )
    }
    const base = { lhs: column, op: operator, join }
    const constant = readConstant(compared)
    return constant === undefined
      ? { ...base, rhd: writeDynamic(scope, card, { value: compared, group: hook.values }) }
      : { ...base, rhs: constant.value }
  })
  const [group, key] = splitName(hook.input)
  setInput(scope, card, { key, group, type: 'object', value: { const: { expr } } })
}

function writeDynamic(
  scope: WriteScope,
  card: CardDraft,
  { value, group }: { value: Value; group: string },
): { methodId: string; outputId: string } {
  const feed = feedOf(scope, value)
  const as = readRef(value)?.as
  const key = feed.output.id
  if (findDraft(card.inputs, key, group) === undefined) {
    const type = as ?? (feed.output.type === 'flow' ? 'any' : feed.output.type)
    const input = { id: scope.flow.ids.next(), key, group, type, data: unsetValue(type) }
    card.inputs.push(input)
    pin(feed, card, { input, as })
  }
  return { methodId: feed.card.uuid, outputId: key }
}
