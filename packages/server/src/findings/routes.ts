import { findings as contract } from '@keyway/api'
import { findCheck } from '@keyway/identity'
import type { z } from '@keyway/sdk'
import { toActor } from '../auth/caller.ts'
import type { EvaluateParts } from '../checks/evaluate.ts'
import { lookAgain } from '../checks/routes.ts'
import { checksOf } from '../checks/score.ts'
import { saveException } from '../checks/store.ts'
import { NotFoundError } from '../errors.ts'
import { toDownload } from '../http/download.ts'
import type { HttpServer } from '../http/server.ts'
import { exportFindings } from './export.ts'
import { remediateFindings, type RemediateParts } from './remediate.ts'
import {
  getFinding,
  getFindings,
  historyOf,
  listFindings,
  type Finding,
  type FindingFilter,
} from './store.ts'

export interface FindingRouteParts extends RemediateParts, EvaluateParts {
  audit: (entry: { actor: string; action: string; target: string; detail?: string }) => Promise<void>
}

/** Mounts findings: list, one, export, exceptions and remedies. */
export function mountFindings(server: HttpServer, parts: FindingRouteParts): void {
  const { db, now, audit } = parts

  server.mount(contract.listFindings, async ({ query: { cursor, limit, ...filter } }) => {
    const { items, next } = await listFindings(db, toFilter(filter), { cursor, limit })
    return { items: items.map(describe), next }
  })

  server.mountStream(contract.exportFindings, ({ query: { format, ...filter } }) => {
    const isCsv = format === 'csv'
    const file = {
      name: `findings.${isCsv ? 'csv' : 'jsonl'}`,
      contentType: isCsv ? 'text/csv; charset=utf-8' : 'application/json',
      size: null,
    }
    return Promise.resolve(toDownload(file, exportFindings(db, toFilter(filter), format)))
  })

  server.mount(contract.getFinding, async ({ params: { findingId } }) => {
    const finding = await getFinding(db, findingId)
    if (finding === undefined)
      throw new NotFoundError(`There is no finding ${findingId}. The list shows those there are.`)
    const history = await historyOf(db, findingId)
    return {
      ...describe(finding),
      history: history.map(({ id, at, what, actor, reason, evidence, execution_id }) => ({
        id,
        at,
        what,
        actor,
        reason,
        evidence,
        executionId: execution_id,
      })),
    }
  })

  server.mount(contract.exceptFindings, async ({ body: { findingIds, reason, until }, caller }) => {
    const findings = await getFindings(db, findingIds)
    const by = toActor(caller)
    for (const { org, check_id, object_id, object_name } of findings) {
      await saveException(db, {
        org,
        check_id,
        object_id,
        object_name,
        reason,
        until_at: until,
        created_at: now(),
        created_by: by,
      })
      await audit({
        actor: by,
        action: 'finding.excepted',
        target: check_id,
        detail: `${object_name}: ${reason}`,
      })
    }
    for (const id of new Set(findings.map(({ check_id }) => check_id))) await lookAgain(parts, id)
    return { excepted: findings.length }
  })

  server.mount(contract.remediateFindings, async ({ body, caller }) => {
    const by = toActor(caller)
    const started = await remediateFindings(parts, { ...body, by })
    for (const { findingId, executionId } of started)
      await audit({ actor: by, action: 'finding.remediated', target: findingId, detail: executionId })
    return { started }
  })
}

function toFilter({
  framework,
  ...filter
}: FindingFilter & { framework?: string | undefined }): FindingFilter {
  return framework === undefined ? filter : { ...filter, checkIds: checksOf(framework).map(({ id }) => id) }
}

function describe(finding: Finding): z.input<typeof contract.finding> {
  const { id, org, check_id, severity, status, reason, evidence } = finding
  return {
    id,
    org,
    checkId: check_id,
    title: findCheck(check_id)?.title ?? check_id,
    severity,
    status,
    object: { kind: finding.object_kind, id: finding.object_id, name: finding.object_name },
    reason,
    evidence,
    openedAt: finding.opened_at,
    changedAt: finding.changed_at,
    closedAt: finding.closed_at,
    closedBy: finding.closed_by,
    timesOpened: finding.times_opened,
  }
}
