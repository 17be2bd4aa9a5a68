import { errorCatalogue } from './error-catalogue.ts'

/** An answer other than 2xx, in Okta's shape. Thrown anywhere below a route, rendered once at the edge. */
export class OktaError extends Error {
  override readonly name = 'OktaError'
  readonly code: ErrorCode
  readonly status: ErrorStatus
  readonly causes: readonly string[]

  constructor(code: ErrorCode, summary?: string, causes: readonly string[] = []) {
    const entry = errorCatalogue[code]
    super(summary ?? entry.summary)
    this.code = code
    this.status = entry.status
    this.causes = causes
  }
}

export type ErrorCode = keyof typeof errorCatalogue
export type ErrorStatus = (typeof errorCatalogue)[ErrorCode]['status']

/** 400 E0000001; `subject` is the field or operation that Okta names in the summary. */
export function validationError(subject: string, causes: readonly string[]): OktaError {
  return new OktaError('E0000001', `Api validation failed: ${subject}`, causes)
}

/** 404 E0000007; `kind` is Okta's class name, for example `User`. */
export function notFoundError(kind: string, id: string): OktaError {
  return new OktaError('E0000007', `Not found: Resource not found: ${id} (${kind})`)
}
