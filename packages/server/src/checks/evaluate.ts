import {
  getKind,
  givenTo,
  type Check,
  type CheckContext,
  type CheckSeverity,
  type Found,
  type NoAnswer,
} from '@keyway/identity'
import type { Db } from '../db/database.ts'
import type { CheckStatesTable, FindingsTable } from '../db/check-schema.ts'
import {
  changeFinding,
  closeFindings,
  findingsOf,
  openFindings,
  type Finding,
  type Opening,
} from '../findings/store.ts'
import type { Log } from '../log.ts'
import { parseFacts } from './facts.ts'
import { createInventoryReader } from './reader/store.ts'
import {
  findNewerState,
  lockCheck,
  readExceptions,
  readFacts,
  readKinds,
  readMutes,
  readSettings,
  saveState,
  standardSetting,
  type CheckSetting,
} from './store.ts'

/** What changed about a check's findings. */
export interface Outcome {
  check: Check
  org: string
  opened: readonly Finding[]
  closed: readonly Finding[]
  isMuted: boolean
}

export interface EvaluateParts {
  db: Db
  /** The same store, for the long questions of checks. */
  background: Db
  now: () => number
  log: Log
  flows: Parameters<typeof createInventoryReader>[1]['flows']
  /** Tells of what changed, in the transaction that stores it. */
  tell: (transaction: Db, outcome: Outcome) => Promise<void>
  /** Does what has to wait until it is stored. */
  onStored: (outcome: Outcome) => Promise<void>
}

type Answer = readonly Found[] | NoAnswer

/** Looks at checks of an org, one after the other, and stores what they say. Answers how each stands. */
export async function evaluateChecks(
  parts: EvaluateParts,
  { org, usedSince }: { org: string; usedSince: number | null },
  wanted: readonly Check[],
): Promise<Omit<CheckStatesTable, 'since'>[]> {
  const { db, now } = parts
  const kinds = await readKinds(db, org)
  const settings = await readSettings(db)
  const facts = parseFacts(await readFacts(db, org))
  const muted = new Set(
    (await readMutes(db, now())).filter((mute) => mute.org === org).map((mute) => mute.check_id),
  )
  const read = createInventoryReader(parts.background, { org, flows: parts.flows })
  const states: Omit<CheckStatesTable, 'since'>[] = []
  for (const check of wanted) {
    const setting = settings.get(check.id) ?? standardSetting
    const begun = now()
    const context: CheckContext = {
      org,
      now: begun,
      usedSince,
      facts,
      read,
      given: givenTo(check, facts.profile, setting.parameters),
      daysAgo: (days) => begun - days * 86_400_000,
    }
    const missing = setting.isOn ? missingKinds(check, kinds) : undefined
    const answer = !setting.isOn
      ? ({ status: 'not_applicable', reason: 'The check is switched off.' } as const)
      : (missing ?? (await ask(parts.log, check, context)))
    states.push(await store(parts, { check, org, setting, answer, begun, isMuted: muted.has(check.id) }))
  }
  return states
}

/** Says what cannot be known yet, or may not be: that is never a pass. */
function missingKinds(check: Check, kinds: Awaited<ReturnType<typeof readKinds>>): NoAnswer | undefined {
  for (const id of check.needs) {
    const row = kinds.get(id)
    const { title, scope } = getKind(id)
    if (row?.status === 'forbidden') {
      const remedy = scope === null ? '' : ` Grant the scope ${scope}.`
      return { status: 'unknown', reason: `${title} may not be read.${remedy}` }
    }
    if (row?.status === 'unavailable')
      return { status: 'not_applicable', reason: `The org does not have ${title.toLowerCase()}.` }
    if (row === undefined || row.completed_at === null)
      return { status: 'unknown', reason: `${title} were not read completely yet.` }
  }
  return undefined
}

async function ask(log: Log, check: Check, context: CheckContext): Promise<Answer> {
  try {
    return await check.find(context)
  } catch (error) {
    log.error({ err: error, check: check.id, org: context.org }, 'a check could not be looked at')
    const message = error instanceof Error ? error.message : String(error)
    return { status: 'unknown', reason: `It could not be looked at: ${message}` }
  }
}

interface Judged {
  check: Check
  org: string
  setting: CheckSetting
  answer: Answer
  begun: number
  isMuted: boolean
}

