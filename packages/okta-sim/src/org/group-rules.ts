import { ElError } from '../el/el.ts'
import type { RuleSubject } from '../el/group-rule.ts'
import { parseRuleExpression } from '../el/group-rule.ts'
import { validationError } from '../errors/okta-error.ts'
import type { Resource, ResourceKind } from '../resources/resource-kind.ts'
import { resourcesOf } from '../resources/resources.ts'
import { addMember, listGroupsOfUser, removeMember } from './groups.ts'
import type { JsonObject } from './json-object.ts'
import { asJsonObject, asTexts } from './json-object.ts'
import type { Cause } from './log-event.ts'
import type { OrgState } from './org-state.ts'
import type { User } from './user.ts'

export const groupRules: ResourceKind = {
  path: '/api/v1/groups/rules',
  name: 'GroupRule',
  idPrefix: '0pr',
  required: ['name', 'type', 'conditions', 'actions'],
  fixed: ['actions'],
  firstStatus: 'INACTIVE',
  deletableWhen: 'INACTIVE',
  replaceableWhen: 'INACTIVE',
  event: 'group.user_membership.rule',
  verbs: { create: null, update: null, delete: null, activate: null, deactivate: 'deactivated' },
}

type Condition = (subject: RuleSubject) => boolean

/** The expression of a rule. Throws OktaError E0000001 when it is none that the org can evaluate. */
export function conditionOf(body: JsonObject): Condition {
  const expression = asJsonObject(asJsonObject(body['conditions'])['expression'])
  const { value } = expression
  if (typeof value !== 'string')
    throw validationError('conditions', ['conditions.expression.value: A text is needed'])
  try {
    return parseRuleExpression(value)
  } catch (thrown) {
    if (!(thrown instanceof ElError)) throw thrown
    throw validationError('conditions', [`conditions.expression.value: ${thrown.message}`])
  }
}

export function groupIdsOf(body: JsonObject): string[] {
  return asTexts(asJsonObject(asJsonObject(body['actions'])['assignUserToGroups'])['groupIds'])
}

/** Whether an active rule puts people into the group. */
export function isFilledByRules(org: OrgState, groupId: string): boolean {
  return activeRules(org).some(({ body }) => groupIdsOf(body).includes(groupId))
}

/** Evaluates a rule for everybody, or all rules for one user, after the org's `ruleLagMs`. */
export function evaluateLater(org: OrgState, cause: Cause, about: { rule: Resource } | { user: User }): void {
  const evaluate = () => {
    if ('rule' in about) evaluateRule(org, cause, about.rule.id)
    else for (const rule of activeRules(org)) evaluateFor(org, cause, { rule, userId: about.user.id })
  }
  if (org.ruleLagMs === 0) evaluate()
  // The rules act for themselves, long after the call that made them necessary.
  else setTimeout(evaluate, org.ruleLagMs).unref()
}

/** Ends what a rule did; with `removeUsers`, those leave whom only the rule had put in. */
export function forgetRule(
  org: OrgState,
  cause: Cause,
  { rule, removeUsers }: { rule: Resource; removeUsers: boolean },
): void {
  const managed = org.ruleMembers.get(rule.id) ?? new Set<string>()
  org.ruleMembers.delete(rule.id)
  if (!removeUsers) return
  for (const userId of managed) leave(org, cause, { rule, userId })
}

function activeRules(org: OrgState): Resource[] {
  return [...resourcesOf(org, { kind: groupRules }).values()].filter(({ status }) => status === 'ACTIVE')
}

function evaluateRule(org: OrgState, cause: Cause, ruleId: string): void {
  const rule = resourcesOf(org, { kind: groupRules }).get(ruleId)
  if (rule?.status !== 'ACTIVE') return
  for (const userId of org.users.keys()) evaluateFor(org, cause, { rule, userId })
}

const toSubject = (org: OrgState, user: User): RuleSubject => ({
  profile: user.profile,
  groups: () => listGroupsOfUser(org, user).map(({ id, profile }) => ({ id, name: profile.name })),
})

type Application = { rule: Resource; userId: string }

/** Puts a user in whom the rule means, and takes out whom it meant before. People who left stay as they are. */
function evaluateFor(org: OrgState, cause: Cause, { rule, userId }: Application): void {
  const user = org.users.get(userId)
  if (user === undefined || user.status === 'DEPROVISIONED') return
  const managed = org.ruleMembers.get(rule.id) ?? new Set<string>()
  org.ruleMembers.set(rule.id, managed)
  const excluded = asTexts(
    asJsonObject(asJsonObject(asJsonObject(rule.body['conditions'])['people'])['users'])['exclude'],
  )
  if (!excluded.includes(userId) && conditionOf(rule.body)(toSubject(org, user))) {
    for (const groupId of groupIdsOf(rule.body)) {
      if (org.groups.get(groupId)?.memberIds.has(userId) !== false) continue
      managed.add(userId)
      addMember(org, cause, { groupId, userId })
    }
  } else if (managed.delete(userId)) leave(org, cause, { rule, userId })
}

function leave(org: OrgState, cause: Cause, { rule, userId }: Application): void {
  const others = activeRules(org).filter(({ id }) => id !== rule.id && org.ruleMembers.get(id)?.has(userId))
  const kept = new Set(others.flatMap(({ body }) => groupIdsOf(body)))
  for (const groupId of groupIdsOf(rule.body)) {
    if (kept.has(groupId) || !org.groups.has(groupId) || !org.users.has(userId)) continue
    removeMember(org, cause, { groupId, userId })
  }
}
