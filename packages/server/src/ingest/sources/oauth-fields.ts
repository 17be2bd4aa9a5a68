import { field, z } from '@keyway/sdk'
import type { BearerRule } from '../bearer/verify-bearer.ts'

const shownFor = { security: ['oauth'] }

/** Settings of a source whose sender signs in at an issuer (OAuth client credentials) and sends what it gets. */
export const oauthFields = {
  issuer: field(z.union([z.url({ protocol: /^https?$/ }).max(500), z.literal('')]).default(''), {
    shownFor,
    title: 'Issuer',
    description:
      'For oauth: who gives the sender its token, for example https://acme.okta.com/oauth2/default',
  }),
  audience: field(z.string().max(500).default(''), {
    shownFor,
    title: 'Audience',
    description: 'For oauth: whom the token is for. Empty: the issuer.',
  }),
  scopes: field(z.string().max(1_000).default(''), {
    shownFor,
    title: 'Scopes',
    description: 'For oauth: the token must have all of them, with blanks between.',
  }),
}

/** What the token must be. Without an issuer there is none, and nothing is accepted. */
export function toBearerRule(given: { issuer: string; audience: string; scopes: string }): BearerRule | null {
  const issuer = given.issuer.replace(/\/+$/, '')
  if (issuer === '') return null
  const scopes = given.scopes.split(/\s+/).filter((scope) => scope !== '')
  return { issuer, audience: given.audience === '' ? issuer : given.audience, scopes }
}
