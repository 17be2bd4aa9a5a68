import { sentence } from '../found.ts'
import { isJsonObject } from '@keyway/sdk'
import { at, flag, number, text } from '../../inventory/read.ts'
import { defineCheck, type Check, type CheckContext, type Found } from '../check.ts'
import { policiesOf, type PolicyWithRules } from '../policies.ts'

type PasswordRule = Pick<
  Check,
  'id' | 'title' | 'meaning' | 'severity' | 'frameworks' | 'parameters' | 'remedy'
> & {
  tier?: 'extended'
  judge: (
    policy: PolicyWithRules,
    context: Pick<CheckContext, 'given' | 'facts' | 'read' | 'org'>,
  ) => Omit<Found, 'kind' | 'id' | 'name'> | undefined
}

/** A check of each active password policy. */
function passwordCheck({ judge, tier, ...about }: PasswordRule): Check {
  return defineCheck({
    ...about,
    tier: tier ?? 'core',
    basis: 'state',
    about: 'policy',
    needs: ['policy', 'policy_rule'],
    events: ['policy.lifecycle.update', 'policy.rule.update'],
    async find(context) {
      return (await policiesOf(context.read, 'PASSWORD')).flatMap((policy): Found[] => {
        const wrong = judge(policy, context)
        return wrong === undefined ? [] : [{ kind: 'policy', id: policy.id, name: policy.name, ...wrong }]
      })
    },
  })
}

const complexity = ({ body }: PolicyWithRules, name: string) =>
  number(body, 'settings', 'password', 'complexity', name)

export const shortPassword = passwordCheck({
  id: 'ORG-08',
  title: 'Password too short',
  meaning: 'Short passwords are guessed quickly.',
  severity: 'medium',
  frameworks: ['nist:IA-5(1)', 'mitre:T1110', 'stig:V-273195', 'healthinsight'],
  parameters: { characters: { title: 'Characters at least', standard: 12, stig: 15 } },
  remedy: { words: 'Ask for longer passwords.', actions: ['R-POLICY'], flow: null },
  judge(policy, { given }) {
    const least = complexity(policy, 'minLength') ?? 8
    return least >= Number(given['characters'])
      ? undefined
      : { reason: `${least} characters suffice.`, evidence: { minLength: least } }
  },
})

export const simplePassword = passwordCheck({
  id: 'ORG-09',
  title: 'Password complexity or common-password check off',
  meaning: 'Passwords that everybody knows, or with the user’s name in them, are taken.',
  severity: 'medium',
  frameworks: [
    'nist:IA-5(1)',
    'mitre:T1110.003',
    'stig:V-273196',
    'stig:V-273197',
    'stig:V-273198',
    'stig:V-273199',
    'stig:V-273208',
    'healthinsight',
  ],
  parameters: {
    characterKinds: {
      title: 'Upper and lower case, a number and a symbol are required',
      standard: false,
      stig: true,
    },
  },
  remedy: { words: 'Switch the checks on.', actions: ['R-POLICY'], flow: null },
  judge(policy, { given }) {
    const wrong = [
      flag(policy.body, 'settings', 'password', 'complexity', 'dictionary', 'common', 'exclude') === 1
        ? null
        : 'common passwords are taken',
      flag(policy.body, 'settings', 'password', 'complexity', 'excludeUsername') === 1
        ? null
        : 'the user’s name may be in it',
      ...(given['characterKinds'] === true
        ? ['minUpperCase', 'minLowerCase', 'minNumber', 'minSymbol'].map((name) =>
            (complexity(policy, name) ?? 0) >= 1 ? null : `${name} is 0`,
          )
        : []),
    ].filter((one) => one !== null)
    return wrong.length === 0 ? undefined : { reason: sentence(wrong), evidence: { wrong } }
  },
})

export const passwordHistory = passwordCheck({
  id: 'ORG-10',
  title: 'Password age and history',
  meaning:
    'People may take their old password again. Forced changes are judged in the STIG profile alone; NIST advises against them.',
  severity: 'low',
  frameworks: ['nist:IA-5(1)', 'stig:V-273200', 'stig:V-273201', 'stig:V-273209'],
  parameters: {
    history: { title: 'Passwords remembered at least', standard: 5 },
    minAgeMinutes: {
      title: 'Minutes before it may be changed again (0: not judged)',
      standard: 0,
      stig: 1440,
    },
    maxAgeDays: { title: 'Days after which it must be changed (0: not judged)', standard: 0, stig: 60 },
  },
  remedy: { words: 'Remember more passwords.', actions: ['R-POLICY'], flow: null },
  judge({ body }, { given }) {
    const age = (name: string) => number(body, 'settings', 'password', 'age', name) ?? 0
    const [history, minAge, maxAge] = [age('historyCount'), age('minAgeMinutes'), age('maxAgeDays')]
    const most = Number(given['maxAgeDays'])
    const wrong = [
      history < Number(given['history']) ? `${history} passwords are remembered` : null,
      minAge < Number(given['minAgeMinutes']) ? `it may be changed after ${minAge} minutes` : null,
      most > 0 && (maxAge === 0 || maxAge > most)
        ? `it lives ${maxAge === 0 ? 'for ever' : `${maxAge} days`}`
        : null,
    ].filter((one) => one !== null)
    return wrong.length === 0
      ? undefined
      : {
          reason: sentence(wrong),
          evidence: { historyCount: history, minAgeMinutes: minAge, maxAgeDays: maxAge },
        }
  },
})

