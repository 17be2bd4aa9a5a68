import type { IfStep, Step } from '@keyway/engine'
import type { ExportCard, Field } from '../body.ts'
import { readCondition } from '../conditions.ts'
import { translateEmbedded } from '../embedded.ts'
import type { Scope } from '../scope.ts'
import { drill, nothing, reference } from '../source.ts'
import { stepId } from './assign-ids.ts'
import { never, titled, unsupportedStep } from './common.ts'
import { losses } from '../losses.ts'

/** If/ElseIf: each lane is an embedded body, whose Return sets the outputs of the If step. */
export function translateBranch(scope: Scope, card: ExportCard): Step[] {
  const id = stepId(scope, card.uuid, card.title)
  const conditional = [...laneGroups(card)].map(([group, flow]) => ({
    condition: readCondition(scope, card, group),
    steps: lane(scope, card, { id, label: group === 'if' ? 'if' : 'else if', flow }),
  }))
  const other = card.inputs.find((input) => input.group === 'else' && input.isFlow)
  const otherwise = other === undefined ? [] : lane(scope, card, { id, label: 'else', flow: other })
  const [first, ...rest] = conditional
  scope.context.report.exact(card)
  if (first === undefined) return [unsupportedStep(scope, card, losses.noCondition)]
  const step: IfStep = { id, ...titled(card), if: first.condition ?? never, then: first.steps }
  if (rest.length > 0)
    step.elseIf = rest.map(({ condition, steps }) => ({ if: condition ?? never, then: steps }))
  if (otherwise.length > 0) step.else = otherwise
  const isKnown = conditional.every(({ condition }) => condition !== undefined)
  if (isKnown) return [step]
  // The failing step takes an id of its own, since references go to the If step.
  scope.ids.delete(card.uuid)
  return [unsupportedStep(scope, card, losses.oneComparison), step]
}

/** The groups of fields that each make one conditional lane, in the order they are tested. */
function laneGroups(card: ExportCard): Map<string, Field> {
  const flows = card.inputs.filter((input) => input.isFlow && input.group !== null && input.group !== 'else')
  const first = flows.filter((input) => input.group === 'if')
  const others = flows.filter((input) => input.group !== 'if')
  return new Map([...first, ...others].map((input) => [input.group ?? '', input]))
}

/** If Error: both lanes are embedded bodies; the second one can read the error. */
export function translateTry(scope: Scope, card: ExportCard): Step[] {
  const id = stepId(scope, card.uuid, card.title)
  const flow = card.inputs.find((input) => input.isFlow)
  const attempt = flow === undefined ? [] : lane(scope, card, { id, label: 'try', flow })
  const handler = isBody(card.policy.flo)
    ? translateEmbedded(scope, card.policy.flo, {
        container: card,
        label: 'catch',
        endsAt: id,
        start: (output) =>
          output.group === 'context' && output.key === 'error' ? drill(reference([id]), ['error']) : nothing,
      })
    : []
  scope.context.report.exact(card)
  return [{ id, ...titled(card), try: attempt, catch: handler }]
}

function lane(
  scope: Scope,
  card: ExportCard,
  { id, label, flow }: { id: string; label: string; flow: Field },
): Step[] {
  const value = flow.rawValue
  if (isBody(value)) {
    return translateEmbedded(scope, value, { container: card, label, endsAt: id, start: () => nothing })
  }
  if (typeof value !== 'string' || value === '') return []
  // The author picked a helper instead of writing the lane in place.
  const call = scope.context.ids.take(`${card.title} ${label}`)
  const outputs = [...card.outputs.values()].map(({ key }) => [key, { ref: `${call}.${key}` }] as const)
  scope.context.report.adapted(card, losses.laneHelper(label))
  return [
    { id: call, call: value },
    ...(outputs.length === 0 ? [] : [{ return: Object.fromEntries(outputs), from: id }]),
  ]
}

/** Flow fields hold an embedded body, or the id of a helper. */
export function isBody(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'methods' in value
}
