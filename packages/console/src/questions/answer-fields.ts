import type { questions } from '@keyway/api'
import type { Json, JsonObject, z } from '@keyway/sdk'
import { questionTexts } from '../texts/questions.ts'

export type Question = z.output<typeof questions.question>
export type AnswerField = NonNullable<Question['fields']>[number]

/** What a person typed or chose, by key of the field; nothing for what was left open. */
export type Typed = Readonly<Record<string, string>>

export type ReadAnswers =
  { ok: true; answers: JsonObject } | { ok: false; wrong: Readonly<Record<string, string>> }

/** What to send for a form, each field in its declared type; or what is wrong, by key of the field. */
export function toAnswers(fields: readonly AnswerField[], typed: Typed): ReadAnswers {
  const read = fields.map((field): [string, ReadField] => [
    field.key,
    readField(field, valueOf(typed, field.key)),
  ])
  const wrong = read.flatMap(([key, one]) => ('wrong' in one ? [[key, one.wrong] as const] : []))
  if (wrong.length > 0) return { ok: false, wrong: Object.fromEntries(wrong) }
  const answers = read.flatMap(([key, one]) => ('value' in one ? [[key, one.value] as const] : []))
  return { ok: true, answers: Object.fromEntries(answers) }
}

type ReadField = { value: Json } | { wrong: string } | { isOpen: true }

function readField({ type, required }: AnswerField, text: string): ReadField {
  if (text.trim() === '') return required === true ? { wrong: questionTexts.needed } : { isOpen: true }
  if (type === 'boolean') return { value: text === 'true' }
  if (type !== 'number') return { value: text }
  const number = Number(text)
  return Number.isFinite(number) ? { value: number } : { wrong: questionTexts.notANumber }
}

function valueOf(typed: Typed, key: string): string {
  return Object.hasOwn(typed, key) ? (typed[key] ?? '') : ''
}

/** What an answered form says, in the order of its fields. */
export function listAnswers({ fields, answer }: Question): { key: string; title: string; value: Json }[] {
  const given = answer?.['answers']
  return (fields ?? []).map(({ key, title = key }) => {
    const isThere =
      typeof given === 'object' && given !== null && !Array.isArray(given) && Object.hasOwn(given, key)
    return { key, title, value: isThere ? (given[key] ?? null) : null }
  })
}

/**
 * The questions to show: those that are open now, and those that were open while this page was looked at, in the order in
 * which they appeared. What somebody answers stays in its place and says so, instead of vanishing under the pointer.
 */
export function keepSeen(seen: readonly string[], open: readonly string[]): string[] {
  const known = new Set(seen)
  const added = open.filter((id) => !known.has(id))
  // New ones come on top; those of the next page, which are older, below.
  const firstKnown = open.findIndex((id) => known.has(id))
  const above = new Set(firstKnown === -1 ? open : open.slice(0, firstKnown))
  return [...added.filter((id) => above.has(id)), ...seen, ...added.filter((id) => !above.has(id))]
}
