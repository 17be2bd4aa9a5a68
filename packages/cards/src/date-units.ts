import { field, z } from '@keyway/sdk'

const units = ['milliseconds', 'seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const

const periods = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const

export const periodField = field(z.enum(periods).default('day'), { title: 'Unit' })

export const unitField = field(z.enum(units).default('seconds'), { title: 'Units' })
