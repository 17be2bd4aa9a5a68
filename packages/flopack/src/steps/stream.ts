import type { StreamStep, Value } from '@keyway/engine'
import type { StreamMapping } from '../cards/connector-card-mapping.ts'
import type { ExportCard } from '../body.ts'
import { inputValue, isGiven, isPinned, openInputValue } from '../pins.ts'
import { recordSource } from '../records.ts'
import type { Scope } from '../scope.ts'
import { toRecord, toValue, withBefore } from '../write.ts'
import { stepId } from './assign-ids.ts'
import { titled } from './common.ts'
import { losses } from '../losses.ts'

interface Streamed {
  stream: StreamMapping
  use: string
  connection?: string
  /** Inputs of the action. */
  values: ReadonlyMap<string, Value>
}

/** "Stream records": a helper runs once for each record, page after page, with what the author passes along. */
export function translateStream(
  scope: Scope,
  card: ExportCard,
  { stream, use, connection, values }: Streamed,
): StreamStep {
  const { context } = scope
  const id = stepId(scope, card.uuid, card.title)
  const inputs = Object.fromEntries([...values, ...recordLimit(scope, card, stream)])
  const step: StreamStep = {
    id,
    ...titled(card),
    stream: {
      use,
      ...(connection === undefined ? {} : { connection }),
      ...(Object.keys(inputs).length === 0 ? {} : { with: inputs }),
    },
    do: [],
  }
  const helperId = card.inputs.find((input) => input.isFlow)?.rawValue
  if (typeof helperId !== 'string' || !context.helpers.has(helperId)) {
    context.report.adapted(card, losses.streamHelper)
    return step
  }
  const state = card.inputs.filter(
    (input) => input.group === 'Streaming' && input.isCustom && !input.isErrorInput,
  )
  const { before, result } = withBefore(context, () => ({
    Record: toValue(context, recordSource([id, 'item'], stream.record)),
    ...(state.length === 0
      ? {}
      : {
          State: toRecord(
            context,
            state.map((input) => [input.key, openInputValue(scope, card, input)] as const),
          ),
        }),
  }))
  step.do = [...before, { id: context.ids.take(`${id} record`), call: helperId, with: result }]
  return step
}

/** The author's own limit; 0 is how the export says that there is none. */
function recordLimit(scope: Scope, card: ExportCard, { limit }: StreamMapping): [string, Value][] {
  const input = card.inputs.find(
    ({ group, key, isCustom }) => group === 'Streaming' && !isCustom && /^(Record )?Limit$/.test(key),
  )
  if (input === undefined || !isGiven(card, input) || (input.data === 0 && !isPinned(card, input))) return []
  if (limit !== undefined) return [[limit, inputValue(scope, card, input)]]
  scope.context.report.adapted(card, losses.streamLimit)
  return []
}
