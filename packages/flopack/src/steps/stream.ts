import type { Step } from '@keyway/engine'
import type { StreamMapping } from '../cards/connector-card-mapping.ts'
import type { ExportCard } from '../body.ts'
import { countId } from '../mapped-output.ts'
import { openInputValue } from '../pins.ts'
import { recordSource, splitPath } from '../records.ts'
import { formatPath } from '../reference.ts'
import type { Scope } from '../scope.ts'
import { toRecord, toValue, withBefore } from '../write.ts'

/**
 * "Stream records": a helper runs once for each record, with the record and what the author passes along. Here the action
 * lists the records and a loop calls the helper.
 */
export function translateStream(
  scope: Scope,
  card: ExportCard,
  { id, stream }: { id: string; stream: StreamMapping },
): Step[] {
  const { context } = scope
  const helperId = card.inputs.find((input) => input.isFlow)?.rawValue
  const list = { ref: formatPath([id, ...splitPath(stream.items)]) }
  const count: Step = { id: countId(scope, card), use: 'list.length', with: { list } }
  if (typeof helperId !== 'string' || !context.helpers.has(helperId)) {
    context.report.adapted(card, 'It streams records, but names no helper flow of this file.')
    return [count]
  }
  const loop = context.ids.take(`${id} each`)
  const state = card.inputs.filter(
    (input) => input.group === 'Streaming' && input.isCustom && !input.isErrorInput,
  )
  const passed = withBefore(context, () =>
    toRecord(
      context,
      state.map((input) => [input.key, openInputValue(scope, card, input)] as const),
    ),
  )
  const record = withBefore(context, () => toValue(context, recordSource([loop, 'item'], stream.record)))
  return [
    count,
    {
      id: loop,
      forEach: list,
      do: [
        ...record.before,
        ...passed.before,
        {
          id: context.ids.take(`${id} record`),
          call: helperId,
          with: { Record: record.result, ...(state.length === 0 ? {} : { State: passed.result }) },
        },
      ],
    },
  ]
}
