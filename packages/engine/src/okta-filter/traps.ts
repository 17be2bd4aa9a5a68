import type { Expression, Operand, Selection } from './expression.ts'

/**
 * What an author should look at in a filter that can be read: Okta takes it too, but it may not mean what it seems to.
 *
 * Source: what Okta's simple editor writes, and what targets of groups look like in the System Log.
 */
export function findTraps(expression: Expression): string[] {
  return [...new Set([...differentTargets(expression), ...groupsByAlternateId(expression)])]
}

/** Two selections joined by "and" that may each be met by another target. */
function differentTargets(expression: Expression): string[] {
  if (expression.kind !== 'and' && expression.kind !== 'or') return []
  const inside = expression.parts.flatMap(differentTargets)
  if (expression.kind === 'or') return inside
  const selections = expression.parts.flatMap(nonEmptySelection)
  const pair = selections.flatMap((one, index) =>
    selections
      .slice(index + 1)
      .filter((other) => mayMeanOneTarget(one, other))
      .map((other) => [one, other] as const),
  )[0]
  if (pair === undefined) return inside
  const joined = pair.map(({ where, source }) => (where.kind === 'or' ? `(${source})` : source)).join(' && ')
  return [
    `Two selections of this filter may be met by different targets. If one target must meet both, write event.target.?[${joined}].size()>0.`,
    ...inside,
  ]
}

/** The selection of `event.target.?[ … ].size() > 0`. */
function nonEmptySelection(expression: Expression): Selection[] {
  if (expression.kind !== 'compare' || expression.operator !== 'gt') return []
  const { left } = expression
  return left.kind === 'size' && left.of.kind === 'selection' ? [left.of] : []
}

/** Selections of two types mean two targets on purpose. */
function mayMeanOneTarget(one: Selection, other: Selection): boolean {
  const [type, otherType] = [typeAskedFor(one.where), typeAskedFor(other.where)]
  return type === undefined || otherType === undefined || type === otherType
}

function typeAskedFor(where: Expression): string | undefined {
  if (where.kind === 'and') return where.parts.map(typeAskedFor).find((type) => type !== undefined)
  if (where.kind !== 'compare' || where.operator !== 'eq') return undefined
  const { left, right } = where
  return isAttribute(left, 'type') && right.kind === 'text' ? right.value : undefined
}

function groupsByAlternateId(expression: Expression): string[] {
  return selectionsIn(expression).some(
    ({ where }) => typeAskedFor(where) === 'UserGroup' && readsAttribute(where, 'alternateId'),
  )
    ? [
        'Targets that are groups have the alternateId "unknown". Select them by displayName or, since names change, by id.',
      ]
    : []
}

function selectionsIn(expression: Expression): Selection[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.parts.flatMap(selectionsIn)
    case 'compare':
      return [expression.left, expression.right].flatMap((operand) =>
        operand.kind === 'size' && operand.of.kind === 'selection' ? [operand.of] : [],
      )
    case 'contains':
      return []
  }
}

function readsAttribute(where: Expression, key: string): boolean {
  switch (where.kind) {
    case 'and':
    case 'or':
      return where.parts.some((part) => readsAttribute(part, key))
    case 'compare':
      return isAttribute(where.left, key) || isAttribute(where.right, key)
    case 'contains':
      return isAttribute(where.of, key)
  }
}

function isAttribute(operand: Operand, key: string): boolean {
  return operand.kind === 'attribute' && operand.key === key
}
