import type { CardStep } from '../flow/document.ts'
import { readValue, report, type Compilation, type Place } from './compilation.ts'
import { inputShape, type InputShape } from './input-shape.ts'
import type { ProgramStep } from './program.ts'

export function compileCard(compilation: Compilation, step: CardStep, place: Place): ProgramStep | null {
  const named = { path: place.path, id: step.id }
  const input = readValue(compilation, step.with ?? {}, place)
  const card = compilation.catalog.cards.get(step.use)
  if (card !== undefined) {
    const shape = inputShape(card.input)
    checkInputs(compilation, step, { path: place.path, shape })
    return { ...named, kind: 'card', card, input, shape }
  }
  const found = compilation.catalog.actions.get(step.use)
  if (found === undefined) {
    report(compilation, {
      step: place.path,
      message: `There is no card or action "${step.use}".`,
      severity: 'error',
    })
    return {
      ...named,
      kind: 'unsupported',
      card: step.use,
      reason: 'Keyway has no card or action of this id.',
    }
  }
  const { action, connector } = found
  const shape = inputShape(action.input)
  checkInputs(compilation, step, { path: place.path, shape })
  const needsAccount = Object.keys(connector.connection.shape).length > 0
  if (needsAccount && step.connection === undefined) {
    report(compilation, {
      step: place.path,
      message: `"${step.use}" needs a connection of ${connector.title}; none is named.`,
      severity: 'error',
    })
  }
  return { ...named, kind: 'action', action: action.id, connection: step.connection ?? null, input, shape }
}

function checkInputs(
  compilation: Compilation,
  step: CardStep,
  { path, shape }: { path: string; shape: InputShape },
): void {
  const given = new Set(Object.keys(step.with ?? {}))
  for (const property of shape.properties) {
    if (!property.optional && !property.nullable && !given.has(property.name)) {
      report(compilation, {
        step: path,
        message: `"${step.use}" needs the input "${property.name}"; it is not set.`,
        severity: 'warning',
      })
    }
    given.delete(property.name)
  }
  if (shape.open) return
  for (const name of given) {
    const known = shape.properties.map((property) => property.name).join(', ')
    report(compilation, {
      step: path,
      message: `"${step.use}" has no input "${name}". Its inputs: ${known}.`,
      severity: 'warning',
    })
  }
}
