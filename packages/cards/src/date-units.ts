import { field, z } from '@keyway/sdk'

const units = ['milliseconds', 'seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const

export const unitField = field(z.enum(units).default('seconds'), { title: 'Units' })
