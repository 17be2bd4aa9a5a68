import { FlowError } from '@keyway/sdk'
import type { EventHook, EventHookDefinition, EventHooksApi } from './event-hooks-api.ts'

type Filters = Readonly<Record<string, string>>
type Api = Pick<EventHooksApi, 'create' | 'replace'>

/** A hook as Okta has it now, and why it has no filters although some were wanted. */
export interface SavedHook {
  hook: EventHook
  refusal: string | undefined
}

/**
 * Creates or replaces a hook with its filters, or without them where Okta does not take them: what is delivered too
 * much costs little, and a hook that is missing costs all. Throws what Okta answered to the rest of it.
 */
export async function saveHook(
  api: Api,
  definition: EventHookDefinition,
  found: EventHook | undefined,
): Promise<SavedHook> {
  const { filters } = definition
  if (Object.keys(filters).length === 0) {
    return { hook: await write(api, definition, found), refusal: undefined }
  }
  const { hook, reason } = await tryToWrite(api, definition, found)
  if (hook !== undefined && sameFilters(hook.filters, filters)) return { hook, refusal: undefined }
  // Whether the filters are to blame shows here: what is wrong with the rest is thrown now.
  const bare = await write(api, { ...definition, filters: {} }, hook ?? found)
  return { hook: bare, refusal: explainRefusal(reason) }
}

function write(api: Api, definition: EventHookDefinition, found: EventHook | undefined): Promise<EventHook> {
  return found === undefined ? api.create(definition) : api.replace(found.id, definition)
}

async function tryToWrite(
  api: Api,
  definition: EventHookDefinition,
  found: EventHook | undefined,
): Promise<{ hook: EventHook | undefined; reason: string }> {
  try {
    const hook = await write(api, definition, found)
    return { hook, reason: 'Okta answered with filters that it was not given.' }
  } catch (error) {
    if (!(error instanceof FlowError) || error.statusCode !== 400) throw error
    return { hook: undefined, reason: error.message }
  }
}

function explainRefusal(reason: string): string {
  return `Okta does not take the filters, so the hook delivers every event of its types and Keyway alone tests them. Event hook filtering is an early access feature: an administrator switches it on in Okta under Settings, Features. Keyway asks again after an hour, and when the filters change. (${reason})`
}

export function sameFilters(one: Filters, other: Filters): boolean {
  return changedFilters(one, other).length === 0
}

/** The types whose filters differ. */
export function changedFilters(one: Filters, other: Filters): string[] {
  const types = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...types].filter((type) => one[type] !== other[type]).toSorted()
}
