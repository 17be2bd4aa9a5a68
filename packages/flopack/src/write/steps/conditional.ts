import type { ValueType } from '@keyway/sdk'
import type { IfStep, Step, Value } from '@keyway/engine'
import { reference } from '../../source.ts'
import { writeCondition } from '../cards/conditions.ts'
import { createCard, type CardDraft, type FieldDraft } from '../draft.ts'
import { feedOf, pin } from '../inputs.ts'
import { appendCard, titleOf, type Offer, type WriteScope } from '../scope.ts'
import { typeOfConstant, unsetValue } from '../stored-type.ts'
import { readConstant, readRef } from '../values.ts'
import { writeBranch } from './containers.ts'
import { joinedOutputs, leavesFurther, type Joined } from './lanes.ts'

/** If/Else: two lanes that meet at a join, or, where a join cannot say the outputs, a card with embedded lanes. */
export function writeIf(scope: WriteScope, step: IfStep): void {
  const { elseIf: [branch, ...branches] = [], ...first } = step
  if (branch !== undefined && step.id === undefined && leavesFurther(step)) {
    const rest = branches.length === 0 ? {} : { elseIf: branches }
    const last = step.else === undefined ? {} : { else: step.else }
    writeIf(scope, { ...first, else: [{ if: branch.if, then: branch.then, ...rest, ...last }] })
    return
  }
  const outputs = joinedOutputs(scope.flow, step)
  if (outputs === undefined) {
    writeBranch(scope, step)
    return
  }
  const { ids } = scope.flow
  const card = createCard(ids.next(), 'control.if', outputs.length === 0 ? (step.title ?? '') : titleOf(step))
  writeCondition(scope, card, { step, condition: step.if })
  appendCard(scope, card)
  const join = createCard(ids.next(), 'control.join', 'Join')
  const fields = outputs.map((output) => ({ ...output, input: joinField(scope, join, output) }))
  const ends = { card, join, fields }
  writeLane(scope, { ...ends, steps: step.then, isThen: true })
  writeLane(scope, { ...ends, steps: step.else ?? [], isThen: false })
  // The lanes lead to the join; the If itself leads nowhere.
  scope.last = undefined
  appendCard(scope, join)
  const { id } = step
  if (id === undefined) return
  const offers = outputs.map(({ key }): Offer => ({ key, group: null, source: reference([id, key]) }))
  scope.producers.set(id, { card: join, offers })
}

interface Lane {
  card: CardDraft
  join: CardDraft
  steps: readonly Step[]
  isThen: boolean
  fields: readonly (Joined & { input: FieldDraft })[]
}

function writeLane(scope: WriteScope, { card, join, steps, isThen, fields }: Lane): void {
  const head = createCard(scope.flow.ids.next(), 'control.noop', 'No-op')
  head.isHidden = true
  card.branches[head.uuid] = isThen
  const outer = { last: scope.last, join: scope.join }
  scope.last = undefined
  scope.join = join
  appendCard(scope, head)
  scope.flow.write(scope, fields.length === 0 ? steps : steps.slice(0, -1))
  for (const { input, ...output } of fields) {
    const value = isThen ? output.then : output.otherwise
    if (readConstant(value) !== undefined) continue
    const feed = feedOf(scope, value)
    const isKnown = feed.card.pins.some((other) => other.output === feed.output && other.input === input)
    if (!isKnown) pin(feed, join, { input, as: readRef(value)?.as, isOpen: true })
  }
  Object.assign(scope, outer)
}

/** One output of the join with the input that feeds it. */
function joinField({ flow }: WriteScope, join: CardDraft, { key, then, otherwise }: Joined): FieldDraft {
  const constant = readConstant(then) ?? readConstant(otherwise)
  const type = typeOf(then) ?? typeOf(otherwise) ?? 'object'
  const base = { group: null, key, type, isCustom: true }
  const input: FieldDraft = { ...base, id: flow.ids.next(), data: constant?.value ?? unsetValue(type) }
  const output: FieldDraft = { ...base, id: flow.ids.next(), data: null }
  if (constant?.value === null) input.data = null
  join.inputs.push(input)
  join.outputs.push(output)
  join.joins.set(input.id, output.id)
  return input
}

/** The type a value is converted to, or that of a constant, which a reference from the other lane must not be read as. */
function typeOf(value: Value): ValueType | undefined {
  const as = readRef(value)?.as
  if (as !== undefined) return as
  const constant = readConstant(value)
  return constant === undefined || typeof constant.value !== 'object'
    ? undefined
    : typeOfConstant(constant.value)
}
