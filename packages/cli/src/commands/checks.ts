import { checks, findings, type AnswerOf } from '@keyway/api'
import type { Command } from 'commander'
import { CommandError } from '../command-error.ts'
import { connect } from '../connect.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable, type Cell } from '../output/table.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { collect } from './parse-option.ts'

type Run = AnswerOf<typeof checks.runChecks>['checks'][number]
type Finding = AnswerOf<typeof findings.listFindings>['items'][number]

interface ChecksOptions extends ServerOptions {
  org?: string
  json?: true
}

/** `keyway checks [list]|run`: what is wrong in the Okta orgs that Keyway knows. */
export function addChecks(program: Command): void {
  const group = program.command('checks').description('what is wrong in Okta orgs')
  const listCommand = group
    .command('list', { isDefault: true })
    .description('every check and how it stands')
    .option('--org <host>', 'only this org')
    .option('--json', 'as one JSON document')
  withServer(listCommand).action(list)
  const runCommand = group
    .command('run')
    .description('look at checks now; exits with 1 when one of them fails')
    .option('--org <host>', 'only this org')
    .option('--check <id>', 'only this check; may be repeated', collect)
    .option('--json', 'as one JSON document')
  withServer(runCommand).action(run)
}

async function list({ json, org, ...server }: ChecksOptions): Promise<void> {
  const { items } = await connect(server)(checks.listChecks, { query: org === undefined ? {} : { org } })
  if (json === true) return printJson({ checks: items })
  const rows = items.flatMap(({ id, severity, title, states }): Cell[][] =>
    states.length === 0
      ? [[id, severity, title, null, null, null]]
      : states.map((state) => [id, severity, title, state.org, state.status, state.findings]),
  )
  print(formatTable(['check', 'severity', 'title', 'org', 'status', 'findings'], rows))
}

async function run({ json, org, check, ...server }: ChecksOptions & { check?: string[] }): Promise<void> {
  const call = connect(server)
  const body = { ...(org === undefined ? {} : { org }), ...(check === undefined ? {} : { checks: check }) }
  const { checks: ran } = await call(checks.runChecks, { body })
  if (ran.length === 0) {
    throw new CommandError(
      'There is no org to look at. Connect an Okta org; its inventory is read by itself.',
    )
  }
  const reports = []
  for (const one of ran) reports.push(await describe(one, (cursor) => readPage(one, cursor)))
  async function readPage({ id, org: of }: Run, cursor: string | null) {
    const query = { checkId: id, org: of, status: 'open' as const, limit: 200 }
    return call(findings.listFindings, { query: cursor === null ? query : { ...query, cursor } })
  }
  const totals = { pass: 0, fail: 0, manual: 0, unknown: 0, not_applicable: 0, muted: 0, off: 0, findings: 0 }
  for (const { status, findings: found } of reports) {
    totals[status] += 1
    totals.findings += found.length
  }
  if (totals.fail > 0) process.exitCode = 1
  if (json === true) return printJson({ checks: reports, totals })
  print(
    formatTable(
      ['check', 'severity', 'org', 'status', 'findings', 'reason'],
      reports.map(({ id, severity, org: of, status, findings: found, reason }) => [
        id,
        severity,
        of,
        status,
        found.length,
        reason ?? null,
      ]),
    ),
  )
  print(
    `${totals.pass} passed, ${totals.fail} failed with ${totals.findings} findings, ${totals.unknown} unknown, ${totals.manual} to be looked at by a person.`,
  )
}

interface Report extends Omit<Run, 'findings' | 'reason'> {
  findings: Finding[]
  reason?: string
}

async function describe(
  { findings: count, reason, ...run }: Run,
  readPage: (cursor: string | null) => Promise<{ items: Finding[]; next: string | null }>,
): Promise<Report> {
  const found: Finding[] = []
  let cursor: string | null = null
  while (found.length < count) {
    const page: { items: Finding[]; next: string | null } = await readPage(cursor)
    found.push(...page.items)
    cursor = page.next
    if (cursor === null) break
  }
  return { ...run, findings: found, ...(reason === null ? {} : { reason }) }
}
