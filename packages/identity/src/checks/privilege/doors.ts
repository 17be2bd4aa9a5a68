import { settingOf } from '../setting-of.ts'
import { at, text } from '../../inventory/read.ts'
import type { Json } from '@keyway/sdk'
import { defineCheck, type Check, type Found } from '../check.ts'
import { appWithPolicy, type PolicyWithRules } from '../policies.ts'
import { isAllowed, isPhishingResistant, isTwoFactor, limitsWhere } from '../sign-on-rules.ts'
import type { StoredObject } from '../reader.ts'

interface DoorCheck {
  app: string
  about: Omit<Parameters<typeof defineCheck>[0], 'find' | 'basis' | 'about' | 'needs' | 'tier' | 'parameters'>
  judge: (
    rule: StoredObject,
    profile: string,
  ) => { reason: string; severity?: 'low' | 'high' | 'critical' } | undefined
}

/** A check of every rule that lets people into an app that comes with Okta. */
function doorCheck({ app: name, about, judge }: DoorCheck): Check {
  return defineCheck({
    ...about,
    tier: 'core',
    basis: 'state',
    about: 'policy_rule',
    needs: ['app', 'policy', 'policy_rule'],
    uses: ['setting_engine'],
    events: [
      'policy.rule.update',
      'policy.rule.add',
      'policy.rule.activate',
      'application.policy.sign_on.update',
    ],
    parameters: {},
    async find({ read, facts }) {
      const engine = await settingOf(read, 'engine')
      if (engine !== undefined && text(engine.body, 'pipeline') === 'v1')
        return {
          status: 'manual',
          reason:
            'Classic Engine has no policy of this app. Look at Security, General, Multifactor for administrators.',
        }
      const found = await appWithPolicy(read, name)
      if (found?.policy === undefined)
        return { status: 'unknown', reason: `The policy of the app ${name} is not among what could be read.` }
      return found.policy.rules.filter(isAllowed).flatMap((rule): Found[] => {
        const wrong = judge(rule, facts.profile)
        return wrong === undefined
          ? []
          : [
              {
                kind: 'policy_rule',
                id: rule.id,
                name: `${found.policy?.name ?? ''}: ${rule.name}`,
                ...wrong,
                evidence: doorEvidence(found.policy, rule),
              },
            ]
      })
    },
  })
}

function doorEvidence(policy: PolicyWithRules | undefined, rule: StoredObject): Record<string, Json> {
  return {
    policy: policy?.id ?? null,
    rule: rule.id,
    verificationMethod: at(rule.body, 'actions', 'appSignOn', 'verificationMethod') ?? null,
  }
}

export const adminConsoleMfa = doorCheck({
  app: 'saasure',
  about: {
    id: 'PRV-12',
    title: 'Admin Console does not require MFA',
    meaning: 'A rule of the Admin Console lets administrators in with one factor.',
    severity: 'critical',
    frameworks: ['nist:IA-2(1)', 'mitre:T1078.004', 'stig:V-273193', 'healthinsight', 'prowler'],
    remedy: { words: 'Ask for two factors in the rule.', actions: ['R-RULE'], flow: null },
  },
  judge: (rule) => (isTwoFactor(rule) ? undefined : { reason: 'It asks for one factor.' }),
})

export const adminConsolePhishing = doorCheck({
  app: 'saasure',
  about: {
    id: 'PRV-13',
    title: 'Admin Console does not require phishing resistance',
    meaning:
      'A rule of the Admin Console takes factors that a page which looks like the sign-in can pass on.',
    severity: 'high',
    frameworks: ['nist:IA-2(1)', 'nist:IA-2(8)', 'mitre:T1557', 'mitre:T1566', 'stig:V-273191', 'prowler'],
    remedy: {
      words: 'Add the requirement to each of the rule’s alternatives.',
      actions: ['R-RULE'],
      flow: null,
    },
  },
  judge: (rule) =>
    isPhishingResistant(rule) ? undefined : { reason: 'An alternative takes factors that can be phished.' },
})

export const dashboardMfa = doorCheck({
  app: 'okta_enduser',
  about: {
    id: 'ACS-09',
    title: 'End-user dashboard without MFA or phishing resistance',
    meaning:
      'A rule of the dashboard, from where all apps open, asks for one factor, or for factors that can be phished.',
    severity: 'high',
    frameworks: ['nist:IA-2(2)', 'nist:IA-2(8)', 'stig:V-273194', 'stig:V-273190', 'prowler'],
    remedy: {
      words: 'Ask for two factors, one of them phishing-resistant.',
      actions: ['R-RULE'],
      flow: null,
    },
  },
  judge(rule, profile) {
    if (!isTwoFactor(rule)) return { reason: 'It asks for one factor.' }
    if (isPhishingResistant(rule)) return undefined
    return {
      reason: 'An alternative takes factors that can be phished.',
      severity: profile === 'stig' ? 'high' : 'low',
    }
  },
})

export const adminConsoleAnywhere = defineCheck({
  id: 'PRV-15',
  title: 'Admin Console reachable from anywhere, any device',
  meaning: 'No rule of the Admin Console asks where an administrator is or which device it is.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'policy',
  frameworks: ['nist:AC-17', 'nist:AC-3', 'mitre:T1078.004', 'stig:V-279693'],
  needs: ['app', 'policy', 'policy_rule'],
  parameters: {},
  remedy: {
    words: 'Limit the rules to zones or managed devices, and let the last one deny.',
    actions: ['R-RULE', 'R-ZONE'],
    flow: null,
  },
  async find({ read }) {
    const found = await appWithPolicy(read, 'saasure')
    if (found?.policy === undefined)
      return { status: 'unknown', reason: 'The policy of the Admin Console could not be read.' }
    const { policy } = found
    const open = policy.rules.filter((rule) => isAllowed(rule) && !limitsWhere(rule))
    const [first] = open
    if (first === undefined || policy.rules.some((rule) => limitsWhere(rule) && !isCatchAllOpen(policy)))
      return []
    return [
      {
        kind: 'policy',
        id: policy.id,
        name: policy.name,
        reason: `“${first.name}” lets administrators in from anywhere.`,
        evidence: { rule: first.id },
      },
    ]
  },
})

function isCatchAllOpen({ rules }: PolicyWithRules): boolean {
  const last = rules.at(-1)
  return last !== undefined && isAllowed(last) && !limitsWhere(last)
}
