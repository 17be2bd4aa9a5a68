import { isJsonObject } from '@keyway/sdk'
import { at, text, texts } from '../../inventory/read.ts'
import { defineCheck, type Found } from '../check.ts'
import { daysSince, foundIn } from '../found.ts'
import { admins, pending, roleKinds, startsWith } from '../people.ts'
import { highRiskScopes } from '../privilege/clients.ts'
import { question } from '../question.ts'

const tokenEvents = ['system.api_token.create', 'system.api_token.revoke', 'system.api_token.update']

export const tokenOfPerson = defineCheck({
  id: 'API-01',
  title: 'API token belongs to a top-tier or human account',
  meaning:
    'A token can do what its owner may. One of a super admin opens everything; one of a person lives on when the person moves.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'api_token',
  frameworks: ['nist:AC-6(5)', 'nist:IA-9', 'mitre:T1528', 'mitre:T1098.001', 'stig:V-279690', 'defender'],
  needs: ['user', 'api_token', ...roleKinds],
  uses: ['factor'],
  events: tokenEvents,
  parameters: {
    people: { title: 'Tokens of people who are no service accounts are named too', standard: true },
  },
  remedy: {
    words: 'Make a scoped service account or an OAuth client, then revoke the token.',
    actions: ['R-TOKREV'],
    flow: 'revoke-token',
  },
  async find({ org, read, given, facts }) {
    const rows = await read.ask(question`
      select t.id, t.name, u.login as owner, u.id as owner_id, a.tier, a.role,
        case when ${startsWith('u.login', facts.serviceAccounts)} then 1 else 0 end as is_service,
        (select min(f.type) from okta_factors f where f.org = ${org} and f.user_id = u.id and f.status = 'ACTIVE'
          and f.deleted_at is null) as factor
      from okta_objects t join okta_users u on u.org = ${org} and u.id = t.subject_id
      left join ${admins(org)} a on a.user_id = u.id
      where t.org = ${org} and t.kind = 'api_token' and t.deleted_at is null`)
    const wrong = rows.filter(
      (row) => row['tier'] === 0 || (given.people && row['is_service'] === 0 && row['factor'] !== null),
    )
    return foundIn(wrong, 'api_token', (row) =>
      row['tier'] === 0
        ? { reason: `Its owner ${row['owner']} is a super admin.`, severity: 'critical' }
        : { reason: `Its owner ${row['owner']} is a person.`, severity: 'high' },
    )
  },
})

export const tokenAnywhere = defineCheck({
  id: 'API-02',
  title: 'API token without network restriction',
  meaning: 'A token works from any address: whoever copies it can use it at home.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'api_token',
  frameworks: ['nist:AC-4', 'nist:AC-17', 'mitre:T1528', 'stig:V-279689', 'prowler'],
  needs: ['api_token', 'zone'],
  events: tokenEvents,
  parameters: {},
  remedy: { words: 'Limit it to a zone.', actions: ['R-TOKNET'], flow: 'revoke-token' },
  async find({ read }) {
    const whole = new Set(
      (await read.objects('zone'))
        .filter(
          ({ body }) =>
            JSON.stringify(body).includes('0.0.0.0/0') ||
            JSON.stringify(body).includes('0.0.0.0-255.255.255.255'),
        )
        .map(({ id }) => id),
    )
    return (await read.objects('api_token')).flatMap((token): Found[] => {
      const connection = text(token.body, 'network', 'connection')
      const zones = texts(token.body, 'network', 'include')
      const isOpen = connection === null || connection === 'ANYWHERE' || zones.some((zone) => whole.has(zone))
      return isOpen
        ? [
            {
              kind: 'api_token',
              id: token.id,
              name: token.name,
              reason:
                zones.length > 0 ? 'A zone of its covers every address.' : 'It may be used from anywhere.',
              evidence: { connection, zones, owner: token.subject_id },
            },
          ]
        : []
    })
  },
})

export const tokenOwnerOff = defineCheck({
  id: 'API-03',
  title: 'API token owner not enabled',
  meaning: 'The owner of a token cannot sign in, and the token may still work.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'api_token',
  frameworks: ['nist:AC-2(3)', 'nist:PS-4', 'mitre:T1078', 'delinea'],
  needs: ['user', 'api_token'],
  events: tokenEvents,
  parameters: { lockedDays: { title: 'Days that an owner may be locked out', standard: 7 } },
  remedy: { words: 'Revoke it.', actions: ['R-TOKREV'], flow: 'revoke-token' },
  async find({ org, read, given, daysAgo }) {
    const rows = await read.ask(question`
      select t.id, t.name, t.subject_id as owner_id, u.login as owner, u.status as owner_status
      from okta_objects t left join okta_users u on u.org = ${org} and u.id = t.subject_id and u.deleted_at is null
      where t.org = ${org} and t.kind = 'api_token' and t.deleted_at is null
        and (u.id is null or u.status in ${['SUSPENDED', 'DEPROVISIONED', ...pending]}
          or (u.status = 'LOCKED_OUT' and u.status_changed_at < ${daysAgo(given.lockedDays)}))`)
    return foundIn(rows, 'api_token', (row) => ({
      reason:
        row['owner'] === null ? 'Its owner is gone.' : `Its owner ${row['owner']} is ${row['owner_status']}.`,
      severity: row['owner_status'] === 'DEPROVISIONED' ? 'critical' : 'high',
    }))
  },
})

