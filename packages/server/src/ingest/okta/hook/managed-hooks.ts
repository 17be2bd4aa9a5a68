import { setTimeout as sleep } from 'node:timers/promises'
import { FlowError, InputError, TemporaryError, type Http } from '@keyway/sdk'
import { ConflictError, NotFoundError } from '../../../errors.ts'
import type { Log } from '../../../log.ts'
import { generateHookKey } from '../hook-key.ts'
import type { Hook, Hooks } from '../hooks.ts'
import type { OktaOrgs } from '../orgs.ts'
import type { Canary, CanaryAnswer } from './canary.ts'
import { createEventHooksApi, type EventHooksApi } from './event-hooks-api.ts'
import { explainHookError } from './explain.ts'
import { explain, keepHook, type KeepParts } from './keep-hook.ts'
import type { FeedSettings } from '../log/settings.ts'
import type { FilterPlan } from './plan-filters.ts'
import { planTypes } from './plan-types.ts'
import { newRemoteHook, type HookProblem, type RemoteHook } from './remote-hook.ts'

export interface ManagedHookParts {
  hooks: Hooks
  orgs: OktaOrgs
  openHttp: (connectionId: string) => Promise<Http>
  /** Types that flows wait for from this org. */
  wantedTypes: (org: string) => readonly string[]
  settingsOf: (org: string) => Promise<Pick<FeedSettings, 'hookPolicy' | 'pushFilters'>>
  /** The filters that flows allow these types. */
  filtersFor: (org: string, types: readonly string[]) => FilterPlan['filters']
  isEligible: (type: string) => boolean
  allEligible: () => readonly string[]
  lookAtAddress: (url: string) => Promise<HookProblem | undefined>
  sendCanary: (canary: Canary) => Promise<CanaryAnswer>
  publicUrl: string
  /** How long other processes may not have noticed a new key yet; 0 where there are none. */
  noticeMs: number
  now: () => number
  log: Log
}

/** Event hooks that Keyway makes, watches and changes itself. */
export interface ManagedHooks {
  of: (org: string) => Hook[]
  /** Makes the hook of an org, and answers once Okta has verified it or said why not. */
  setUp: (org: string) => Promise<void>
  /** Looks whether it is as it should be, and makes it so where the policy allows. */
  check: (org: string) => Promise<void>
  /** Has Okta call the receiver again, and sends it a canary event. */
  test: (org: string) => Promise<void>
  /** A new key, with the old one accepted until the new one was seen, or ten minutes. */
  rotate: (org: string) => Promise<void>
  /** Deletes it here and in Okta. */
  remove: (org: string) => Promise<void>
}

const rotationOverlapMs = 10 * 60_000
/** A hook that is being made elsewhere is left alone for so long. */
const makingMs = 2 * 60_000

