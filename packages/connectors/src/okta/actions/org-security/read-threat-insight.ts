import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { threatInsightKind } from '../../kinds/threat-insight.ts'

export const readThreatInsight = defineReading({
  id: 'okta.read_threat_insight',
  title: 'Read ThreatInsight',
  description: 'Reads how Okta treats requests from addresses that attack many orgs.',
  scopes: ['okta.threatInsights.read'],
  input: z.object({}),
  kind: threatInsightKind,
  at: () => path`/api/v1/threats/configuration`,
})
