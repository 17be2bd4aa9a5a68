import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { flowDocument, id, none, nothing, time } from '../shapes.ts'
import { folderPath } from './folders.ts'

export const flowKinds = ['event', 'endpoint', 'helper', 'schedule', 'manual', 'delegated'] as const

/** A connection that a flow names, and what it is bound to here. */
const binding = z.object({ name: z.string(), connector: z.string(), connectionId: id.nullable() })

const flowSummary = z.object({
  id,
  name: z.string(),
  folder: z.string().nullable(),
  kind: z.enum(flowKinds),
  isOn: z.boolean(),
  hasUnpublishedChanges: z.boolean(),
  publishedVersion: z.int().nullable(),
  steps: z.int(),
  updatedAt: time,
  /** Who is asked about it: a name or an address. */
  owner: z.string().nullable(),
  tags: z.array(z.string()),
})

/**
 * What keeps a flow from being switched on, or what its author should look at. `step` and `path` are places in the
 * document: `steps[2]`, and where in it, `steps[2].with.channel`.
 */
const problem = z.object({
  step: z.string().nullable(),
  path: z.string().nullable(),
  message: z.string(),
  severity: z.enum(['error', 'warning']),
})

export const flowDetail = flowSummary.extend({
  draft: flowDocument,
  /** Grows with each save; a save says which one it is based on. */
  draftNumber: z.int(),
  draftSavedAt: time,
  draftSavedBy: z.string(),
  published: flowDocument.nullable(),
  bindings: z.array(binding),
  problems: z.array(problem),
  /** How a flow with a URL of its own is called. */
  endpoint: z
    .object({
      url: z.string(),
      alias: z.string().nullable(),
      /** The same URL with the alias in it. */
      aliasUrl: z.string().nullable(),
      security: z.enum(['public', 'client-token', 'oauth', 'inline-hook', 'form-link', 'form-signed-in']),
      tokenHeader: z.string(),
      token: z.string().nullable(),
      /** The token before this one is accepted until then. */
      previousTokenValidUntil: time.nullable(),
    })
    .nullable(),
})

/** What an author says of a version. */
export const versionMessage = z.string().max(2_000)

const flowParams = z.object({ flowId: id })

export const listFlows = defineRoute({
  method: 'GET',
  path: '/api/flows',
  access: 'viewer',
  summary: 'All flows, by folder and name',
  params: none,
  query: none,
  body: none,
  answer: z.object({ items: z.array(flowSummary) }),
})

export const listFlowUses = defineRoute({
  method: 'GET',
  path: '/api/flow-uses',
  access: 'viewer',
  summary: 'What each flow starts by, which flows it calls, and which tables and connections it uses',
  params: none,
  query: none,
  body: none,
  answer: z.object({
    items: z.array(
      flowSummary.pick({ id: true, name: true, folder: true, kind: true, isOn: true }).extend({
        /** The event it waits for. */
        event: z.string().nullable(),
        /** Helper flows it calls, as it names them; null where there is none of that name. */
        calls: z.array(z.object({ name: z.string(), flowId: id.nullable() })),
        /** Tables by the name or id that stands in the flow. */
        tables: z.array(z.string()),
        connections: z.array(
          binding.extend({
            /** Titles of the steps that use it; empty where only the trigger does. */
            steps: z.array(z.string()),
            /** What the other side calls the rights that those steps and the trigger need. */
            scopes: z.array(z.string()),
          }),
        ),
      }),
    ),
  }),
})

export const getFlow = defineRoute({
  method: 'GET',
  path: '/api/flows/:flowId',
  access: 'viewer',
  summary:
    'One flow: draft, published version, bindings, problems. The endpoint token is shown to builders only',
  params: flowParams,
  query: none,
  body: none,
  answer: flowDetail,
})

export const createFlow = defineRoute({
  method: 'POST',
  path: '/api/flows',
  access: 'builder',
  summary: 'Stores a flow as a draft, off and unbound',
  params: none,
  query: none,
  body: z.object({ document: flowDocument, folder: folderPath.optional() }),
  answer: flowDetail,
})

export const saveDraft = defineRoute({
  method: 'PUT',
  path: '/api/flows/:flowId/draft',
  access: 'builder',
  summary: 'Replaces the draft; refused with 409 when somebody saved another one since `basedOn`',
  params: flowParams,
  query: none,
  body: z.object({
    document: flowDocument,
    /** `draftNumber` of the draft that was changed; left out, whatever is there is replaced. */
    basedOn: z.int().optional(),
  }),
  answer: flowDetail,
})

export const discardDraft = defineRoute({
  method: 'POST',
  path: '/api/flows/:flowId/draft/discard',
  access: 'builder',
  summary: 'Makes the published version the draft again',
  params: flowParams,
  query: none,
  body: none,
  answer: flowDetail,
})

