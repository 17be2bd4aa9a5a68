import { z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { none } from '../shapes.ts'

export const getMetrics = defineRoute({
  method: 'GET',
  path: '/api/metrics',
  access: 'viewer',
  summary:
    'Counters of this process, and how complete the events of each Okta org are, as Prometheus reads them',
  params: none,
  query: none,
  body: none,
  answer: z.string(),
})
