import type { CardStep, Step, TryStep, Value } from '@keyway/engine'
import type { ExportCard } from '../body.ts'
import { mappedOutput } from '../mapped-output.ts'
import type { OrderedNode } from '../order.ts'
import { inputValue } from '../pins.ts'
import { formatPath, type Path } from '../reference.ts'
import type { Scope } from '../scope.ts'
import type { Source } from '../source.ts'
import { withBefore } from '../write.ts'
import { losses } from '../losses.ts'

/** Adds what a card does on errors beyond ending the flow: a try around its steps. */
export function applyPolicy(scope: Scope, node: OrderedNode, own: Step[]): Step[] {
  const { card } = node
  const { report } = scope.context
  const { policy } = card
  const steps = withRetry(scope, card, own)
  switch (policy.type) {
    case 'flo':
      return node.kind === 'if' ? leaveOut(scope, card, steps) : runHelper(scope, card, steps)
    case 'return':
      return node.kind === 'if' ? leaveOut(scope, card, steps) : failWithValues(scope, card, steps)
    case 'handler':
      if (card.address.card !== 'control.tryCatch') report.adapted(card, losses.handler)
      return steps
    case 'finish':
      return steps
    default:
      report.adapted(card, losses.policy(policy.type))
      return steps
  }
}

/** Okta Workflows tries again only what was refused for its rate, which only a call of another system can be. */
function withRetry(scope: Scope, card: ExportCard, steps: Step[]): Step[] {
  const { retry: times, delay } = card.policy
  if (times <= 0) return steps
  const waitSeconds = Array.isArray(delay)
    ? ([delay[0] / 1000, delay[1] / 1000] as [number, number])
    : (delay ?? 300_000) / 1000
  const isCall = (step: Step): step is CardStep => 'use' in step && step.connection !== undefined
  if (steps.some((step) => 'call' in step || 'do' in step)) {
    scope.context.report.adapted(card, losses.retries(times))
  }
  return steps.map((step) =>
    isCall(step) ? { ...step, retry: { times: Math.min(times, 100), waitSeconds } } : step,
  )
}

function leaveOut(scope: Scope, card: ExportCard, steps: Step[]): Step[] {
  scope.context.report.adapted(card, losses.ownError)
  return steps
}

/** "Run another flow": the helper runs with the error, then the flow ends with it. */
function runHelper(scope: Scope, card: ExportCard, steps: Step[]): Step[] {
  const { helpers } = scope.context
  const helper = typeof card.policy.flo === 'string' ? helpers.get(card.policy.flo) : undefined
  if (helper === undefined || typeof card.policy.flo !== 'string') return leaveOut(scope, card, steps)
  const call = card.policy.flo
  return guard(scope, { card, steps }, (error, id) => {
    const declared = new Set(helper.inputs.map(({ key }) => key))
    const passed = errorValues(scope, card).filter(([key]) => declared.has(key))
    // The helper reads the error under this name, unless the author used it for an input.
    const own: [string, Value][] = declared.has('error') ? [] : [['error', error()]]
    return [{ call, with: Object.fromEntries([...passed, ...own]) }, { fail: { from: id } }]
  })
}

/** "Return values": the flow ends with an error made of the author's values. */
function failWithValues(scope: Scope, card: ExportCard, steps: Step[]): Step[] {
  return guard(scope, { card, steps }, (error) => {
    const { message = error('message'), ...details } = Object.fromEntries(errorValues(scope, card))
    const others = Object.keys(details).length === 0 ? {} : { details }
    return [{ fail: { message, statusCode: error('statusCode'), ...others } }]
  })
}

function errorValues(scope: Scope, card: ExportCard): [string, Value][] {
  return card.inputs
    .filter((input) => input.isErrorInput)
    .map((input) => [input.key, inputValue(scope, card, input)])
}

/** Reads the error that was caught, or a part of it. */
type ErrorReader = (...path: string[]) => Value

/** A try around a card's steps. Its outputs are those of the card that are used after it. */
function guard(
  scope: Scope,
  { card, steps }: { card: ExportCard; steps: Step[] },
  handle: (error: ErrorReader, id: string) => Step[],
): Step[] {
  // A card that cannot run needs no handler; it would only hide that it has to be replaced.
  if (steps.some((step) => 'unsupported' in step)) return steps
  const outputs = usedOutputs(scope, card)
  if (outputs === undefined) return leaveOut(scope, card, steps)
  const id = scope.context.ids.take(`${card.title} or error`)
  const returned = Object.fromEntries([...outputs].map(([key, path]) => [key, { ref: formatPath(path) }]))
  const { before, result } = withBefore(scope.context, () =>
    handle((...path) => ({ ref: formatPath([id, 'error', ...path]) }), id),
  )
  const step: TryStep = {
    id,
    try: outputs.size === 0 ? steps : [...steps, { return: returned, from: id }],
    catch: [...before, ...result],
  }
  if (scope.ids.has(card.uuid)) scope.ids.set(card.uuid, id)
  return [step]
}

/** Outputs of a card's steps that other cards read, by name; undefined if one of them reads an output as a whole. */
function usedOutputs(scope: Scope, card: ExportCard): Map<string, Path> | undefined {
  const used = new Set<string>()
  for (const reader of scope.body.cards.values()) {
    for (const pins of reader.pins.values()) {
      for (const pin of pins) if (pin.card === card.uuid) used.add(pin.output)
    }
  }
  const found = new Map<string, Path>()
  for (const output of used) {
    const field = card.outputs.get(output)
    const source = field === undefined ? undefined : mappedOutput(scope, card, field)
    for (const [root, key] of source === undefined ? [] : pathsOf(source)) {
      if (root === undefined || typeof key !== 'string') return undefined
      found.set(key, [root, key])
    }
  }
  return found
}

function pathsOf(source: Source): Path[] {
  switch (source.kind) {
    case 'constant':
      return []
    case 'object':
      return [...source.fields.values(), ...(source.rest === undefined ? [] : [source.rest])].flatMap(pathsOf)
    default:
      return [source.path]
  }
}
