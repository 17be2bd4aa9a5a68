import { detections as contract } from '@keyway/api'
import { toActor } from '../auth/caller.ts'
import { ConflictError, NotFoundError } from '../errors.ts'
import type { HttpServer } from '../http/server.ts'
import { newJob } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { backTestPayload, backTestQueue } from './back-tests/back-test.ts'
import {
  endBackTest,
  findBackTest,
  insertBackTest,
  listBackTests,
  type BackTestRecord,
} from './back-tests/store.ts'
import {
  addException,
  changeDetection,
  checkRuleFile,
  getDetection,
  keepRuleFile,
  listDetections,
  removeException,
  removeRuleFile,
  type DetectionParts,
} from './detections.ts'
import {
  countLogged,
  findPlace,
  keepParameter,
  keepReadsWholeLog,
  listParameters,
  markChanged,
  placeAt,
  placeBefore,
  readsWholeLog,
} from './store.ts'

export interface DetectionRouteParts extends DetectionParts {
  jobs: Jobs
  audit: (entry: { actor: string; action: string; target: string; detail?: string }) => Promise<void>
}

/** Mounts detections: rules, settings, exceptions, parameters, back-tests. */
export function mountDetections(server: HttpServer, parts: DetectionRouteParts): void {
  const { db, now, newId, audit } = parts

  server.mount(contract.listDetections, async () => {
    const place = await findPlace(db)
    const behind =
      place === undefined ? 0 : await countLogged(db, { after: place.position, to: Number.MAX_SAFE_INTEGER })
    const reader = { readsWholeLog: await readsWholeLog(db), behind, seenAt: place?.updatedAt ?? null }
    return { items: await listDetections(parts), reader }
  })
  server.mount(contract.getDetection, ({ params }) => getDetection(parts, params.detectionId))

  server.mount(contract.changeDetection, async ({ params: { detectionId: id }, body, caller }) => {
    const actor = toActor(caller)
    await changeDetection(parts, { id, change: body, by: actor })
    const action =
      body.isOn === undefined
        ? 'detection.changed'
        : body.isOn
          ? 'detection.switched_on'
          : 'detection.switched_off'
    await audit({ actor, action, target: id, detail: JSON.stringify(body) })
    return getDetection(parts, id)
  })

  server.mount(contract.addException, async ({ params: { detectionId }, body, caller }) => {
    const actor = toActor(caller)
    await addException(parts, { detectionId, ...body, by: actor })
    await audit({
      actor,
      action: 'detection.excepted',
      target: detectionId,
      detail: `${body.filter}: ${body.reason}`,
    })
    return getDetection(parts, detectionId)
  })

  server.mount(contract.removeException, async ({ params: { detectionId, exceptionId }, caller }) => {
    await removeException(parts, exceptionId)
    await audit({ actor: toActor(caller), action: 'detection.exception_ended', target: detectionId })
    return getDetection(parts, detectionId)
  })

  server.mount(contract.readWholeLog, async ({ body, caller }) => {
    await keepReadsWholeLog(db, body.readsWholeLog)
    const detail = body.readsWholeLog ? 'whole log' : 'only what flows wait for'
    await audit({ actor: toActor(caller), action: 'detections.reader_changed', target: 'detections', detail })
  })

  server.mount(contract.checkRule, async ({ body }) => ({ rules: await checkRuleFile(parts, body) }))
  server.mount(contract.keepRule, async ({ body, caller }) => {
    const actor = toActor(caller)
    const rules = await keepRuleFile(parts, { ...body, by: actor })
    await audit({ actor, action: 'detections.rules_kept', target: body.name })
    return { rules }
  })
  server.mount(contract.removeRule, async ({ query, caller }) => {
    await removeRuleFile(parts, query.name)
    await audit({ actor: toActor(caller), action: 'detections.rules_deleted', target: query.name })
  })

  server.mount(contract.listParameters, () => parametersOf(parts))
  server.mount(contract.keepParameter, async ({ params: { name }, body: { texts }, caller }) => {
    const actor = toActor(caller)
    await db.transaction().execute(async (transaction) => {
      await keepParameter(transaction, { name, texts, at: now(), by: actor })
      await markChanged(transaction, newId())
    })
    await audit({ actor, action: 'detections.parameter_kept', target: name })
    return parametersOf(parts)
  })

  mountBackTests(server, parts)
}

