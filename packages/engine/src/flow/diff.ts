import type { Json } from '@keyway/sdk'
import { diffValues, type ValueChange } from './diff-values.ts'
import type { Flow, Step } from './document.ts'
import { findRenames, followsRename } from './diff-renames.ts'
import type { Renames } from './rename-references.ts'
import { findWraps, nameSteps, type Wraps } from './diff-wraps.ts'
import { matchSteps, type MatchedSteps, type PlacedStep } from './match-steps.ts'
import { formatPath } from './schema.ts'
import { showBoth, showValue } from './show-value.ts'
import { labelOfStep } from './step-label.ts'

/** One thing that is different in the later of two flow documents. */
export interface FlowChange {
  kind: 'added' | 'removed' | 'moved' | 'changed'
  of: 'flow' | 'trigger' | 'step'
  /** Path of the step in the earlier document; null for one that was added, and for flow and trigger. */
  before: string | null
  /** Path of the step in the later document; null for one that was removed, and for flow and trigger. */
  after: string | null
  /**
   * For `changed`: the place inside the step, the trigger or the flow (`['with', 'channel']`), and its values there. For a
   * step without what stands in its lanes: `else` is true when there is such a lane.
   */
  field?: { path: (string | number)[]; from?: Json; to?: Json }
  /** The change for people: `Continue If: "equal to" became "contains"`. */
  sentence: string
}

/**
 * What an author changed between two flow documents, in the order of the later one, with what was removed at the end.
 * Empty exactly when the two are equal; the order of keys does not count.
 */
export function diffFlows(before: Flow, after: Flow): FlowChange[] {
  const matched = matchSteps(before, after)
  const wraps = findWraps(matched)
  const settled = settle(matched)
  const renames = findRenames(matched)
  return [
    ...changesOf('flow', settingsOf(before), settingsOf(after)),
    ...changesOf('trigger', toJson(before.trigger), toJson(after.trigger)),
    ...matched.after.flatMap((placed) => {
      const old = matched.partner.get(placed)
      if (old === undefined) return isTop(placed, matched) ? [appearance(placed, { matched, wraps })] : []
      const stayed = settled.has(placed) || wraps.stayed.has(placed)
      const moved = stayed ? [] : [movement(old, placed, matched)]
      return [...moved, ...stepChanges(old, placed, renames)]
    }),
    ...matched.before
      .filter((placed) => !matched.partner.has(placed) && isTop(placed, matched))
      .map((placed) => appearance(placed, { matched, wraps })),
  ]
}

function settingsOf({ name, description, saveData, order, priority, limits }: Flow): Json {
  return toJson({ name, description, saveData, order, priority, limits })
}

/** Types of documents have optional keys, which plain JSON does not: this takes away keys without a value. */
function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value))
}

function changesOf(of: 'flow' | 'trigger', from: Json, to: Json): FlowChange[] {
  const label = of === 'flow' ? 'Flow' : 'Trigger'
  return diffValues(from, to).map((change) => ({
    kind: 'changed',
    of,
    before: null,
    after: null,
    ...describe(label, change),
  }))
}

function stepChanges(old: PlacedStep, young: PlacedStep, renames: Renames): FlowChange[] {
  const changes = diffValues(ownPart(old.step), ownPart(young.step))
  return changes
    .filter((change) => !followsRename(change, renames))
    .map((change) => ({
      kind: 'changed',
      of: 'step',
      before: old.path,
      after: young.path,
      ...describe(labelOfStep(young.step), change),
    }))
}

/** A step without the steps in its lanes; that a lane is there belongs to it. */
function ownPart(step: Step): Json {
  if ('if' in step) {
    const { then: _, elseIf = [], else: otherwise, ...rest } = step
    const branches = elseIf.length === 0 ? {} : { elseIf: elseIf.map((branch) => ({ if: branch.if })) }
    const empty = step.elseIf?.length === 0 ? { elseIf: [] } : {}
    return toJson({ ...rest, ...branches, ...empty, ...(otherwise === undefined ? {} : { else: true }) })
  }
  if ('switch' in step) {
    const { cases, else: otherwise, ...rest } = step
    const own = cases.map(({ is }) => ({ is }))
    return toJson({ ...rest, cases: own, ...(otherwise === undefined ? {} : { else: true }) })
  }
  if ('try' in step) return toJson({ ...step, try: undefined, catch: undefined })
  return toJson('do' in step ? { ...step, do: undefined } : step)
}

