import { at, flag, text, texts } from '../../inventory/read.ts'
import { defineCheck } from '../check.ts'
import { foundInOrg } from '../found.ts'
import { policiesOf } from '../policies.ts'
import { settingOf } from '../setting-of.ts'
import { isSensitive } from '../apps/sensitive.ts'

export const noRiskSignal = defineCheck({
  id: 'ORG-14',
  title: 'No behaviour or risk signal in any policy',
  meaning: 'No policy asks for more when somebody comes from a new place or device, or at a risk.',
  severity: 'low',
  tier: 'extended',
  basis: 'state',
  about: 'org',
  frameworks: ['nist:IA-2', 'nist:IA-11', 'nist:SI-4', 'healthinsight'],
  needs: ['policy', 'policy_rule', 'behavior'],
  parameters: {},
  remedy: { words: 'Add a rule for risk or behaviour.', actions: ['R-RULE'], flow: null },
  async find({ org, read }) {
    const policies = [
      ...(await policiesOf(read, 'OKTA_SIGN_ON')),
      ...(await policiesOf(read, 'ACCESS_POLICY')),
    ]
    const looks = policies.some(({ rules }) =>
      rules.some(({ body }) => {
        const behaviors = at(body, 'conditions', 'risk', 'behaviors')
        const level = text(body, 'conditions', 'riskScore', 'level')
        return (
          (Array.isArray(behaviors) && behaviors.length > 0) ||
          (level !== null && level !== 'ANY') ||
          /security\.(risk|behaviors)/.test(text(body, 'conditions', 'elCondition', 'condition') ?? '')
        )
      }),
    )
    return looks
      ? []
      : [
          foundInOrg(org, {
            reason: 'No rule looks at risk or behaviour.',
            evidence: { behaviours: (await read.objects('behavior')).length },
          }),
        ]
  },
})

export const noBotProtection = defineCheck({
  id: 'ORG-23',
  title: 'Self-service surfaces without bot protection',
  meaning: 'Anybody may register, and no CAPTCHA or bot protection stands before it.',
  severity: 'medium',
  tier: 'extended',
  basis: 'state',
  about: 'org',
  frameworks: ['nist:SI-4', 'nist:AC-7', 'mitre:T1136'],
  needs: ['policy', 'policy_rule', 'setting_bot_protection'],
  uses: ['setting_captcha'],
  parameters: {},
  remedy: {
    words: 'Enforce bot protection, or set a CAPTCHA for these pages.',
    actions: ['R-ORGSET'],
    flow: null,
  },
  async find({ org, read }) {
    const open = (await policiesOf(read, 'PROFILE_ENROLLMENT')).filter(({ rules }) =>
      rules.some(({ body }) => text(body, 'actions', 'profileEnrollment', 'access') === 'ALLOW'),
    )
    if (open.length === 0) return []
    const bots = await settingOf(read, 'bot_protection')
    const captcha = await settingOf(read, 'captcha')
    const guarded = captcha !== undefined && texts(captcha.body, 'enabledPages').includes('SSR')
    if (guarded || (bots !== undefined && text(bots.body, 'mode') === 'ENFORCED')) return []
    return [
      foundInOrg(org, {
        reason: `${open.map(({ name }) => name).join(', ')} lets anybody register, unguarded.`,
        evidence: { policies: open.map(({ id }) => id) },
      }),
    ]
  },
})

export const attackProtection = defineCheck({
  id: 'ORG-24',
  title: 'Attack-protection settings off',
  meaning:
    'An attacker’s failed tries lock out the owner’s known devices too, or passwords are asked for first.',
  severity: 'medium',
  tier: 'extended',
  basis: 'state',
  about: 'org',
  frameworks: ['nist:AC-7', 'mitre:T1110', 'mitre:T1531'],
  needs: ['setting_user_lockout', 'setting_authenticator_attack_protection'],
  parameters: {},
  remedy: { words: 'Switch both on.', actions: ['R-ATTACK'], flow: null },
  async find({ org, read }) {
    const lockout = await settingOf(read, 'user_lockout')
    const knowledge = await settingOf(read, 'authenticator_attack_protection')
    const evidence = {
      preventBruteForceLockoutFromUnknownDevices:
        lockout !== undefined && flag(lockout.body, 'preventBruteForceLockoutFromUnknownDevices') === 1,
      verifyKnowledgeSecondWhen2faRequired:
        knowledge !== undefined && flag(knowledge.body, 'verifyKnowledgeSecondWhen2faRequired') === 1,
    }
    const offs = Object.entries(evidence)
      .filter(([, isOn]) => !isOn)
      .map(([name]) => name)
    return offs.length === 0 ? [] : [foundInOrg(org, { reason: `Off: ${offs.join(', ')}.`, evidence })]
  },
})

export const idleProtection = defineCheck({
  id: 'ORG-27',
  title: 'Identity Threat Protection policies not enforced',
  meaning: 'The org has Identity Threat Protection, and its policies do nothing.',
  severity: 'low',
  tier: 'extended',
  basis: 'state',
  about: 'policy',
  frameworks: ['nist:SI-4', 'nist:AC-12'],
  needs: ['policy', 'policy_rule'],
  parameters: {},
  remedy: { words: 'Let a rule end the sessions or run a workflow.', actions: ['R-RULE'], flow: null },
  async find({ read }) {
    const policies = [
      ...(await policiesOf(read, 'ENTITY_RISK')),
      ...(await policiesOf(read, 'POST_AUTH_SESSION')),
    ]
    if (policies.length === 0) return { status: 'not_applicable', reason: 'The org has no such policies.' }
    return policies
      .filter(
        ({ rules }) =>
          !rules.some(({ body }) =>
            /TERMINATE_ALL_SESSIONS|RUN_WORKFLOW|TERMINATE_SESSION/.test(
              JSON.stringify(at(body, 'actions') ?? {}),
            ),
          ),
      )
      .map(({ id, name, type, rules }) => ({
        kind: 'policy',
        id,
        name,
        reason: 'None of its rules does anything.',
        evidence: { type, rules: rules.length },
      }))
  },
})

export const noDeviceAssurance = defineCheck({
  id: 'ORG-28',
  title: 'No device assurance',
  meaning: 'No sign-on rule asks whether a device is kept well.',
  severity: 'low',
  tier: 'extended',
  basis: 'state',
  about: 'org',
  frameworks: ['nist:AC-19', 'nist:CM-6'],
  needs: ['device_assurance', 'policy', 'policy_rule', 'app'],
  parameters: {},
  remedy: { words: 'Make a device assurance policy and use it in a rule.', actions: ['R-RULE'], flow: null },
  async find({ org, read, facts }) {
    const assurances = await read.objects('device_assurance')
    const sensitive = (await read.apps())
      .filter((app) => isSensitive(app, facts))
      .map(({ policy_id }) => policy_id)
    const isUsed = (await policiesOf(read, 'ACCESS_POLICY')).some(
      ({ id, rules }) =>
        (sensitive.length === 0 || sensitive.includes(id)) &&
        rules.some(({ body }) => texts(body, 'conditions', 'device', 'assurance', 'include').length > 0),
    )
    if (assurances.length > 0 && isUsed) return []
    return [
      foundInOrg(org, {
        reason:
          assurances.length === 0
            ? 'There is no device assurance policy.'
            : 'No rule for sensitive apps uses one.',
        evidence: { policies: assurances.length },
      }),
    ]
  },
})
