import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { schemaKind } from '../../kinds/schema.ts'

export const readGroupSchema = defineReading({
  id: 'okta.read_group_schema',
  title: 'Read group schema',
  description: 'Reads the attributes of groups.',
  scopes: ['okta.schemas.read'],
  input: z.object({}),
  kind: schemaKind,
  at: () => path`/api/v1/meta/schemas/group/default`,
})
