import type { AnswerOf, flows } from '@keyway/api'
import { formatTable } from './table.ts'

export type ImportAnswer = AnswerOf<typeof flows.importFlows>
type ImportedFlow = ImportAnswer['files'][number]['flows'][number]

/** The fidelity report for people: flows, what is not supported, what to bind, what failed. */
export function formatFidelity(answer: ImportAnswer): string {
  const { totals } = answer
  const parts = [
    ...answer.files.map(formatFile),
    section(
      'Connections to bind',
      answer.connections.map(({ name, connector }) => `${name} (${connector})`),
    ),
    section(
      'Files that could not be read',
      answer.errors.map(({ file, message }) => `${file}: ${message}`),
    ),
    `${plural(totals.files, 'file')}, ${plural(totals.flows, 'flow')}, ${plural(totals.cards, 'card')}: ${totals.exact} exact, ` +
      `${totals.adapted} adapted, ${totals.unsupported} not supported.`,
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function formatFile({ file, flows, warnings }: ImportAnswer['files'][number]): string {
  const rows = flows.map((flow) => [
    flow.name,
    flow.kind,
    flow.cards,
    flow.exact,
    flow.adapted,
    flow.unsupported.length,
    flow.id ?? null,
  ])
  const headers = ['flow', 'kind', 'cards', 'exact', 'adapted', 'unsupported', 'id']
  const parts = [
    file,
    indent(formatTable(headers, rows)),
    indent(
      section(
        'Adapted',
        flows.flatMap((flow) => reasons(flow, flow.adaptations ?? [])),
      ),
    ),
    indent(
      section(
        'Not supported',
        flows.flatMap((flow) => reasons(flow, flow.unsupported)),
      ),
    ),
    indent(section('To look at', warnings)),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

/** One line for each card and reason, with what to do; how often it occurs stands behind it. */
function reasons(flow: ImportedFlow, cards: ImportedFlow['unsupported']): string[] {
  const counts = new Map<string, number>()
  for (const { card, reason, advice } of cards) {
    const line = `${flow.name}: ${card}: ${reason} ${advice}`
    counts.set(line, (counts.get(line) ?? 0) + 1)
  }
  return [...counts].map(([line, count]) => (count === 1 ? line : `${line} (${count} times)`))
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`${title}:`, ...lines.map((line) => `  ${line}`)].join('\n')
}

function indent(text: string): string {
  return text === '' ? '' : text.replaceAll(/^/gm, '  ')
}
