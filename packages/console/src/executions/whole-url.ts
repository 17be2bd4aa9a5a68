import type { Json, z } from '@keyway/sdk'
import type { executions } from '@keyway/api'

/** A value of an execution of which only the head came with the page. */
export type CutValue = z.output<typeof executions.getExecution.answer>['cut'][number]

/** Where a value can be fetched whole; undefined where the page has all of it. */
export type FindWholeUrl = (value: CutValue, path?: string) => string | undefined

/** Whether a value ends, or has parts that end, as the server ends what it cuts. */
export function looksCut(value: Json | undefined): boolean {
  return value !== undefined && /… \(\d+ more (characters|items) are not shown\)"/.test(JSON.stringify(value))
}

/** Looks values up among those of an execution that were cut. */
export function createWholeUrls(executionId: string, cut: readonly CutValue[]): FindWholeUrl {
  const keyOf = ({ step, turns, part }: CutValue) => `${part} ${turns.join()} ${step ?? ''}`
  const known = new Set(cut.map(keyOf))
  return (value, path) => {
    if (!known.has(keyOf(value))) return undefined
    const query = new URLSearchParams({ part: value.part })
    if (value.step !== null) query.set('step', value.step)
    if (value.turns.length > 0) query.set('turns', value.turns.join())
    if (path !== undefined) query.set('path', path)
    return `/api/executions/${encodeURIComponent(executionId)}/values?${query.toString()}`
  }
}
