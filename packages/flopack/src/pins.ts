import type { ValueType } from '@keyway/sdk'
import type { Value } from '@keyway/engine'
import type { ExportCard, Field } from './body.ts'
import { isUnset } from './constants.ts'
import { inputSource } from './resolve.ts'
import type { Scope } from './scope.ts'
import type { Source } from './source.ts'
import { toValue } from './write.ts'
import { losses } from './losses.ts'

/** True when an input is fed by another card. */
export function isPinned(card: ExportCard, input: Field): boolean {
  return (card.pins.get(input.id)?.length ?? 0) > 0
}

/** An input as a value of a flow document. */
export function inputValue(scope: Scope, card: ExportCard, input: Field): Value {
  const source = inputSource(scope, card, input)
  reportRecords(scope, card, source)
  return toValue(scope.context, source)
}

/**
 * An input of a card that takes anything (Construct, Assign, Return). Its declared type decides what arrives, so data
 * whose type is only known at run time is converted here. Cards with declared inputs convert by themselves.
 */
export function openInputValue(scope: Scope, card: ExportCard, input: Field): Value {
  const source = inputSource(scope, card, input)
  reportRecords(scope, card, source)
  return toValue(scope.context, source, openType(source, input))
}

function reportRecords(scope: Scope, card: ExportCard, source: Source): void {
  if (source.kind !== 'records') return
  scope.context.report.adapted(card, losses.itemNames)
}

const convertible: ReadonlySet<ValueType> = new Set<ValueType>(['text', 'number', 'boolean', 'date'])

/** The conversion an open input needs. Lists and objects pass as they are: nothing enforced their schemas either. */
export function openType(source: Source, input: Field): ValueType | undefined {
  if (source.kind !== 'reference' || !source.isOpen || source.as !== undefined) return undefined
  return convertible.has(input.type) ? input.type : undefined
}

/** False for an input of the card that was never filled in: it is left out, and the card's own default holds. */
export function isGiven(card: ExportCard, input: Field): boolean {
  return isPinned(card, input) || input.isCustom || !isUnset(input.data)
}

/** The author's own inputs, without those of the error policy. */
export function customInputs(card: ExportCard): Field[] {
  return card.inputs.filter((input) => input.isCustom && !input.isErrorInput && !input.isFlow)
}
