import { field, path, z } from '@keyway/sdk'
import { requiredText } from '../../../input.ts'
import { defineReading } from '../../define/reading.ts'
import { brandKind } from '../../kinds/brand.ts'

export const readBrand = defineReading({
  id: 'okta.read_brand',
  title: 'Read brand',
  description: 'Reads one brand. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.brands.read'],
  input: z.object({ brand: field(requiredText(), { title: 'Brand', description: 'Id.' }) }),
  kind: brandKind,
  at: (input) => path`/api/v1/brands/${input.brand}`,
})
