import { z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, time } from '../shapes.ts'

/** How the System Log of an org is read. */
export const feedSettings = z.object({
  /** Seconds between two looks while flows wait for types that hooks do not deliver, or no hook delivers. */
  pollSeconds: z.int().min(1).max(3600),
  /** Seconds between two looks while the hook delivers and the log only fills its gaps. */
  reconcileSeconds: z.int().min(1).max(3600),
  /** How far before the last known place reading begins again when the place itself is lost, in seconds. */
  overlapSeconds: z.int().min(60).max(86_400),
  /** How often the last hours are read again for events that came late, in seconds; 0 never. */
  sweepEverySeconds: z.int().min(0).max(86_400),
  /** How far such a sweep goes back, in seconds. */
  sweepBackSeconds: z
    .int()
    .min(60)
    .max(7 * 86_400),
  /** Where reading begins; null is where it began. A new time makes it begin again from there. */
  since: time.nullable(),
  /** Nothing is read while this is false. */
  isOn: z.boolean(),
  /** What happens when others change the event hook that Keyway keeps. */
  hookPolicy: z.enum(['repair', 'report']),
  /**
   * Whether Okta tests the filters of flows before it delivers. It saves deliveries of Okta's daily budget; what is
   * filtered away is still found in the log. Off unless somebody chooses it: the org must have Okta's event hook filtering.
   */
  pushFilters: z.boolean(),
})

const managedHook = z.object({
  /** The receiver it delivers to. */
  hookId: id,
  name: z.string(),
  url: z.string(),
  /** Okta's id; null until it was made. */
  oktaId: z.string().nullable(),
  status: z.enum(['new', 'ok', 'drifted', 'failing']),
  /** What is wrong, by cause, with what to do. */
  problems: z.array(z.object({ code: z.string(), message: z.string() })),
  types: z.array(z.string()),
  checkedAt: time.nullable(),
  /** When Okta last reached the receiver because Keyway asked it to. */
  testedAt: time.nullable(),
  rotatedAt: time.nullable(),
  lastDeliveryAt: time.nullable(),
  /** What was put right last. */
  repaired: z.object({ at: time, what: z.string() }).nullable(),
  /**
   * The last test with a canary event, which goes to the public address as Okta's deliveries do and starts nothing: how
   * long it took in milliseconds, or why it could not be sent from here, which proves nothing.
   */
  canary: z.object({ at: time, tookMs: z.int().nullable(), unsent: z.string().nullable() }).nullable(),
  /** The filters that Okta tests, by event type; types without one are delivered whole. */
  filters: z.array(z.object({ type: z.string(), expression: z.string() })),
  /** Types without a filter although filters are pushed, and the flows that need every event, or whose filters are too long together. */
  unfiltered: z.array(
    z.object({
      type: z.string(),
      why: z.enum(['flow_without_filter', 'too_long']),
      flows: z.array(z.string()),
    }),
  ),
  /** Why Okta has no filters although they are pushed: it refused them, and the hook delivers everything. */
  filtersRefused: z.object({ at: time, message: z.string() }).nullable(),
})

const meterLine = z.object({
  type: z.string(),
  /** Flows that are on and wait for it. */
  flows: z.array(z.string()),
  /** Whether Okta delivers this type to event hooks at all. */
  isHookEligible: z.boolean(),
  byHook: z.int(),
  byLog: z.int(),
  both: z.int(),
  /** Seen in the log only: what the hook did not bring, though it should have. */
  onlyLog: z.int(),
  /** Seen in the log only, as it should be: the filter that the hook has lets them not through, and no flow wants them. */
  filtered: z.int(),
  onlyHook: z.int(),
  /** From `published` to accepted, in milliseconds, to a quarter of its size; null without events. */
  delayP50Ms: z.number().nullable(),
  delayP95Ms: z.number().nullable(),
})

const logState = z.enum(['off', 'waiting', 'reading', 'catching_up', 'caught_up', 'failing'])

/** An Okta org as a source of events. */
export const oktaSource = z.object({
  /** Host of the org. */
  org: id,
  connections: z.array(z.object({ id, name: z.string() })),
  /** Types that flows wait for, `*` for every one. Empty: nothing is read. */
  wantedTypes: z.array(z.object({ type: z.string(), flows: z.array(z.string()) })),
  settings: feedSettings,
  log: z.object({
    state: logState,
    /** Everything until then was read. */
    completeUntil: time.nullable(),
    lastPollAt: time.nullable(),
    lagMs: z.number().nullable(),
    catchUp: z
      .object({
        from: time,
        to: time,
        at: time,
        events: z.int(),
        eventsPerSecond: z.number(),
        remainingMs: z.number().nullable(),
      })
      .nullable(),
    /** Times whose events are lost, because Okta had deleted them when they could be read. */
    gaps: z.array(z.object({ from: time, to: time })),
    foundBySweeps: z.int(),
    error: z.object({ at: time, code: z.string(), message: z.string() }).nullable(),
  }),
  meter: z.object({
    days: z.int(),
    /** Events of types that the hook should have brought and only the log did. */
    recovered: z.int(),
    total: z.int(),
    types: z.array(meterLine),
  }),
  /** The event hooks that Keyway keeps itself: one, more only past 300 types; none where people set them up. */
  hooks: z.array(managedHook),
  /** Events that hooks brought today (UTC), of those that Okta delivers in a day. */
  hookBudget: z.object({ used: z.int(), limit: z.int() }),
})

const days = z.object({ days: z.coerce.number().int().min(1).max(90).default(7) })
const sourceParams = z.object({ org: id })

export const listOktaSources = defineRoute({
  method: 'GET',
  path: '/api/okta-sources',
  access: 'viewer',
  summary: 'Okta orgs as sources of events: how far the System Log was read, and what came by which way',
  params: none,
  query: days,
  body: none,
  answer: z.object({ items: z.array(oktaSource) }),
})

export const updateOktaSource = defineRoute({
  method: 'PATCH',
  path: '/api/okta-sources/:org',
  access: 'admin',
  summary: 'Changes how the System Log of an org is read',
  params: sourceParams,
  query: none,
  body: z.object({ settings: feedSettings.partial() }),
  answer: oktaSource,
})

export const setUpHook = defineRoute({
  method: 'POST',
  path: '/api/okta-sources/:org/hook',
  access: 'admin',
  summary: 'Makes an event hook in the org over its API, and has it verified',
  params: sourceParams,
  query: none,
  body: none,
  answer: oktaSource,
})

export const changeHook = defineRoute({
  method: 'POST',
  path: '/api/okta-sources/:org/hook/:step',
  access: 'admin',
  summary:
    'Looks after the event hook now: check and repair it, test it with a call of Okta and a canary event, or give it a new key',
  params: sourceParams.extend({ step: z.enum(['check', 'test', 'rotate']) }),
  query: none,
  body: none,
  answer: oktaSource,
})

export const removeHook = defineRoute({
  method: 'DELETE',
  path: '/api/okta-sources/:org/hook',
  access: 'admin',
  summary: 'Deletes the event hook that Keyway made, in Okta and here',
  params: sourceParams,
  query: none,
  body: none,
  answer: oktaSource,
})
