import { getKind, readLoggedEvent, touchesOf, usesOf, type LoggedEvent, type Use } from '@keyway/identity'
import type { Json } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'
import { newId } from '../../db/new-id.ts'
import type { SettledEvents } from '../../db/settled-events.ts'
import type { InventoryChangesTable } from '../../db/schema.ts'
import { toItem } from '../rows/item.ts'
import { insertChanges } from '../rows/store.ts'
import {
  addMarks,
  addUses,
  applyMembership,
  moveCursor,
  orgsOfIds,
  readOktaEvents,
  takeCursor,
  type MembershipEvent,
  type NewMark,
} from './store.ts'

export interface FollowParts {
  db: Db
  settled: SettledEvents
  owner: string
  now: () => number
  /** Orgs whose inventory is kept. */
  orgs: () => readonly string[]
  /** An org has something to read again. */
  wake: (org: string) => void
}

const name = 'inventory'
const leaseMs = 20_000
const atOnce = 1_000
/** Events that come together become one read. */
const gatherMs = 300

/**
 * Looks at the events that arrived since: what they touched is marked to be read again, what they say of memberships and
 * of use is taken over. All of it and the place are one transaction, so that nothing is counted twice. Each call looks at
 * a portion, and answers whether there is more.
 */
export function createEventFollower(parts: FollowParts): () => Promise<boolean> {
  /** Up to here nothing is left, whoever looked. */
  let followedTo: number | undefined
  return async () => {
    const orgs = parts.orgs()
    // Nobody wants to know.
    if (orgs.length === 0) return false
    const to = await parts.settled.last()
    if (to === followedTo) return false
    const { hasMore, upTo } = await followPortion(parts, { orgs, to })
    followedTo = upTo
    return hasMore
  }
}

async function followPortion(
  parts: FollowParts,
  { orgs, to }: { orgs: readonly string[]; to: number },
): Promise<{ hasMore: boolean; upTo?: number }> {
  const { db, owner, now } = parts
  const from = await takeCursor(db, { name, owner, now: now(), leaseUntil: now() + leaseMs, first: to })
  if (from === undefined) return { hasMore: false }
  if (from >= to) return { hasMore: false, upTo: to }
  const rows = await readOktaEvents(db, { after: from, to, limit: atOnce })
  const hasMore = rows.length === atOnce
  const read = rows.flatMap(({ id, payload }) => {
    const stored: Json = JSON.parse(payload)
    const event = readLoggedEvent(stored)
    return event === undefined ? [] : [{ id, event }]
  })
  const orgOf = await assignOrgs(db, orgs, read)
  const told = read.flatMap((one) => orgOf(one.event).map((org) => ({ ...one, org })))
  const woken = new Set<string>()
  const upTo = hasMore ? (rows.at(-1)?.seq ?? to) : to
  const isKept = await db.transaction().execute(async (transaction) => {
    if (!(await moveCursor(transaction, { name, owner, from, to: upTo }))) return false
    const marks = told.flatMap((one) => marksOf(one, now()))
    for (const { org } of marks) woken.add(org)
    await addMarks(transaction, marks)
    const uses: (Use & { org: string })[] = told.flatMap(({ org, event }) =>
      usesOf(event).map((use) => ({ org, ...use })),
    )
    await addUses(transaction, uses)
    await applyMemberships(transaction, told, now())
    return true
  })
  if (!isKept) return { hasMore: false }
  for (const org of woken) parts.wake(org)
  return { hasMore, upTo }
}

interface Told {
  id: string
  org: string
  event: LoggedEvent
}

/**
 * Whose event it is. Events are stored without their org; where several are kept, the ids they name tell. What names only
 * things that nobody knows yet may be of any of them, and reading what is not there does no harm.
 */
async function assignOrgs(
  db: Db,
  orgs: readonly string[],
  read: readonly { event: LoggedEvent }[],
): Promise<(event: LoggedEvent) => readonly string[]> {
  if (orgs.length <= 1) return () => orgs
  const idsOf = ({ actor, targets }: LoggedEvent) =>
    [...targets, ...(actor === undefined ? [] : [actor])].map(({ id }) => id)
  const known = await orgsOfIds(db, orgs, [...new Set(read.flatMap(({ event }) => idsOf(event)))])
  return (event) => {
    const own = idsOf(event).flatMap((id) => known.get(id) ?? [])[0]
    return own === undefined ? orgs : [own]
  }
}

function marksOf({ id, org, event }: Told, now: number): NewMark[] {
  const about = {
    org,
    marked_at: now,
    event_at: event.at,
    event_id: id,
    actor_id: event.actor?.id ?? null,
    actor_name: event.actor?.name ?? null,
    due_at: now + gatherMs,
  }
  const touched = touchesOf(event.type).flatMap(({ kind, touch }): NewMark[] => {
    if (touch.what === 'all') return [{ ...about, kind, what: 'all', id: '' }]
    return event.targets
      .filter(({ type }) => type === touch.target)
      .map((target) => ({ ...about, kind, what: touch.what, id: target.id }))
  })
  return [
    ...touched,
    ...appUserMarks(event).map((pair) => ({ ...about, kind: 'app_user', what: 'object' as const, id: pair })),
  ]
}

/** Assignments are named by two targets: the app, and the user or the account in the app. */
function appUserMarks({ type, targets }: LoggedEvent): string[] {
  if (!type.startsWith('application.user_membership.') && !type.startsWith('application.provision.user.'))
    return []
  const of = (kind: string) => targets.filter((target) => target.type === kind).map(({ id }) => id)
  const [app] = of('AppInstance')
  return app === undefined ? [] : of('User').map((user) => `${app}/${user}`)
}

const memberships = { 'group.user_membership.add': true, 'group.user_membership.remove': false }

async function applyMemberships(db: Db, told: readonly Told[], now: number): Promise<void> {
  const changes: InventoryChangesTable[] = []
  for (const one of told.toSorted((a, b) => a.event.at - b.event.at)) {
    for (const membership of membershipsOf(one)) {
      const { org, groupId, userId, isThere, actorId } = membership
      if (!(await applyMembership(db, membership, { digest: digestOf(membership), now }))) continue
      changes.push({
        id: newId(),
        org,
        kind: 'group_member',
        object_id: `${groupId}/${userId}`,
        name: `${groupId}/${userId}`,
        at: one.event.at,
        what: isThere ? 'created' : 'deleted',
        fields: '[]',
        actor_id: actorId,
        actor_name: one.event.actor?.name ?? null,
        event_id: one.id,
        before: isThere ? null : '{}',
      })
    }
  }
  await insertChanges(db, changes)
}

function membershipsOf({ org, event }: Told): MembershipEvent[] {
  const isThere = Object.entries(memberships).find(([type]) => type === event.type)?.[1]
  if (isThere === undefined || !event.isSuccess) return []
  const group = event.targets.find(({ type }) => type === 'UserGroup')
  const users = event.targets.filter(({ type }) => type === 'User')
  if (group === undefined) return []
  return users.map(({ id }) => ({
    org,
    groupId: group.id,
    userId: id,
    at: event.at,
    isThere,
    actorId: event.actor?.id ?? null,
    actorType: event.actor?.type ?? null,
  }))
}

/** What a listing would make of it, so that it finds it unchanged. */
function digestOf({ groupId, userId }: MembershipEvent): string {
  const kind = getKind('group_member')
  return toItem(kind, { id: userId }, { parent: { id: groupId }, fixed: { group_id: groupId } })?.digest ?? ''
}
