import type { ForEachStep, RepeatStep } from '@keyway/engine'
import { stripTexts } from '../texts/strip.ts'
import { toConditionLines } from './conditions.ts'
import { inputField, outputField } from './fields.ts'
import { loopUse, type CardModel } from './model.ts'

/** The head card of a loop: the list or the count, what each turn offers, and what the loop gives in the end. */
export function describeLoop(
  step: ForEachStep | RepeatStep,
): Pick<CardModel, 'use' | 'title' | 'remarks' | 'inputs' | 'outputs' | 'conditions'> {
  const { titles } = stripTexts
  const remarks = [
    ...((step.concurrency ?? 1) > 1 ? [stripTexts.concurrency(step.concurrency ?? 1)] : []),
    ...(step.onItemError === 'ignore' ? [stripTexts.ignoresErrors] : []),
  ]
  const index = outputField('index', step.id, 'number')
  if ('repeat' in step) {
    const inputs = [inputField('repeat', step.repeat, { kind: 'number', label: stripTexts.times })]
    return { use: loopUse, title: titles.repeat, remarks, inputs, outputs: [index], conditions: [] }
  }
  const { collect, keep, first, memo, next } = step
  const item = outputField('item', step.id)
  const list = outputField('list', step.id, 'list')
  return {
    use: loopUse,
    title: titleOf(step),
    remarks,
    inputs: [
      inputField('list', step.forEach, { kind: 'list' }),
      ...(collect === undefined ? [] : [inputField('collect', collect)]),
      ...(memo === undefined ? [] : [inputField('memo', memo)]),
      ...(next === undefined ? [] : [inputField('next', next)]),
    ],
    conditions: [keep, first].flatMap((condition) =>
      condition === undefined ? [] : toConditionLines(condition),
    ),
    outputs: [
      item,
      index,
      ...(collect === undefined && keep === undefined ? [] : [list]),
      ...(memo === undefined ? [] : [outputField('memo', step.id)]),
    ],
  }
}

function titleOf({ collect, keep, first, memo }: ForEachStep): string {
  const { titles } = stripTexts
  if (collect !== undefined) return titles.map
  if (keep !== undefined) return titles.filter
  if (first !== undefined) return titles.find
  return memo === undefined ? titles.forEach : titles.reduce
}