/** Opens and closes findings as the answer says, and how the check stands, in one transaction. */
async function store(parts: EvaluateParts, judged: Judged): Promise<Omit<CheckStatesTable, 'since'>> {
  const { state, outcome } = await parts.db.transaction().execute(async (db) => {
    const stored = await storeIn(db, parts, judged)
    await parts.tell(db, stored.outcome)
    return stored
  })
  await parts.onStored(outcome)
  return state
}

interface Stored {
  state: Omit<CheckStatesTable, 'since'>
  outcome: Outcome
}

async function storeIn(db: Db, parts: EvaluateParts, judged: Judged): Promise<Stored> {
  const { check, org, answer, begun, isMuted } = judged
  const now = parts.now()
  await lockCheck(db, { org, checkId: check.id })
  const newer = await findNewerState(db, { org, checkId: check.id, begun })
  if (newer !== undefined) return { state: newer, outcome: { check, org, opened: [], closed: [], isMuted } }

  const known = await findingsOf(db, { org, checkId: check.id })
  const isOpen = known.filter(({ status }) => status === 'open')
  const about = { org, checkId: check.id, now }
  const state = { org, check_id: check.id, evaluated_at: now, duration_ms: now - begun }
  if ('status' in answer) {
    // What is not known any more does not undo what was found.
    const closed =
      answer.status === 'not_applicable'
        ? await closeFindings(db, isOpen, {
            now,
            by: judged.setting.isOn ? 'not_applicable' : 'off',
            reason: answer.reason,
          })
        : []
    const findings = isOpen.length - closed.length
    const stored = { ...state, status: answer.status, reason: answer.reason, findings }
    await saveState(db, stored)
    return { state: stored, outcome: { check, org, opened: [], closed, isMuted } }
  }
  const excepted = new Set(
    (await readExceptions(db, { now, checkId: check.id, org })).map(({ object_id }) => object_id),
  )
  const all = new Map(answer.map((found) => [keyOf(found.kind, found.id), found]))
  const wrong = new Map([...all].filter(([, { id }]) => !excepted.has(id)))
  const before = new Map(known.map((row) => [keyOf(row.object_kind, row.object_id), row]))
  const opened = await openFindings(db, about, openingsOf(judged, { wrong, before }))
  for (const row of isOpen) {
    const found = wrong.get(keyOf(row.object_kind, row.object_id))
    if (found !== undefined)
      await updateIfChanged(db, row, { found, severity: severityOf(judged, found), now })
  }
  const gone = isOpen.filter((row) => !wrong.has(keyOf(row.object_kind, row.object_id)))
  const isExcepted = (row: FindingsTable): boolean => all.has(keyOf(row.object_kind, row.object_id))
  const closed = [
    ...(await closeFindings(
      db,
      gone.filter((row) => !isExcepted(row)),
      {
        now,
        by: 'fixed',
        reason: 'The check ran again and does not find it any more.',
      },
    )),
    ...(await closeFindings(db, gone.filter(isExcepted), {
      now,
      by: 'excepted',
      reason: 'An exception holds.',
    })),
  ]
  const stored = {
    ...state,
    status: wrong.size > 0 ? ('fail' as const) : ('pass' as const),
    reason: null,
    findings: wrong.size,
  }
  await saveState(db, stored)
  return { state: stored, outcome: { check, org, opened, closed, isMuted } }
}

function openingsOf(
  judged: Judged,
  { wrong, before }: { wrong: ReadonlyMap<string, Found>; before: ReadonlyMap<string, FindingsTable> },
): Opening[] {
  return [...wrong]
    .filter(([key]) => before.get(key)?.status !== 'open')
    .map(([key, found]) => ({ found, severity: severityOf(judged, found), before: before.get(key) }))
}

function severityOf({ check, setting }: Judged, found: Found): CheckSeverity {
  return setting.severity ?? found.severity ?? check.severity
}

async function updateIfChanged(
  db: Db,
  row: FindingsTable,
  next: { found: Found; severity: CheckSeverity; now: number },
): Promise<void> {
  const { found, severity } = next
  const isSame =
    row.reason === found.reason &&
    row.severity === severity &&
    row.object_name === found.name &&
    row.evidence === JSON.stringify(found.evidence)
  if (!isSame) await changeFinding(db, row, next)
}

function keyOf(kind: string, id: string): string {
  return `${kind}/${id}`
}
