import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { flowDocument, none } from '../shapes.ts'
import { flowKinds } from './flows.ts'

/** Which part of the work a template belongs to; the order is that of a person's time in a company. */
export const templateCategories = [
  'lifecycle',
  'access',
  'threats',
  'findings',
  'reports',
  'operations',
] as const

export const flowTemplate = z.object({
  /** Name of its file: `joiner-groups`. */
  id: z.string(),
  category: z.enum(templateCategories),
  title: z.string(),
  /** What it does, in a few sentences. */
  description: z.string(),
  kind: z.enum(flowKinds),
  /** Ids of the connectors whose accounts it acts with. */
  connectors: z.array(z.string()),
  /** What whoever uses it sets: the values of its step `settings`, by name. */
  settings: z.record(z.string(), anyJson),
  /** Tables it writes to, with the columns it fills. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  document: flowDocument,
  /** The same as a file, with its comments. */
  yaml: z.string(),
})

export const listTemplates = defineRoute({
  method: 'GET',
  path: '/api/templates',
  access: 'viewer',
  summary: 'Flows to start from, by category and title, each with what it does and what it needs',
  params: none,
  query: none,
  body: none,
  answer: z.object({ items: z.array(flowTemplate) }),
})
