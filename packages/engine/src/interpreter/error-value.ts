import { isJsonObject, type JsonObject } from '@keyway/sdk'
import type { Program } from './program.ts'
import type { Raised, State } from './state.ts'

/**
 * What a catch lane reads as `<step>.error`: for a refused connector call the top-level keys of the answer (Okta's
 * `errorSummary`), then the error's own names. `method`, `flo` and `execution` are the names that imported flows read.
 */
export function toErrorValue(program: Program, state: State, raised: Raised): JsonObject {
  const { error, step, card } = raised
  return {
    ...(isJsonObject(error.body) ? error.body : {}),
    ...error.details,
    code: error.code,
    message: error.message,
    statusCode: error.statusCode ?? null,
    body: error.body ?? null,
    step,
    method: card,
    flow: program.flow.name,
    flo: program.flow.name,
    execution: state.started.executionId,
  }
}
