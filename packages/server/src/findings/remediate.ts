import { checks as contract } from '@keyway/api'
import { findCheck, type Check } from '@keyway/identity'
import { readSettings, standardSetting } from '../checks/store.ts'
import type { Outcome } from '../checks/evaluate.ts'
import type { Db } from '../db/database.ts'
import { ConflictError, NotFoundError } from '../errors.ts'
import { startExecutions, type Start, type StartParts } from '../executions/start-executions.ts'
import type { ActiveFlows } from '../flows/active-flows.ts'
import { getFlow } from '../flows/change-flow.ts'
import type { Deed } from '../ingest/own-events/own-events.ts'
import type { Log } from '../log.ts'
import { toFindingPayload } from './finding-news.ts'
import { addHistory, countRemedied, getFindings, type Finding } from './store.ts'

export interface RemediateParts {
  db: Db
  starting: StartParts
  active: Pick<ActiveFlows, 'program'>
  publicUrl: string
  now: () => number
}

/**
 * Starts a flow for each of some findings: the one that is named, else the one that the check names.
 *
 * @throws {NotFoundError} for a finding that is not there.
 * @throws {ConflictError} when no flow is named or it was never published, a finding is closed, or there are more than the
 *   check's limit and nobody confirmed so many.
 */
export async function remediateFindings(
  parts: RemediateParts,
  asked: {
    findingIds: readonly string[]
    flowId?: string | undefined
    dryRun: boolean
    confirmed?: number | undefined
    by: string
  },
): Promise<{ findingId: string; executionId: string }[]> {
  const { db, now } = parts
  const ids = [...new Set(asked.findingIds)]
  const findings = await getFindings(db, ids)
  const missing = ids.find((id) => !findings.some((finding) => finding.id === id))
  if (missing !== undefined)
    throw new NotFoundError(`There is no finding ${missing}. The list shows those there are.`)
  const closed = findings.find(({ status }) => status === 'closed')
  if (closed !== undefined)
    throw new ConflictError(`The finding about ${closed.object_name} is closed: there is nothing to remedy.`)
  const settings = await readSettings(db)
  const starts: (Start & { findingId: string; flowName: string })[] = []
  for (const finding of findings) {
    const { flowId: chosen, mostAtOnce } = contract.remediation.parse(
      (settings.get(finding.check_id) ?? standardSetting).remediation,
    )
    if (!asked.dryRun && findings.length > mostAtOnce && asked.confirmed !== findings.length) {
      throw new ConflictError(
        `These are ${findings.length} findings, and at most ${mostAtOnce} are remedied at once. Choose fewer, or confirm the number.`,
      )
    }
    const flowId = asked.flowId ?? chosen
    if (flowId === null) {
      throw new ConflictError(
        `No flow is chosen to remedy ${finding.check_id}. Choose one, here or at the check.`,
      )
    }
    starts.push(await startOf(parts, finding, { flowId, dryRun: asked.dryRun }))
  }
  const { executions } = await startExecutions(parts.starting, { starts })
  const started = starts.map(({ findingId, flowName }, index) => ({
    findingId,
    flowName,
    executionId: executions[index]?.executionId ?? '',
  }))
  await addHistory(
    db,
    started.map(({ findingId, flowName, executionId }) => ({
      finding_id: findingId,
      at: now(),
      what: 'remediated' as const,
      actor: asked.by,
      reason: `${flowName}${asked.dryRun ? ' (dry run)' : ''}`,
      execution_id: executionId,
    })),
  )
  return started.map(({ findingId, executionId }) => ({ findingId, executionId }))
}

async function startOf(
  parts: RemediateParts,
  finding: Finding,
  { flowId, dryRun }: { flowId: string; dryRun: boolean },
): Promise<Start & { findingId: string; flowName: string }> {
  const flow = await getFlow(parts.db, flowId)
  if (flow.published_version_id === null) {
    throw new ConflictError(`"${flow.name}" was never published. Publish it, then run it.`)
  }
  return {
    findingId: finding.id,
    flowName: flow.name,
    flowId,
    versionId: flow.published_version_id,
    program: await parts.active.program(flow.published_version_id),
    mode: 'manual',
    trigger: toFindingPayload(checkOf(finding), finding, parts.publicUrl),
    eventId: null,
    dryRun,
  }
}

function checkOf({ check_id }: Finding): Check {
  const check = findCheck(check_id)
  if (check === undefined)
    throw new NotFoundError(`The check ${check_id} is not part of this version any more.`)
  return check
}

const dayMs = 86_400_000

/**
 * Starts what a check's settings say for findings that it has just opened, within its limits. Beyond them it starts none,
 * and the audit log says so: a person decides. Never throws.
 */
export async function remediateByItself(
  parts: RemediateParts & { log: Log; audit: (deed: Deed) => Promise<void> },
  { check, opened, isMuted }: Outcome,
): Promise<void> {
  if (opened.length === 0 || isMuted) return
  try {
    const settings = await readSettings(parts.db)
    const { flowId, isAutomatic, mostAtOnce, mostADay } = contract.remediation.parse(
      (settings.get(check.id) ?? standardSetting).remediation,
    )
    if (!isAutomatic || flowId === null) return
    const today = await countRemedied(parts.db, { checkId: check.id, since: parts.now() - dayMs })
    if (opened.length > mostAtOnce || today + opened.length > mostADay) {
      parts.log.warn(
        { check: check.id, opened: opened.length, today },
        'too many findings to be remedied without a person',
      )
      await parts.audit({
        actor: 'system',
        action: 'findings.remedy_held',
        target: check.id,
        detail: `${opened.length} opened, ${today} remedied in the last day; at most ${mostAtOnce} at once and ${mostADay} a day`,
      })
      return
    }
    await remediateFindings(parts, {
      findingIds: opened.map(({ id }) => id),
      flowId,
      dryRun: false,
      by: 'system',
    })
  } catch (error) {
    parts.log.error({ err: error, check: check.id }, 'findings could not be remedied by themselves')
  }
}
