import { anyJson, z } from '@keyway/sdk'

/*
 * Shapes of the export format, as far as they are read. Every key except the ones that carry meaning is optional, since
 * versions differ in what they write; unknown keys are ignored.
 */

const fieldMetadata = z.object({
  index: z.number().nullish(),
  custom: z.boolean().nullish(),
  displayname: z.string().nullish(),
  forceHide: z.boolean().nullish(),
  wormholeMethodId: z.string().nullish(),
  /** Options: `{ value, label }`, or plain values. */
  choices: z.array(anyJson).nullish(),
})

const proxy = z.object({ dynamic: z.boolean().optional(), path: z.string().nullish() })

const field = z.object({
  group: z.string().nullish(),
  key: z.string(),
  value: z.object({
    type: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish(),
    collection: z.boolean().nullish(),
    data: anyJson.optional(),
    error: z.boolean().nullish(),
    proxy: z.union([z.literal(false), proxy]).nullish(),
  }),
  metadata: fieldMetadata.nullish(),
  flags: z.string().nullish(),
})
export type RawField = z.output<typeof field>

const fields = z.object({ data: z.record(z.string(), field) })

const pins = z.record(
  z.string(),
  z.record(
    z.string(),
    z.array(
      z.object({
        input: z.string(),
        transform: z.record(z.string(), z.object({ convert: z.string() })).nullish(),
      }),
    ),
  ),
)

const errorPolicy = z.object({
  type: z.string(),
  flo: z.unknown().optional(),
  retry: z.number().nullish(),
  delay: z.unknown().optional(),
})

export const cardSchema = z.object({
  uuid: z.string().min(1),
  address: z.string(),
  pins: pins.nullish(),
  branches: z.record(z.string(), z.boolean()).nullish(),
  joins: z.record(z.string(), z.array(z.object({ output: z.string() }))).nullish(),
  node: z.object({
    data: z.object({ name: z.string().nullish() }).nullish(),
    model: z.object({
      inputs: fields,
      outputs: fields,
      policy: z.object({ error: errorPolicy.nullish() }).nullish(),
      config: z.string().nullish(),
      comments: anyJson.optional(),
      displayed: z.boolean().nullish(),
      webhook: z.boolean().nullish(),
    }),
  }),
})
export type RawCard = z.output<typeof cardSchema>

export const bodySchema = z.object({
  methods: z.array(z.unknown()),
  orderings: z.record(z.string(), z.tuple([z.string(), z.string()])),
})

const cron = z.object({
  minutes: z.string().optional(),
  hours: z.string().optional(),
  dayOfTheMonth: z.string().optional(),
  month: z.string().optional(),
  dayOfTheWeek: z.string().optional(),
  startDate: z.string().nullish(),
  endDate: z.string().nullish(),
  timeZone: z.string().optional(),
})
export type RawCron = z.output<typeof cron>

/** What a flow has beside its body. */
export const flowSettingsSchema = z.object({
  cron: cron.nullish(),
  security_level: z.string().nullish(),
  log: z.boolean().nullish(),
  group: z.string().nullish(),
})
export type FlowSettings = z.output<typeof flowSettingsSchema>

const column = z.object({ name: z.string(), type: z.string(), default: z.string().nullish() })
const table = z.object({ name: z.string(), data: z.object({ structure: z.array(column) }) })
const config = z.object({ name: z.string().nullish(), module: z.string() })
const group = z.object({ data: z.object({ name: z.string().nullish(), path: z.string().nullish() }) })
const flo = z.object({
  name: z.string(),
  description: z.string().nullish(),
  data: z.looseObject({ methods: z.array(z.unknown()) }),
})
export type RawFlow = z.output<typeof flo>

export const envelopeSchema = z.object({
  type: z.literal('flopack'),
  version: z.string(),
  data: z.object({
    flos: z.record(z.string(), flo),
    configs: z.record(z.string(), config).nullish(),
    tables: z.record(z.string(), table).nullish(),
    groups: z.record(z.string(), group).nullish(),
  }),
})
export type Envelope = z.output<typeof envelopeSchema>