export const weakLockout = passwordCheck({
  id: 'ORG-11',
  title: 'Weak lockout',
  meaning: 'Passwords may be tried very often, or an account unlocks itself at once.',
  severity: 'medium',
  frameworks: ['nist:AC-7', 'mitre:T1110.001', 'stig:V-273189', 'healthinsight'],
  parameters: {
    attempts: { title: 'Tries at most', standard: 10, stig: 3 },
    unlockMinutes: { title: 'Minutes before it unlocks itself, at least', standard: 10 },
  },
  remedy: {
    words: 'Lock after fewer tries, and for longer.',
    actions: ['R-POLICY'],
    flow: null,
  },
  judge({ body }, { given }) {
    const attempts = number(body, 'settings', 'password', 'lockout', 'maxAttempts') ?? 10
    const unlock = number(body, 'settings', 'password', 'lockout', 'autoUnlockMinutes') ?? 0
    const isWeak =
      attempts === 0 ||
      attempts > Number(given['attempts']) ||
      (unlock > 0 && unlock < Number(given['unlockMinutes']))
    return isWeak
      ? {
          reason: `${attempts === 0 ? 'Any number of' : attempts} tries, and it unlocks after ${unlock} minutes.`,
          evidence: { maxAttempts: attempts, autoUnlockMinutes: unlock },
        }
      : undefined
  },
})

export const weakRecovery = passwordCheck({
  id: 'ORG-12',
  title: 'Weak account recovery',
  meaning:
    'A forgotten password is set anew by text message, call or a security question: the back door is weaker than the front.',
  severity: 'high',
  frameworks: ['nist:IA-5(1)', 'nist:IA-11', 'mitre:T1556', 'healthinsight', 'delinea'],
  parameters: {},
  remedy: {
    words: 'Switch these ways of recovery off.',
    actions: ['R-POLICY', 'R-RULE'],
    flow: null,
  },
  judge({ body, rules }) {
    const factors = at(body, 'settings', 'recovery', 'factors')
    const weak = ['okta_sms', 'okta_call', 'recovery_question'].filter((name) => {
      const one = isJsonObject(factors) ? factors[name] : undefined
      return isJsonObject(one) && text(one, 'status') === 'ACTIVE'
    })
    const groups = at(body, 'conditions', 'people', 'groups', 'include')
    const isForAll = !Array.isArray(groups) || groups.length === 0
    if (weak.length > 0)
      return {
        severity: isForAll ? 'high' : 'medium',
        reason: `Recovery by ${weak.join(', ')}.`,
        evidence: { factors: weak, forEverybody: isForAll },
      }
    const isOpen = rules.some(
      (rule) =>
        text(rule.body, 'actions', 'selfServiceUnlock', 'access') === 'ALLOW' &&
        text(rule.body, 'conditions', 'network', 'connection') !== 'ZONE',
    )
    return isOpen
      ? {
          severity: 'low',
          reason: 'Anybody anywhere may unlock an account.',
          evidence: { selfServiceUnlock: 'ALLOW' },
        }
      : undefined
  },
})

export const breachedPassword = passwordCheck({
  id: 'ORG-13',
  title: 'Breached-password protection off',
  meaning: 'A password that is known from a breach goes on working.',
  severity: 'medium',
  tier: 'extended',
  frameworks: ['nist:IA-5(1)', 'mitre:T1110.004'],
  parameters: {},
  remedy: {
    words: 'Let such passwords expire and end the sessions.',
    actions: ['R-POLICY'],
    flow: null,
  },
  judge({ body }) {
    const protection = at(body, 'settings', 'password', 'breachedProtection')
    const acts =
      isJsonObject(protection) &&
      (typeof protection['expireAfterDays'] === 'number' || protection['logoutEnabled'] === true)
    return acts
      ? undefined
      : {
          reason: 'Nothing happens to breached passwords.',
          evidence: { breachedProtection: protection ?? null },
        }
  },
})
