/* oxlint-disable typescript/no-unsafe-type-assertion -- bodies are those of the healthy org */
import type { JsonObject } from '@keyway/sdk'
import { bodyOf, type OrgBodies } from '../org-bodies.ts'

/** How a check is made to fail, and which object it has to name. */
export interface Fault {
  check: string
  make: (org: OrgBodies) => void
  /** Id of the object; `org` for the org itself. */
  object: string
  /** What other checks cannot but name with it: object by check. */
  also?: Readonly<Record<string, string>>
  /** The second org has what would undo a fault of the first, which is where most are, or hide it. */
  in?: 'second'
  /** A profile under which alone it is a fault. */
  profile?: 'stig'
}

/** What is changed of an object of the healthy org; kinds with one object need no id. */
export interface Change {
  kind: string
  id?: string
  change: JsonObject
}

export function set(org: OrgBodies, { kind, id, change }: Change): void {
  Object.assign(bodyOf(org, kind, id), change)
}

export function setUser(org: OrgBodies, id: string, { profile, ...facts }: JsonObject): void {
  const body = bodyOf(org, 'user', id)
  Object.assign(body, facts)
  Object.assign(body['profile'] as JsonObject, profile ?? {})
}

/** Takes objects of a kind away. */
export function drop(
  org: OrgBodies,
  kind: string,
  isIt: (one: { body: JsonObject; parent: unknown }) => boolean,
): void {
  org.objects = org.objects.filter(
    (one) => one.kind !== kind || !isIt({ body: one.body, parent: one.parent['id'] }),
  )
}

export function dropFactors(org: OrgBodies, user: string): void {
  drop(org, 'factor', ({ parent }) => parent === user)
}

/** Takes what somebody did out of the log, or only what was done in one app or with one token. */
export function forget(org: OrgBodies, actor: string, type?: string): void {
  org.log = org.log.filter(
    ({ event }) => event.actor?.id !== actor || (type !== undefined && event.eventType !== type),
  )
}

/** What asks for one factor, and for two that can be phished. */
export const oneFactor: JsonObject = {
  type: 'ASSURANCE',
  factorMode: '1FA',
  constraints: [{ knowledge: { types: ['password'] } }],
}
export const phishable: JsonObject = {
  type: 'ASSURANCE',
  factorMode: '2FA',
  constraints: [{ possession: { phishingResistant: 'OPTIONAL' } }],
}

/** What a rule of an app's policy asks for. */
export function ask(org: OrgBodies, rule: string, verificationMethod: JsonObject): void {
  const change = { actions: { appSignOn: { access: 'ALLOW', verificationMethod } } }
  set(org, { kind: 'policy_rule', id: rule, change })
}
