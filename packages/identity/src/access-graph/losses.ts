/** A way by which somebody has something. */
export interface AccessPath {
  /** `direct`: by name. `group`: by a group. `other`: Okta says that there is a way, and none is known here. */
  kind: 'direct' | 'group' | 'other'
  groupId: string | null
}

/** What is taken from somebody. */
export interface Taken {
  /** Everything: the account is deactivated. */
  isDeactivated: boolean
  groupIds: readonly string[]
  appIds: readonly string[]
}

/** Whether access ends: none of its ways is left. */
export function isLost(access: { appId?: string; paths: readonly AccessPath[] }, taken: Taken): boolean {
  if (taken.isDeactivated) return true
  if (access.appId !== undefined && taken.appIds.includes(access.appId)) return true
  return access.paths.every(
    ({ kind, groupId }) => kind === 'group' && groupId !== null && taken.groupIds.includes(groupId),
  )
}
