import { InputError, type z } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'
import { ConflictError, InvalidInputError, NotFoundError, toInputIssues } from '../../errors.ts'
import { newPublicPath } from '../../flows/endpoint-token.ts'
import type { Vault } from '../../vault/vault.ts'
import { getSourceKind } from './kinds.ts'
import type { SourceKind } from './source-kind.ts'
import {
  deleteSource,
  insertSource,
  listSources,
  sourcesRevision,
  updateSource,
  type SourceRow,
} from './store.ts'

type Settings = z.output<z.ZodObject>

/** A source as the way in needs it: its secrets open. */
export interface Source {
  id: string
  name: string
  path: string
  kind: SourceKind
  settings: Settings
  secret: string
  previous: { secret: string; validUntil: number } | null
  createdAt: number
}

export interface Sources {
  list: () => readonly Source[]
  find: (path: string) => Source | undefined
  /** Throws NotFoundError. */
  get: (sourceId: string) => Source
  /** Throws InputError for settings or a secret that are no use, ConflictError for a name that is taken. */
  create: (source: {
    name: string
    kind: string
    settings: Readonly<Record<string, unknown>>
    secret: string | undefined
  }) => Promise<Source>
  /** A new secret leaves the old one valid for the overlap. */
  change: (
    sourceId: string,
    change: {
      settings: Readonly<Record<string, unknown>> | undefined
      /** `generate` makes one. */
      secret: string | undefined
      overlapMs: number
    },
  ) => Promise<Source>
  remove: (sourceId: string) => Promise<void>
  /** Reads again if another process changed something. */
  refreshIfChanged: () => Promise<void>
}

interface Parts {
  db: Db
  vault: Vault
  /** Names that events of others come under. */
  reservedNames: readonly string[]
  now: () => number
  newId: () => string
}

const ownNames = ['schedule', 'endpoint', 'table', 'tables', 'form', 'inline-hook', 'keyway', 'source']
const shortestSecret = 16

const context = (sourceId: string): string => `source:${sourceId}`

/** Reads the sources into memory, where deliveries find them without a query. */
export async function loadSources({ db, vault, reservedNames, now, newId }: Parts): Promise<Sources> {
  const reserved = new Set([...ownNames, ...reservedNames])
  let byPath = new Map<string, Source>()
  let revision = ''
  await refresh()

  async function refresh(): Promise<void> {
    revision = await sourcesRevision(db)
    byPath = new Map((await listSources(db)).map((row) => [row.path, open(row)]))
  }

  function open(row: SourceRow): Source {
    const { previous_secret_encrypted: previous, previous_valid_until: validUntil } = row
    const kind = getSourceKind(row.kind)
    return {
      id: row.id,
      name: row.name,
      path: row.path,
      kind,
      settings: kind.settings.parse(JSON.parse(row.settings)),
      secret: vault.open(row.secret_encrypted, context(row.id)),
      previous:
        previous === null || validUntil === null
          ? null
          : { secret: vault.open(previous, context(row.id)), validUntil },
      createdAt: row.created_at,
    }
  }

  function get(sourceId: string): Source {
    const found = [...byPath.values()].find(({ id }) => id === sourceId)
    if (found === undefined) throw new NotFoundError(`There is no source ${sourceId}.`)
    return found
  }

  function isTaken(name: string): boolean {
    return reserved.has(name) || [...byPath.values()].some((source) => source.name === name)
  }

  return {
    list: () => [...byPath.values()],
    find: (path) => byPath.get(path),
    get,
    async create({ name, kind: kindId, settings: given, secret: brought }) {
      await refresh()
      if (isTaken(name)) throw new ConflictError(`The name "${name}" is taken. Choose another one.`)
      const kind = getSourceKind(kindId)
      const settings = readSettings(kind, given)
      const secret = readSecret(kind, settings, brought ?? 'generate')
      const id = newId()
      await insertSource(db, {
        id,
        name,
        kind: kind.id,
        path: newPublicPath(),
        settings: JSON.stringify(settings),
        secret_encrypted: vault.seal(secret, context(id)),
        previous_secret_encrypted: null,
        previous_valid_until: null,
        created_at: now(),
        updated_at: now(),
        last_delivery_at: null,
      })
      await refresh()
      return get(id)
    },
    async change(sourceId, { settings: given, secret: brought, overlapMs }) {
      await refresh()
      const source = get(sourceId)
      const { kind } = source
      const settings =
        given === undefined ? source.settings : readSettings(kind, { ...source.settings, ...given })
      const rotation =
        brought === undefined
          ? {}
          : {
              secret_encrypted: vault.seal(readSecret(kind, settings, brought), context(sourceId)),
              previous_secret_encrypted: vault.seal(source.secret, context(sourceId)),
              previous_valid_until: now() + overlapMs,
            }
      await updateSource(db, sourceId, {
        settings: JSON.stringify(settings),
        updated_at: now(),
        ...rotation,
      })
      await refresh()
      return get(sourceId)
    },
    async remove(sourceId) {
      if (!(await deleteSource(db, sourceId))) throw new NotFoundError(`There is no source ${sourceId}.`)
      await refresh()
    },
    async refreshIfChanged() {
      if ((await sourcesRevision(db)) !== revision) await refresh()
    },
  }
}

function readSettings(kind: SourceKind, given: Readonly<Record<string, unknown>>): Settings {
  const parsed = kind.settings.strict().safeParse(given)
  if (parsed.success) return parsed.data
  const issues = toInputIssues(parsed.error)
  const [first] = issues
  const where = first === undefined ? '' : ` ${first.path}: ${first.message}`
  throw new InvalidInputError(`The settings of the source are not valid.${where}`, issues)
}

function readSecret({ secret, title }: SourceKind, settings: Settings, given: string): string {
  if (given === 'generate') {
    if (secret.generate !== undefined) return secret.generate()
    throw new InputError(`${title} makes its own secret. Give the ${secret.title.toLowerCase()}.`)
  }
  const fault =
    given.length < shortestSecret
      ? `It has ${given.length} characters; at least ${shortestSecret} are needed.`
      : secret.check?.(given, settings)
  if (fault !== undefined) throw new InputError(`The secret cannot be used. ${fault}`)
  return given
}
