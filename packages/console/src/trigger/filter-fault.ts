import { compileOktaFilter, OktaFilterError } from '@keyway/engine'

/** Why a filter cannot be read, and where. */
export interface FilterFault {
  message: string
  /** Characters from the start of the text as it was typed. */
  position: number
}

/** What is wrong with a filter as it is typed; null where it can be read, or where nothing was typed yet. */
export function faultOf(filter: string): FilterFault | null {
  const text = filter.trim()
  if (text === '') return null
  try {
    compileOktaFilter(text)
    return null
  } catch (error) {
    if (!(error instanceof OktaFilterError)) throw error
    const before = filter.length - filter.trimStart().length
    return { message: error.message, position: before + error.position }
  }
}

const around = 32

/** The line of the fault: what stands before it, the faulty character, and what follows; cut where it is long. */
export function excerptOf(filter: string, position: number): { before: string; at: string; after: string } {
  const start = Math.max(0, position - around)
  const end = position + 1 + around
  return {
    before: `${start > 0 ? '…' : ''}${filter.slice(start, position)}`,
    at: filter.charAt(position),
    after: `${filter.slice(position + 1, end)}${filter.length > end ? '…' : ''}`,
  }
}
