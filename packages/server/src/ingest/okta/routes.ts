import { oktaHooks as contract, type Role } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { includesRole, toActor } from '../../auth/caller.ts'
import { ConflictError } from '../../errors.ts'
import type { HttpServer } from '../../http/server.ts'
import { generateHookKey } from './hook-key.ts'
import type { Hook } from './hooks.ts'
import { answerChallenge, receiveDelivery, type ReceiveParts } from './receive.ts'

export interface OktaHookParts extends ReceiveParts {
  publicUrl: string
  audit: (entry: { actor: string; action: string; target: string }) => Promise<void>
}

/** Mounts the way in for Okta's event hooks, and the pages' routes to set it up. */
export function mountOktaHooks(server: HttpServer, parts: OktaHookParts): void {
  server.mountHook(
    { prefix: '/hooks/okta/', methods: ['GET', 'POST'], summary: 'Okta event hook deliveries' },
    (call) => (call.method === 'GET' ? answerChallenge(parts, call) : receiveDelivery(parts, call)),
  )

  const describe = (hook: Hook, viewer: Role): z.input<typeof contract.oktaHook> => {
    const wanted = parts.active.wantedTypes('okta')
    return {
      id: hook.id,
      name: hook.name,
      url: `${parts.publicUrl}/hooks/okta/${hook.path}`,
      headerName: hook.headerName,
      secret: includesRole(viewer, 'admin') ? hook.secret : null,
      createdAt: hook.createdAt,
      verifiedAt: hook.verifiedAt,
      lastDeliveryAt: hook.lastDeliveryAt,
      deliveries: hook.deliveries,
      events: hook.events,
      refused: hook.refused,
      wantedTypes: [...wanted]
        .filter(([type]) => type !== '*')
        .map(([type, flows]) => ({ type, flows: [...flows] })),
      needsAll: wanted.has('*'),
    }
  }

  server.mount(contract.listOktaHooks, ({ caller }) =>
    Promise.resolve({ items: parts.hooks.list().map((hook) => describe(hook, caller.role)) }),
  )
  server.mount(contract.createOktaHook, async ({ body, caller }) => {
    const hook = await parts.hooks.create({ name: body.name, headerName: body.headerName, key: body.key })
    await parts.audit({ actor: toActor(caller), action: 'okta_hook.created', target: hook.id })
    return describe(hook, caller.role)
  })
  const refuseManaged = (hookId: string): void => {
    const org = parts.hooks.get(hookId).remote?.org
    if (org === undefined) return
    throw new ConflictError(
      `Keyway keeps this hook in ${org} itself. Give it a new key, or delete it, on the page of that org.`,
    )
  }
  server.mount(contract.updateOktaHook, async ({ params, body, caller }) => {
    refuseManaged(params.hookId)
    const hook = await parts.hooks.change(params.hookId, {
      headerName: body.headerName,
      key: body.key === 'generate' ? generateHookKey() : body.key,
      overlapMs: body.overlapSeconds * 1000,
    })
    await parts.audit({ actor: toActor(caller), action: 'okta_hook.changed', target: hook.id })
    return describe(hook, caller.role)
  })
  server.mount(contract.deleteOktaHook, async ({ params, caller }) => {
    refuseManaged(params.hookId)
    await parts.hooks.remove(params.hookId)
    await parts.audit({ actor: toActor(caller), action: 'okta_hook.deleted', target: params.hookId })
  })
}
