import { access as contract } from '@keyway/api'
import { getKind, standardRoles, tierOf } from '@keyway/identity'
import { parseCursor, toPage } from '../cursor.ts'
import type { Db } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import type { HttpServer } from '../http/server.ts'
import { findObject } from '../inventory/objects/store.ts'
import { describePerson, findLosses } from './describe-person.ts'
import { describeRights } from './describe-rights.ts'
import {
  countMembers,
  findApp,
  findGroup,
  findPeople,
  listApps,
  listAppsOfGroup,
  listBelow,
  listGroups,
  listPeople,
  listRulesFor,
} from './people/store.ts'
import { countDirect, listGivingGroups, listMemberIds, listReacherIds, listWays } from './reach/store.ts'
import {
  countHolders,
  findPrincipals,
  listCustomRoles,
  listHolders,
  listPermissions,
  listRolesOfGroup,
} from './roles/store.ts'
import { readUseBy } from './usage/store.ts'

/** Mounts who can reach what, by which ways: people, groups, applications and admin roles. */
export function mountAccess(server: HttpServer, { db }: { db: Db }): void {
  server.mount(contract.listPeople, ({ query }) => listPeople(db, query))
  server.mount(contract.getPerson, ({ params }) => describePerson(db, params.org, params.userId))
  server.mount(contract.findLosses, ({ params, body }) => findLosses(db, params, body))
  server.mount(contract.listGroups, ({ query }) => listGroups(db, query))
  server.mount(contract.listApps, ({ query }) => listApps(db, query))

  server.mount(contract.getGroup, async ({ params: { org, groupId } }) => {
    const group = await findGroup(db, org, groupId)
    if (group === undefined) throw new NotFoundError(`The inventory of ${org} has no group ${groupId}.`)
    const rules = (await listRulesFor(db, org, [groupId])).get(groupId) ?? []
    const owners = await listBelow(db, { org, kind: 'group_owner', parentId: groupId })
    return {
      id: group.id,
      name: group.name,
      type: group.type,
      membershipChangedAt: group.membership_changed_at,
      members: await countMembers(db, org, groupId),
      apps: await listAppsOfGroup(db, org, groupId),
      roles: await listRolesOfGroup(db, org, groupId),
      rules: rules.map(({ id, name, status, expression }) => ({ id, name, status, expression })),
      owners: owners.map(({ subjectId, id, name, type }) => ({ id: subjectId ?? id, name, type })),
    }
  })

  server.mount(contract.listMembers, async ({ params: { org, groupId }, query }) => {
    const after = query.cursor === undefined ? '' : String(parseCursor(query.cursor, ['string'])[0])
    const ids = await listMemberIds(db, { org, groupId }, { after, limit: query.limit + 1 })
    const { items, next } = toPage(ids, query.limit, (id) => [id])
    return { items: await findPeople(db, org, items), next }
  })

  server.mount(contract.getApp, async ({ params: { org, appId } }) => {
    const app = await findApp(db, org, appId)
    if (app === undefined) throw new NotFoundError(`The inventory of ${org} has no application ${appId}.`)
    const policy = app.policy_id === null ? undefined : await findPolicy(db, org, app.policy_id)
    const grants = await listBelow(db, { org, kind: 'app_grant', parentId: appId })
    return {
      id: app.id,
      name: app.name,
      label: app.label,
      status: app.status,
      signOnMode: app.sign_on_mode,
      policy: policy ?? null,
      direct: await countDirect(db, org, appId),
      groups: await listGivingGroups(db, org, appId),
      grants: grants.map(({ name }) => name),
    }
  })

  server.mount(contract.listReachers, async ({ params: { org, appId }, query }) => {
    const app = await findApp(db, org, appId)
    if (app === undefined) throw new NotFoundError(`The inventory of ${org} has no application ${appId}.`)
    const after = query.cursor === undefined ? '' : String(parseCursor(query.cursor, ['string'])[0])
    const ids = await listReacherIds(db, { org, appId }, { after, limit: query.limit + 1 })
    const { items, next } = toPage(ids, query.limit, (id) => [id])
    const [people, ways, use] = await Promise.all([
      findPeople(db, org, items),
      listWays(db, { org, appId, userIds: items }),
      readUseBy(db, { org, objectId: app.name === 'saasure' ? 'admin' : appId, actorIds: items }),
    ])
    const other = { kind: 'other' as const, groupId: null, groupName: null }
    return {
      items: people.map((one) => ({ ...one, paths: ways.get(one.id) ?? [other], lastUse: use.of(one.id) })),
      next,
    }
  })

  server.mount(contract.listRoles, async ({ query: { org } }) => {
    const holders = await countHolders(db, org)
    const custom = await listCustomRoles(db, org)
    const permissions = await listPermissions(
      db,
      org,
      custom.map(({ id }) => id),
    )
    return {
      items: [
        ...standardRoles.map(({ type, title, allows, tier }) => ({
          id: type,
          label: title,
          isCustom: false,
          tier,
          allows,
          holders: holders.get(type) ?? 0,
        })),
        ...custom.map(({ id, name }) => ({
          id,
          label: name,
          isCustom: true,
          tier: tierOf('CUSTOM', permissions.get(id)),
          allows: (permissions.get(id) ?? []).join(', '),
          holders: holders.get(id) ?? 0,
        })),
      ],
    }
  })

  server.mount(contract.getRole, async ({ params: { org, roleId } }) => {
    const standard = standardRoles.find(({ type }) => type === roleId)
    const custom = (await listCustomRoles(db, org)).find(({ id }) => id === roleId)
    if (standard === undefined && custom === undefined)
      throw new NotFoundError(`The inventory of ${org} has no role ${roleId}.`)
    const held = await listHolders(db, org, roleId)
    const rights = new Map(
      (
        await Promise.all(held.map(async (role) => [role, await describeRights(db, org, [role])] as const))
      ).map(([role, [right]]) => [role, right]),
    )
    const names = await findPrincipals(
      db,
      org,
      held.map(({ principalId }) => principalId),
    )
    const permissions = (await listPermissions(db, org, [roleId])).get(roleId) ?? []
    return {
      id: roleId,
      label: standard?.title ?? custom?.name ?? roleId,
      isCustom: standard === undefined,
      tier: tierOf(roleId, permissions),
      permissions,
      holders: await Promise.all(
        held.map(async (role) => ({
          type: toPrincipalType(role.principalType),
          id: role.principalId,
          name: names.get(role.principalId)?.name ?? role.principalId,
          status: names.get(role.principalId)?.status ?? null,
          members: role.principalType === 'GROUP' ? await countMembers(db, org, role.principalId) : null,
          resourceSet: rights.get(role)?.resourceSet ?? null,
          reach: rights.get(role)?.reach ?? [],
        })),
      ),
    }
  })
}

async function findPolicy(
  db: Db,
  org: string,
  id: string,
): Promise<{ id: string; name: string } | undefined> {
  const found = await findObject(db, { org, kind: getKind('policy') }, id)
  return found === undefined ? undefined : { id, name: found.name }
}

function toPrincipalType(type: string): 'USER' | 'GROUP' | 'CLIENT' {
  return type === 'USER' || type === 'GROUP' ? type : 'CLIENT'
}
