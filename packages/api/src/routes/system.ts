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

export const live = defineRoute({
  method: 'GET',
  path: '/health/live',
  access: 'health',
  summary:
    'Says that the process answers, whatever its storage does: who does not answer here should be restarted',
  params: none,
  query: none,
  body: none,
  answer: z.object({ status: z.literal('ok') }),
})

export const ready = defineRoute({
  method: 'GET',
  path: '/health/ready',
  access: 'health',
  summary: 'Says whether the process takes work: not while its storage fails, and not while it ends',
  params: none,
  query: none,
  body: none,
  answer: z.object({ status: z.literal('ok') }),
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

export const listSettings = defineRoute({
  method: 'GET',
  path: '/api/settings',
  access: 'admin',
  summary: 'Every setting of this process: what it is for, its value, and where that comes from',
  params: none,
  query: none,
  body: none,
  answer: z.object({
    items: z.array(
      z.object({
        name: z.string(),
        group: z.string(),
        meaning: z.string(),
        /** Environment variables that set it. */
        variables: z.array(z.string()),
        /** Null where nothing is set; of a secret only that it is. */
        value: z.string().nullable(),
        standard: z.string().nullable(),
        source: z.enum(['option', 'environment', 'standard']),
      }),
    ),
  }),
})

export const previewSchedule = defineRoute({
  method: 'GET',
  path: '/api/schedule-preview',
  access: 'viewer',
  summary: 'When a schedule would run next, and what the next changes of the clock do to it',
  params: none,
  query: z.object({
    cron: z.string().max(200),
    timeZone: z.string().max(100),
    /** How many of the next occurrences are answered. */
    count: z.coerce.number().int().min(1).max(50).default(5),
  }),
  body: none,
  answer: z.object({
    next: z.array(time),
    /** Changes of the clock within a year that touch occurrences, the nearest first. */
    clockChanges: z.array(
      z.object({
        at: time,
        /** What the clock shows then, before and after: `02:00`. */
        from: z.string(),
        to: z.string(),
        /** What the clock would show at occurrences that it leaves out, or shows twice: `02:30`. The first few of them. */
        touched: z.array(z.string()),
        /** Occurrences that come while that time is left out (right after it) or shown twice. The first few of them. */
        runs: z.array(time),
      }),
    ),
  }),
})
