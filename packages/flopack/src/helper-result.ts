import type { ExportCard, Field } from './body.ts'
import type { OrderedBody } from './order.ts'
import type { HelperSignature } from './scope.ts'

/** What the Return cards of a helper say it hands back. Only their shape counts, not which of them runs. */
export type HelperResult =
  /** No Return card, or none with fields. */
  | { kind: 'nothing' }
  /** One field, whichever Return card runs. */
  | { kind: 'field'; field: Field }
  /** Several fields. */
  | { kind: 'object'; fields: readonly Field[] }
  /** Return cards that do not agree: the single field has several names, or some have one and others more. */
  | { kind: 'mixed'; fields: readonly Field[] }

/** Return cards of the flow itself. Those in embedded bodies end their container, not the flow. */
export function returnsOf(cards: Iterable<ExportCard>): Field[][] {
  return [...cards]
    .filter((card) => card.address.card === 'control.return')
    .map((card) => card.inputs.filter((input) => input.wormhole === null && !input.isErrorInput))
}

/**
 * The card whose outputs a helper without a Return card hands back: its last one. No document says so, but 8 of 8
 * published callers that use such a result make sense only this way: Map plucks `output` after a Construct, Filter
 * Custom keeps what a final And holds for.
 */
export function lastCard({ nodes }: OrderedBody): ExportCard | null {
  const last = nodes.findLast((node) => node.card.address.card !== 'control.comment')
  if (last === undefined) return null
  const card = last.kind === 'if' ? last.join : last.card
  return visibleOutputs(card).length === 0 ? null : card
}

export function visibleOutputs(card: ExportCard): Field[] {
  return [...card.outputs.values()].filter((output) => output.wormhole === null)
}

export function resultOf({ returns }: HelperSignature): HelperResult {
  const filled = returns.filter((fields) => fields.length > 0)
  const fields = filled.flat()
  const [field] = fields
  if (field === undefined) return { kind: 'nothing' }
  if (filled.every((own) => own.length > 1)) return { kind: 'object', fields }
  return fields.every(({ key }) => key === field.key) ? { kind: 'field', field } : { kind: 'mixed', fields }
}
