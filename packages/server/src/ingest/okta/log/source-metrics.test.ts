import { expect, test } from 'vitest'
import { formatMetrics } from '../../../system/format-metrics.ts'
import { standardSettings as settings } from './settings.ts'
import { toSourceMetrics } from './source-metrics.ts'

type Source = Parameters<typeof toSourceMetrics>[0][number]

const source: Source = {
  org: 'acme.okta.com',
  connections: [],
  wantedTypes: [],
  settings,
  log: {
    state: 'catching_up',
    completeUntil: 1_000,
    lastPollAt: 2_000,
    lagMs: 90_000,
    catchUp: { from: 0, to: 10_000, at: 5_000, events: 700, eventsPerSecond: 70, remainingMs: 12_500 },
    gaps: [
      { from: 0, to: 60_000 },
      { from: 100_000, to: 101_000 },
    ],
    foundBySweeps: 0,
    error: null,
  },
  meter: {
    days: 90,
    recovered: 3,
    total: 20,
    types: [
      {
        type: 'user.account.lock',
        flows: [],
        isHookEligible: true,
        byHook: 12,
        byLog: 19,
        both: 11,
        onlyLog: 3,
        filtered: 5,
        onlyHook: 1,
        delayP50Ms: 50,
        delayP95Ms: 80,
      },
    ],
  },
  hooks: [],
  hookBudget: { used: 12, limit: 400_000 },
}

const linesOf = (...sources: Source[]): string[] =>
  formatMetrics(toSourceMetrics(sources))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))

test('the completeness meter, the progress of a catch-up and what is lost are figures to watch', () => {
  const org = 'org="acme.okta.com"'
  expect(linesOf(source)).toEqual([
    `keyway_okta_events{${org},type="user.account.lock",way="hook"} 12`,
    `keyway_okta_events{${org},type="user.account.lock",way="log"} 19`,
    `keyway_okta_events{${org},type="user.account.lock",way="both"} 11`,
    `keyway_okta_events{${org},type="user.account.lock",way="only_log"} 3`,
    `keyway_okta_events{${org},type="user.account.lock",way="filtered"} 5`,
    `keyway_okta_log_lag_seconds{${org}} 90`,
    `keyway_okta_log_failing{${org}} 0`,
    `keyway_okta_log_catching_up{${org}} 1`,
    `keyway_okta_log_catch_up_events{${org}} 700`,
    `keyway_okta_log_catch_up_remaining_seconds{${org}} 12.5`,
    `keyway_okta_log_gap_seconds{${org}} 61`,
    `keyway_okta_events_recovered{${org}} 3`,
    `keyway_okta_hook_events_today{${org}} 12`,
  ])
})

test('what there is none of says nothing, or 0', () => {
  const log = { ...source.log, state: 'failing' as const, lagMs: null, catchUp: null, gaps: [] }
  const hook = { status: 'ok' } as Source['hooks'][number]
  const lines = linesOf({ ...source, log, hooks: [hook] }).filter((line) => !line.includes('type='))
  expect(lines.map((line) => line.replace(/\{.*\}/, ''))).toEqual([
    'keyway_okta_log_failing 1',
    'keyway_okta_log_catching_up 0',
    'keyway_okta_log_gap_seconds 0',
    'keyway_okta_events_recovered 3',
    'keyway_okta_hook_events_today 12',
    'keyway_okta_hook_in_order 1',
  ])
})
