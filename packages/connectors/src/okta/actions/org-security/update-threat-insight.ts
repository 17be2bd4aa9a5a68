import { defineAction, field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { toState } from '../../kinds/kind.ts'
import { threatInsightKind } from '../../kinds/threat-insight.ts'

const configuration = path`/api/v1/threats/configuration`

export const updateThreatInsight = defineAction({
  id: 'okta.update_threat_insight',
  title: 'Update ThreatInsight',
  description: 'Says what Okta does with requests from addresses that attack many orgs.',
  effect: 'idempotent',
  scopes: ['okta.threatInsights.manage'],
  input: z.object({
    action: field(z.enum(['none', 'audit', 'block']), {
      title: 'Action',
      description: 'audit: only write it to the System Log. block: refuse them.',
    }),
    excludedZones: field(optional(z.array(z.string())), {
      title: 'Excluded zones',
      description: 'Ids of network zones that are left alone. Left out: stay as they are.',
    }),
  }),
  output: threatInsightKind.schema,
  async run({ action, ...input }, { http }) {
    // Posting replaces it all.
    const excludeZones =
      input.excludedZones ?? threatInsightKind.read(await http.get(configuration)).excludeZones
    return threatInsightKind.read(await http.post(configuration, { action, excludeZones }))
  },
  readState: async (_input, { http }) => toState(threatInsightKind.read(await http.get(configuration))),
  inverse: {
    action: 'okta.update_threat_insight',
    input: ({ before }) => ({ action: before.action, excludedZones: before.excludeZones }),
  },
})
