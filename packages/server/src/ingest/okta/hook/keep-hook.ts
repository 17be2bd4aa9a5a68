import type { Hook } from '../hooks.ts'
import type { EventHook, EventHookDefinition, EventHooksApi } from './event-hooks-api.ts'
import { explainHookError } from './explain.ts'
import { changedFilters, sameFilters, saveHook } from './save-hook.ts'
import type { HookProblem, RemoteHook } from './remote-hook.ts'

export interface KeepParts {
  api: EventHooksApi
  urlOf: (hook: Hook) => string
  /** Our own look at the address, where Okta's reason may not tell enough. */
  lookAtAddress: (url: string) => Promise<HookProblem | undefined>
  now: () => number
}

export interface KeepTask {
  hook: Hook
  remote: RemoteHook
  /** Types it should have; empty leaves those it has. */
  types: readonly string[]
  /** Filters of those types that Okta shall test; none where nobody wishes it. */
  filters: Readonly<Record<string, string>>
  /** `repair` puts right what others changed; `report` only says it. What our own flows need is changed anyway. */
  policy: 'repair' | 'report'
}

/** Filtering may be switched on in Okta meanwhile. */
const askAgainMs = 60 * 60_000

/**
 * Compares a receiver's hook in Okta with what it should be, and makes it so. Touches no other hook: ours is the one
 * whose id we were given, or which points at the receiver's unguessable address.
 */
export async function keepHook(
  parts: KeepParts,
  task: KeepTask,
  listed: readonly EventHook[],
): Promise<RemoteHook> {
  const { hook, remote, policy } = task
  const url = parts.urlOf(hook)
  const found = listed.find(({ id }) => id === remote.id) ?? listed.find(({ uri }) => uri === url)
  const types = task.types.length > 0 ? task.types : remote.types
  const refused = standingRefusal(remote, task.filters, parts.now())
  const filters = refused === null ? task.filters : {}
  const { name, headerName, secret } = hook
  const definition = { name, uri: url, headerName, secret, types, filters }
  // Okta makes no hook without types, and there is nothing to deliver yet.
  if (found === undefined && types.length === 0) {
    return { ...remote, id: null, status: 'new', problems: [], checkedAt: parts.now() }
  }
  const drift = remote.id === null ? [] : driftOf(found, { definition, known: remote })
  const isOwnChange =
    remote.id === null ||
    remote.isKeyInDoubt ||
    !sameTypes(types, remote.types) ||
    !sameFilters(filters, remote.filters)
  const checkedAt = parts.now()
  const next: RemoteHook = { ...remote, id: found?.id ?? null, checkedAt, refusedFilters: refused }
  if (policy === 'report' && drift.length > 0) {
    // Nobody asked for a repair, and a change of types would be one.
    return { ...next, id: remote.id, status: 'drifted', problems: drift }
  }
  if (found !== undefined && drift.length === 0 && !isOwnChange && found.isVerified) {
    return { ...next, status: 'ok', problems: [] }
  }
  try {
    const { id, refusal } = await makeSo(parts.api, definition, { found, isKeyInDoubt: remote.isKeyInDoubt })
    const repaired =
      drift.length === 0
        ? remote.repaired
        : { at: parts.now(), what: drift.map(({ message }) => message).join(' ') }
    const done = { ...next, id, types: [...types], filters, isKeyInDoubt: false, repaired }
    const refusedNow = { filters, at: parts.now(), message: refusal ?? '' }
    const outcome = refusal === undefined ? done : { ...done, filters: {}, refusedFilters: refusedNow }
    return { ...outcome, status: 'ok', problems: [], testedAt: parts.now() }
  } catch (error) {
    const problem = await explain(parts, { error, url })
    return { ...next, id: found?.id ?? remote.id, status: 'failing', problems: [...drift, problem] }
  }
}

/** What Okta refused lately and would refuse again. */
function standingRefusal(
  { refusedFilters: refused }: RemoteHook,
  wanted: Readonly<Record<string, string>>,
  now: number,
): RemoteHook['refusedFilters'] {
  if (refused === null || !sameFilters(refused.filters, wanted)) return null
  return now - refused.at < askAgainMs ? refused : null
}

/** Creates or replaces the hook, switches it on and has it verified. Answers its id, and why it has no filters. */
async function makeSo(
  api: EventHooksApi,
  definition: EventHookDefinition,
  { found, isKeyInDoubt }: { found: EventHook | undefined; isKeyInDoubt: boolean },
): Promise<{ id: string; refusal: string | undefined }> {
  const isAlike = found !== undefined && !isKeyInDoubt && isAsDefined(found, definition)
  const { hook, refusal } = isAlike
    ? { hook: found, refusal: undefined }
    : await saveHook(api, definition, found)
  if (!hook.isActive) await api.activate(hook.id)
  if (!hook.isVerified) await api.verify(hook.id)
  return { id: hook.id, refusal }
}

function isAsDefined(found: EventHook, { uri, headerName, types, filters }: EventHookDefinition): boolean {
  return (
    found.uri === uri &&
    found.headerName === headerName.toLowerCase() &&
    sameTypes(found.types, types) &&
    sameFilters(found.filters, filters)
  )
}

/** What others changed since we last looked. */
function driftOf(
  found: EventHook | undefined,
  { definition, known }: { definition: EventHookDefinition; known: Pick<RemoteHook, 'types' | 'filters'> },
): HookProblem[] {
  if (found === undefined) return [{ code: 'deleted', message: 'The hook was deleted in Okta.' }]
  const problems: HookProblem[] = []
  const note = (code: string, message: string) => void problems.push({ code, message })
  if (!found.isActive) note('deactivated', 'The hook was deactivated in Okta.')
  if (found.uri !== definition.uri) {
    note('url_changed', `The hook points at ${hostOf(found.uri)} and not at this Keyway.`)
  }
  if (found.headerName !== definition.headerName.toLowerCase()) {
    note(
      'header_changed',
      `The hook sends its key as "${found.headerName}" and not as "${definition.headerName}".`,
    )
  }
  if (!sameTypes(found.types, known.types)) {
    const missing = known.types.filter((type) => !found.types.includes(type)).length
    const added = found.types.filter((type) => !known.types.includes(type)).length
    note('types_changed', `Its event types were changed in Okta: ${missing} missing, ${added} added.`)
  }
  if (!sameFilters(found.filters, known.filters)) {
    const types = changedFilters(found.filters, known.filters).join(', ')
    note('filters_changed', `Its filters were changed in Okta, so that it delivers something else: ${types}.`)
  }
  if (!found.isVerified) note('unverified', 'The hook is not verified any more, so Okta delivers nothing.')
  return problems
}

export async function explain(
  parts: Pick<KeepParts, 'lookAtAddress'>,
  { error, url }: { error: unknown; url: string },
): Promise<HookProblem> {
  const problem = explainHookError(error)
  const isAboutAddress = !['credentials', 'scope', 'too_many_hooks', 'not_https'].includes(problem.code)
  return (isAboutAddress ? await parts.lookAtAddress(url) : undefined) ?? problem
}

function sameTypes(one: readonly string[], other: readonly string[]): boolean {
  const known = new Set(one)
  return known.size === new Set(other).size && other.every((type) => known.has(type))
}

function hostOf(uri: string): string {
  return URL.canParse(uri) ? new URL(uri).host : 'an unreadable address'
}
