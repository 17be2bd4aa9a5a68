import { closest } from '../flow/closest.ts'
import type { CardStep } from '../flow/document.ts'
import { at, readValue, report, type Compilation, type Place } from './compilation.ts'
import { inputShape, type InputShape } from './input-shape.ts'
import type { ProgramStep } from './program.ts'

export function compileCard(compilation: Compilation, step: CardStep, place: Place): ProgramStep | null {
  const named = { path: place.path, id: step.id }
  const input = readValue(compilation, step.with ?? {}, at(place, 'with'))
  const card = compilation.catalog.cards.get(step.use)
  if (card !== undefined) {
    const shape = inputShape(card.input)
    checkInputs(compilation, step, { path: place.path, shape })
    if (step.retry !== undefined) {
      report(compilation, {
        step: place.path,
        message: `"${step.use}" only computes: trying it again changes nothing. Leave "retry" out.`,
        severity: 'warning',
      })
    }
    return { ...named, kind: 'card', card, input, shape }
  }
  const found = compilation.catalog.actions.get(step.use)
  if (found === undefined) {
    const { cards, actions } = compilation.catalog
    const meant = closest(step.use, [...cards.keys(), ...actions.keys()])
    const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`
    report(compilation, {
      step: place.path,
      field: ['use'],
      message: `There is no card or action "${step.use}".${hint}`,
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
      field: ['connection'],
      message: `"${step.use}" needs a connection of ${connector.title}; none is named.`,
      severity: 'error',
      kind: 'missing connection',
    })
  }
  const { connection = null, retry = null } = step
  return { ...named, kind: 'action', action: action.id, connection, input, shape, retry }
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
        field: ['with', property.name],
        message: `"${step.use}" needs the input "${property.name}"; it is not set.`,
        severity: 'warning',
        kind: 'missing input',
      })
    }
    given.delete(property.name)
  }
  if (shape.open) return
  for (const name of given) {
    const known = shape.properties.map((property) => property.name)
    const meant = closest(name, known)
    const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`
    report(compilation, {
      step: path,
      field: ['with', name],
      message: `"${step.use}" has no input "${name}".${hint} Its inputs: ${known.join(', ')}.`,
      severity: 'warning',
    })
  }
}
