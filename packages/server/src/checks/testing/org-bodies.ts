import { getKind, type ParentRow } from '@keyway/identity'
import type { OrgFixture } from '@keyway/okta-sim'
import type { JsonObject } from '@keyway/sdk'

type PastEvent = Omit<OrgFixture['log'][number], 'published'>

/** An org as Okta's API lists it: the objects of each kind of the inventory, and what the System Log has of it. */
export interface OrgBodies {
  now: number
  /** `parent`: what the path of the kind's listing names. */
  objects: { kind: string; body: JsonObject; parent: ParentRow }[]
  log: { daysAgo: number; event: PastEvent }[]
}

const dayMs = 86_400_000

/** A time that is so many days ago, as Okta writes it. */
export function daysAgo({ now }: Pick<OrgBodies, 'now'>, days: number): string {
  return new Date(now - days * dayMs).toISOString()
}

export interface NewObject {
  kind: string
  body: JsonObject
  parent?: ParentRow
}

export function addObject(org: OrgBodies, { kind, body, parent = {} }: NewObject): void {
  org.objects.push({ kind, body, parent })
}

/** The body of an object that is there, to be changed; a kind with one object needs no id. */
export function bodyOf(org: OrgBodies, kind: string, id?: string): JsonObject {
  const found = org.objects.find((one) => one.kind === kind && (id === undefined || one.body['id'] === id))
  if (found === undefined) throw new Error(`The org has no ${kind} ${id ?? ''}.`)
  return found.body
}

/** The org for the simulator: each object where the inventory will look for it. */
export function toFixture(org: OrgBodies): OrgFixture {
  return {
    objects: org.objects.map(({ kind, body, parent }) => ({
      in: getKind(kind).list.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(parent[name])),
      body,
    })),
    log: org.log.map(({ daysAgo: days, event }) => ({ ...event, published: daysAgo(org, days) })),
  }
}
