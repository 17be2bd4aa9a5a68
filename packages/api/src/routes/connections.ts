import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, nothing, time } from '../shapes.ts'

/** A connection as people see it: secrets are never in it, only whether they are set. */
export const connection = z.object({
  id,
  name: z.string(),
  connector: z.string(),
  settings: z.record(z.string(), anyJson),
  /** Names of the secret fields that have a value. */
  secretsSet: z.array(z.string()),
  /** Public halves of the keys that sign for it, for the other side to know. */
  keys: z.array(
    z.object({ id: z.string(), use: z.enum(['current', 'next']), publicKey: z.record(z.string(), anyJson) }),
  ),
  createdAt: time,
  updatedAt: time,
  test: z.object({ at: time, ok: z.boolean(), message: z.string() }).nullable(),
  usedByFlows: z.int(),
})

const connectionName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    'A name has lower-case letters, digits and hyphens, up to 63 characters.',
  )
const connectionParams = z.object({ connectionId: id })
/** Values of the connector's connection schema, secrets included. In an update a missing secret stays as it is. */
const values = z.record(z.string(), anyJson)

export const listConnections = defineRoute({
  method: 'GET',
  path: '/api/connections',
  access: 'viewer',
  summary: 'All connections',
  params: none,
  query: none,
  body: none,
  answer: z.object({ items: z.array(connection) }),
})

export const createConnection = defineRoute({
  method: 'POST',
  path: '/api/connections',
  access: 'admin',
  summary: 'Stores a connection, its secrets encrypted',
  params: none,
  query: none,
  body: z.object({ name: connectionName, connector: z.string().max(100), values }),
  answer: connection,
})

export const updateConnection = defineRoute({
  method: 'PATCH',
  path: '/api/connections/:connectionId',
  access: 'admin',
  summary: 'Changes settings or secrets of a connection',
  params: connectionParams,
  query: none,
  body: z.object({ name: connectionName.optional(), values: values.optional() }),
  answer: connection,
})

export const deleteConnection = defineRoute({
  method: 'DELETE',
  path: '/api/connections/:connectionId',
  access: 'admin',
  summary: 'Deletes a connection that no flow is bound to',
  params: connectionParams,
  query: none,
  body: none,
  answer: nothing,
})

export const generateKey = defineRoute({
  method: 'POST',
  path: '/api/connections/:connectionId/keys',
  access: 'admin',
  summary: 'Makes a key pair: the first one signs at once, another one waits until it is switched to',
  params: connectionParams,
  query: none,
  body: none,
  answer: connection,
})

export const switchKey = defineRoute({
  method: 'POST',
  path: '/api/connections/:connectionId/keys/switch',
  access: 'admin',
  summary: 'Lets the next key sign, once the other side knows it',
  params: connectionParams,
  query: none,
  body: none,
  answer: connection,
})

export const testConnection = defineRoute({
  method: 'POST',
  path: '/api/connections/:connectionId/test',
  access: 'operator',
  summary: 'Tries the connection and names the cause if it fails',
  params: connectionParams,
  query: none,
  body: none,
  answer: z.object({
    ok: z.boolean(),
    message: z.string(),
    details: z.record(z.string(), anyJson).optional(),
  }),
})

const foundOptions = z.object({
  options: z.array(z.object({ value: z.string(), label: z.string(), hint: z.string().optional() })),
})

export const searchOptions = defineRoute({
  method: 'GET',
  path: '/api/connections/:connectionId/options',
  access: 'builder',
  summary: 'Live choices for a field of an action, searched on the other side',
  params: connectionParams,
  query: z.object({
    action: z.string().max(200),
    field: z.string().max(200),
    search: z.string().max(200).default(''),
    /** The other inputs as far as they are known, a JSON object: the choices of some fields depend on them. */
    inputs: z.string().max(20_000).default('{}'),
  }),
  body: none,
  answer: foundOptions,
})

export const searchInputOptions = defineRoute({
  method: 'GET',
  path: '/api/flows/:flowId/inputs/:input/options',
  access: 'operator',
  summary:
    'Live choices for an input of a flow, from the field and the connection of the step that takes it as it is',
  params: z.object({ flowId: id, input: z.string().max(200) }),
  query: z.object({
    search: z.string().max(200).default(''),
    /** The other inputs as far as they are known, a JSON object: the choices of some fields depend on them. */
    inputs: z.string().max(20_000).default('{}'),
  }),
  body: none,
  answer: foundOptions,
})

/** A member of an object field, as the other side declares it. */
export const dynamicField = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string().optional(),
  type: z.enum(['text', 'number', 'boolean', 'list', 'object']),
  isRequired: z.boolean(),
  isReadOnly: z.boolean(),
  choices: z.array(z.object({ value: z.union([z.string(), z.number()]), label: z.string() })).optional(),
})

export const readFields = defineRoute({
  method: 'GET',
  path: '/api/connections/:connectionId/fields',
  access: 'builder',
  summary:
    'What an object field of an action may hold there: the attributes of an org, kept for five minutes',
  params: connectionParams,
  query: z.object({
    action: z.string().max(200),
    field: z.string().max(200),
    /** The other inputs as far as they are known, a JSON object. */
    inputs: z.string().max(20_000).default('{}'),
  }),
  body: none,
  answer: z.object({ fields: z.array(dynamicField) }),
})

export const readInputFields = defineRoute({
  method: 'GET',
  path: '/api/flows/:flowId/inputs/:input/fields',
  access: 'operator',
  summary: 'What an input of a flow may hold, from the step that takes it as it is',
  params: z.object({ flowId: id, input: z.string().max(200) }),
  query: z.object({ inputs: z.string().max(20_000).default('{}') }),
  body: none,
  answer: z.object({ fields: z.array(dynamicField) }),
})
