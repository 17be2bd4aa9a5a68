import { walkPlaces } from '@keyway/engine'
import type {
  CardVerdict,
  FidelityFlow,
  FidelityReport,
  FidelityTotals,
  FlopackReading,
  ImportedFlow,
  Warning,
} from './reading.ts'
import type { Report } from './report.ts'

/** The report of one file. */
export function fidelityReport(
  file: string,
  { flows, tables }: Pick<FlopackReading, 'flows' | 'tables'>,
  reports: readonly Report[],
): FidelityReport {
  const rows = flows.map(fidelityOf)
  const bodies = reports.reduce((sum, report) => sum + report.bodies, 0)
  const warnings: Warning[] = [
    ...reports.flatMap((report) => report.warnings),
    ...tables.map(({ name }) => ({
      message: `The table "${name}" comes with its columns but without rows.`,
    })),
  ]
  return {
    files: [{ file, flows: rows, warnings }],
    errors: [],
    totals: rows.reduce(addFlow, { ...noTotals, files: 1, flows: rows.length, bodies }),
  }
}

const noTotals: FidelityTotals = {
  files: 0,
  flows: 0,
  bodies: 0,
  cards: 0,
  exact: 0,
  adapted: 0,
  unsupported: 0,
}

function addFlow(totals: FidelityTotals, flow: FidelityFlow): FidelityTotals {
  return {
    ...totals,
    cards: totals.cards + flow.cards,
    exact: totals.exact + flow.exact,
    adapted: totals.adapted + flow.adapted,
    unsupported: totals.unsupported + flow.unsupported.length,
  }
}

function fidelityOf({ name, kind, cards, document }: ImportedFlow): FidelityFlow {
  const places = new Map([...walkPlaces(document.steps)].map(({ step, path }) => [step.id, path]))
  const reasons = (verdict: CardVerdict['verdict']) =>
    cards
      .filter((card) => card.verdict === verdict)
      .map(({ card, title, reason = '', advice = '', step }) => ({
        card,
        title,
        reason,
        advice,
        step: (step === undefined ? undefined : places.get(step)) ?? null,
      }))
  const adaptations = reasons('adapted')
  const unsupported = reasons('unsupported')
  return {
    name,
    kind,
    cards: cards.length,
    exact: cards.length - adaptations.length - unsupported.length,
    adapted: adaptations.length,
    unsupported,
    adaptations,
  }
}

/** One report of several files, and of those that could not be read. */
export function mergeReports(
  reports: readonly FidelityReport[],
  errors: readonly { file: string; message: string }[] = [],
): FidelityReport {
  return {
    files: reports.flatMap((report) => report.files),
    errors: [...reports.flatMap((report) => report.errors), ...errors],
    totals: reports.map((report) => report.totals).reduce(addTotals, noTotals),
  }
}

function addTotals(left: FidelityTotals, right: FidelityTotals): FidelityTotals {
  return {
    files: left.files + right.files,
    flows: left.flows + right.flows,
    bodies: left.bodies + right.bodies,
    cards: left.cards + right.cards,
    exact: left.exact + right.exact,
    adapted: left.adapted + right.adapted,
    unsupported: left.unsupported + right.unsupported,
  }
}
