import { InputError } from '@keyway/sdk'

/** One wrong field of an input, for forms: `values.domain`. */
export interface InputIssue {
  path: string
  message: string
}

/** An input with fields that are wrong; the API answers 400 with the issues. */
export class InvalidInputError extends InputError {
  readonly issues: readonly InputIssue[]

  constructor(message: string, issues: readonly InputIssue[]) {
    super(message)
    this.issues = issues
  }
}

/** What was asked for does not exist, or its caller may not know that it does; the API answers 404. */
export class NotFoundError extends InputError {
  constructor(message: string) {
    super(message, { code: 'not_found' })
  }
}

/** The state of things forbids it for now; the API answers 409. */
export class ConflictError extends InputError {
  constructor(message: string) {
    super(message, { code: 'conflict' })
  }
}

/** The caller may not do this; the API answers 403. */
export class ForbiddenError extends InputError {
  constructor(message: string) {
    super(message, { code: 'forbidden' })
  }
}

/** Issues of a zod error, with `prefix` before each path. */
export function toInputIssues(
  error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] },
  prefix?: string,
): InputIssue[] {
  return error.issues.map(({ path, message }) => ({
    path: [...(prefix === undefined ? [] : [prefix]), ...path].map(String).join('.'),
    message,
  }))
}
