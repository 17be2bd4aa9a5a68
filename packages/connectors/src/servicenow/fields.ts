import { field, z } from '@keyway/sdk'
import { requiredText } from '../input.ts'

/** Name of a table as it stands in a path: what ServiceNow's own names have. */
export const tableName = () =>
  z.string().regex(/^[a-z0-9_]+$/i, 'Names of tables have letters, digits and underscores, like incident.')

export const systemId = field(requiredText(), {
  title: 'System ID',
  description: 'sys_id of the record: 32 hexadecimal digits.',
})
