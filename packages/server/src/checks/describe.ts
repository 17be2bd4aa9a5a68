import { checks as contract } from '@keyway/api'
import { findCheck, getKind, givenTo, isLike, type Check } from '@keyway/identity'
import type { z, Json, JsonObject } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import type { CheckStatesTable } from '../db/check-schema.ts'
import { InvalidInputError, NotFoundError } from '../errors.ts'
import {
  listInventoryOrgs,
  readDays,
  readExceptions,
  readMutes,
  readSettings,
  readStates,
  standardSetting,
  type CheckSetting,
  type Mute,
} from './store.ts'

type Summary = z.input<typeof contract.checkSummary>
type Detail = z.input<typeof contract.checkDetail>
type State = z.input<typeof contract.checkState>

const dayMs = 86_400_000

/** @throws {NotFoundError} for an id that no check has. */
export function getCheck(id: string): Check {
  const check = findCheck(id)
  if (check === undefined)
    throw new NotFoundError(`There is no check ${id}. "keyway checks list" shows those there are.`)
  return check
}

/** How checks stand, by what is stored, in each org or one. */
export async function describeChecks(
  db: Db,
  { now, org }: { now: number; org?: string | undefined },
  wanted: readonly Check[],
): Promise<Summary[]> {
  const orgs = (await listInventoryOrgs(db))
    .map((one) => one.org)
    .filter((one) => org === undefined || one === org)
  const states = new Map(
    (await readStates(db, org)).map((state) => [`${state.org} ${state.check_id}`, state]),
  )
  const mutes = new Map((await readMutes(db, now)).map((mute) => [`${mute.org} ${mute.check_id}`, mute]))
  const settings = await readSettings(db)
  return wanted.map((check) => {
    const setting = settings.get(check.id) ?? standardSetting
    return {
      id: check.id,
      title: check.title,
      severity: setting.severity ?? check.severity,
      tier: check.tier,
      basis: check.basis,
      domain: check.id.slice(0, 3),
      frameworks: [...check.frameworks],
      states: orgs.map((one) =>
        describeState(one, {
          state: states.get(`${one} ${check.id}`),
          mute: mutes.get(`${one} ${check.id}`),
          isOn: setting.isOn,
        }),
      ),
    }
  })
}

function describeState(
  org: string,
  { state, mute, isOn }: { state: CheckStatesTable | undefined; mute: Mute | undefined; isOn: boolean },
): State {
  const status = state?.status ?? 'unknown'
  return {
    org,
    status: !isOn ? 'off' : mute === undefined ? status : 'muted',
    reason: state === undefined ? 'It was not looked at yet.' : state.reason,
    findings: state?.findings ?? 0,
    evaluatedAt: state?.evaluated_at ?? null,
    durationMs: state?.duration_ms ?? null,
    since: state?.since ?? null,
    mute:
      mute === undefined
        ? null
        : { reason: mute.reason, until: mute.until_at, by: mute.created_by, at: mute.created_at },
  }
}

/** Everything about a check. Throws NotFoundError for an id that no check has. */
export async function describeCheck(db: Db, id: string, now: number): Promise<Detail> {
  const check = getCheck(id)
  const [summary] = await describeChecks(db, { now }, [check])
  if (summary === undefined) throw new Error('A check is described once.')
  const setting = (await readSettings(db)).get(id) ?? standardSetting
  const given = givenTo(check, 'default', setting.parameters)
  const days = await readDays(db, { since: Math.floor(now / dayMs) - 90 })
  return {
    ...summary,
    meaning: check.meaning,
    about: check.about,
    needs: check.needs.map((kind) => {
      const { title, scope } = getKind(kind)
      return { kind, title, scope }
    }),
    parameters: Object.entries(check.parameters).map(([name, { title, standard }]) => ({
      name,
      title,
      standard: toJson(standard),
      value: toJson(given[name] ?? standard),
    })),
    remedy: { words: check.remedy.words, actions: [...check.remedy.actions], template: check.remedy.flow },
    remediation: contract.remediation.parse(setting.remediation),
    isOn: setting.isOn,
    exceptions: (await readExceptions(db, { now, checkId: id })).map((one) => ({
      id: one.id,
      org: one.org,
      objectId: one.object_id,
      objectName: one.object_name,
      reason: one.reason,
      until: one.until_at,
      by: one.created_by,
      at: one.created_at,
    })),
    trend: days
      .filter((day) => day.check_id === id)
      .map(({ day, findings, status }) => ({ day: day * dayMs, findings, status })),
  }
}

function toJson(value: number | boolean | readonly string[]): number | boolean | string[] {
  return typeof value === 'object' ? [...value] : value
}

/**
 * What a check's settings become.
 *
 * @throws {InvalidInputError} for a parameter that the check does not have, or a value of another type.
 */
export function changeSetting(
  check: Check,
  before: CheckSetting,
  change: z.output<typeof contract.updateCheck.body>,
): CheckSetting {
  const parameters: JsonObject = { ...before.parameters }
  for (const [name, value] of Object.entries(change.parameters ?? {}))
    setParameter(check, parameters, { name, value })
  return {
    isOn: change.isOn ?? before.isOn,
    severity: change.severity === undefined ? before.severity : change.severity,
    parameters,
    remediation: contract.remediation.parse({ ...before.remediation, ...change.remediation }),
  }
}

function setParameter(
  check: Check,
  parameters: JsonObject,
  { name, value }: { name: string; value: Json },
): void {
  const parameter = check.parameters[name]
  if (parameter === undefined) {
    const known = Object.keys(check.parameters).join(', ')
    throw new InvalidInputError(`${check.id} has no parameter "${name}".`, [
      { path: `parameters.${name}`, message: known === '' ? 'It has none.' : `It has: ${known}.` },
    ])
  }
  if (value === null) {
    delete parameters[name]
    return
  }
  if (!isLike(value, parameter.standard)) {
    const kind = Array.isArray(parameter.standard) ? 'a list of texts' : `a ${typeof parameter.standard}`
    throw new InvalidInputError(`"${name}" of ${check.id} is ${kind}.`, [
      { path: `parameters.${name}`, message: `Expected ${kind}.` },
    ])
  }
  parameters[name] = value
}
