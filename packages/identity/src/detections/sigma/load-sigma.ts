import type { Detection } from '../detection.ts'
import type { EventTest } from '../events/event-test.ts'
import type { LoadedRules, RuleFile, RuleReport } from '../rule-report.ts'
import { alertTest } from '../windows/alert-event.ts'
import { compileRule, readsOktaLog } from './compile-rule.ts'
import { compileCorrelation } from './correlation.ts'
import { gatherDocuments, tryRead, type FoundDocument } from './gather-documents.ts'
import type { Parameters } from './placeholders.ts'
import {
  describe,
  type CorrelationDocument,
  type FilterDocument,
  type RuleDocument,
} from './rule-document.ts'
import { SigmaError } from './sigma-error.ts'

/** What became of one document. */
interface Outcome {
  status: RuleReport['status']
  reason: string
  /** What runs, and what correlations that name the document count. Nothing of a rule that is not loaded. */
  detection?: Detection
  test?: EventTest
}

/** Loads rules of Sigma 2. They, their filters and the correlations over them may stand in any of the files. */
export function loadSigma(files: readonly RuleFile[], parameters: Parameters = new Map()): LoadedRules {
  const { found, reports } = gatherDocuments(files)
  const filters = found.flatMap((one) => (one.kind === 'filter' ? [one.document] : []))
  const parts = partsOf(found)
  const outcomes = new Map<FoundDocument, Outcome | 'under way'>()

  function outcomeOf(one: FoundDocument): Outcome {
    const known = outcomes.get(one)
    if (known === 'under way') return rejected('It refers to itself, through the rules that it names.')
    if (known !== undefined) return known
    outcomes.set(one, 'under way')
    const read = tryRead(() => compile(one))
    const outcome = read instanceof SigmaError ? rejected(read.message) : read
    outcomes.set(one, outcome)
    return outcome
  }

  function compile(one: FoundDocument): Outcome {
    const silent = isPart(one, parts)
    if (one.kind === 'filter') return { status: 'loaded', reason: 'A filter of other rules.' }
    if (one.kind === 'rule') return toRule(one.document, { filters, parameters, silent })
    return toCorrelation(one.document, { testOf, silent })
  }

  function testOf(reference: string): EventTest {
    const one = found.find((other) => other.kind !== 'filter' && referencesOf(other).includes(reference))
    if (one === undefined)
      throw new SigmaError(`It names the rule "${reference}", which is in none of the files.`)
    const { test, reason } = outcomeOf(one)
    if (test !== undefined) return test
    throw new SigmaError(`It names the rule "${reference}", which is not loaded: ${reason}`)
  }

  const all = found.map((one) => ({ one, outcome: outcomeOf(one) }))
  return {
    detections: all.flatMap(({ outcome }) => outcome.detection ?? []),
    reports: [
      ...reports,
      ...all.map(({ one: { file, document }, outcome: { status, reason } }) => {
        const { id, title } = describe(document)
        return { file, id, title, status, reason }
      }),
    ],
  }
}

function rejected(reason: string): Outcome {
  return { status: 'rejected', reason }
}

function toRule(
  rule: RuleDocument,
  {
    filters,
    parameters,
    silent,
  }: { filters: readonly FilterDocument[]; parameters: Parameters; silent: boolean },
): Outcome {
  const { status = '', logsource } = rule
  if (!readsOktaLog(logsource)) {
    const source = Object.values(logsource).join(' ')
    return { status: 'disabled', reason: `It reads another log (${source}); Keyway has Okta's System Log.` }
  }
  const { test, missing } = compileRule(rule, filters, parameters)
  if (status === 'deprecated' || status === 'unsupported') {
    return { status: 'disabled', reason: `Its own status is ${status}.` }
  }
  const names = missing.map((name) => `%${name}%`).join(', ')
  if (test.types?.size === 0) {
    const reason =
      names === ''
        ? 'No event can meet its condition.'
        : `Nothing is set for ${names}, so no event can meet it.`
    return { status: 'disabled', reason }
  }
  const warning = names === '' ? '' : `Nothing is set for ${names}; what compares with it matches nothing.`
  if (silent) return { status: 'loaded', reason: partOfCorrelation, test }
  const detection: Detection = { ...describe(rule), language: 'sigma', logic: { kind: 'event', test } }
  return { status: 'loaded', reason: warning, detection, test }
}

const partOfCorrelation = 'Part of a correlation; raises no alerts itself.'

function toCorrelation(
  document: CorrelationDocument,
  { testOf, silent }: { testOf: (reference: string) => EventTest; silent: boolean },
): Outcome {
  const { correlation } = document
  const related = correlation.rules.map((reference) => ({ reference, test: testOf(reference) }))
  const logic = { kind: 'window' as const, ...compileCorrelation(correlation, related) }
  const description = describe(document)
  return {
    status: 'loaded',
    reason: silent ? partOfCorrelation : '',
    // A part runs all the same: it is its alerts that the other correlation counts.
    detection: { ...description, language: 'sigma', logic, ...(silent ? { silent } : {}) },
    test: alertTest(description.id),
  }
}

/** What correlations name without asking for its own alerts. */
function partsOf(found: readonly FoundDocument[]): ReadonlySet<string> {
  return new Set(
    found.flatMap(({ kind, document }) =>
      kind === 'correlation' && document.correlation.generate !== true ? document.correlation.rules : [],
    ),
  )
}

function isPart(one: FoundDocument, parts: ReadonlySet<string>): boolean {
  return referencesOf(one).some((reference) => parts.has(reference))
}

/** Names by which a correlation can refer to a document. */
function referencesOf({ document: { id, name } }: FoundDocument): string[] {
  return [id, name].filter((reference) => reference !== undefined)
}
