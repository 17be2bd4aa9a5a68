import type { notifications as contract } from '@keyway/api'
import { isJsonObject, type Json, type JsonObject, type z } from '@keyway/sdk'
import { mergeValues, parseValues, splitValues } from '../connections/connection-values.ts'
import type { Db } from '../db/database.ts'
import { ConflictError, NotFoundError } from '../errors.ts'
import type { Vault } from '../vault/vault.ts'
import {
  countByStatus,
  deleteTarget,
  findTarget,
  isTargetNameTaken,
  keepTarget,
  listTargets,
} from './store.ts'
import type { StoredTarget, TargetWishes } from './target.ts'
import { kindOf } from './target-kinds.ts'

type Target = z.input<typeof contract.target>

export interface TargetParts {
  db: Db
  vault: Vault
  now: () => number
  newId: () => string
}

const standardWishes: TargetWishes = {
  topics: ['alert', 'finding'],
  changes: ['opened'],
  severity: 'medium',
  rules: null,
  when: { kind: 'at_once' },
}

export async function describeTargets({ db, vault }: TargetParts): Promise<Target[]> {
  const counts = await countByStatus(db)
  return (await listTargets(db)).map((target) => {
    const { id, name, kind, isOn, settings, wants, test } = target
    const of = (status: string): number => counts.get(`${id} ${status}`) ?? 0
    return {
      id,
      name,
      kind,
      kindTitle: kindOf(kind).title,
      isOn,
      settings,
      secretsSet: Object.keys(openTargetSecrets(vault, target)),
      wants,
      test,
      pending: of('pending'),
      dead: of('dead'),
    }
  })
}

export async function describeTarget(parts: TargetParts, id: string): Promise<Target> {
  const found = (await describeTargets(parts)).find((target) => target.id === id)
  if (found === undefined) throw unknownTarget(id)
  return found
}

export async function getTarget(db: Db, id: string): Promise<StoredTarget> {
  const found = await findTarget(db, id)
  if (found === undefined) throw unknownTarget(id)
  return found
}

/** Stores a target, its secrets sealed; answers its id. Throws InvalidInputError and ConflictError. */
export async function createTarget(
  parts: TargetParts,
  given: { name: string; kind: string; values: JsonObject; wants: TargetWishes | undefined },
): Promise<string> {
  const { db, vault, newId, now } = parts
  const kind = kindOf(given.kind)
  const id = newId()
  const values = mergeValues({ settings: {}, secrets: {} }, splitValues(kind, given.values))
  parseValues(kind, values)
  const wants = checkWishes(given.wants ?? standardWishes)
  await db.transaction().execute(async (transaction) => {
    if (await isTargetNameTaken(transaction, given.name, id)) throw nameTaken(given.name)
    await keepTarget(transaction, {
      id,
      name: given.name,
      kind: kind.id,
      isOn: true,
      settings: values.settings,
      sealedSecrets: sealTargetSecrets(vault, id, values.secrets),
      wants,
      createdAt: now(),
      updatedAt: now(),
    })
  })
  return id
}

/** Changes a target. Secrets that are not given stay, unless it then goes to another place. */
export async function changeTarget(
  parts: TargetParts,
  id: string,
  change: {
    name?: string | undefined
    isOn?: boolean | undefined
    values?: JsonObject | undefined
    wants?: TargetWishes | undefined
  },
): Promise<void> {
  const { db, vault, now } = parts
  await db.transaction().execute(async (transaction) => {
    const stored = await getTarget(transaction, id)
    const name = change.name ?? stored.name
    if (await isTargetNameTaken(transaction, name, id)) throw nameTaken(name)
    const kind = kindOf(stored.kind)
    const before = { settings: stored.settings, secrets: openTargetSecrets(vault, stored) }
    const entered = change.values === undefined ? undefined : splitValues(kind, change.values)
    const values = entered === undefined ? before : mergeValues(before, entered)
    parseValues(kind, values)
    if (entered !== undefined)
      requireSecretsForNewPlace(before, { changed: values, entered: entered.secrets })
    await keepTarget(transaction, {
      ...stored,
      name,
      isOn: change.isOn ?? stored.isOn,
      settings: values.settings,
      sealedSecrets: sealTargetSecrets(vault, id, values.secrets),
      wants: checkWishes(change.wants ?? stored.wants),
      updatedAt: now(),
    })
  })
}

export async function removeTarget({ db }: TargetParts, id: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await getTarget(transaction, id)
    await deleteTarget(transaction, id)
  })
}

/** Whoever may change where a message goes must not thereby learn a secret that somebody else entered. */
function requireSecretsForNewPlace(
  before: { settings: JsonObject; secrets: JsonObject },
  { changed, entered }: { changed: { settings: JsonObject }; entered: JsonObject },
): void {
  const moved = ['url', 'site'].some((name) => before.settings[name] !== changed.settings[name])
  const kept = Object.keys(before.secrets).filter(
    (name) => entered[name] === undefined || entered[name] === '',
  )
  if (moved && kept.length > 0) {
    throw new ConflictError('The target goes to another address now. Enter its secret again.')
  }
}

function checkWishes(wants: TargetWishes): TargetWishes {
  if (wants.when.kind !== 'daily') return wants
  try {
    new Intl.DateTimeFormat('en', { timeZone: wants.when.timeZone })
  } catch {
    throw new ConflictError(`"${wants.when.timeZone}" is no time zone. Choose one such as Europe/Berlin.`)
  }
  return wants
}

export function openTargetSecrets(vault: Vault, { id, sealedSecrets }: StoredTarget): JsonObject {
  const secrets: Json = JSON.parse(vault.open(sealedSecrets, toAad(id)))
  return isJsonObject(secrets) ? secrets : {}
}

function sealTargetSecrets(vault: Vault, id: string, secrets: JsonObject): string {
  return vault.seal(JSON.stringify(secrets), toAad(id))
}

function toAad(id: string): string {
  return `notification-target:${id}`
}

function nameTaken(name: string): ConflictError {
  return new ConflictError(`There is a target with the name "${name}" already. Choose another.`)
}

function unknownTarget(id: string): NotFoundError {
  return new NotFoundError(`There is no notification target ${id}.`)
}
