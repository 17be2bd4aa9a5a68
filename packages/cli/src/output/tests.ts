/** How one place of a case differs, as the report of a test has it. */
interface Difference {
  path: string
  expected?: unknown
  found?: unknown
  message?: string
}

interface TestedFile {
  file: string
  problems: { line: number; column: number; message: string }[]
  cases: { name: string; line: number; status: 'passed' | 'failed'; differences: Difference[] }[]
  updated: boolean
}

export interface TestTotals {
  files: number
  cases: number
  passed: number
  failed: number
  problems: number
}

const longestValue = 200

/** The report of flow tests for people: each case with a mark, and what differs below it. */
export function formatTests(files: readonly TestedFile[], totals: TestTotals): string {
  const { cases, passed, failed, problems } = totals
  const broken = problems === 0 ? '' : `, ${problems} ${problems === 1 ? 'problem' : 'problems'} in the files`
  return [
    ...files.flatMap(formatFile),
    '',
    `${cases} ${cases === 1 ? 'case' : 'cases'}: ${passed} passed, ${failed} failed${broken}.`,
  ].join('\n')
}

function formatFile({ file, problems, cases, updated }: TestedFile): string[] {
  return [
    `${file}${updated ? ' (written)' : ''}`,
    ...problems.map(({ line, column, message }) => `  ✗ ${file}:${line}:${column} ${message}`),
    ...cases.flatMap(({ name, line, status, differences }) => [
      `  ${status === 'passed' ? '✓' : '✗'} ${name}${status === 'passed' ? '' : `  (${file}:${line})`}`,
      ...differences.map((difference) => `      ${formatDifference(difference)}`),
    ]),
  ]
}

function formatDifference({ path, expected, found, message }: Difference): string {
  return `${path}: ${message ?? `expected ${show(expected)}, found ${show(found)}`}`
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length <= longestValue ? text : `${text.slice(0, longestValue)}… (${text.length} characters)`
}
