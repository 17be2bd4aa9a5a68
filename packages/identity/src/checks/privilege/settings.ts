import { settingOf } from '../setting-of.ts'
import { flag, number, text, time } from '../../inventory/read.ts'
import { defineCheck } from '../check.ts'
import { foundInOrg } from '../found.ts'

export const generousSettings = defineCheck({
  id: 'PRV-10',
  title: 'Org settings hand out admin power by default',
  meaning:
    'A setting gives new clients the super admin role, lets third parties administer, or gives every administrator the Admin Console by itself.',
  severity: 'medium',
  tier: 'extended',
  basis: 'state',
  about: 'org',
  frameworks: ['nist:AC-6(1)', 'mitre:T1098'],
  needs: ['setting_client_privileges', 'setting_third_party_admin', 'setting_auto_assign_admin_app'],
  parameters: {},
  remedy: { words: 'Switch the settings off.', actions: ['R-ORGSET'], flow: null },
  async find({ org, read }) {
    const isOn = async (name: string, member: string) => {
      const setting = await settingOf(read, name)
      return setting !== undefined && flag(setting.body, member) === 1
    }
    const wrong = {
      clientPrivilegesSetting: await isOn('client_privileges', 'clientPrivilegesSetting'),
      thirdPartyAdmin: await isOn('third_party_admin', 'thirdPartyAdmin'),
      autoAssignAdminAppSetting: await isOn('auto_assign_admin_app', 'autoAssignAdminAppSetting'),
    }
    const names = Object.entries(wrong)
      .filter(([, isWrong]) => isWrong)
      .map(([name]) => name)
    if (names.length === 0) return []
    const severity = wrong.clientPrivilegesSetting ? 'high' : wrong.thirdPartyAdmin ? 'medium' : 'low'
    return [foundInOrg(org, { severity, reason: `On: ${names.join(', ')}.`, evidence: wrong })]
  },
})

export const adminSession = defineCheck({
  id: 'PRV-14',
  title: 'Admin Console session too long',
  meaning:
    'A session of an administrator lasts long without being used, or at all: a stolen cookie lasts as long.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'org',
  frameworks: ['nist:AC-11', 'nist:AC-12', 'mitre:T1539', 'stig:V-273187', 'healthinsight'],
  needs: ['setting_admin_console'],
  parameters: {
    idleMinutes: { title: 'Minutes without use at most', standard: 15 },
    lifeMinutes: { title: 'Minutes at most', standard: 720 },
  },
  remedy: { words: 'Shorten both times.', actions: ['R-ORGSET'], flow: null },
  async find({ org, read, given }) {
    const setting = await settingOf(read, 'admin_console')
    const idle = setting === undefined ? null : number(setting.body, 'sessionIdleTimeoutMinutes')
    const life = setting === undefined ? null : number(setting.body, 'sessionMaxLifetimeMinutes')
    if (idle === null || life === null) return { status: 'unknown', reason: 'The setting says no times.' }
    if (idle <= given.idleMinutes && life <= given.lifeMinutes && idle > 0 && life > 0) return []
    return [
      foundInOrg(org, {
        reason: `${idle} minutes idle, ${life} at all.`,
        evidence: { idleMinutes: idle, lifeMinutes: life },
      }),
    ]
  },
})

export const protectedActions = defineCheck({
  id: 'PRV-16',
  title: 'Protected Actions and admin session binding',
  meaning:
    'Okta can ask administrators again before dangerous actions, and bind their sessions to an address or network. No API tells whether it does.',
  severity: 'medium',
  tier: 'core',
  basis: 'manual',
  about: 'org',
  frameworks: ['nist:SC-23', 'nist:IA-11', 'mitre:T1539', 'mitre:T1548'],
  needs: [],
  events: ['security.protected_action.settings.update'],
  parameters: { reviewDays: { title: 'Days until it is asked again', standard: 90 } },
  remedy: { words: 'Look at Security, General in the Admin Console.', actions: ['R-MANUAL'], flow: null },
  async find({ read, given, daysAgo }) {
    const events = await read.events({
      types: ['security.protected_action.settings.update'],
      since: daysAgo(given.reviewDays),
    })
    const [last] = events
    const seen =
      last === undefined
        ? ''
        : ` The settings were changed on ${new Date(last.at).toISOString()} by ${text(last.payload, 'actor', 'alternateId') ?? 'somebody'}.`
    return {
      status: 'manual',
      reason: `In the Admin Console under Security, General: see that Protected Actions are on for all that is offered, and that sessions of administrators are bound to an IP address or ASN. Then mute this check for ${given.reviewDays} days with what you saw.${seen}`,
    }
  },
})

export const supportAccess = defineCheck({
  id: 'PRV-17',
  title: 'Okta Support access left open',
  meaning: 'Okta’s support may act as an administrator of the org for longer than a case needs.',
  severity: 'medium',
  tier: 'extended',
  basis: 'state',
  about: 'org',
  frameworks: ['nist:AC-17', 'nist:MA-4', 'mitre:T1199', 'cii'],
  needs: ['setting_okta_support'],
  events: ['user.session.impersonation.grant', 'user.session.impersonation.revoke'],
  parameters: { hours: { title: 'Hours that it may still last', standard: 24 } },
  remedy: { words: 'Revoke the access.', actions: ['R-SUPPORT'], flow: null },
  async find({ org, now, read, given }) {
    const setting = await settingOf(read, 'okta_support')
    if (setting === undefined || text(setting.body, 'support') !== 'ENABLED') return []
    const until = time(setting.body, 'expiration')
    if (until !== null && until - now <= given.hours * 3_600_000) return []
    return [
      foundInOrg(org, {
        reason:
          until === null
            ? 'It is open without an end.'
            : `It is open until ${new Date(until).toISOString()}.`,
        evidence: { until: until === null ? null : new Date(until).toISOString() },
      }),
    ]
  },
})
