import { getKind, inventoryKinds } from '@keyway/identity'
import type { inventory } from '@keyway/api'
import type { z } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import type { InventoryKindsTable } from '../db/schema.ts'
import type { OktaOrg } from '../ingest/okta/orgs.ts'
import { countMarks, readDelays } from './fresh/store.ts'
import { parseSettings } from './settings.ts'
import { findOrg, listKindRows } from './store.ts'
import { readHeld } from './walk/held.ts'
import type { Place } from './walk/place.ts'

type OrgState = z.input<typeof inventory.orgState>
type KindState = OrgState['kinds'][number]

export interface DescribeParts {
  db: Db
  standard: { isOn: boolean }
  now: () => number
}

/** How the inventory of an org stands: each kind, and all of it in a sentence. */
export async function describeInventory(
  { db, standard, now }: DescribeParts,
  { org, connections }: OktaOrg,
): Promise<OrgState> {
  const row = await findOrg(db, org)
  const settings = parseSettings(row?.settings ?? '{}', standard)
  const rows = new Map((await listKindRows(db, org)).map((one) => [one.kind, one]))
  const kinds = inventoryKinds.map(({ id }) =>
    describeKind(id, rows.get(id), { isOff: !settings.isOn || settings.without.includes(id) }),
  )
  return {
    org,
    connections: connections.map(({ id, name }) => ({ id, name })),
    settings,
    ...summarise(kinds, settings.isOn),
    kinds,
    marks: await countMarks(db, org),
    delayMs: toDelays(await readDelays(db, org, now())),
    usedSince: row?.usedSince ?? null,
  }
}

function describeKind(
  id: string,
  row: InventoryKindsTable | undefined,
  { isOff }: { isOff: boolean },
): KindState {
  const kind = getKind(id)
  const about = { kind: id, title: kind.title, scope: kind.scope }
  if (row === undefined) {
    const nothing = { count: 0, walk: null, completedAt: null, dueAt: 0, error: null, held: null }
    return { ...about, status: isOff ? 'off' : 'waiting', ...nothing }
  }
  // Written by the walk.
  const place: Place | null = JSON.parse(row.place ?? 'null')
  const error: { at: number; code: string; message: string } | null = JSON.parse(row.error ?? 'null')
  const held = readHeld(row)
  return {
    ...about,
    status: isOff ? 'off' : row.status,
    count: row.completed_at === null ? row.seen : row.count,
    walk:
      place === null || row.begun_at === null
        ? null
        : { seen: row.seen, done: place.done, total: place.total, begunAt: row.begun_at },
    completedAt: row.completed_at,
    dueAt: row.due_at,
    error: error === null ? null : { at: error.at, code: error.code, message: error.message },
    held: held === undefined ? null : { at: held.at, gone: held.gone, known: held.known, found: held.found },
  }
}

/** All kinds in a sentence, as a person would say it. */
function summarise(kinds: readonly KindState[], isOn: boolean): Pick<OrgState, 'status' | 'message'> {
  if (!isOn) return { status: 'off', message: 'not kept' }
  const on = kinds.filter(({ status }) => status !== 'off')
  const walking = on.find(({ status, walk }) => status === 'walking' && walk !== null)
  const isFirst = on.some(({ completedAt, status }) => completedAt === null && isUnderWay(status))
  if (walking !== undefined && (isFirst || walking.walk !== null))
    return { status: 'synchronising', message: progressOf(walking) }
  if (isFirst)
    return {
      status: on.some(({ completedAt }) => completedAt !== null) ? 'synchronising' : 'waiting',
      message: 'waiting for its turn',
    }
  const missing = on.filter(({ status }) => status === 'forbidden')
  const failed = on.filter(({ status }) => status === 'failed')
  const held = on.filter(({ status }) => status === 'held')
  const parts = [
    missing.length === 0 ? [] : [`may not read ${listOf(missing)} (${scopesOf(missing)})`],
    failed.length === 0 ? [] : [`could not read ${listOf(failed)}`],
    held.length === 0 ? [] : [`${listOf(held)}: a drop waits for confirmation`],
  ].flat()
  if (parts.length > 0) return { status: 'incomplete', message: parts.join('; ') }
  const users = on.find(({ kind }) => kind === 'user')
  return { status: 'complete', message: `complete, ${(users?.count ?? 0).toLocaleString('en')} users` }
}

function isUnderWay(status: KindState['status']): boolean {
  return status === 'waiting' || status === 'walking'
}

function progressOf({ title, count, completedAt, walk }: KindState): string {
  const what = title.charAt(0).toLowerCase() + title.slice(1)
  const of = (done: number, all: number) => `${done.toLocaleString('en')} of ${all.toLocaleString('en')}`
  if (walk === null) return `synchronising ${what}`
  if (walk.total > 1) return `synchronising ${what}, ${of(walk.done, walk.total)} listings`
  return completedAt === null
    ? `synchronising, ${walk.seen.toLocaleString('en')} ${what} so far`
    : `synchronising, ${of(walk.seen, Math.max(count, walk.seen))} ${what}`
}

function listOf(kinds: readonly KindState[]): string {
  const names = kinds.map(({ title }) => title)
  const shown = names.slice(0, 4).join(', ')
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown
}

function scopesOf(kinds: readonly KindState[]): string {
  const scopes = [...new Set(kinds.flatMap(({ scope }) => scope ?? []))]
  return `needs ${scopes.join(', ')}`
}

function toDelays(steps: readonly { step: number; count: number }[]): OrgState['delayMs'] {
  const total = steps.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  const at = (part: number): number => {
    let rest = total * part
    for (const { step, count } of steps) {
      rest -= count
      if (rest <= 0) return step
    }
    return steps.at(-1)?.step ?? 0
  }
  return { p50: at(0.5), p95: at(0.95), count: total }
}
