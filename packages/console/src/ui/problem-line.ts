import { ApiError } from '@keyway/api'
import { commonTexts } from '../texts/common.ts'

/** Anything thrown in one line, for places where a whole notice does not fit. */
export function problemLine(error: unknown): string {
  if (error instanceof ApiError) return error.problem.detail ?? error.problem.title
  if (error instanceof TypeError) return commonTexts.networkProblem
  return error instanceof Error ? error.message : String(error)
}
