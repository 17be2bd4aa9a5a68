import type { access } from '@keyway/api'
import { tierOf } from '@keyway/identity'
import type { z } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import { findResourceSets, listPermissions, listReach, type HeldRole } from './roles/store.ts'

export type AdminRight = z.input<typeof access.adminRight>

/** What held roles allow, over what, and by which way they came. The strongest first. */
export async function describeRights(db: Db, org: string, roles: readonly HeldRole[]): Promise<AdminRight[]> {
  const known = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))]
  const permissions = await listPermissions(db, org, known(roles.map(({ roleId }) => roleId)))
  const sets = known(roles.map(({ resourceSetId }) => resourceSetId))
  const names = await findResourceSets(db, org, sets)
  const reach = await listReach(db, org, [...sets, ...roles.map(assignmentOf)])
  return roles
    .map((role) => ({
      type: role.type,
      label: role.label,
      roleId: role.roleId,
      resourceSetId: role.resourceSetId,
      resourceSet: role.resourceSetId === null ? null : (names.get(role.resourceSetId) ?? role.resourceSetId),
      tier: tierOf(role.type, permissions.get(role.roleId ?? '')),
      path:
        role.principalType === 'GROUP'
          ? { kind: 'group' as const, groupId: role.principalId, groupName: role.principalName }
          : { kind: 'direct' as const, groupId: null, groupName: null },
      permissions: permissions.get(role.roleId ?? '') ?? [],
      reach: reach.get(role.resourceSetId ?? assignmentOf(role)) ?? [],
    }))
    .toSorted((a, b) => a.tier - b.tier || a.label.localeCompare(b.label))
}

function assignmentOf({ principalId, assignmentId }: HeldRole): string {
  return `${principalId}/${assignmentId}`
}
