import type { executions } from '@keyway/api'
import { follow, parseReference, type StepRun } from '@keyway/engine'
import type { Json, JsonObject, z } from '@keyway/sdk'
import type { FindWholeUrl } from '../executions/whole-url.ts'
import { isObject, kindOf } from '../values/kind.ts'
import { humanise } from './fields.ts'
import { loopUse, triggerPath, type CardModel, type Field } from './model.ts'
import { findRun, resolveTurns, type RunIndex, type RunStatus } from './run-index.ts'
import { rootOf } from './value-source.ts'

const inputsPrefix = 'inputs.'

type Detail = z.output<typeof executions.getExecution.answer>
export type ChildExecution = Detail['children'][number]

/** What an execution adds to the drawing of its flow. */
export interface Painting {
  runs: RunIndex
  /** Loops it is in, and how far. */
  progress: Detail['progress']
  /** How many runs were left out, by path of the step; null and `*` where nobody counted. */
  omitted: Detail['omitted']
  /** The execution that steps which are taken over really ran in. */
  rerunOf: string | null
  trigger: Json
  inDoubtStep: string | null
  children: readonly ChildExecution[]
  /** Where values are whole of which these are the heads. */
  wholeUrl: FindWholeUrl
}

/** A field with its real value. `undefined`: this field had no value here. */
export interface PaintedField extends Field {
  value: Json | undefined
}

export interface PaintedCard {
  status: RunStatus
  run: StepRun | undefined
  inputs: readonly PaintedField[]
  outputs: readonly PaintedField[]
  durationMs: number | null
  children: readonly ChildExecution[]
}

/** Puts the real values of one card into its fields, for the chosen turns of the loops around it. */
export function paintCard(
  card: CardModel,
  painting: Painting,
  chosen: ReadonlyMap<string, number>,
): PaintedCard {
  if (card.path === triggerPath) return paintTrigger(card, painting)
  const turns = resolveTurns(painting.runs, card.loops, chosen)
  const run = turns === undefined ? undefined : findRun(painting.runs, card.path, turns)
  if (run === undefined) return { ...unpainted(card), status: 'not_run' }
  const isLoop = card.use === loopUse
  return {
    status: painting.inDoubtStep === run.step && run.status === 'running' ? 'in_doubt' : run.status,
    run,
    // A loop's input may be the list itself, every other step's is an object by input name.
    inputs:
      isLoop && Array.isArray(run.input)
        ? card.inputs.map((field, at) => withValue(field, at === 0 ? run.input : undefined))
        : paintFields(card.inputs, run.input, null),
    outputs: isLoop
      ? loopOutputs(card, run, resolveTurns(painting.runs, [...card.loops, card.path], chosen)?.at(-1))
      : paintFields(card.outputs, run.output, card.id),
    durationMs: run.finishedAt === null ? null : run.finishedAt - run.startedAt,
    children: painting.children.filter((child) => child.command !== null && child.command === run.command),
  }
}

/** Without values the card of an event shows the paths its steps use; with values it shows what really came. */
function paintTrigger(card: CardModel, { trigger }: Painting): PaintedCard {
  const declaresInputs = card.use !== 'event' && card.use !== 'endpoint'
  const picked = isObject(trigger) && isObject(trigger['inputs']) ? trigger['inputs'] : {}
  const named = card.outputs.filter((field) => card.use === 'endpoint' && field.key.startsWith(inputsPrefix))
  const rest = paintFields(declaresInputs ? card.outputs : [], trigger, triggerPath).map((field) =>
    field.value === undefined && field.reference !== null
      ? withValue(field, valueOf(field.reference, trigger))
      : field,
  )
  return {
    ...unpainted(card),
    status: 'succeeded',
    outputs: [
      ...named.map((field) => withValue(field, picked[field.key.slice(inputsPrefix.length)])),
      ...(named.length === 0 ? rest : rest.filter((field) => field.key !== 'inputs')),
    ],
  }
}

/** What a reference reads from the trigger's values; nothing for one that an author has not finished writing. */
function valueOf(reference: string, trigger: Json): Json | undefined {
  try {
    return follow(trigger, parseReference(reference).segments) ?? undefined
  } catch {
    return undefined
  }
}

/** What the loop gave in the end, and item and index of the turn that is shown. */
function loopOutputs(card: CardModel, run: StepRun, turn: number | undefined): PaintedField[] {
  const item = turn === undefined || !Array.isArray(run.input) ? undefined : run.input[turn]
  return paintFields(card.outputs, run.output, card.id).map((field) => {
    if (field.value !== undefined) return field
    if (field.key === 'item') return withValue(field, item)
    return field.key === 'index' ? withValue(field, turn) : field
  })
}

/** Declared fields first, in their order; then what the values have beyond them. */
function paintFields(fields: readonly Field[], values: Json, id: string | null): PaintedField[] {
  if (!isObject(values)) {
    const [only, ...others] = fields
    const isAbsent = values === null || only === undefined || others.length > 0
    return isAbsent ? fields.map((field) => withValue(field, undefined)) : [withValue(only, values)]
  }
  const known = new Set(fields.flatMap(({ key }) => [key, rootOf(key)]))
  const extra = Object.keys(values)
    .filter((key) => !known.has(key))
    .map((key): Field => ({
      key,
      label: humanise(key),
      kind: 'any',
      source: null,
      reference: id === null ? null : `${id}.${key}`,
      place: null,
      isRequired: false,
    }))
  return [...fields, ...extra].map((field) => withValue(field, valueAt(values, field.key)))
}

/** The value of a field; `answers.reason` is what `answers` has under `reason`. */
function valueAt(values: JsonObject, key: string): Json | undefined {
  if (Object.hasOwn(values, key)) return values[key]
  const root = rootOf(key)
  const inner = key === root ? undefined : values[root]
  const rest = key.slice(root.length + 1)
  return isObject(inner) && Object.hasOwn(inner, rest) ? inner[rest] : undefined
}

function withValue(field: Field, value: Json | undefined): PaintedField {
  // The declared kind says what was promised; a real value says what it is.
  const kind = value === undefined ? field.kind : kindOf(value)
  return { ...field, kind, value }
}

function unpainted(card: CardModel): PaintedCard {
  return {
    status: 'not_run',
    run: undefined,
    inputs: card.inputs.map((field) => withValue(field, undefined)),
    outputs: card.outputs.map((field) => withValue(field, undefined)),
    durationMs: null,
    children: [],
  }
}
