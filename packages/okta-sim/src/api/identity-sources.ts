import { Hono } from 'hono'
import { notFoundError, OktaError, validationError } from '../errors/okta-error.ts'
import { readBody } from '../http/read-body.ts'
import type { SimContext, SimEnv } from '../http/sim-env.ts'
import { newId } from '../org/ids.ts'
import type { JsonObject } from '../org/json-object.ts'
import { asJsonObject } from '../org/json-object.ts'
import type { Cause } from '../org/log-event.ts'
import type { OrgState } from '../org/org-state.ts'
import { deactivateUser } from '../org/user-lifecycle.ts'
import { changeUser, createUser, findUser } from '../org/users.ts'

const maxProfiles = 200

/** An import of an identity source: profiles are collected, then all of them are imported at once. */
export type ImportSession = {
  readonly id: string
  readonly sourceId: string
  readonly status: 'CREATED' | 'COMPLETED' | 'TRIGGERED'
  readonly created: string
  readonly lastUpdated: string
  readonly upserts: readonly JsonObject[]
  readonly deletes: readonly string[]
}

/** `/api/v1/identity-sources/{id}/sessions`: bulk imports from a source that Okta does not know itself. */
export function identitySourcesApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const find = (c: SimContext) => getSession(org, c.req.param('source') ?? '', c.req.param('session') ?? '')
  api.get('/:source/sessions', (c) => {
    const own = [...org.importSessions.values()].filter(({ sourceId }) => sourceId === c.req.param('source'))
    return c.json(own.map(toJson))
  })
  api.post('/:source/sessions', (c) => {
    const sourceId = c.req.param('source')
    const now = org.clock().toISOString()
    const session: ImportSession = {
      id: newId(org, 'imp'),
      sourceId,
      status: 'CREATED',
      created: now,
      lastUpdated: now,
      upserts: [],
      deletes: [],
    }
    return c.json(toJson(put(org, session)))
  })
  api.get('/:source/sessions/:session', (c) => c.json(toJson(find(c))))
  api.delete('/:source/sessions/:session', (c) => {
    org.importSessions.delete(open(find(c)).id)
    return c.body(null, 204)
  })
  api.post('/:source/sessions/:session/bulk-upsert', async (c) => {
    const session = open(find(c))
    const profiles = readProfiles(await readBody(c))
    put(org, { ...session, upserts: [...session.upserts, ...profiles] })
    return c.body(null, 202)
  })
  api.post('/:source/sessions/:session/bulk-delete', async (c) => {
    const session = open(find(c))
    const ids = readProfiles(await readBody(c)).map(({ externalId }) => String(externalId))
    put(org, { ...session, deletes: [...session.deletes, ...ids] })
    return c.body(null, 202)
  })
  api.post('/:source/sessions/:session/start-import', (c) => {
    const session = open(find(c))
    importProfiles(org, c.get('cause'), session)
    put(org, { ...session, status: 'COMPLETED', lastUpdated: org.clock().toISOString() })
    return c.json({ ...toJson(session), status: 'TRIGGERED' })
  })
  return api
}

function readProfiles(body: JsonObject): JsonObject[] {
  const { profiles } = body
  if (Array.isArray(profiles) && profiles.length > 0 && profiles.length <= maxProfiles) {
    return profiles.map(asJsonObject)
  }
  throw validationError('profiles', [`profiles: Expected a list of 1 to ${maxProfiles} profiles`])
}

/** Profiles that Okta would refuse are skipped: an import reports them in the console only. */
function importProfiles(org: OrgState, cause: Cause, { upserts, deletes }: ImportSession): void {
  for (const { externalId, profile } of upserts) {
    const { userName, ...attributes } = asJsonObject(profile)
    const login = String(userName ?? attributes['email'])
    const user = findUser(org, login)
    try {
      const imported = user
        ? changeUser(org, cause, { userId: user.id, profile: { ...user.profile, ...attributes } })
        : createUser(org, cause, { profile: { ...attributes, login } })
      org.importedUsers.set(String(externalId), imported.id)
    } catch (thrown) {
      if (!(thrown instanceof OktaError)) throw thrown
    }
  }
  for (const externalId of deletes) {
    const user = org.users.get(org.importedUsers.get(externalId) ?? '')
    if (user !== undefined && user.status !== 'DEPROVISIONED') deactivateUser(org, { user, cause })
  }
}

function open(session: ImportSession): ImportSession {
  if (session.status === 'CREATED') return session
  throw validationError('session', [`session: The import session is ${session.status} and cannot be changed`])
}

function put(org: OrgState, session: ImportSession): ImportSession {
  org.importSessions.set(session.id, session)
  return session
}

function getSession(org: OrgState, sourceId: string, id: string): ImportSession {
  const session = org.importSessions.get(id)
  if (session === undefined || session.sourceId !== sourceId) throw notFoundError('IdentitySourceSession', id)
  return session
}

function toJson({ id, sourceId, status, created, lastUpdated }: ImportSession): JsonObject {
  return { id, identitySourceId: sourceId, status, importType: 'INCREMENTAL', created, lastUpdated }
}
