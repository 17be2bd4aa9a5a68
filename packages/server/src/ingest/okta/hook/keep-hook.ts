import type { Hook, Hooks } from '../hooks.ts'
import type { EventHook, EventHookDefinition, EventHooksApi } from './event-hooks-api.ts'
import { explainHookError } from './explain.ts'
import type { HookProblem, RemoteHook } from './remote-hook.ts'

export interface KeepParts {
  hooks: Hooks
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
  /** `repair` puts right what others changed; `report` only says it. What our own flows need is changed anyway. */
  policy: 'repair' | 'report'
}

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
  const definition = { name: hook.name, uri: url, headerName: hook.headerName, secret: hook.secret, types }
  // Okta makes no hook without types, and there is nothing to deliver yet.
  if (found === undefined && types.length === 0) {
    return { ...remote, id: null, status: 'new', problems: [], checkedAt: parts.now() }
  }
  const drift = remote.id === null ? [] : driftOf(found, { definition, known: remote.types })
  const isOwnChange = remote.id === null || remote.isKeyInDoubt || !sameTypes(types, remote.types)
  const next: RemoteHook = { ...remote, id: found?.id ?? null, checkedAt: parts.now() }
  if (policy === 'report' && drift.length > 0) {
    // Nobody asked for a repair, and a change of types would be one.
    return { ...next, id: remote.id, status: 'drifted', problems: drift }
  }
  if (found !== undefined && drift.length === 0 && !isOwnChange && found.isVerified) {
    return { ...next, status: 'ok', problems: [] }
  }
  try {
    const id = await makeSo(parts.api, definition, { found, isKeyInDoubt: remote.isKeyInDoubt })
    const repaired =
      drift.length === 0
        ? remote.repaired
        : { at: parts.now(), what: drift.map(({ message }) => message).join(' ') }
    const done = { ...next, id, types: [...types], isKeyInDoubt: false, repaired }
    return { ...done, status: 'ok', problems: [], testedAt: parts.now() }
  } catch (error) {
    const problem = await explain(parts, { error, url })
    return { ...next, id: found?.id ?? remote.id, status: 'failing', problems: [...drift, problem] }
  }
}

/** Creates or replaces the hook, switches it on and has it verified. Answers its id. */
async function makeSo(
  api: EventHooksApi,
  definition: EventHookDefinition,
  { found, isKeyInDoubt }: { found: EventHook | undefined; isKeyInDoubt: boolean },
): Promise<string> {
  const isAlike = found !== undefined && !isKeyInDoubt && isAsDefined(found, definition)
  const hook =
    found === undefined
      ? await api.create(definition)
      : isAlike
        ? found
        : await api.replace(found.id, definition)
  if (!hook.isActive) await api.activate(hook.id)
  if (!hook.isVerified) await api.verify(hook.id)
  return hook.id
}

function isAsDefined(found: EventHook, { uri, headerName, types }: EventHookDefinition): boolean {
  return found.uri === uri && found.headerName === headerName.toLowerCase() && sameTypes(found.types, types)
}

/** What others changed since we last looked. */
function driftOf(
  found: EventHook | undefined,
  { definition, known }: { definition: EventHookDefinition; known: readonly string[] },
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
  if (!sameTypes(found.types, known)) {
    const missing = known.filter((type) => !found.types.includes(type)).length
    const added = found.types.filter((type) => !known.includes(type)).length
    note('types_changed', `Its event types were changed in Okta: ${missing} missing, ${added} added.`)
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
