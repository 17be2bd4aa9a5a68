/** A value that a question carries beside its text; a list stands for its items, in brackets of `in`. */
export type QuestionValue = string | number | null | readonly (string | number)[] | Question | BodyField

/** What stands in the JSON of a column, as text; null where nothing does. */
export interface BodyField {
  column: string
  path: readonly string[]
}

export function field(column: string, ...path: readonly string[]): BodyField {
  return { column, path }
}

export function isBodyField(value: QuestionValue): value is BodyField {
  return typeof value === 'object' && value !== null && 'column' in value
}

/**
 * A question to the inventory in the SQL that both engines share, as data: texts, and the values between them, which never
 * become part of the text. Questions may stand in questions.
 */
export interface Question {
  texts: readonly string[]
  values: readonly QuestionValue[]
}

/** Writes a question: `` question`select id from okta_users where org = ${org}` ``. */
export function question(texts: TemplateStringsArray, ...values: readonly QuestionValue[]): Question {
  return { texts: [...texts], values }
}

export function isQuestion(value: QuestionValue): value is Question {
  return typeof value === 'object' && value !== null && 'texts' in value
}
