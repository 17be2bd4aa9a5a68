import {
  FlowError,
  isJsonObject,
  isListType,
  itemTypeOf,
  tryCoerce,
  type Catalog,
  type Json,
  type ScalarType,
  type ValueType,
} from '@keyway/sdk'
import { inputShape } from '../interpreter/input-shape.ts'
import type { Problem } from '../interpreter/program.ts'
import { parseReference } from '../mapping/reference.ts'
import { isTemplate, parseTemplate } from '../mapping/template.ts'
import { compileValue } from '../mapping/value.ts'
import type { CardStep, Flow, Step } from './document.ts'
import { createKnownType, type KnownType } from './known-type.ts'
import { lanesOf, walkSteps } from './walk.ts'

/**
 * What an author should look at although the flow can run: function cards whose outputs nothing uses, steps that are never
 * reached, and inputs that cannot take the type they get. Only what is certain is said. What cannot be read at all is
 * compileFlow's to report, as is a step right behind a `return`.
 */
export function lintFlow(flow: Flow, catalog: Catalog): Problem[] {
  const linting: Linting = {
    catalog,
    used: usedRoots(flow),
    typeOf: createKnownType(flow, catalog),
    problems: [],
  }
  lintLane(linting, flow.steps, { path: 'steps', inTry: false })
  return linting.problems
}

interface Linting {
  catalog: Catalog
  used: ReadonlySet<string>
  typeOf: KnownType
  problems: Problem[]
}

function warn({ problems }: Linting, step: string, message: string): void {
  problems.push({ step, message, severity: 'warning' })
}

function lintLane(linting: Linting, steps: readonly Step[], at: { path: string; inTry: boolean }): void {
  let ender: string | undefined
  for (const [position, step] of steps.entries()) {
    const path = `${at.path}[${position}]`
    if (ender !== undefined && !('note' in step)) {
      warn(linting, path, `This step is never reached: ${ender} always ends its lane.`)
      ender = undefined
    }
    if ('use' in step) lintCard(linting, step, { path, inTry: at.inTry })
    for (const { key, steps: lane } of lanesOf(step)) {
      lintLane(linting, lane, { path: `${path}.${key}`, inTry: at.inTry || key === 'try' })
    }
    if (!('return' in step) && alwaysEnds(step)) ender = path
  }
}

/** Whether no step behind this one in its lane can ever run. */
function alwaysEnds(step: Step): boolean {
  if ('return' in step) return true
  if ('fail' in step) return step.when === undefined
  if ('respond' in step) return step.then !== 'continue'
  const isBranch = 'if' in step && step.else !== undefined
  if (!isBranch && !('try' in step)) return false
  return !isLeftEarly(step) && lanesOf(step).every((lane) => lane.steps.some(alwaysEnds))
}

/** Whether `return` or `continueIf` somewhere inside ends just this step, so that the flow goes on behind it. */
function isLeftEarly(step: Step): boolean {
  return (
    step.id !== undefined && [...walkSteps([step])].some((inner) => 'from' in inner && inner.from === step.id)
  )
}

function lintCard(linting: Linting, step: CardStep, at: { path: string; inTry: boolean }): void {
  const card = linting.catalog.cards.get(step.use)
  // In a try lane a card may stand for its error: reading JSON to see whether it is JSON.
  if (card !== undefined && !at.inTry && !linting.used.has(step.id)) {
    warn(linting, at.path, `Nothing uses the outputs of this step, and "${step.use}" does nothing else.`)
  }
  const schema = card?.input ?? linting.catalog.actions.get(step.use)?.action.input
  if (schema === undefined) return
  const types = new Map(inputShape(schema).properties.map(({ name, type }) => [name, type]))
  for (const [name, value] of Object.entries(step.with ?? {})) {
    const type = types.get(name)
    const problem = type === undefined ? undefined : mismatch(linting.typeOf, value, type)
    if (problem !== undefined) warn(linting, at.path, `Input "${name}" of "${step.use}": ${problem}`)
  }
}

function mismatch(typeOf: KnownType, value: Json, wanted: ValueType): string | undefined {
  try {
    const compiled = compileValue(value)
    if (compiled.references.length === 0) {
      const constant = compiled.evaluate(() => undefined)
      return tryCoerce(constant, wanted) === undefined
        ? `${shorten(JSON.stringify(constant))} is not ${nameOf(wanted)}.`
        : undefined
    }
    const found = typeOf(value)
    if (found === undefined) return undefined
    const source = isJsonObject(value) && typeof value.ref === 'string' ? value.ref : undefined
    if (source !== undefined && found === 'text' && scalarOf(wanted) === 'object') {
      return `${source} is text, expected ${nameOf(wanted)}. If it is JSON, say so with "as: ${wanted}".`
    }
    if (canBecome(found, wanted)) return undefined
    return `${source ?? 'This text'} is ${nameOf(found)}, which cannot become ${nameOf(wanted)}.`
  } catch (error) {
    // Unreadable references and templates are reported by compileFlow.
    if (error instanceof FlowError) return undefined
    throw error
  }
}

/** False only when `coerce` refuses every value of the one type (but null) for the other. */
function canBecome(from: ValueType, to: ValueType): boolean {
  if (isListType(from)) {
    if (isListType(to)) return !refused[itemTypeOf(from)].includes(itemTypeOf(to))
    return to !== 'number' && to !== 'boolean' && to !== 'date'
  }
  return !refused[from].includes(scalarOf(to))
}

function scalarOf(type: ValueType): ScalarType {
  return isListType(type) ? itemTypeOf(type) : type
}

const refused: Readonly<Record<ScalarType, readonly ScalarType[]>> = {
  any: [],
  text: [],
  number: ['object'],
  boolean: ['number', 'date', 'object'],
  date: ['number', 'boolean', 'object'],
  object: ['number', 'boolean', 'date'],
}

const names: Readonly<Record<ScalarType, readonly [string, string]>> = {
  any: ['any value', 'values'],
  text: ['text', 'texts'],
  number: ['a number', 'numbers'],
  boolean: ['true or false', 'true or false'],
  date: ['a date', 'dates'],
  object: ['an object', 'objects'],
}

function nameOf(type: ValueType): string {
  return isListType(type) ? `a list of ${names[itemTypeOf(type)][1]}` : names[type][0]
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** Ids of steps that some value refers to, wherever it stands. */
function usedRoots(flow: Flow): ReadonlySet<string> {
  const used = new Set<string>()
  const open: Json[] = [JSON.parse(JSON.stringify(flow.steps))]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const root of rootsIn(next)) used.add(root)
    if (typeof next === 'object' && next !== null) open.push(...Object.values(next))
  }
  return used
}

function rootsIn(value: Json): string[] {
  try {
    if (typeof value === 'string' && isTemplate(value)) {
      return parseTemplate(value).flatMap((part) => (typeof part === 'string' ? [] : [part.root]))
    }
    return isJsonObject(value) && typeof value.ref === 'string' ? [parseReference(value.ref).root] : []
  } catch (error) {
    if (error instanceof FlowError) return []
    throw error
  }
}
