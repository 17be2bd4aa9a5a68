import { FlowDocumentError, parseFlow } from '@keyway/engine'
import { isObject } from '../../values/kind.ts'
import type { Backup } from './autosave.ts'

const nameOf = (flowId: string): string => `keyway.draft.${flowId}`

/**
 * Keeps a draft in the browser until the server has it; null forgets it. A browser that keeps nothing (private windows, full
 * storage) loses what was not saved when the tab is closed, about which the page asks then.
 */
export function keepBackup(flowId: string, backup: Backup | null): boolean {
  try {
    if (backup === null) localStorage.removeItem(nameOf(flowId))
    else localStorage.setItem(nameOf(flowId), JSON.stringify(backup))
    return true
  } catch (error) {
    if (error instanceof DOMException) return false
    throw error
  }
}

/** The draft that was kept; undefined where none is, or it cannot be read by this version of Keyway. */
export function readBackup(flowId: string): Backup | undefined {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(nameOf(flowId)) ?? 'null')
    if (!isObject(found) || typeof found['basedOn'] !== 'number') return undefined
    return { document: parseFlow(found['document']), basedOn: found['basedOn'] }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DOMException || error instanceof FlowDocumentError)
      return undefined
    throw error
  }
}
