import { z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { none, time } from '../shapes.ts'

export const health = defineRoute({
  method: 'GET',
  path: '/health',
  access: 'health',
  summary: 'Says whether the process answers and its storage works',
  params: none,
  query: none,
  body: none,
  answer: z.object({ status: z.enum(['ok', 'failing']) }),
})

export const getSystem = defineRoute({
  method: 'GET',
  path: '/api/system',
  access: 'viewer',
  summary: 'Version, storage, public address, and counters of this process',
  params: none,
  query: none,
  body: none,
  answer: z.object({
    version: z.string(),
    storage: z.enum(['sqlite', 'postgres']),
    publicUrl: z.string(),
    startedAt: time,
    executions: z.object({ running: z.int(), waiting: z.int(), queued: z.int(), inDoubt: z.int() }),
    /** Counters since the start of the process, by name: what ingest accepted and refused, and why. */
    counters: z.record(z.string(), z.int()),
  }),
})

export const previewSchedule = defineRoute({
  method: 'GET',
  path: '/api/schedule-preview',
  access: 'viewer',
  summary: 'When a schedule would run next, five times',
  params: none,
  query: z.object({ cron: z.string().max(200), timeZone: z.string().max(100) }),
  body: none,
  answer: z.object({ next: z.array(time) }),
})