function describe(label: string, { path, from, to }: ValueChange): Pick<FlowChange, 'field' | 'sentence'> {
  const field = {
    path,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
  return { field, sentence: `${label}: ${say({ path, from, to })}` }
}

function say({ path, from, to }: ValueChange): string {
  const name = fieldName(path)
  const what = name === '' ? '' : `${name} `
  if (path.at(-1) === 'else') return `the else lane was ${to === undefined ? 'removed' : 'added'}`
  if (from === undefined) return `${what}was set to ${showValue(to ?? null)}`
  if (to === undefined) return `${what}${showValue(from)} was removed`
  const [a, b] = showBoth(from, to)
  return `${what}${a} became ${b}`
}

/** Where the values of a step stand; their own names say enough. */
const holders: readonly (string | number)[] = ['with', 'return', 'unsupported', 'respond', 'fail', 'wait']
const sides: Readonly<Record<string, string>> = {
  is: '',
  value: 'left side',
  field: 'left side',
  to: 'right side',
}

function fieldName(path: readonly (string | number)[]): string {
  const [first = '', ...rest] = path
  const last = path.at(-1)
  const isCondition = ['if', 'elseIf', 'when', 'continueIf', 'keep', 'first'].includes(String(first))
  if (isCondition) {
    const branch = first === 'elseIf' && typeof rest[0] === 'number' ? `else if ${rest[0] + 1} ` : ''
    const side = rest.length > 0 && typeof last === 'string' ? (sides[last] ?? last) : 'condition'
    return `${branch}${side}`.trim()
  }
  return formatPath(holders.includes(first) && rest.length > 0 ? rest : path)
}

/** A step that is in one of the flows only. What was in the other flow already is told as its surroundings. */
function appearance(
  placed: PlacedStep,
  { matched, wraps }: { matched: MatchedSteps; wraps: Wraps },
): FlowChange {
  const isAdded = matched.after.includes(placed)
  const kind = isAdded ? 'added' : 'removed'
  const inside = (isAdded ? matched.after : matched.before).filter(
    (other) => other.path.startsWith(`${placed.path}.`) && !matched.partner.has(other),
  ).length
  const more = inside === 0 ? '' : `, with ${inside} ${inside === 1 ? 'step' : 'steps'} in it`
  const around = wraps.inside.get(placed) ?? []
  const stay = around.length === 0 ? '' : `${isAdded ? '' : ' from'} around ${nameSteps(around)}`
  const at = isAdded ? { before: null, after: placed.path } : { before: placed.path, after: null }
  return { kind, of: 'step', ...at, sentence: `${labelOfStep(placed.step)} was ${kind}${stay}${more}` }
}

function movement(old: PlacedStep, young: PlacedStep, { after, partner }: MatchedSteps): FlowChange {
  return {
    kind: 'moved',
    of: 'step',
    before: old.path,
    after: young.path,
    sentence: `${labelOfStep(young.step)} moved ${isSameLane(old, young, partner) ? behind(young, after) : into(young)}`,
  }
}

function into({ parent, lane }: PlacedStep): string {
  return parent === null ? 'to the top level' : `into ${labelOfStep(parent.step)} (${lane})`
}

function behind({ parent, lane, position }: PlacedStep, all: readonly PlacedStep[]): string {
  const neighbour = all.find(
    (other) => other.parent === parent && other.lane === lane && other.position === position - 1,
  )
  return neighbour === undefined ? 'to the start' : `behind ${labelOfStep(neighbour.step)}`
}

/** Steps inside an added or removed one are counted there, not told one by one. */
function isTop({ parent }: PlacedStep, { partner }: MatchedSteps): boolean {
  return parent === null || partner.has(parent)
}

/** Later steps that stayed where they were: in the same lane, in the same order as their neighbours. */
function settle({ after, partner }: MatchedSteps): Set<PlacedStep> {
  const inLane = new Map<string, { placed: PlacedStep; was: number }[]>()
  for (const placed of after) {
    const old = partner.get(placed)
    if (old === undefined || !isSameLane(old, placed, partner)) continue
    const lane = `${placed.parent?.path ?? ''} ${placed.lane}`
    inLane.set(lane, [...(inLane.get(lane) ?? []), { placed, was: old.position }])
  }
  return new Set([...inLane.values()].flatMap(longestRise))
}

function isSameLane(old: PlacedStep, young: PlacedStep, partner: MatchedSteps['partner']): boolean {
  if (old.lane !== young.lane) return false
  if (old.parent === null || young.parent === null) return old.parent === young.parent
  return partner.get(old.parent) === young.parent
}

/** The most steps that can stay put while the others move: the longest rising run of earlier positions. */
function longestRise(items: readonly { placed: PlacedStep; was: number }[]): PlacedStep[] {
  interface Run {
    placed: PlacedStep
    was: number
    before: Run | undefined
  }
  const ends: Run[] = []
  for (const { placed, was } of items) {
    const found = ends.findIndex((run) => run.was >= was)
    const length = found === -1 ? ends.length : found
    ends[length] = { placed, was, before: ends[length - 1] }
  }
  const stayed: PlacedStep[] = []
  for (let run = ends.at(-1); run !== undefined; run = run.before) stayed.push(run.placed)
  return stayed
}
