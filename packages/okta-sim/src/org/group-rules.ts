import { validationError } from '../errors/okta-error.ts'
import type { Resource, ResourceKind } from '../resources/resource-kind.ts'
import { resourcesOf } from '../resources/resources.ts'
import { addMember, removeMember } from './groups.ts'
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

type Condition = (user: User) => boolean

/**
 * Reads the part of Okta's expression language that group rules use most: comparisons of profile attributes with
 * texts, and `String.startsWith` / `String.stringContains`, joined by `and` or by `or`.
 * @throws OktaError E0000001 for anything else
 */
function parseRuleExpression(text: string): Condition {
  const joints = [/\s+(?:and|AND|&&)\s+/, /\s+(?:or|OR|\|\|)\s+/] as const
  const isAnd = joints[0].test(text)
  if (isAnd && joints[1].test(text)) throw unreadable(text)
  const conditions = text.split(isAnd ? joints[0] : joints[1]).map((part) => parseTerm(part.trim()))
  return (user) => (isAnd ? conditions.every((each) => each(user)) : conditions.some((each) => each(user)))
}

function parseTerm(text: string): Condition {
  const compared = /^user\.(\w+)\s*(==|!=|eq|ne)\s*(["'])([^"']*)\3$/.exec(text)
  if (compared) {
    const [, name = '', operator, , value] = compared
    const isEqual = operator === '==' || operator === 'eq'
    return ({ profile }) => (profile[name] === value) === isEqual
  }
  const called = /^String\.(startsWith|stringContains)\(\s*user\.(\w+)\s*,\s*(["'])([^"']*)\3\s*\)$/.exec(
    text,
  )
  if (!called) throw unreadable(text)
  const [, operation, name = '', , value = ''] = called
  return ({ profile }) => {
    const found = profile[name]
    if (typeof found !== 'string') return false
    return operation === 'startsWith' ? found.startsWith(value) : found.includes(value)
  }
}

const unreadable = (text: string) =>
  validationError('conditions', [`conditions.expression: The simulated org cannot evaluate: ${text}`])

/** The expression of a rule. Throws OktaError E0000001 when it is none that the org can evaluate. */
export function conditionOf(body: JsonObject): Condition {
  const expression = asJsonObject(asJsonObject(body['conditions'])['expression'])
  const { value } = expression
  if (typeof value !== 'string')
    throw validationError('conditions', ['conditions.expression.value: A text is needed'])
  return parseRuleExpression(value)
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
  if (!excluded.includes(userId) && conditionOf(rule.body)(user)) {
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
