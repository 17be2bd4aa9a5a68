import { compareValues } from './compare-values.ts'
import type { El } from './el.ts'
import { ElError } from './el.ts'
import { parseEl } from './parse-el.ts'

/** What the expression of a group rule may ask about a user. */
export type RuleSubject = {
  profile: Readonly<Record<string, unknown>>
  groups: () => readonly { id: string; name: string }[]
}

type Evaluate = (args: readonly unknown[], subject: RuleSubject) => unknown

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const named = (
  args: readonly unknown[],
  subject: RuleSubject,
  fits: (name: string, wanted: string) => boolean,
) => subject.groups().some(({ name }) => fits(name, text(args[0])))

const functions = new Map<string, { arity: number; evaluate: Evaluate }>([
  ['String.startsWith', { arity: 2, evaluate: ([value, start]) => text(value).startsWith(text(start)) }],
  ['String.stringContains', { arity: 2, evaluate: ([value, part]) => text(value).includes(text(part)) }],
  ['String.toLowerCase', { arity: 1, evaluate: ([value]) => text(value).toLowerCase() }],
  ['String.toUpperCase', { arity: 1, evaluate: ([value]) => text(value).toUpperCase() }],
  ['String.len', { arity: 1, evaluate: ([value]) => text(value).length }],
  ['Arrays.contains', { arity: 2, evaluate: ([list, value]) => Array.isArray(list) && list.includes(value) }],
  ['Arrays.isEmpty', { arity: 1, evaluate: ([list]) => !Array.isArray(list) || list.length === 0 }],
  ['Arrays.size', { arity: 1, evaluate: ([list]) => (Array.isArray(list) ? list.length : 0) }],
  [
    'isMemberOfGroup',
    { arity: 1, evaluate: ([id], { groups }) => groups().some((group) => group.id === id) },
  ],
  [
    'isMemberOfGroupName',
    { arity: 1, evaluate: (args, user) => named(args, user, (name, wanted) => name === wanted) },
  ],
  [
    'isMemberOfGroupNameStartsWith',
    { arity: 1, evaluate: (args, user) => named(args, user, (name, wanted) => name.startsWith(wanted)) },
  ],
  [
    'isMemberOfGroupNameContains',
    { arity: 1, evaluate: (args, user) => named(args, user, (name, wanted) => name.includes(wanted)) },
  ],
])

/**
 * Reads the expression of a group rule: profile attributes (`user.department`), comparisons, and the functions of
 * Okta's language that answer with what the org has.
 * @throws ElError for anything else
 */
export function parseRuleExpression(source: string): (subject: RuleSubject) => boolean {
  const expression = parseEl(source)
  check(expression)
  return (subject) => evaluate(expression, subject) === true
}

function check(expression: El): void {
  switch (expression.kind) {
    case 'literal':
      return
    case 'name':
      throw new ElError(
        `There is no value '${expression.name}'; attributes are read as user.${expression.name}`,
      )
    case 'member':
      if (expression.object.kind === 'name' && expression.object.name === 'user') return
      throw new ElError(`Only attributes of user can be read, not '${expression.name}' of something else`)
    case 'select':
      throw new ElError('Selections are not supported in group rules')
    case 'call': {
      const name = nameOf(expression)
      const known = functions.get(name)
      if (known?.arity !== expression.args.length) {
        throw new ElError(`There is no function '${name}' with ${expression.args.length} arguments`)
      }
      for (const each of expression.args) check(each)
      return
    }
    case 'not':
      check(expression.operand)
      return
    case 'compare':
    case 'and':
    case 'or':
      check(expression.left)
      check(expression.right)
  }
}

function nameOf({ object, name }: El & { kind: 'call' }): string {
  if (object === undefined) return name
  return object.kind === 'name' ? `${object.name}.${name}` : `(…).${name}`
}

function evaluate(expression: El, subject: RuleSubject): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'member':
      return Object.hasOwn(subject.profile, expression.name) ? subject.profile[expression.name] : null
    case 'call': {
      const args = expression.args.map((each) => evaluate(each, subject))
      return functions.get(nameOf(expression))?.evaluate(args, subject)
    }
    case 'not':
      return evaluate(expression.operand, subject) !== true
    case 'compare': {
      const [left, right] = [evaluate(expression.left, subject), evaluate(expression.right, subject)]
      return compareValues(expression.operator, left, right)
    }
    case 'and':
      return evaluate(expression.left, subject) === true && evaluate(expression.right, subject) === true
    case 'or':
      return evaluate(expression.left, subject) === true || evaluate(expression.right, subject) === true
    case 'name':
    case 'select':
      return null
  }
}
