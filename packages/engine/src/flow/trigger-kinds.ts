import { anyJson, isJsonObject, z, type Json } from '@keyway/sdk'
import { condition, oneOf, passOn, valueType, type DocumentKind } from './step-kinds.ts'

const triggerInput = {
  key: z.string().min(1).max(200),
  type: valueType.optional(),
  default: anyJson.optional(),
  title: z.string().max(300).optional(),
}
const inputs = z.array(z.strictObject(triggerInput)).max(200).optional()

export const triggerKinds: readonly DocumentKind[] = [
  {
    key: 'event',
    about: 'An event of a connector, such as `okta.user.session.clear`.',
    schema: z.strictObject({
      event: z.string().min(1).max(200),
      connection: z.string().max(200).optional(),
      when: condition.optional(),
    }),
  },
  {
    key: 'endpoint',
    about: 'A call of the URL of this flow.',
    schema: z.strictObject({
      endpoint: z.strictObject({ security: z.enum(['public', 'client-token']) }),
      inputs: z
        .array(z.strictObject({ ...triggerInput, in: z.enum(['body', 'headers', 'query']) }))
        .max(200)
        .optional(),
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
      schedule: z.strictObject({ cron: z.string().max(200), timeZone: z.string().max(100) }),
    }),
  },
  {
    key: 'manual',
    about: 'Started by a person only.',
    schema: z.strictObject({ manual: z.literal(true), inputs }),
  },
  {
    key: 'delegated',
    about: 'Started by an administrator of the Okta org.',
    schema: z.strictObject({ delegated: z.literal(true), inputs }),
  },
]

export const trigger = z.unknown().transform((raw, context) => {
  const kind = isJsonObject(raw) ? triggerKinds.find(({ key }) => Object.hasOwn(raw, key)) : undefined
  if (kind !== undefined) return passOn(kind.schema, raw, context) as Json
  context.addIssue({ code: 'custom', message: oneOf('A trigger', triggerKinds, raw) })
  return z.NEVER
})
