import { field, fileValue, z } from '@keyway/sdk'
import { headerRecord, optional, requiredText, withDefault } from '../input.ts'

export const file = field(fileValue, { title: 'File' })

export const fileName = field(optional(z.string()), {
  title: 'File name',
  description: 'With its extension.',
  placeholder: 'report.csv',
})

export const url = field(requiredText(), { title: 'URL', placeholder: 'https://files.acme.test/report.csv' })

export const headers = field(withDefault(headerRecord, {}), { title: 'Headers' })

export const uploadMethod = field(
  withDefault(
    z.preprocess(
      (value) => (typeof value === 'string' ? value.trim().toUpperCase() : value),
      z.enum(['POST', 'PUT']),
    ),
    'POST',
  ),
  { title: 'Method' },
)
