import type { oktaSources } from '@keyway/api'
import type { z } from '@keyway/sdk'
import type { Metric } from '../../../system/format-metrics.ts'

type SourceView = z.input<typeof oktaSources.oktaSource>

/** The completeness meter as figures to watch. */
export function toSourceMetrics(sources: readonly SourceView[]): Metric[] {
  const gauge = (name: string, help: string, value: (source: SourceView) => number | null): Metric => ({
    name,
    help,
    kind: 'gauge',
    samples: sources.flatMap((source) => {
      const found = value(source)
      return found === null ? [] : [{ labels: { org: source.org }, value: found }]
    }),
  })
  return [
    {
      name: 'keyway_okta_events',
      help: 'Events of the last 90 days by type, and the way they were seen: hook, log, both, only in the log, or only there since the hook filters them.',
      kind: 'gauge',
      samples: sources.flatMap(({ org, meter }) =>
        meter.types.flatMap(({ type, byHook, byLog, both, onlyLog, filtered }) =>
          Object.entries({ hook: byHook, log: byLog, both, only_log: onlyLog, filtered }).map(
            ([way, value]) => ({
              labels: { org, type, way },
              value,
            }),
          ),
        ),
      ),
    },
    gauge('keyway_okta_log_lag_seconds', 'How far behind the System Log reading is.', ({ log }) =>
      log.lagMs === null ? null : log.lagMs / 1000,
    ),
    gauge('keyway_okta_log_failing', '1 while the System Log cannot be read.', ({ log }) =>
      log.state === 'failing' ? 1 : 0,
    ),
    gauge('keyway_okta_log_catching_up', '1 while events of a downtime are being made up for.', ({ log }) =>
      log.catchUp === null ? 0 : 1,
    ),
    gauge(
      'keyway_okta_log_catch_up_events',
      'Events read so far by the catch-up that is under way.',
      ({ log }) => log.catchUp?.events ?? null,
    ),
    gauge(
      'keyway_okta_log_catch_up_remaining_seconds',
      'How long the catch-up will still take if it goes on as until now.',
      ({ log }) => (log.catchUp?.remainingMs == null ? null : log.catchUp.remainingMs / 1000),
    ),
    gauge(
      'keyway_okta_log_gap_seconds',
      'Time whose events are lost, since Okta had deleted them before they could be read; the latest ten gaps.',
      ({ log }) => log.gaps.reduce((sum, { from, to }) => sum + (to - from), 0) / 1000,
    ),
    gauge(
      'keyway_okta_events_recovered',
      'Events of the last 90 days that the hook should have brought and only the log did.',
      ({ meter }) => meter.recovered,
    ),
    gauge(
      'keyway_okta_hook_events_today',
      "Events that hooks brought today, of Okta's 400,000.",
      (source) => source.hookBudget.used,
    ),
    gauge(
      'keyway_okta_hook_in_order',
      '1 while the hooks that Keyway keeps are active and verified.',
      ({ hooks }) => (hooks.length === 0 ? null : Number(hooks.every(({ status }) => status === 'ok'))),
    ),
  ]
}
