import { lanesOf, walkSteps, type IfStep, type ReturnStep, type Step, type Value } from '@keyway/engine'
import { canonical } from '../find-source.ts'
import type { FlowWriter } from '../scope.ts'
import { readConstant, readRef, wantedOf } from '../values.ts'

/** Every Return, at any depth, that ends the step named. */
export function returnsFrom(steps: readonly Step[], id: string): ReturnStep[] {
  return [...walkSteps(steps)].filter((step): step is ReturnStep => 'return' in step && step.from === id)
}

/** How an If that is a card with a join looks: what each output gets in each lane. */
export interface Joined {
  key: string
  then: Value
  otherwise: Value
}

/**
 * The outputs of an If, if a join can say them: both lanes end by setting the same ones, nothing else ends the If, and of
 * two values at most one comes from outside its lane. Anything else needs a card with embedded lanes.
 */
export function joinedOutputs(flow: FlowWriter, step: IfStep): Joined[] | undefined {
  if (step.elseIf !== undefined) return undefined
  const { id } = step
  const isLeft = leavesFurther(step)
  if (
    id === undefined ||
    (isLeft &&
      returnsFrom(
        lanesOf(step).flatMap((lane) => lane.steps),
        id,
      ).length === 0)
  ) {
    return []
  }
  const then = lastReturn(step.then, id)
  const otherwise = lastReturn(step.else ?? [], id)
  if (then === undefined || otherwise === undefined || endsInside(step, id)) return undefined
  const keys = Object.keys(then.return)
  if (keys.length === 0 || keys.length !== Object.keys(otherwise.return).length) return undefined
  const joined: Joined[] = []
  for (const key of keys) {
    const one = then.return[key]
    const other = otherwise.return[key]
    if (one === undefined || other === undefined) return undefined
    const isJoinable = canJoin(
      { value: one, isInner: comesFrom(flow, one, step.then) },
      { value: other, isInner: comesFrom(flow, other, step.else ?? []) },
    )
    if (!isJoinable) return undefined
    joined.push({ key, then: one, otherwise: other })
  }
  return joined
}

/** Whether a lane ends more than the If itself; embedded lanes cannot. */
export function leavesFurther(step: IfStep): boolean {
  const inner = [...walkSteps([step])]
  const own = new Set(inner.map(({ id }) => id))
  return inner.some((end) => {
    if ('respond' in end) return end.then !== 'continue'
    const isEnd = 'return' in end || 'continueIf' in end
    return isEnd && (end.from === undefined || !own.has(end.from))
  })
}

function lastReturn(steps: readonly Step[], id: string): ReturnStep | undefined {
  const last = steps.at(-1)
  const isEnd = last !== undefined && 'return' in last && last.from === id && last.title === undefined
  return isEnd ? last : undefined
}

function endsInside(step: IfStep, id: string): boolean {
  const lanes = lanesOf(step).flatMap(({ steps }) => steps.slice(0, -1))
  return [...walkSteps(lanes)].some((inner) => 'from' in inner && inner.from === id)
}

/** Whether a value is made by a step of these. */
function comesFrom(flow: FlowWriter, value: Value, steps: readonly Step[]): boolean {
  const root = readConstant(value) === undefined ? wantedOf(flow, value)?.root : undefined
  return root !== undefined && steps.some((step) => [...walkSteps([step])].some(({ id }) => id === root))
}

interface LaneValue {
  value: Value
  isInner: boolean
}

/** A join input has one constant and one type, and tells its pins apart by the lane they come from. */
function canJoin(then: LaneValue, otherwise: LaneValue): boolean {
  const left = readConstant(then.value)
  const right = readConstant(otherwise.value)
  if (left !== undefined && right !== undefined) return canonical(left.value) === canonical(right.value)
  if (left !== undefined) return otherwise.isInner
  if (right !== undefined) return then.isInner
  const leftType = readRef(then.value)?.as
  const rightType = readRef(otherwise.value)?.as
  if (leftType !== undefined && rightType !== undefined && leftType !== rightType) return false
  return then.isInner || otherwise.isInner || canonical(then.value) === canonical(otherwise.value)
}
