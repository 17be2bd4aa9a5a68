import { isJsonObject } from '@keyway/sdk'
import { at, text, texts } from '../../inventory/read.ts'
import { defineCheck, type Found } from '../check.ts'
import { foundInOrg } from '../found.ts'
import { policiesOf } from '../policies.ts'
import { settingOf } from '../setting-of.ts'

export const threatInsight = defineCheck({
  id: 'ORG-01',
  title: 'ThreatInsight does not block, or has wide exemptions',
  meaning: 'Okta knows addresses that attack its customers, and lets them in here.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'org',
  frameworks: ['nist:SI-4', 'nist:AC-4', 'mitre:T1110', 'healthinsight', 'cii'],
  needs: ['setting_threat_insight', 'zone'],
  events: ['security.threat.configuration.update'],
  parameters: { addresses: { title: 'Addresses of an exempt zone at most', standard: 256 } },
  remedy: { words: 'Set it to block.', actions: ['R-TI'], flow: 'threat-insight' },
  async find({ org, read, given }) {
    const setting = await settingOf(read, 'threat_insight')
    const action = setting === undefined ? 'none' : (text(setting.body, 'action') ?? 'none')
    const exempt = setting === undefined ? [] : texts(setting.body, 'excludeZones')
    const wide = (await read.objects('zone'))
      .filter(
        ({ id, type, body }) =>
          exempt.includes(id) && (type !== 'IP' || addressesIn(at(body, 'gateways')) > given.addresses),
      )
      .map(({ name }) => name)
    if (action === 'block' && wide.length === 0) return []
    const reason = action === 'block' ? `${wide.join(', ')} are exempt.` : `Its action is “${action}”.`
    return [
      foundInOrg(org, {
        reason,
        severity: action === 'none' ? 'high' : action === 'audit' ? 'low' : 'medium',
        evidence: { action, wideExemptions: wide },
      }),
    ]
  },
})

/** How many addresses a zone's list covers, roughly: one for each address, by the prefix for networks. */
function addressesIn(gateways: unknown): number {
  if (!Array.isArray(gateways)) return 0
  return gateways.reduce<number>((sum, one) => {
    const value = isJsonObject(one) ? text(one, 'value') : null
    const prefix = value === null ? undefined : /\/(\d+)$/.exec(value)?.[1]
    return (
      sum +
      (prefix === undefined
        ? value?.includes('-') === true
          ? 1024
          : 1
        : 2 ** Math.max(0, (value?.includes(':') === true ? 128 : 32) - Number(prefix)))
    )
  }, 0)
}

export const noAnonymiserBlock = defineCheck({
  id: 'ORG-02',
  title: 'No blocklist for anonymisers',
  meaning: 'People behind Tor and anonymous proxies reach the sign-in.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'org',
  frameworks: ['nist:AC-4', 'nist:SC-7', 'mitre:T1090', 'healthinsight', 'stig:V-279692', 'cii'],
  needs: ['zone', 'policy', 'policy_rule'],
  events: ['zone.create', 'zone.update', 'zone.deactivate', 'zone.delete'],
  parameters: {},
  remedy: { words: 'Block a dynamic zone with anonymisers.', actions: ['R-ZONE'], flow: null },
  async find({ org, read }) {
    const covers = (body: Found['evidence'], type: string | null) => {
      const include = texts(body, 'ipServiceCategories', 'include')
      if (type === 'DYNAMIC_V2') return include.some((one) => /ALL_ANONYMIZERS|TOR|PROX/.test(one))
      return type === 'DYNAMIC' && (text(body, 'proxyType') ?? 'null') !== 'null'
    }
    const zones = (await read.objects('zone')).filter(({ status }) => status !== 'INACTIVE')
    const anonymisers = zones.filter(({ type, body }) => covers(body, type))
    const isBlocked = anonymisers.some(({ body }) => text(body, 'usage') === 'BLOCKLIST')
    const ids = new Set(anonymisers.map(({ id }) => id))
    const isDenied = (await policiesOf(read, 'OKTA_SIGN_ON')).some(({ rules }) =>
      rules.some(
        ({ body }) =>
          text(body, 'actions', 'signon', 'access') === 'DENY' &&
          texts(body, 'conditions', 'network', 'include').some((zone) => ids.has(zone)),
      ),
    )
    if (isBlocked || isDenied) return []
    return [
      foundInOrg(org, {
        reason: 'No active zone blocks anonymisers.',
        evidence: {
          blocklists: zones.filter(({ body }) => text(body, 'usage') === 'BLOCKLIST').map(({ name }) => name),
        },
      }),
    ]
  },
})
