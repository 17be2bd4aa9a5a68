import { sentence } from '../found.ts'
import { at, flag, text, texts } from '../../inventory/read.ts'
import { defineCheck, type Found } from '../check.ts'
import { question } from '../question.ts'

export const openIdp = defineCheck({
  id: 'ORG-21',
  title: 'Inbound federation can impersonate any user',
  meaning:
    'An identity provider may say that somebody is any user of the org, an administrator too, or that a second factor was given.',
  severity: 'critical',
  tier: 'core',
  basis: 'state',
  about: 'idp',
  frameworks: ['nist:AC-3', 'nist:IA-8', 'mitre:T1484.002', 'mitre:T1199'],
  needs: ['idp', 'group_role'],
  events: [
    'system.idp.lifecycle.create',
    'system.idp.lifecycle.update',
    'system.idp.lifecycle.activate',
    'system.idp.lifecycle.deactivate',
  ],
  parameters: {
    approved: { title: 'Ids or names of providers that are known', standard: [] as readonly string[] },
  },
  remedy: {
    words: 'Link only members of groups without administrators, do not trust its claims; or deactivate it.',
    actions: ['R-IDPOFF'],
    flow: 'deactivate-idp',
  },
  async find({ org, read, given }) {
    const powerful = new Set(
      (
        await read.ask(question`select principal_id as id from okta_role_assignments
      where org = ${org} and principal_type = 'GROUP' and deleted_at is null`)
      ).map(({ id }) => String(id)),
    )
    return (await read.objects('idp'))
      .filter(({ status, type }) => status === 'ACTIVE' && ['SAML2', 'OIDC', 'X509'].includes(type ?? ''))
      .flatMap(({ id, name, body }): Found[] => {
        const linked = texts(body, 'policy', 'accountLink', 'filter', 'groups', 'include')
        const links = text(body, 'policy', 'accountLink', 'action') === 'AUTO'
        const provisions = text(body, 'policy', 'provisioning', 'action') === 'AUTO'
        const assigned = texts(body, 'policy', 'provisioning', 'groups', 'assignments')
        const faults = [
          links && linked.length === 0 ? 'it links to any account' : null,
          links && linked.some((group) => powerful.has(group)) ? 'it links to administrators' : null,
          flag(body, 'policy', 'trustClaims') === 1 ? 'its word counts as a second factor' : null,
          provisions && flag(body, 'policy', 'provisioning', 'profileMaster') === 1
            ? 'it makes users and writes their profiles'
            : null,
          provisions && assigned.some((group) => powerful.has(group))
            ? 'it puts people into groups with admin roles'
            : null,
        ].filter((fault) => fault !== null)
        if (faults.length === 0) return []
        const isKnown = given.approved.includes(id) || given.approved.includes(name)
        return [
          {
            kind: 'idp',
            id,
            name,
            severity: isKnown ? 'high' : 'critical',
            reason: sentence(faults),
            evidence: { faults, accountLink: at(body, 'policy', 'accountLink') ?? null },
          },
        ]
      })
  },
})

export const strangeIdp = defineCheck({
  id: 'ORG-22',
  title: 'Unapproved, new or unused identity provider',
  meaning:
    'An identity provider is active that nobody approved, that is a few days old, or that nobody uses.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'idp',
  frameworks: ['nist:AC-20', 'nist:CM-7', 'mitre:T1484.002'],
  needs: ['idp'],
  events: [
    'system.idp.lifecycle.create',
    'system.idp.lifecycle.activate',
    'system.idp.lifecycle.deactivate',
    'system.idp.lifecycle.delete',
  ],
  parameters: {
    approved: {
      title: 'Ids or names of providers that are approved (none: all older ones are)',
      standard: [] as readonly string[],
    },
    newDays: { title: 'Days in which it is new', standard: 7 },
    unusedDays: { title: 'Days without use', standard: 90 },
  },
  remedy: {
    words: 'Deactivate it until somebody approves it.',
    actions: ['R-IDPOFF'],
    flow: 'deactivate-idp',
  },
  async find({ read, given, now, usedSince, daysAgo }) {
    const isCounted = usedSince !== null && now - usedSince >= given.unusedDays * 86_400_000
    const events = isCounted
      ? await read.events({
          types: [
            'user.authentication.auth_via_IDP',
            'user.authentication.auth_via_inbound_SAML',
            'user.authentication.auth_via_social',
          ],
          since: daysAgo(given.unusedDays),
        })
      : []
    const used = events.map(({ payload }) => JSON.stringify(payload['target'] ?? []))
    return (await read.objects('idp'))
      .filter(({ status }) => status === 'ACTIVE')
      .flatMap(({ id, name, body, created_at }): Found[] => {
        const isApproved = given.approved.includes(id) || given.approved.includes(name)
        const why =
          given.approved.length > 0 && !isApproved
            ? 'Nobody approved it.'
            : !isApproved && (created_at ?? 0) > daysAgo(given.newDays)
              ? 'It is new.'
              : isCounted && !used.some((targets) => targets.includes(`"${id}"`))
                ? `Nobody used it for ${given.unusedDays} days.`
                : null
        return why === null
          ? []
          : [
              {
                kind: 'idp',
                id,
                name,
                reason: why,
                evidence: {
                  type: text(body, 'type'),
                  created: created_at === null ? null : new Date(created_at).toISOString(),
                },
              },
            ]
      })
  },
})