export function createManagedHooks(parts: ManagedHookParts): ManagedHooks {
  const { hooks, orgs, now } = parts
  const busy = new Map<string, Promise<unknown>>()

  /** One thing at a time for each org. */
  function inTurn(org: string, task: () => Promise<void>): Promise<void> {
    const before = busy.get(org) ?? Promise.resolve()
    const turn = before.catch(() => undefined).then(task)
    busy.set(org, turn)
    return turn
  }

  const of = (org: string): Hook[] => hooks.list().filter(({ remote }) => remote?.org === org)
  const urlOf = ({ path }: Hook): string => `${parts.publicUrl}/hooks/okta/${path}`

  async function openApi(org: string): Promise<EventHooksApi> {
    const own = of(org)[0]?.connectionId
    const found = orgs.find(org)?.connections ?? []
    const connection = found.find(({ id }) => id === own) ?? found[0]
    if (connection === undefined) throw new NotFoundError(`There is no connection to an Okta org ${org}.`)
    return createEventHooksApi(await parts.openHttp(connection.id))
  }

  async function addReceiver(org: string, at: number): Promise<Hook> {
    const connectionId = orgs.find(org)?.connections[0]?.id
    return hooks.create({
      name: at === 0 ? 'Keyway' : `Keyway ${at + 1}`,
      headerName: 'Authorization',
      key: `Bearer ${generateHookKey()}`,
      ...(connectionId === undefined ? {} : { connectionId }),
      remote: newRemoteHook(org),
    })
  }

  async function keep(org: string, isNew: boolean): Promise<void> {
    const present = of(org)
    if (present.length === 0) return
    const isBeingMade = ({ remote, createdAt }: Hook): boolean =>
      remote?.checkedAt === null && now() - createdAt < makingMs
    if (!isNew && present.some(isBeingMade)) return
    const plan = planTypes(
      parts.wantedTypes(org),
      present.map(({ remote }) => remote?.types ?? []),
      parts,
    )
    const { hookPolicy: policy, pushFilters } = await parts.settingsOf(org)
    const api = await openApi(org)
    const keepParts: KeepParts = { ...parts, api, urlOf }
    try {
      const listed = await api.list()
      for (const [at, types] of plan.entries()) {
        const hook = present[at] ?? (await addReceiver(org, at))
        const remote = hook.remote ?? newRemoteHook(org)
        // Types that stay although no flow waits for them keep their filters as well.
        const wished = types.length === 0 ? remote.filters : parts.filtersFor(org, types)
        const task = { hook, remote, types, filters: pushFilters ? wished : {}, policy }
        await hooks.setRemote(hook.id, await keepHook(keepParts, task, listed))
      }
      for (const surplus of present.slice(plan.length)) await removeOne(api, surplus)
    } catch (error) {
      await noteFailure(present, asKnown(error))
    }
  }

  async function noteFailure(present: readonly Hook[], error: unknown): Promise<void> {
    if (!(error instanceof FlowError)) throw error
    parts.log.warn({ code: error.code }, 'an event hook could not be looked after')
    for (const { id, remote } of present) {
      if (remote === null) continue
      const problems = [explainHookError(error)]
      await hooks.setRemote(id, { ...remote, status: 'failing', problems, checkedAt: now() })
    }
  }

  async function removeOne(api: EventHooksApi, { id, remote }: Hook): Promise<void> {
    if (remote?.id != null) await api.remove(remote.id)
    await hooks.remove(id)
  }

  function requireHooks(org: string): Hook[] {
    const present = of(org)
    if (present.length === 0)
      throw new NotFoundError(`Keyway keeps no event hook of ${org}. Set one up first.`)
    return present
  }

  async function rotateOne(api: EventHooksApi, hook: Hook): Promise<void> {
    const { remote, secret: old } = hook
    if (remote?.id == null) return
    const key = `Bearer ${generateHookKey()}`
    await hooks.change(hook.id, { headerName: undefined, key, overlapMs: rotationOverlapMs })
    await sleep(parts.noticeMs)
    const { name, headerName } = hook
    const { types, filters } = remote
    const definition = { name, headerName, secret: key, uri: urlOf(hook), types, filters }
    try {
      const changed = await api.replace(remote.id, definition)
      if (!changed.isVerified) await api.verify(remote.id)
      const done: RemoteHook = { ...remote, status: 'ok', problems: [], rotatedAt: now(), testedAt: now() }
      await hooks.setRemote(hook.id, done)
    } catch (error) {
      // Okta may have either key: both stay good, and the next check makes it one.
      await hooks.change(hook.id, { headerName: undefined, key: old, overlapMs: rotationOverlapMs })
      const problem = await explain(parts, { error, url: urlOf(hook) })
      await hooks.setRemote(hook.id, {
        ...remote,
        isKeyInDoubt: true,
        status: 'failing',
        problems: [problem],
      })
    }
  }

  /** After Okta reached us: whether a delivery with the key comes through as well. */
  async function tryCanary(hook: Hook, remote: RemoteHook): Promise<RemoteHook> {
    const { headerName, secret } = hook
    const answer = await parts.sendCanary({ url: urlOf(hook), headerName, secret })
    const canary = {
      at: now(),
      tookMs: answer.tookMs ?? null,
      unsent: 'unsent' in answer ? answer.unsent : null,
    }
    if ('problem' in answer) return { ...remote, status: 'failing', problems: [answer.problem], canary }
    return { ...remote, status: 'ok', problems: [], canary }
  }

  return {
    of,
    setUp: (org) =>
      inTurn(org, async () => {
        if (of(org).length > 0) throw new ConflictError(`Keyway keeps the event hook of ${org} already.`)
        const isSimulated = orgs.find(org) !== undefined && /^(127\.|localhost)/.test(org)
        if (!parts.publicUrl.startsWith('https:') && !isSimulated) {
          throw new InputError(
            `Okta delivers to https only, and the public address is ${parts.publicUrl}. Set KEYWAY_PUBLIC_URL to an https address that Okta can reach.`,
            { code: 'not_https' },
          )
        }
        await addReceiver(org, 0)
        await keep(org, true)
      }),
    check: (org) => inTurn(org, () => keep(org, false)),
    test: (org) =>
      inTurn(org, async () => {
        const present = requireHooks(org)
        const api = await openApi(org)
        for (const hook of present) {
          const { remote } = hook
          if (remote?.id == null) continue
          try {
            await api.verify(remote.id)
            await hooks.setRemote(hook.id, await tryCanary(hook, { ...remote, testedAt: now() }))
          } catch (error) {
            const problem = await explain(parts, { error, url: urlOf(hook) })
            await hooks.setRemote(hook.id, { ...remote, status: 'failing', problems: [problem] })
          }
        }
      }),
    rotate: (org) =>
      inTurn(org, async () => {
        const present = requireHooks(org)
        const api = await openApi(org)
        for (const hook of present) await rotateOne(api, hook)
      }),
    remove: (org) =>
      inTurn(org, async () => {
        const present = requireHooks(org)
        const api = await openApi(org)
        for (const hook of present) await removeOne(api, hook)
      }),
  }
}

/** When the time for all calls is over, the port throws no error of its own: it is one of the org, to be noted and tried again. */
function asKnown(error: unknown): unknown {
  const isTimeout = error instanceof Error && error.name === 'TimeoutError'
  return isTimeout ? new TemporaryError('The org did not answer in time.', { code: 'org_silent' }) : error
}
