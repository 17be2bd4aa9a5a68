import type { access } from '@keyway/api'
import { isLost, originOf, type Taken } from '@keyway/identity'
import type { z } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import { describeRights, type AdminRight } from './describe-rights.ts'
import {
  findNames,
  findUser,
  listAbout,
  listFactorsOf,
  listGroupsOf,
  listRulesFor,
  profileOf,
  readAsOf,
} from './people/store.ts'
import { listReachedApps } from './reach/store.ts'
import { listRolesOfUser } from './roles/store.ts'
import { readUseOf, type LastUse } from './usage/store.ts'

type PersonView = z.input<typeof access.getPerson.answer>
type Losses = z.input<typeof access.findLosses.answer>

/** Everything that is known of a person: what they are, what they can reach and administer, and by which ways. */
export async function describePerson(db: Db, org: string, userId: string): Promise<PersonView> {
  const user = await findUser(db, org, userId)
  if (user === undefined) throw new NotFoundError(`The inventory of ${org} has no user ${userId}.`)
  const [memberships, apps, roles, factors, about, use, asOf] = await Promise.all([
    listGroupsOf(db, org, userId),
    listReachedApps(db, org, userId),
    listRolesOfUser(db, org, userId),
    listFactorsOf(db, org, userId),
    listAbout(db, org, userId),
    readUseOf(db, org, userId),
    readAsOf(db, org),
  ])
  const rules = await listRulesFor(
    db,
    org,
    memberships.map(({ id }) => id),
  )
  const profile = profileOf(user.body)
  const subject = {
    profile,
    groupIds: memberships.map(({ id }) => id),
    groupNames: memberships.map(({ name }) => name),
  }
  const ofKind = (kind: string) => about.filter((one) => one.kind === kind)
  const names = await findNames(db, org, {
    groups: ofKind('group_owner').flatMap(({ parentId }) => parentId ?? []),
    devices: ofKind('device_user').flatMap(({ parentId }) => parentId ?? []),
  })
  return {
    id: user.id,
    name: user.name,
    login: user.login,
    email: user.email,
    status: user.status,
    department: user.department,
    lastLoginAt: user.last_login_at,
    deletedAt: user.deleted_at,
    userType: user.user_type,
    provider: user.provider_name ?? user.provider_type,
    manager: user.manager,
    createdAt: user.created_at,
    activatedAt: user.activated_at,
    statusChangedAt: user.status_changed_at,
    passwordChangedAt: user.password_changed_at,
    profile,
    lastSignIn: laterOf(use.of('okta'), user.last_login_at),
    groups: memberships.map(({ id, name, type, apps: given, added_by, added_by_type }) => ({
      id,
      name,
      type,
      apps: given,
      origin: originOf(
        { type },
        { userId, addedBy: added_by, addedByType: added_by_type },
        { rules: (rules.get(id) ?? []).filter(({ status }) => status === 'ACTIVE'), subject },
      ),
    })),
    apps: apps.map((app) => ({ ...app, lastUse: use.of(app.name === 'saasure' ? 'admin' : app.id) })),
    rights: await describeRights(db, org, roles),
    adminUse: use.of('admin'),
    factors,
    devices: ofKind('device_user').map(({ id, parentId, name }) => ({
      id: parentId ?? id,
      name: names.get(parentId ?? '')?.name ?? name,
      platform: names.get(parentId ?? '')?.type ?? null,
    })),
    tokens: ofKind('api_token').map(({ id, name, createdAt }) => ({ id, name, createdAt })),
    owns: ofKind('group_owner').map(({ id, parentId }) => ({
      id: parentId ?? id,
      name: names.get(parentId ?? '')?.name ?? parentId ?? id,
    })),
    asOf,
  }
}

/** What a person would lose if that were taken. Nothing is changed by asking. */
export async function findLosses(
  db: Db,
  { org, userId }: { org: string; userId: string },
  taken: Taken,
): Promise<Losses> {
  const person = await describePerson(db, org, userId)
  const lostRight = (right: AdminRight) => isLost({ paths: [right.path] }, taken)
  return {
    apps: person.apps.filter((app) => isLost({ appId: app.id, paths: app.paths }, taken)),
    rights: person.rights.filter(lostRight),
    groups: person.groups
      .filter(({ id }) => taken.isDeactivated || taken.groupIds.includes(id))
      .map(({ id, name }) => ({ id, name })),
    // Okta removes the tokens of whoever is deactivated.
    tokens: taken.isDeactivated ? person.tokens.map(({ id, name }) => ({ id, name })) : [],
  }
}

/** Okta remembers the last sign-in for longer than its log. */
function laterOf(use: LastUse, lastLoginAt: number | null): LastUse {
  if (lastLoginAt === null || (use.state === 'used' && (use.at ?? 0) >= lastLoginAt)) return use
  return { state: 'used', at: lastLoginAt, uses: use.uses }
}
