import type { ProgramStep } from './program.ts'

/**
 * Names a run of a step across executions of a flow, also of different versions: its id (its path if it has none), the
 * turns of the loops around it, and for a stream the number of the page.
 */
export function givenKey(
  { id, path }: Pick<ProgramStep, 'id' | 'path'>,
  turns: readonly number[],
  page?: number,
): string {
  return `${id ?? path}@${turns.join('.')}${page === undefined ? '' : `#${page}`}`
}
