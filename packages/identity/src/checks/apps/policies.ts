import { at } from '../../inventory/read.ts'
import { defineCheck, type Found } from '../check.ts'
import { policiesOf } from '../policies.ts'
import { isAllowed, isTwoFactor, limitsNetwork, limitsWhere } from '../sign-on-rules.ts'
import { isSensitive } from './sensitive.ts'

export const oneFactorPolicy = defineCheck({
  id: 'ACS-07',
  title: 'App policy allows one factor',
  meaning: 'A rule of a sign-on policy lets people into an app with one factor.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'policy_rule',
  frameworks: ['nist:IA-2', 'mitre:T1556.006', 'ispm'],
  needs: ['app', 'policy', 'policy_rule'],
  events: [
    'policy.rule.update',
    'policy.rule.add',
    'policy.rule.activate',
    'application.policy.sign_on.update',
  ],
  parameters: {},
  remedy: {
    words: 'Ask for two factors, or give the app a stronger policy.',
    actions: ['R-RULE', 'R-APPPOL'],
    flow: null,
  },
  async find({ read, facts }) {
    const apps = await read.apps()
    // The doors of Okta itself have checks of their own: PRV-12 and ACS-09.
    const doors = new Set(
      apps
        .filter(({ name }) => name === 'saasure' || name === 'okta_enduser')
        .map(({ policy_id }) => policy_id),
    )
    return (await policiesOf(read, 'ACCESS_POLICY')).flatMap((policy): Found[] => {
      const users = apps.filter(({ policy_id, status }) => policy_id === policy.id && status === 'ACTIVE')
      if (doors.has(policy.id) || users.length === 0) return []
      const sensitive = users.filter((app) => isSensitive(app, facts))
      return policy.rules
        .filter((rule) => isAllowed(rule) && !isTwoFactor(rule))
        .map((rule) => ({
          kind: 'policy_rule',
          id: rule.id,
          name: `${policy.name}: ${rule.name}`,
          severity: sensitive.length > 0 ? 'high' : 'medium',
          reason: `One factor opens ${users.length} apps, ${sensitive.length} of them sensitive.`,
          evidence: {
            policy: policy.id,
            rule: rule.id,
            apps: users.slice(0, 20).map(({ label }) => label),
            verificationMethod: at(rule.body, 'actions', 'appSignOn', 'verificationMethod') ?? null,
          },
        }))
    })
  },
})

export const permissiveCatchAll = defineCheck({
  id: 'ACS-08',
  title: 'Permissive catch-all or no network limit in an app policy',
  meaning:
    'The last rule of a policy, for whom no other rule was, lets anybody in from anywhere with one factor.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'policy',
  frameworks: ['nist:AC-3', 'nist:AC-4', 'nist:AC-17', 'stig:V-279693', 'prowler'],
  needs: ['app', 'policy', 'policy_rule'],
  parameters: {
    twoFactorsSuffice: {
      title: 'A last rule that asks for two factors is good',
      standard: true,
      stig: false,
    },
  },
  remedy: { words: 'Let the last rule deny, or name zones.', actions: ['R-RULE', 'R-ZONE'], flow: null },
  async find({ read, given, facts }) {
    const used = new Set(
      (await read.apps()).filter(({ status }) => status === 'ACTIVE').map(({ policy_id }) => policy_id),
    )
    return (await policiesOf(read, 'ACCESS_POLICY')).flatMap((policy): Found[] => {
      const last = policy.rules.at(-1)
      if (last === undefined || !used.has(policy.id)) return []
      const isOpen = isAllowed(last) && !limitsWhere(last) && !(given.twoFactorsSuffice && isTwoFactor(last))
      const isUnlimited = facts.profile === 'stig' && !policy.rules.some(limitsNetwork)
      if (!isOpen && !isUnlimited) return []
      return [
        {
          kind: 'policy',
          id: policy.id,
          name: policy.name,
          reason: isOpen ? `“${last.name}” lets anybody in from anywhere.` : 'No rule names a zone.',
          evidence: {
            rule: last.id,
            lastRuleAllows: isAllowed(last),
            namesZone: policy.rules.some(limitsNetwork),
          },
        },
      ]
    })
  },
})
