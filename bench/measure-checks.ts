import { DatabaseSync } from 'node:sqlite'
import path from 'node:path'
import { Client } from 'pg'
import { checks } from '@keyway/api'
import { inventoryKinds } from '@keyway/identity'
import { makeTemporaryDirectory } from './cleanup.ts'
import { fillDirectory, type DirectoryPlan } from './fill-directory.ts'
import type { BenchPostgres } from './postgres.ts'
import { readPeakMb } from './process-usage.ts'
import { startKeyway } from './world.ts'

/** All checks over a large directory of which one in a hundred is at fault; seconds and milliseconds. */
export interface CheckFigures {
  checks: number
  findings: number
  /** Until all were looked at, opening what they find; and again, with nothing new. */
  firstSeconds: number
  againSeconds: number
  /** The dearest, when nothing is new. */
  slowest: { id: string; ms: number }[]
  peakMb: number
}

const org = 'large.okta.test'

/** What makes a directory one that checks can judge: everything was read, people come and go, one in a hundred is idle. */
function statements(now: number): string[] {
  const day = 86_400_000
  return [
    `update okta_users set created_at = ${now - 400 * day}, last_login_at = ${now - 2 * day}, password_changed_at = ${now - 60 * day}, manager = 'boss', user_type = 'employee', provider_type = 'OKTA' where org = '${org}'`,
    `update okta_users set last_login_at = ${now - 100 * day} where org = '${org}' and id like '%00'`,
    `insert into okta_factors (org, id, user_id, type, status, name, created_at, body, digest, first_seen, changed_at, deleted_at)
      select org, 'p' || id, id, 'push', 'ACTIVE', id, ${now - 100 * day}, '{}', 'digest', 1, 1, null from okta_users where id not like '%50'`,
    `insert into okta_factors (org, id, user_id, type, status, phone, created_at, body, digest, first_seen, changed_at, deleted_at)
      select org, 's' || id, id, 'sms', 'ACTIVE', '+1' || id, ${now - 100 * day}, '{}', 'digest', 1, 1, null from okta_users`,
    `insert into okta_links (org, from_kind, from_id, relation, to_kind, to_id)
      select org, 'group_rule', 'rule', 'assigns', 'group', id from okta_groups`,
    `insert into inventory_orgs (org, settings, used_since) values ('${org}', '{"isOn":false}', ${now - 200 * day})`,
    ...inventoryKinds.map(
      ({ id }) =>
        `insert into inventory_kinds (org, kind, status, count, seen, listed_from, completed_at, due_at, failures) values ('${org}', '${id}', 'complete', 0, 0, ${now}, ${now}, ${now + 1000 * day}, 0)`,
    ),
  ]
}

async function fill(
  plan: DirectoryPlan,
  store: { directory: string; databaseUrl: string | undefined },
): Promise<void> {
  await fillDirectory(plan, store)
  const all = statements(Date.now())
  if (store.databaseUrl === undefined) {
    const database = new DatabaseSync(path.join(store.directory, 'keyway.db'))
    database.exec(['begin', ...all, 'commit', 'analyze'].join(';\n'))
    database.close()
    return
  }
  const client = new Client({ connectionString: store.databaseUrl })
  await client.connect()
  for (const statement of [...all, 'analyze']) await client.query(statement)
  await client.end()
}

export async function measureChecks(
  plan: Omit<DirectoryPlan, 'org'>,
  { storage, postgres }: { storage: 'sqlite' | 'postgres'; postgres: BenchPostgres },
): Promise<CheckFigures> {
  const databaseUrl = storage === 'postgres' ? await postgres.createDatabase() : undefined
  const { directory, remove } = makeTemporaryDirectory('data')
  try {
    await (await startKeyway(directory, { databaseUrl })).stop()
    await fill({ org, ...plan }, { directory, databaseUrl })
    const { call, pid, stop } = await startKeyway(directory, { databaseUrl })
    try {
      const run = async () => {
        const start = performance.now()
        const { checks: ran } = await call(checks.runChecks, { body: { org } })
        return { seconds: (performance.now() - start) / 1000, ran }
      }
      const first = await run()
      const again = await run()
      const { items } = await call(checks.listChecks, { query: { org } })
      const times = items.map(({ id, states }) => ({ id, ms: states[0]?.durationMs ?? 0 }))
      return {
        checks: again.ran.length,
        findings: again.ran.reduce((sum, { findings }) => sum + findings, 0),
        firstSeconds: first.seconds,
        againSeconds: again.seconds,
        slowest: times.toSorted((a, b) => b.ms - a.ms).slice(0, 5),
        peakMb: readPeakMb(pid),
      }
    } finally {
      await stop()
    }
  } finally {
    remove()
  }
}

export function formatChecks(figures: CheckFigures): string {
  const { firstSeconds, againSeconds, slowest } = figures
  const dearest = slowest.map(({ id, ms }) => `${id} ${ms} ms`).join(', ')
  return `  ${figures.checks} checks with ${figures.findings} findings in ${firstSeconds.toFixed(1)} s, again in ${againSeconds.toFixed(1)} s (${dearest}); ${Math.round(figures.peakMb)} MB at most`
}
