import { flag, number, text, texts } from '../../inventory/read.ts'
import { defineCheck, type Check, type CheckSeverity, type Found } from '../check.ts'
import { policiesOf } from '../policies.ts'
import type { StoredObject } from '../reader.ts'

const ruleEvents = ['policy.rule.update', 'policy.rule.add', 'policy.rule.activate', 'policy.rule.deactivate']

type SessionRule = Pick<
  Check,
  'id' | 'title' | 'meaning' | 'severity' | 'frameworks' | 'parameters' | 'remedy'
> & {
  judge: (
    rule: StoredObject,
    given: Readonly<Record<string, number | boolean | readonly string[]>>,
  ) => { reason: string; evidence: Found['evidence']; severity?: CheckSeverity } | undefined
}

/** A check of each active rule of the global session policies that lets people in. */
function sessionCheck({ judge, ...about }: SessionRule): Check {
  return defineCheck({
    ...about,
    tier: 'core',
    basis: 'state',
    about: 'policy_rule',
    needs: ['policy', 'policy_rule'],
    events: ruleEvents,
    async find({ read, given }) {
      return (await policiesOf(read, 'OKTA_SIGN_ON')).flatMap(({ name, rules }) =>
        rules
          .filter(({ body }) => text(body, 'actions', 'signon', 'access') !== 'DENY')
          .flatMap((rule): Found[] => {
            const wrong = judge(rule, given)
            return wrong === undefined
              ? []
              : [{ kind: 'policy_rule', id: rule.id, name: `${name}: ${rule.name}`, ...wrong }]
          }),
      )
    },
  })
}

const session = (rule: StoredObject, name: string) => number(rule.body, 'actions', 'signon', 'session', name)

export const sessionWithoutMfa = sessionCheck({
  id: 'ORG-03',
  title: 'Global session policy lets a session start without MFA',
  meaning:
    'A rule lets people begin a session with a password alone; what then opens depends on every single app.',
  severity: 'high',
  frameworks: ['nist:IA-2(1)', 'nist:IA-2(2)', 'healthinsight', 'ispm'],
  parameters: {},
  remedy: { words: 'Require a second factor in the rule.', actions: ['R-RULE'], flow: null },
  judge({ body }) {
    const requires = flag(body, 'actions', 'signon', 'requireFactor')
    const prompt = text(body, 'actions', 'signon', 'factorPromptMode')
    if (requires !== 1)
      return {
        reason: 'It requires no second factor.',
        evidence: {
          requireFactor: requires === 1,
          primaryFactor: text(body, 'actions', 'signon', 'primaryFactor'),
        },
      }
    if (prompt === null || prompt === 'ALWAYS' || prompt === 'SESSION') return undefined
    return {
      reason: `It asks for the second factor once for each ${prompt.toLowerCase()}.`,
      severity: 'low',
      evidence: { factorPromptMode: prompt },
    }
  },
})

export const sessionIdle = sessionCheck({
  id: 'ORG-04',
  title: 'Session idle time too long',
  meaning: 'A session stays open long after somebody went away.',
  severity: 'medium',
  frameworks: ['nist:AC-11', 'nist:AC-12', 'stig:V-273186', 'healthinsight'],
  parameters: { minutes: { title: 'Minutes at most', standard: 120, stig: 15 } },
  remedy: { words: 'Shorten the idle time.', actions: ['R-RULE'], flow: null },
  judge(rule, given) {
    const minutes = session(rule, 'maxSessionIdleMinutes') ?? 120
    return minutes <= Number(given['minutes']) && minutes > 0
      ? undefined
      : { reason: `${minutes} minutes.`, evidence: { maxSessionIdleMinutes: minutes } }
  },
})

export const sessionLife = sessionCheck({
  id: 'ORG-05',
  title: 'Session lifetime too long or unlimited',
  meaning: 'A session never ends while it is used: a stolen cookie works as long.',
  severity: 'high',
  frameworks: ['nist:AC-12', 'nist:SC-23', 'mitre:T1539', 'stig:V-273203', 'healthinsight'],
  parameters: { minutes: { title: 'Minutes at most', standard: 120, stig: 1080, healthinsight: 120 } },
  remedy: { words: 'Limit the lifetime.', actions: ['R-RULE'], flow: null },
  judge(rule, given) {
    const minutes = session(rule, 'maxSessionLifetimeMinutes') ?? 0
    if (minutes > 0 && minutes <= Number(given['minutes'])) return undefined
    return {
      reason: minutes === 0 ? 'It has no limit.' : `${minutes} minutes.`,
      evidence: { maxSessionLifetimeMinutes: minutes },
    }
  },
})

export const persistentCookie = sessionCheck({
  id: 'ORG-06',
  title: 'Persistent session cookie',
  meaning: 'The session outlives the browser.',
  severity: 'medium',
  frameworks: ['nist:SC-23', 'mitre:T1539', 'stig:V-273206', 'prowler'],
  parameters: {},
  remedy: { words: 'Switch it off in the rule.', actions: ['R-RULE'], flow: null },
  judge: ({ body }) =>
    flag(body, 'actions', 'signon', 'session', 'usePersistentCookie') === 1
      ? { reason: 'The cookie outlives the browser.', evidence: { usePersistentCookie: true } }
      : undefined,
})

export const noSessionNetwork = defineCheck({
  id: 'ORG-07',
  title: 'Global session policy has no network condition',
  meaning:
    'No rule of any session policy looks at where somebody is. Outside the STIG profile that is no failure, only worth knowing: it is judged there alone.',
  severity: 'low',
  tier: 'core',
  basis: 'state',
  about: 'policy',
  frameworks: ['nist:AC-4', 'nist:AC-17', 'stig:V-279691', 'cii'],
  needs: ['policy', 'policy_rule'],
  events: ruleEvents,
  parameters: { required: { title: 'A network condition is required', standard: false, stig: true } },
  remedy: { words: 'Add a rule for a zone.', actions: ['R-RULE', 'R-ZONE'], flow: null },
  async find({ read, given }) {
    if (!given.required)
      return {
        status: 'not_applicable',
        reason: 'Only the STIG profile requires it; set the parameter to require it here.',
      }
    const policies = await policiesOf(read, 'OKTA_SIGN_ON')
    const limits = policies.some(({ rules }) =>
      rules.some(
        ({ body }) =>
          text(body, 'conditions', 'network', 'connection') === 'ZONE' &&
          texts(body, 'conditions', 'network', 'include').concat(
            texts(body, 'conditions', 'network', 'exclude'),
          ).length > 0,
      ),
    )
    const last = policies.at(-1)
    return limits || last === undefined
      ? []
      : [
          {
            kind: 'policy',
            id: last.id,
            name: last.name,
            reason: 'No rule names a zone.',
            evidence: { policies: policies.map(({ name }) => name) },
          },
        ]
  },
})
