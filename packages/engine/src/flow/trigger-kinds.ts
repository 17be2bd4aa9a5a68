import { anyJson, isJsonObject, z, type Json } from '@keyway/sdk'
import { condition, oneOf, passOn, valueType, type DocumentKind } from './step-kinds.ts'

const triggerInput = {
  key: z.string().min(1).max(200),
  type: valueType.optional(),
  default: anyJson.optional(),
  title: z.string().max(300).optional(),
}
const inputs = z.array(z.strictObject(triggerInput)).max(200).optional()
const formInput = {
  ...triggerInput,
  required: z.boolean().optional(),
  options: z.array(z.string().max(300)).min(1).max(200).optional(),
}

const form = z.strictObject({
  access: z.enum(['link', 'signed-in']),
  people: z.array(z.string().min(3).max(320)).min(1).max(500).optional(),
  lead: z.string().max(5_000).optional(),
  confirmation: z.string().max(5_000).optional(),
})

const endpoint = z.strictObject({
  security: z.enum(['public', 'client-token', 'oauth']),
  oauth: z
    .strictObject({
      issuer: z.string().min(1).max(500),
      audience: z.string().min(1).max(500).optional(),
      scopes: z.array(z.string().min(1).max(200)).min(1).max(50),
    })
    .optional(),
  cors: z.array(z.string().min(1).max(300)).min(1).max(50).optional(),
  callsPerSecond: z.int().min(1).max(10_000).optional(),
})

export const triggerKinds: readonly DocumentKind[] = [
  {
    key: 'event',
    about: 'An event of a connector, such as `okta.user.session.clear`.',
    schema: z.strictObject({
      event: z.string().min(1).max(200),
      connection: z.string().max(200).optional(),
      when: condition.optional(),
      maxAgeSeconds: z
        .int()
        .min(60)
        .max(90 * 24 * 3600)
        .optional(),
    }),
  },
  {
    key: 'source',
    about: 'What a source of this name took in: a webhook, answers of a form, a Slack command.',
    schema: z.strictObject({
      source: z.string().min(1).max(100),
      type: z.string().min(1).max(200).optional(),
      when: condition.optional(),
    }),
  },
  {
    key: 'table',
    about: 'A row of a table that was added, changed or removed.',
    schema: z.strictObject({
      table: z.string().min(1).max(200),
      on: z
        .array(z.enum(['added', 'changed', 'removed']))
        .min(1)
        .max(3)
        .optional(),
      when: condition.optional(),
    }),
  },
  {
    key: 'endpoint',
    about: 'A call of the URL of this flow.',
    schema: z.strictObject({
      endpoint,
      inputs: z
        .array(z.strictObject({ ...triggerInput, in: z.enum(['body', 'headers', 'query']) }))
        .max(200)
        .optional(),
    }),
  },
  {
    key: 'inlineHook',
    about: "A call of one of Okta's inline hooks, which waits for what this flow returns.",
    schema: z.strictObject({
      inlineHook: z.strictObject({
        type: z.enum([
          'token',
          'saml-assertion',
          'registration',
          'user-import',
          'password-import',
          'telephony',
        ]),
        otherwise: anyJson.optional(),
      }),
    }),
  },
  {
    key: 'helper',
    about: 'A call by other flows.',
    schema: z.strictObject({ helper: z.literal(true), inputs }),
  },
  {
    key: 'schedule',
    about: 'A schedule: cron fields and an IANA time zone.',
    schema: z.strictObject({
      schedule: z.strictObject({
        cron: z.string().max(200),
        timeZone: z.string().max(100),
        missed: z.enum(['skip', 'once', 'all']).optional(),
      }),
    }),
  },
  {
    key: 'manual',
    about: 'Started by a person only.',
    schema: z.strictObject({ manual: z.literal(true), inputs }),
  },
  {
    key: 'delegated',
    about: 'Started by a person who fills in the page of this flow.',
    schema: z.strictObject({
      delegated: z.literal(true),
      form: form.optional(),
      inputs: z.array(z.strictObject(formInput)).max(200).optional(),
    }),
  },
]

export const trigger = z.unknown().transform((raw, context) => {
  const kind = isJsonObject(raw) ? triggerKinds.find(({ key }) => Object.hasOwn(raw, key)) : undefined
  if (kind !== undefined) return passOn(kind.schema, raw, context) as Json
  context.addIssue({ code: 'custom', message: oneOf('A trigger', triggerKinds, raw) })
  return z.NEVER
})
