import type { ForEachStep, RepeatStep, StreamStep } from '@keyway/engine'
import { stripTexts } from '../texts/strip.ts'
import type { CatalogIndex } from './catalog-index.ts'
import { toConditionLines } from './conditions.ts'
import { describeInputs } from './describe-inputs.ts'
import { humanise, inputField, outputField } from './fields.ts'
import { loopUse, type CardModel, type Field } from './model.ts'

type LoopCard = Pick<CardModel, 'use' | 'title' | 'remarks' | 'inputs' | 'outputs' | 'conditions'>

/** The head card of a loop: the list, the source or the count, what each turn offers, and what the loop gives in the end. */
export function describeLoop(
  step: ForEachStep | StreamStep | RepeatStep,
  { catalog, isWhole }: { catalog: CatalogIndex; isWhole: boolean },
): LoopCard {
  const { titles } = stripTexts
  const remarks = [
    ...((step.concurrency ?? 1) > 1 ? [stripTexts.concurrency(step.concurrency ?? 1)] : []),
    ...(step.onItemError === 'ignore' ? [stripTexts.ignoresErrors] : []),
  ]
  const index = outputField('index', step.id, 'number')
  const count = outputField('count', step.id, 'number')
  if ('repeat' in step) {
    const inputs = [
      inputField('count', step.repeat, {
        kind: 'number',
        label: stripTexts.times,
        place: ['repeat'],
        isRequired: true,
      }),
    ]
    return { use: loopUse, title: titles.repeat, remarks, inputs, outputs: [index, count], conditions: [] }
  }
  const { collect, keep, first, memo, next } = step
  const isStream = 'stream' in step
  return {
    use: loopUse,
    title: titleOf(step),
    remarks: [...(isStream ? [sourceOf(step, catalog), stripTexts.page] : []), ...remarks],
    inputs: [
      ...(isStream
        ? streamInputs(step, { catalog, isWhole })
        : [inputField('list', step.forEach, { kind: 'list', place: ['forEach'], isRequired: true })]),
      ...describeInputs({ collect, memo, next }, []),
    ],
    conditions: [keep, first].flatMap((condition) =>
      condition === undefined ? [] : toConditionLines(condition),
    ),
    outputs: [
      outputField('item', step.id),
      index,
      ...(collect === undefined && keep === undefined ? [] : [outputField('list', step.id, 'list')]),
      ...(memo === undefined ? [] : [outputField('memo', step.id)]),
      count,
    ],
  }
}

/** Where a stream reads: the title of its action, or its id while no catalog is there. */
function sourceOf({ stream: { use, connection } }: StreamStep, catalog: CatalogIndex): string {
  const info = catalog.cards.get(use)
  const [group = use, name = use] = use.split('.')
  const action = stripTexts.sourceOf(info?.title ?? humanise(name), info?.app ?? humanise(group))
  return connection === undefined ? action : `${action}, ${stripTexts.connection.toLowerCase()} ${connection}`
}

function streamInputs(
  { stream }: StreamStep,
  { catalog, isWhole }: { catalog: CatalogIndex; isWhole: boolean },
): Field[] {
  const { use, with: given = {}, pageSize } = stream
  const info = catalog.cards.get(use)
  return [
    ...describeInputs(given, ['stream', 'with'], {
      schemas: info?.inputs ?? {},
      required: info?.required ?? [],
      isWhole,
    }),
    ...describeInputs({ pageSize }, ['stream'], {
      schemas: { pageSize: { type: 'number', title: stripTexts.pageSize } },
      isWhole,
    }),
  ]
}

function titleOf({ collect, keep, first, memo }: ForEachStep | StreamStep): string {
  const { titles } = stripTexts
  if (collect !== undefined) return titles.map
  if (keep !== undefined) return titles.filter
  if (first !== undefined) return titles.find
  return memo === undefined ? titles.forEach : titles.reduce
}
