import { allOf, anyOf, not, type EventTest } from '../events/event-test.ts'
import { compileCondition } from './condition.ts'
import type { Parameters } from './placeholders.ts'
import { selectionsOf, type FilterDocument, type LogSource, type RuleDocument } from './rule-document.ts'
import { compileSelection } from './selection.ts'

export interface CompiledRule {
  test: EventTest
  /** Placeholders that stand for nothing: what they belong to matches nothing. */
  missing: readonly string[]
}

/** Compiles a rule with the filters that name it. Throws SigmaError. */
export function compileRule(
  rule: RuleDocument,
  filters: readonly FilterDocument[],
  parameters: Parameters,
): CompiledRule {
  const missing = new Set<string>()
  const context = { parameters, missing: (name: string) => void missing.add(name) }

  function compile(detection: RuleDocument['detection'] | FilterDocument['filter']): EventTest {
    const selections = new Map(
      selectionsOf(detection).map(([name, selection]) => [name, compileSelection(name, selection, context)]),
    )
    const { condition } = detection
    const conditions = typeof condition === 'string' ? [condition] : condition
    return anyOf(conditions.map((source) => compileCondition(source, selections)))
  }

  const detected = compile(rule.detection)
  const filtered = filters
    .filter((filter) => concerns(filter, rule))
    .map(({ filter }) => not(compile(filter)))
  return { test: allOf([detected, ...filtered]), missing: [...missing] }
}

function concerns({ filter, logsource }: FilterDocument, rule: RuleDocument): boolean {
  const { rules } = filter
  const named = rules === 'any' || rules.some((name) => name === rule.id || name === rule.name)
  return named && covers(logsource, rule.logsource)
}

/** Whether everything that a filter says of its source also holds for that of a rule. */
function covers(filter: LogSource, rule: LogSource): boolean {
  return (['category', 'product', 'service'] as const).every(
    (key) => filter[key] === undefined || filter[key] === rule[key],
  )
}

/** Whether the rule reads the log that Keyway has. */
export function readsOktaLog({ product, service, category }: LogSource): boolean {
  return product === 'okta' && (service === undefined || service === 'okta') && category === undefined
}
