import { roles, type Role } from '@keyway/api'

/** Who is calling, once that is proven. */
export type Caller =
  | { kind: 'user'; userId: string; email: string; name: string; role: Role; sessionHash: string }
  | { kind: 'token'; tokenId: string; name: string; role: Role }

/** Whether a role may do what `needed` may: each role includes the weaker ones. */
export function includesRole(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed)
}

/** The caller as the audit log names it. */
export function toActor(caller: Caller): string {
  return caller.kind === 'user' ? `user:${caller.email}` : `token:${caller.name}`
}