export const tokenUnused = defineCheck({
  id: 'API-04',
  title: 'API token unused',
  meaning:
    'Nobody used a token for two weeks. Okta lets it die after 30 days; until then it is a key that nobody misses.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'api_token',
  frameworks: ['nist:AC-2(3)', 'mitre:T1528', 'ispm'],
  needs: ['api_token'],
  events: tokenEvents,
  parameters: { days: { title: 'Days without use', standard: 14 } },
  remedy: { words: 'Tell its owner and revoke it.', actions: ['R-TOKREV'], flow: 'revoke-token' },
  async find({ org, read, given, now, daysAgo }) {
    const uses = await read.ask(question`select y.actor_id, max(y.last_used) as at from okta_usage y
      join okta_objects t on t.org = ${org} and t.kind = 'api_token' and t.id = y.actor_id
      where y.org = ${org} group by y.actor_id`)
    const last = new Map(uses.map((row) => [row['actor_id'], Number(row['at'])]))
    // Each call puts the end off by the token's window, 30 days unless it says otherwise.
    return (await read.objects('api_token')).flatMap((token): Found[] => {
      const window = /^P(\d+)D$/.exec(text(token.body, 'tokenWindow') ?? 'P30D')?.[1] ?? '30'
      const byEnd = token.expires_at === null ? null : token.expires_at - Number(window) * 86_400_000
      const usedAt = Math.max(last.get(token.id) ?? 0, byEnd ?? 0, token.created_at ?? 0)
      if (usedAt === 0 || usedAt > daysAgo(given.days)) return []
      return [
        {
          kind: 'api_token',
          id: token.id,
          name: token.name,
          reason: `Nobody used it for ${daysSince(usedAt, now)} days.`,
          evidence: { lastUsed: new Date(usedAt).toISOString(), owner: token.subject_id },
        },
      ]
    })
  },
})

export const tokenOld = defineCheck({
  id: 'API-05',
  title: 'API token old',
  meaning: 'A token of this kind never changes. The older it is, the more places have a copy.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'api_token',
  frameworks: ['nist:IA-5(1)', 'mitre:T1528', 'ispm'],
  needs: ['api_token'],
  events: tokenEvents,
  parameters: { days: { title: 'Days that it may live; twice that is high', standard: 90 } },
  remedy: {
    words: 'Make a new one, or an OAuth client with a key; revoke this.',
    actions: ['R-TOKREV'],
    flow: 'revoke-token',
  },
  async find({ read, given, now, daysAgo }) {
    return (await read.objects('api_token')).flatMap((token): Found[] => {
      if (token.created_at === null || token.created_at > daysAgo(given.days)) return []
      const severity = token.created_at <= daysAgo(2 * given.days) ? 'high' : 'medium'
      return [
        {
          kind: 'api_token',
          id: token.id,
          name: token.name,
          severity,
          reason: `It is ${daysSince(token.created_at, now)} days old.`,
          evidence: { created: new Date(token.created_at).toISOString(), owner: token.subject_id },
        },
      ]
    })
  },
})

export const integrationOverScoped = defineCheck({
  id: 'API-06',
  title: 'API service integration unused or over-scoped',
  meaning: 'An integration of the catalogue may change what matters, or was not used for months.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'api_service',
  frameworks: ['nist:AC-6', 'nist:CM-7', 'mitre:T1528', 'ispm'],
  needs: ['api_service'],
  parameters: {
    days: { title: 'Days without use', standard: 90 },
    approved: { title: 'Ids, names or types that may', standard: [] as readonly string[] },
  },
  remedy: {
    words: 'Remove it, or install it anew with fewer scopes.',
    actions: ['R-APISVC'],
    flow: null,
  },
  async find({ org, read, given, now, usedSince, daysAgo }) {
    const services = await read.objects('api_service')
    const uses = await read.ask(question`
      select actor_id, max(case when last_renewed > last_used then last_renewed else last_used end) as at
      from okta_usage where org = ${org} and actor_id in ${services.map(({ id }) => id)} group by actor_id`)
    const last = new Map(uses.map((row) => [row['actor_id'], Number(row['at'])]))
    const isCounted = usedSince !== null && now - usedSince >= given.days * 86_400_000
    return services.flatMap((one): Found[] => {
      if ([one.id, one.name, one.type].some((name) => name !== null && given.approved.includes(name)))
        return []
      const listed = at(one.body, 'grantedScopes')
      const scopes = (Array.isArray(listed) ? listed : []).map((scope) =>
        isJsonObject(scope) ? (text(scope, 'scope') ?? '') : typeof scope === 'string' ? scope : '',
      )
      const risky = scopes.filter((scope) => highRiskScopes.includes(scope))
      const usedAt = Math.max(last.get(one.id) ?? 0, one.created_at ?? 0)
      const isUnused = isCounted && usedAt < daysAgo(given.days)
      if (risky.length === 0 && !isUnused) return []
      return [
        {
          kind: 'api_service',
          id: one.id,
          name: one.name,
          reason: risky.length > 0 ? `It may ${risky.join(', ')}.` : `Nobody used it for ${given.days} days.`,
          evidence: { scopes, type: one.type },
        },
      ]
    })
  },
})
