import type { checks as contract, AnswerOf } from '@keyway/api'
import type { Db } from '../db/database.ts'
import { countFindings } from '../findings/store.ts'
import { checksOf, frameworks, scoreOf } from './score.ts'
import { readDays, readMutes, readStates } from './store.ts'

const dayMs = 86_400_000

/** Score of each framework in all orgs or one, and how it was. */
export async function describeScores(
  db: Db,
  { org, days, now }: { org?: string | undefined; days: number; now: number },
): Promise<AnswerOf<typeof contract.getScores>> {
  const muted = new Set((await readMutes(db, now)).map((mute) => `${mute.org} ${mute.check_id}`))
  const states = (await readStates(db, org)).map(({ org: of, check_id, status }) => ({
    checkId: check_id,
    status: muted.has(`${of} ${check_id}`) ? 'muted' : status,
  }))
  const past = Map.groupBy(
    await readDays(db, { org, since: Math.floor(now / dayMs) - days }),
    ({ day }) => day,
  )
  const counts = { critical: 0, high: 0, medium: 0, low: 0 }
  for (const { severity, count } of await countFindings(db, { org, status: 'open' }))
    counts[severity] += count
  return {
    findings: counts,
    items: frameworks.map(({ id, title }) => {
      const own = new Set(checksOf(id).map((check) => check.id))
      const those = states.filter(({ checkId }) => own.has(checkId))
      const pass = those.filter(({ status }) => status === 'pass').length
      const fail = those.filter(({ status }) => status === 'fail').length
      return {
        framework: id,
        title,
        score: scoreOf(states, id),
        pass,
        fail,
        other: those.length - pass - fail,
        trend: [...past].flatMap(([day, rows]) => {
          const score = scoreOf(
            rows.map(({ check_id, status }) => ({ checkId: check_id, status })),
            id,
          )
          return score === null ? [] : [{ day: day * dayMs, score }]
        }),
      }
    }),
  }
}
