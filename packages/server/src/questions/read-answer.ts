import { coerce, FlowError, InputError, type Json, type JsonObject, type ValueType } from '@keyway/sdk'
import type { QuestionRecord } from './store.ts'

type Field = NonNullable<QuestionRecord['fields']>[number]

/** A field as it is read; nothing sent is its default. */
interface FieldToRead {
  key: string
  title?: string | undefined
  type?: ValueType | undefined
  required?: boolean | undefined
  options?: readonly string[] | undefined
  default?: Json | undefined
}

/** What a person sent. */
export interface SentAnswer {
  approved?: boolean | undefined
  comment?: string | undefined
  answers?: Record<string, Json> | undefined
}

/**
 * What the wait step outputs for an answer: of an approval (no fields) the decision, of a form each field in its declared
 * type. Throws InputError that names the field.
 */
export function readAnswer(
  fields: readonly Field[] | null,
  { approved, comment, answers = {} }: SentAnswer,
  by: string,
): JsonObject {
  if (fields === null) {
    if (approved === undefined) {
      throw new InputError('This question is answered with "approved": true or false; found neither.')
    }
    return { status: approved ? 'approved' : 'rejected', approved, by, comment: comment ?? null }
  }
  return { status: 'answered', by, comment: comment ?? null, answers: readFields(fields, answers) }
}

/** What a person sent for the fields of a form, each in its declared type. Throws InputError that names the field. */
export function readFields(fields: readonly FieldToRead[], answers: Record<string, Json>): JsonObject {
  const unknown = Object.keys(answers).find((key) => !fields.some((field) => field.key === key))
  if (unknown !== undefined) {
    const known = fields.map(({ key }) => key).join(', ')
    throw new InputError(`The form has no field "${unknown}". Its fields: ${known}.`)
  }
  return Object.fromEntries(fields.map((field) => [field.key, readField(field, answers)] as const))
}

function readField(
  { key, title = key, type = 'text', required, options, default: standard = null }: FieldToRead,
  sent: Record<string, Json>,
): Json {
  const given = Object.hasOwn(sent, key) ? (sent[key] ?? null) : null
  if (given === null || given === '') {
    if (required === true) throw new InputError(`"${title}" needs an answer.`)
    return standard
  }
  try {
    const value = coerce(given, type)
    if (options !== undefined && !options.some((option) => option === value)) {
      throw new InputError(`expected one of ${options.join(', ')}`)
    }
    return value
  } catch (error) {
    if (!(error instanceof FlowError)) throw error
    throw new InputError(`The answer to "${title}" is not usable: ${error.message}`)
  }
}
