import { oktaSources } from '@keyway/api'
import type { z } from '@keyway/sdk'

export type FeedSettings = z.output<typeof oktaSources.feedSettings>

export const standardSettings: FeedSettings = {
  pollSeconds: 10,
  reconcileSeconds: 60,
  overlapSeconds: 15 * 60,
  sweepEverySeconds: 60 * 60,
  sweepBackSeconds: 3 * 60 * 60,
  since: null,
  isOn: true,
  hookPolicy: 'repair',
  pushFilters: false,
}

/** Reads stored settings; what nobody chose is standard. */
export function parseSettings(text: string): FeedSettings {
  return oktaSources.feedSettings.parse({ ...standardSettings, ...JSON.parse(text) })
}
