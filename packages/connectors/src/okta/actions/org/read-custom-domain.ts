import { field, path, z } from '@keyway/sdk'
import { requiredText } from '../../../input.ts'
import { defineReading } from '../../define/reading.ts'
import { customDomainKind } from '../../kinds/custom-domain.ts'

export const readCustomDomain = defineReading({
  id: 'okta.read_custom_domain',
  title: 'Read custom domain',
  description: 'Reads one domain of the org’s own, with the state of its certificate.',
  scopes: ['okta.domains.read'],
  input: z.object({ domain: field(requiredText(), { title: 'Custom domain', description: 'Id.' }) }),
  kind: customDomainKind,
  at: (input) => path`/api/v1/domains/${input.domain}`,
})
