import { oktaSources as contract } from '@keyway/api'
import { toActor } from '../../../auth/caller.ts'
import { NotFoundError } from '../../../errors.ts'
import type { HttpServer } from '../../../http/server.ts'
import type { ManagedHooks } from '../hook/managed-hooks.ts'
import type { OktaOrg } from '../orgs.ts'
import { describeSource, type DescribeParts } from './describe-source.ts'
import { parseSettings } from './settings.ts'
import { findFeed, saveFeedSettings } from './store.ts'

export interface SourceRouteParts extends DescribeParts {
  /** Takes note of connections that were made or changed. */
  refresh: () => Promise<void>
  wake: (org: string) => void
  managed: ManagedHooks
  audit: (entry: { actor: string; action: string; target: string }) => Promise<void>
}

const standardDays = 7

/** Mounts the Okta orgs as sources of events. */
export function mountOktaSources(server: HttpServer, parts: SourceRouteParts): void {
  const { db, orgs } = parts
  /** The connection may have been made a moment ago. */
  const get = async (org: string): Promise<OktaOrg> => {
    if (orgs.find(org) === undefined) await parts.refresh()
    const found = orgs.find(org)
    if (found === undefined) throw new NotFoundError(`There is no connection to an Okta org ${org}.`)
    return found
  }

  server.mount(contract.listOktaSources, async ({ query }) => {
    await parts.refresh()
    return { items: await Promise.all(orgs.list().map((one) => describeSource(parts, one, query.days))) }
  })
  server.mount(contract.updateOktaSource, async ({ params, body, caller }) => {
    const org = await get(params.org)
    const before = parseSettings((await findFeed(db, org.org))?.settings ?? '{}')
    const after = { ...before, ...body.settings }
    await saveFeedSettings(db, org.org, JSON.stringify(after))
    await parts.audit({ actor: toActor(caller), action: 'okta_source.changed', target: org.org })
    parts.wake(org.org)
    // Who switches it sees at once what Okta says.
    if (after.pushFilters !== before.pushFilters) await parts.managed.check(org.org)
    return describeSource(parts, org, standardDays)
  })
  const change = async (org: OktaOrg, { actor, step }: { actor: string; step: HookStep }) => {
    await parts.managed[step](org.org)
    await parts.audit({ actor, action: auditNames[step], target: org.org })
    return describeSource(parts, org, standardDays)
  }
  server.mount(contract.setUpHook, async ({ params, caller }) => {
    await parts.refresh()
    return change(await get(params.org), { actor: toActor(caller), step: 'setUp' })
  })
  server.mount(contract.changeHook, async ({ params, caller }) =>
    change(await get(params.org), { actor: toActor(caller), step: params.step }),
  )
  server.mount(contract.removeHook, async ({ params, caller }) =>
    change(await get(params.org), { actor: toActor(caller), step: 'remove' }),
  )
}

const auditNames = {
  setUp: 'okta_source.hook_created',
  check: 'okta_source.hook_checked',
  test: 'okta_source.hook_tested',
  rotate: 'okta_source.hook_rotated',
  remove: 'okta_source.hook_deleted',
} as const
type HookStep = keyof typeof auditNames
