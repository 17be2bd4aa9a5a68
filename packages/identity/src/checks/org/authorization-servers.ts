import { sentence } from '../found.ts'
import { at, texts } from '../../inventory/read.ts'
import { defineCheck, type Found } from '../check.ts'

export const permissiveServer = defineCheck({
  id: 'ORG-26',
  title: 'Authorization server too permissive',
  meaning:
    'A rule of an authorization server gives any client any scope in ways that leak, or tokens that live for long.',
  severity: 'medium',
  tier: 'extended',
  basis: 'state',
  about: 'auth_server_rule',
  frameworks: ['nist:AC-6', 'nist:IA-9', 'mitre:T1528'],
  needs: ['auth_server', 'auth_server_policy', 'auth_server_rule'],
  parameters: { minutes: { title: 'Minutes that an access token may live', standard: 60 } },
  remedy: { words: 'Correct the rule.', actions: ['R-RULE'], flow: null },
  async find({ read, given }) {
    const open = new Set(
      (await read.objects('auth_server_policy'))
        .filter(
          ({ status, body }) =>
            status !== 'INACTIVE' && texts(body, 'conditions', 'clients', 'include').includes('ALL_CLIENTS'),
        )
        .map(({ id }) => id),
    )
    return (await read.objects('auth_server_rule'))
      .filter(({ status }) => status !== 'INACTIVE')
      .flatMap(({ id, name, parent_id, body }): Found[] => {
        const grants = texts(body, 'conditions', 'grantTypes', 'include')
        const leaky = grants.filter((grant) => grant === 'implicit' || grant === 'password')
        const minutes = Number(at(body, 'actions', 'token', 'accessTokenLifetimeMinutes') ?? 60)
        const forAll =
          open.has(parent_id ?? '') &&
          texts(body, 'conditions', 'scopes', 'include').includes('*') &&
          leaky.length > 0
        const endless = at(body, 'actions', 'token', 'refreshTokenLifetimeMinutes') === 0
        const faults = [
          forAll ? `any client gets any scope by ${leaky.join(', ')}` : null,
          minutes > given.minutes ? `access tokens live ${minutes} minutes` : null,
          endless && open.has(parent_id ?? '') ? 'refresh tokens have no end' : null,
        ].filter((fault) => fault !== null)
        return faults.length === 0
          ? []
          : [
              {
                kind: 'auth_server_rule',
                id,
                name,
                reason: sentence(faults),
                evidence: { faults, policy: parent_id },
              },
            ]
      })
  },
})
