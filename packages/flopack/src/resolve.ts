import { InputError, type Json } from '@keyway/sdk'
import { mappedOutput } from './mapped-output.ts'
import type { ExportCard, Field, Pin } from './body.ts'
import { isDrillDown } from './order.ts'
import { listCards, recordSource } from './records.ts'
import type { Scope } from './scope.ts'
import { drill, nothing, type Source } from './source.ts'

/** Values are known card by card, in order. A longer way back is a loop made by hand. */
const maxWay = 200

/** What feeds an input: its pin, or its constant. */
export function inputSource(scope: Scope, card: ExportCard, input: Field): Source {
  const pin = card.pins.get(input.id)?.[0]
  return pin === undefined ? { kind: 'constant', value: input.data } : pinSource(scope, pin, input)
}

/** What a pin brings, with the conversion it makes on the way to an input. */
export function pinSource(scope: Scope, pin: Pin, input: Field): Source {
  const from = scope.body.cards.get(pin.card)
  const output = from?.outputs.get(pin.output)
  if (from === undefined || output === undefined) {
    throw new InputError(
      `${scope.body.place}: the output "${pin.output}" of card "${pin.card}" does not exist.`,
    )
  }
  const source = outputSource(scope, from, output)
  return source.kind === 'reference' && pin.converts && input.type !== 'any'
    ? { ...source, as: input.type }
    : source
}

function outputSource(scope: Scope, card: ExportCard, output: Field): Source {
  const known = scope.resolved.get(output)
  if (known !== undefined) return known
  const { context } = scope
  if (context.wayBack >= maxWay) {
    throw new InputError(`${scope.body.place}: the card "${card.title}" (${card.uuid}) reads itself.`)
  }
  context.wayBack += 1
  const source = findOutput(scope, card, output)
  context.wayBack -= 1
  scope.resolved.set(output, source)
  return source
}

function findOutput(scope: Scope, card: ExportCard, output: Field): Source {
  if (card === scope.root) {
    return output.wormhole === null ? scope.start(output) : wormholeSource(scope, output)
  }
  if (isDrillDown(card)) return drillDownSource(scope, card, output)
  return passedItems(scope, card, output) ?? mappedOutput(scope, card, output) ?? nothing
}

/** Items that a list card passes on keep the names they came with. */
function passedItems(scope: Scope, card: ExportCard, output: Field): Source | undefined {
  const passes = Object.hasOwn(listCards, card.address.card)
    ? listCards[card.address.card]?.outputs[output.key]
    : undefined
  const list = passes === undefined ? undefined : card.inputs.find((input) => input.key === 'list')
  const source = list === undefined ? undefined : inputSource(scope, card, list)
  const own = mappedOutput(scope, card, output)
  if (source?.kind !== 'records' || own?.kind !== 'reference') return undefined
  return passes === 'item'
    ? recordSource(own.path, source.record)
    : { kind: 'records', path: own.path, record: source.record }
}

/**
 * A value from outside an embedded body. The export passes it through a hidden pair of fields, an input of the container
 * and an output of the body's start card with the same group and key; flow documents see outer steps directly.
 */
function wormholeSource(scope: Scope, output: Field): Source {
  if (scope.outer === null) return nothing
  const { container, scope: outer } = scope.outer
  const input = container.inputs.find(
    (candidate) =>
      candidate.wormhole !== null && candidate.key === output.key && candidate.group === output.group,
  )
  return input === undefined ? nothing : inputSource(outer, container, input)
}

/** A hidden card that reads parts of another card's output: each group of its outputs is one path. */
function drillDownSource(scope: Scope, card: ExportCard, output: Field): Source {
  if (output.key !== 'value') return nothing
  const object = card.inputs.find((input) => input.key === 'object')
  const keys = [...card.outputs.values()].find((other) => other.group === output.group && other.key === 'key')
  const path = readPath(keys?.rawValue ?? null)
  if (object === undefined || path === undefined) {
    throw new InputError(`${scope.body.place}: the drill-down card "${card.uuid}" has no readable path.`)
  }
  return drill(inputSource(scope, card, object), path)
}

function readPath(value: Json): string[] | undefined {
  if (!Array.isArray(value)) return undefined
  const path = value.filter((segment) => typeof segment === 'string')
  return path.length === value.length ? path : undefined
}