async function parametersOf({ db }: DetectionParts) {
  const parameters = await listParameters(db)
  return { items: Object.entries(parameters).map(([name, texts]) => ({ name, texts: [...texts] })) }
}

function mountBackTests(server: HttpServer, parts: DetectionRouteParts): void {
  const { db, jobs, now, newId, audit } = parts

  server.mount(contract.createBackTest, async ({ body, caller }) => {
    const { from, to, draft = null } = body
    if (from >= to) throw new ConflictError('The time ends before it begins. Give a later end.')
    const detections = [...body.detections]
    if (draft !== null) {
      const reports = await checkRuleFile(parts, draft)
      const [rejected] = reports.filter(({ status }) => status !== 'loaded')
      if (rejected !== undefined) throw new ConflictError(`The rule cannot run: ${rejected.reason}`)
      detections.push(...reports.map(({ id }) => id))
    }
    if (detections.length === 0) throw new ConflictError('Name at least one detection, or give a rule.')
    const known = new Set((await listDetections(parts)).map((one) => one.id))
    const missing = body.detections.find((one) => !known.has(one))
    if (missing !== undefined) throw new NotFoundError(`There is no detection "${missing}".`)
    const begins = await placeBefore(db, from)
    const ends = await placeAt(db, to)
    const total = begins === undefined ? 0 : await countLogged(db, { after: begins, to: ends })
    const createdBy = toActor(caller)
    const test: BackTestRecord = {
      id: newId(),
      detections,
      draft,
      from,
      to,
      status: 'running',
      total,
      done: 0,
      result: {},
      error: null,
      createdAt: now(),
      createdBy,
      finishedAt: null,
    }
    await db.transaction().execute(async (transaction) => {
      await insertBackTest(transaction, test)
      await jobs.enqueue(transaction, [newJob(backTestQueue, backTestPayload(test.id))])
    })
    await audit({
      actor: createdBy,
      action: 'detections.back_tested',
      target: test.id,
      detail: detections.join(', '),
    })
    return toAnswer(test)
  })

  server.mount(contract.listBackTests, async ({ query }) => ({
    items: (await listBackTests(db, query.limit)).map(toAnswer),
  }))
  server.mount(contract.getBackTest, async ({ params }) => toAnswer(await getTest(parts, params.backTestId)))
  server.mount(contract.cancelBackTest, async ({ params: { backTestId } }) => {
    const { status } = await getTest(parts, backTestId)
    if (!(await endBackTest(db, backTestId, { status: 'cancelled', error: null, at: now() })))
      throw new ConflictError(`The back-test is over already: ${status}.`)
    return toAnswer(await getTest(parts, backTestId))
  })
}

async function getTest({ db }: DetectionParts, id: string): Promise<BackTestRecord> {
  const found = await findBackTest(db, id)
  if (found === undefined) throw new NotFoundError(`There is no back-test ${id}.`)
  return found
}

function toAnswer({ draft: _, result, ...test }: BackTestRecord) {
  const none = { findings: 0, alerts: 0, days: {}, examples: [] }
  return {
    ...test,
    results: test.detections.map((detectionId) => {
      const { days, ...tally } = result[detectionId] ?? none
      return {
        detectionId,
        ...tally,
        days: Object.entries(days)
          .map(([day, alerts]) => ({ day, alerts }))
          .toSorted((one, other) => one.day.localeCompare(other.day)),
      }
    }),
  }
}
