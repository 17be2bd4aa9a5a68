import type { Check } from '@keyway/identity'
import type { Db } from '../db/database.ts'
import { listFindings } from '../findings/store.ts'
import { toCsvLine } from '../findings/csv.ts'
import { describeChecks } from './describe.ts'
import { checksOf, frameworks, scoreOf } from './score.ts'

interface Line {
  requirement: string
  check: Check
  org: string
  status: string
  findings: number
  reason: string
}

/** Rows of a framework's report: one for each requirement, check and org. */
async function linesOf(
  db: Db,
  about: { framework: string; org?: string | undefined; now: number },
): Promise<Line[]> {
  const wanted = checksOf(about.framework)
  const described = new Map((await describeChecks(db, about, wanted)).map((one) => [one.id, one]))
  return wanted
    .flatMap((check) => {
      const own = check.frameworks.filter(
        (one) => about.framework !== 'all' && one.startsWith(`${about.framework}:`),
      )
      const requirements = own.length === 0 ? [check.id] : own.map((one) => one.slice(one.indexOf(':') + 1))
      return requirements.flatMap((requirement) =>
        (described.get(check.id)?.states ?? []).map((state) => ({
          requirement,
          check,
          org: state.org,
          status: state.status,
          findings: state.findings,
          reason: state.mute?.reason ?? state.reason ?? '',
        })),
      )
    })
    .toSorted((a, b) => a.requirement.localeCompare(b.requirement, 'en', { numeric: true }))
}

/** The report as CSV. */
export async function reportCsv(db: Db, about: Parameters<typeof linesOf>[1]): Promise<string> {
  const lines = await linesOf(db, about)
  return [
    toCsvLine(['requirement', 'check', 'title', 'severity', 'org', 'status', 'findings', 'reason']),
    ...lines.map(({ requirement, check, org, status, findings, reason }) =>
      toCsvLine([requirement, check.id, check.title, check.severity, org, status, findings, reason]),
    ),
  ].join('')
}

/** The report as a page of its own that needs nothing else: to print or to hand on. */
export async function reportHtml(db: Db, about: Parameters<typeof linesOf>[1]): Promise<string> {
  const lines = await linesOf(db, about)
  const title = frameworks.find(({ id }) => id === about.framework)?.title ?? about.framework
  const score = scoreOf(
    lines.map(({ check, status }) => ({ checkId: check.id, status })),
    about.framework,
  )
  const rows = lines.map(
    ({ requirement, check, org, status, findings, reason }) =>
      `<tr class="${escape(status)}"><td>${escape(requirement)}</td><td>${escape(check.id)}</td><td>${escape(check.title)}</td><td>${check.severity}</td><td>${escape(org)}</td><td>${escape(status.replace('_', ' '))}</td><td>${findings}</td><td>${escape(reason)}</td></tr>`,
  )
  const { items } = await listFindings(
    db,
    { org: about.org, status: 'open', checkIds: checksOf(about.framework).map(({ id }) => id) },
    { limit: 1_000 },
  )
  const found = items.map(
    (one) =>
      `<tr><td>${escape(one.check_id)}</td><td>${one.severity}</td><td>${escape(one.object_kind)} ${escape(one.object_name)}</td><td>${escape(one.reason)}</td><td>${new Date(one.opened_at).toISOString().slice(0, 10)}</td></tr>`,
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title><style>${style}</style></head><body>
<h1>${escape(title)}</h1><p>As of ${new Date(about.now).toISOString()}. Score: ${score === null ? 'nothing could be judged' : score}.</p>
<table><thead><tr><th>Requirement</th><th>Check</th><th>Title</th><th>Severity</th><th>Org</th><th>Status</th><th>Findings</th><th>Reason</th></tr></thead><tbody>${rows.join('')}</tbody></table>
<h2>Open findings${items.length === 1_000 ? ' (the gravest 1,000)' : ''}</h2>
<table><thead><tr><th>Check</th><th>Severity</th><th>Object</th><th>Reason</th><th>Since</th></tr></thead><tbody>${found.join('')}</tbody></table></body></html>`
}

const style =
  'body{font:14px system-ui;margin:2rem;color:#1b1b1f}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:left;vertical-align:top}tr.fail td:nth-child(6){color:#a40000;font-weight:600}tr.pass td:nth-child(6){color:#006b2d}'

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)
}
