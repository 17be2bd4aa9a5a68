import { takesUser, type RuleSubject } from './group-rule.ts'

/** How somebody came into a group. */
export interface MembershipOrigin {
  /** `everyone`: the built-in group. `import`: a directory or app fills it. `rule`, `person`, or not to be told. */
  kind: 'everyone' | 'import' | 'rule' | 'person' | 'unknown'
  /** Rules that take the user, or that may where they cannot be understood here. */
  rules: readonly { id: string; name: string; isCertain: boolean }[]
  /** Who added the user, where an event told. */
  addedBy: string | null
}

/** A rule that puts users into a group. */
export interface AssigningRule {
  id: string
  name: string
  expression: string
  excludedUserIds: readonly string[]
}

/**
 * How somebody came into a group. Okta does not say: the rules that would put the user there are looked at, then who
 * added the user, as the log told. Facts section 5.3, `PATH_ORIGIN`.
 */
export function originOf(
  group: { type: string },
  membership: { userId: string; addedBy: string | null; addedByType: string | null },
  { rules, subject }: { rules: readonly AssigningRule[]; subject: RuleSubject },
): MembershipOrigin {
  const { addedBy, addedByType, userId } = membership
  if (group.type === 'BUILT_IN') return { kind: 'everyone', rules: [], addedBy: null }
  if (group.type === 'APP_GROUP') return { kind: 'import', rules: [], addedBy }
  const taking = rules
    .filter(({ excludedUserIds }) => !excludedUserIds.includes(userId))
    .map(({ id, name, expression }) => ({ id, name, takes: takesUser(expression, subject) }))
    .filter(({ takes }) => takes !== false)
    .map(({ id, name, takes }) => ({ id, name, isCertain: takes === true }))
  if (taking.some(({ isCertain }) => isCertain)) return { kind: 'rule', rules: taking, addedBy }
  if (addedByType === 'User') return { kind: 'person', rules: taking, addedBy }
  return { kind: taking.length > 0 ? 'rule' : 'unknown', rules: taking, addedBy }
}