export const changeDetails = defineRoute({
  method: 'PUT',
  path: '/api/flows/:flowId/details',
  access: 'builder',
  summary: 'Moves a flow to a folder (null: to none) and changes its owner and tags, without a new version',
  params: flowParams,
  query: none,
  body: z.object({
    folder: folderPath.nullable().optional(),
    owner: z.string().max(200).nullable().optional(),
    tags: z.array(z.string().min(1).max(50)).max(30).optional(),
  }),
  answer: flowDetail,
})

export const bindConnections = defineRoute({
  method: 'PUT',
  path: '/api/flows/:flowId/bindings',
  access: 'admin',
  summary: 'Binds the connection names of a flow to connections; null unbinds',
  params: flowParams,
  query: none,
  body: z.object({ bindings: z.record(z.string(), id.nullable()) }),
  answer: flowDetail,
})

export const changeEndpoint = defineRoute({
  method: 'PATCH',
  path: '/api/flows/:flowId/endpoint',
  access: 'builder',
  summary:
    'Changes the alias in the URL of a flow, or its client token; the old token stays valid for the overlap',
  params: flowParams,
  query: none,
  body: z.object({
    alias: z
      .string()
      .regex(/^[A-Za-z0-9_-]{3,64}$/, 'An alias has 3 to 64 letters, digits, hyphens or underscores.')
      .nullable()
      .optional(),
    token: z.literal('generate').optional(),
    /** How long the old token is still accepted, in seconds. */
    overlapSeconds: z.int().min(0).max(604_800).default(86_400),
  }),
  answer: flowDetail,
})

export const publishFlow = defineRoute({
  method: 'POST',
  path: '/api/flows/:flowId/publish',
  access: 'builder',
  summary: 'Makes the draft the new immutable version that events and callers use',
  params: flowParams,
  query: none,
  body: z.object({
    message: versionMessage.optional(),
    /** `draftNumber` of the draft that was looked at; refused with 409 when it is another one by now. */
    basedOn: z.int().optional(),
  }),
  answer: flowDetail,
})

export const switchFlow = defineRoute({
  method: 'PUT',
  path: '/api/flows/:flowId/state',
  access: 'operator',
  summary: 'Switches a flow on or off. On publishes the draft first if nothing was published yet',
  params: flowParams,
  query: none,
  body: z.object({ isOn: z.boolean() }),
  answer: flowDetail,
})

export const deleteFlow = defineRoute({
  method: 'DELETE',
  path: '/api/flows/:flowId',
  access: 'builder',
  summary: 'Deletes a flow that is off; its executions stay',
  params: flowParams,
  query: none,
  body: none,
  answer: nothing,
})

export const runFlow = defineRoute({
  method: 'POST',
  path: '/api/flows/:flowId/run',
  access: 'operator',
  summary:
    'Runs the published version, or for builders the draft, once with the given trigger values (for event flows: the event)',
  params: flowParams,
  query: none,
  body: z.object({
    input: anyJson,
    /** A draft runs without being published: what events and callers use stays what it is. */
    version: z.enum(['published', 'draft']).default('published'),
    /** `draftNumber` of the draft that was looked at; refused with 409 when it is another one by now. */
    basedOn: z.int().optional(),
    /** Read, but describe changes instead of making them. */
    dryRun: z.boolean().default(false),
  }),
  answer: z.object({ executionId: id }),
})

/** A card that is not what it was: why, and what to do about it. */
const fidelityCard = z.object({
  card: z.string(),
  title: z.string(),
  reason: z.string(),
  advice: z.string(),
  /** Path of its step in the flow; null for one without a step. */
  step: z.string().nullable(),
})
const importedFlow = z.object({
  name: z.string(),
  kind: z.string(),
  cards: z.int(),
  exact: z.int(),
  adapted: z.int(),
  unsupported: z.array(fidelityCard),
  adaptations: z.array(fidelityCard).optional(),
  /** Set when the flow was stored. */
  id: id.optional(),
})

export const importFlows = defineRoute({
  method: 'POST',
  path: '/api/imports',
  access: 'builder',
  summary:
    'Imports Okta Workflows exports (.flopack, .folder, .flow) or native flows (.yaml, .json): off and unbound',
  params: none,
  query: none,
  body: z.object({
    files: z
      .array(z.object({ name: z.string().max(300), content: z.string().max(25_000_000) }))
      .min(1)
      .max(200),
    dryRun: z.boolean().default(false),
    /** Folder that the flows go into; folders that a file brings along are made inside it. */
    folder: folderPath.optional(),
  }),
  answer: z.object({
    files: z.array(
      z.object({ file: z.string(), flows: z.array(importedFlow), warnings: z.array(z.string()) }),
    ),
    errors: z.array(z.object({ file: z.string(), message: z.string() })),
    totals: z.object({
      files: z.int(),
      flows: z.int(),
      bodies: z.int(),
      cards: z.int(),
      exact: z.int(),
      adapted: z.int(),
      unsupported: z.int(),
    }),
    /** Connection names the imported flows use, to be bound before they can be switched on. */
    connections: z.array(z.object({ name: z.string(), connector: z.string(), flows: z.array(z.string()) })),
  }),
})
