import { validationError } from '../errors/okta-error.ts'
import type { Resource } from '../resources/resource-kind.ts'
import { addMember } from './groups.ts'
import type { JsonObject } from './json-object.ts'
import { asJsonObject, asTexts } from './json-object.ts'
import type { Cause } from './log-event.ts'
import type { OrgState } from './org-state.ts'
import type { User } from './user.ts'

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

/** Adds everybody whom the rule means to its groups. People it excludes and people who left stay out. */
export function applyRule(org: OrgState, cause: Cause, { body }: Resource): void {
  const matches = conditionOf(body)
  const people = asJsonObject(asJsonObject(body['conditions'])['people'])
  const excluded = new Set(asTexts(asJsonObject(people['users'])['exclude']))
  for (const user of org.users.values()) {
    if (user.status === 'DEPROVISIONED' || excluded.has(user.id) || !matches(user)) continue
    for (const groupId of groupIdsOf(body)) addMember(org, cause, { groupId, userId: user.id })
  }
}
