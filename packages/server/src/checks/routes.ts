import { checks as contract } from '@keyway/api'
import { checks } from '@keyway/identity'
import { toActor } from '../auth/caller.ts'
import type { Db } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import { toDownload } from '../http/download.ts'
import type { HttpServer } from '../http/server.ts'
import { changeSetting, describeCheck, describeChecks, getCheck } from './describe.ts'
import { evaluateChecks, type EvaluateParts } from './evaluate.ts'
import { parseFacts } from './facts.ts'
import { runChecks } from './keep-checks.ts'
import { reportCsv, reportHtml } from './report.ts'
import { describeScores } from './scores.ts'
import {
  deleteException,
  deleteMute,
  listInventoryOrgs,
  readFacts,
  readSettings,
  saveFacts,
  saveMute,
  saveSetting,
  standardSetting,
} from './store.ts'

export interface CheckRouteParts extends EvaluateParts {
  audit: (entry: { actor: string; action: string; target: string; detail?: string }) => Promise<void>
}

/** Mounts checks: how each stands, what people decide about it, scores and reports. */
export function mountChecks(server: HttpServer, parts: CheckRouteParts): void {
  const { db, now, audit } = parts
  const detail = (id: string) => describeCheck(db, id, now())

  server.mount(contract.listChecks, async ({ query }) => ({
    items: await describeChecks(db, { ...query, now: now() }, checks),
  }))
  server.mount(contract.getScores, ({ query }) => describeScores(db, { ...query, now: now() }))
  // Before the check of an id: the router takes the first that fits.
  server.mountStream(contract.getReport, async ({ query: { framework = 'all', org, format } }) => {
    const about = { framework, org, now: now() }
    const text = format === 'csv' ? await reportCsv(db, about) : await reportHtml(db, about)
    const bytes = new TextEncoder().encode(text)
    const contentType = format === 'csv' ? 'text/csv; charset=utf-8' : 'text/html; charset=utf-8'
    return toDownload(
      { name: `keyway-${framework}.${format}`, contentType, size: bytes.byteLength },
      one(bytes),
    )
  })

  server.mount(contract.getCheck, ({ params }) => detail(params.checkId))

  server.mount(
    contract.runChecks,
    async ({ body, caller }) => {
      for (const id of body.checks ?? []) getCheck(id)
      if (body.org !== undefined) await knownOrg(db, body.org)
      const states = await runChecks(parts, { org: body.org, ids: body.checks })
      await audit({ actor: toActor(caller), action: 'checks.run', target: body.checks?.join(', ') ?? 'all' })
      return {
        checks: states.map(({ check_id, org, status, reason, findings }) => ({
          id: check_id,
          org,
          severity: getCheck(check_id).severity,
          status,
          reason,
          findings,
        })),
      }
    },
    { timeoutMs: 300_000 },
  )

  server.mount(contract.updateCheck, async ({ params: { checkId }, body, caller }) => {
    const check = getCheck(checkId)
    const before = (await readSettings(db)).get(checkId) ?? standardSetting
    const setting = changeSetting(check, before, body)
    const by = toActor(caller)
    await saveSetting(db, checkId, { setting, by, now: now() })
    await audit({ actor: by, action: 'check.changed', target: checkId, detail: Object.keys(body).join(', ') })
    await lookAgain(parts, checkId)
    return detail(checkId)
  })

  server.mount(contract.muteCheck, async ({ params: { checkId, org }, body: { reason, until }, caller }) => {
    getCheck(checkId)
    await knownOrg(db, org)
    const by = toActor(caller)
    await saveMute(db, { org, check_id: checkId, reason, until_at: until, created_at: now(), created_by: by })
    await audit({ actor: by, action: 'check.muted', target: checkId, detail: `${org}: ${reason}` })
    return detail(checkId)
  })
  server.mount(contract.unmuteCheck, async ({ params: { checkId, org }, caller }) => {
    getCheck(checkId)
    await deleteMute(db, { org, checkId })
    await audit({ actor: toActor(caller), action: 'check.unmuted', target: checkId, detail: org })
    return detail(checkId)
  })

  server.mount(contract.endException, async ({ params: { exceptionId }, caller }) => {
    const gone = await deleteException(db, exceptionId)
    if (gone === undefined) throw new NotFoundError('There is no such exception. Somebody may have ended it.')
    await audit({
      actor: toActor(caller),
      action: 'check.exception_ended',
      target: gone.check_id,
      detail: gone.object_name,
    })
    await lookAgain(parts, gone.check_id)
  })

  server.mount(contract.getFacts, async ({ params: { org } }) => {
    await knownOrg(db, org)
    return parseFacts(await readFacts(db, org))
  })
  server.mount(contract.updateFacts, async ({ params: { org }, body, caller }) => {
    await knownOrg(db, org)
    await saveFacts(db, org, body)
    await audit({ actor: toActor(caller), action: 'checks.facts_changed', target: org })
    await runChecks(parts, { org })
    return body
  })
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function knownOrg(db: Db, org: string): Promise<void> {
  const orgs = await listInventoryOrgs(db)
  if (orgs.some((known) => known.org === org)) return
  const known = orgs.map((each) => each.org).join(', ')
  throw new NotFoundError(
    `There is no inventory of ${org}. ${known === '' ? 'Connect an Okta org first.' : `There is: ${known}.`}`,
  )
}

/** Looks at a check in all orgs, after somebody decided something about it. */
export async function lookAgain(parts: EvaluateParts, checkId: string): Promise<void> {
  for (const org of await listInventoryOrgs(parts.db)) await evaluateChecks(parts, org, [getCheck(checkId)])
}
