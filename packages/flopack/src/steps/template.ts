import { InputError } from '@keyway/sdk'
import type { Value } from '@keyway/engine'
import { findField, type ExportCard } from '../body.ts'
import { toConstant, toText } from '../constants.ts'
import { formatPlaceholder } from '../reference.ts'
import { inputSource } from '../resolve.ts'
import type { Scope } from '../scope.ts'
import type { Source } from '../source.ts'
import { toValue } from '../write.ts'

/**
 * A text of the export with `{{{key}}}` placeholders, each the name of another input of the card, as a value of a flow
 * document: a text, a template, or a constant that only looks like one. What a template cannot say comes from a step
 * before this one.
 */
export function readTemplate(scope: Scope, card: ExportCard, from: string): Value {
  const { context } = scope
  const parts = mergeTexts(templateParts(scope, card, from))
  if (parts.every((part) => part.kind === 'text')) return toConstant(parts.map((part) => part.text).join(''))
  const extras = new Map<string, Value>()
  const extra = (name: string, value: Value): string => {
    extras.set(name, value)
    return `{{ ${valuesId()}.${name} }}`
  }
  let taken: string | undefined
  const valuesId = (): string => (taken ??= context.ids.take(`${card.title} values`))
  const text = parts
    .map((part, at) => {
      if (part.kind === 'reference') return formatPlaceholder(part.path)
      if (part.kind !== 'text') return extra(`value${at}`, toValue(context, part))
      // In a template `{{` opens a reference, so braces of the author's own text come as a value.
      const clashes = part.text.includes('{{') || (part.text.endsWith('{') && at + 1 < parts.length)
      return clashes ? part.text.split('{').join(extra('brace', '{')) : part.text
    })
    .join('')
  if (taken !== undefined) {
    context.before.push({ id: taken, use: 'flow.assign', with: { values: Object.fromEntries(extras) } })
  }
  return text
}

type Part = { kind: 'text'; text: string } | Exclude<Source, { kind: 'constant' }>

function templateParts(scope: Scope, card: ExportCard, from: string): Part[] {
  const input = findField(card.inputs, from)
  const template: Source =
    input === undefined ? { kind: 'constant', value: '' } : inputSource(scope, card, input)
  if (template.kind !== 'constant') return [template]
  // Splitting by a pattern with one group alternates text and keys.
  const pieces = toText(template.value).split(/\{\{\{([^{}]+)\}\}\}/)
  if (pieces.length > maxPieces) {
    throw new InputError(
      `${scope.body.place}, card "${card.title}" (${card.uuid}): its text has more than ${(maxPieces - 1) / 2} placeholders.`,
    )
  }
  return pieces.map((piece, position) =>
    position % 2 === 0 ? { kind: 'text', text: piece } : placeholder(scope, card, piece),
  )
}

/** Texts and placeholders of one template. Published ones have 20. */
const maxPieces = 4001

function placeholder(scope: Scope, card: ExportCard, key: string): Part {
  const input = findField(card.inputs, key)
  const source: Source =
    input === undefined ? { kind: 'constant', value: null } : inputSource(scope, card, input)
  return source.kind === 'constant' ? { kind: 'text', text: toText(source.value) } : source
}

function mergeTexts(parts: Part[]): Part[] {
  const merged: Part[] = []
  for (const part of parts) {
    const last = merged.at(-1)
    if (part.kind === 'text' && last?.kind === 'text') {
      merged[merged.length - 1] = { kind: 'text', text: last.text + part.text }
    } else if (part.kind !== 'text' || part.text !== '') merged.push(part)
  }
  return merged
}
